package org.imagecopy.conformance.target;

/**
 * What requests are signed with.
 *
 * @param key    access key id or public key
 * @param secret access key secret or private key
 * @param token  security token of temporary credentials; empty for permanent ones
 */
public record Credentials(String key, String secret, String token) {

    /** The same key with another secret. */
    public Credentials withSecret(String other) {
        return new Credentials(key, other, token);
    }

    /** Another key with the same secret. */
    public Credentials withKey(String other) {
        return new Credentials(other, secret, token);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "Credentials[" + key + "]";
    }
}
