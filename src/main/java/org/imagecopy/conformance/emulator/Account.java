package org.imagecopy.conformance.emulator;

import java.util.Optional;

/**
 * An identity that signs requests. Several of them may act for the same account.
 *
 * @param id the account that owns what this identity makes
 * @param keyId the AccessKey id (ECD) or public key (UHost)
 * @param secret the AccessKey secret or private key
 * @param securityToken the token that temporary credentials must send along
 * @param subAccount whether it has no default project (UHost)
 */
public record Account(String id, String keyId, String secret, Optional<String> securityToken, boolean subAccount) {

  /** Creates a main account with permanent credentials. */
  public Account(String id, String keyId, String secret) {
    this(id, keyId, secret, Optional.empty(), false);
  }

  /** Leaves out the secret and the token. */
  @Override
  public String toString() {
    return "Account[id=" + id + ", keyId=" + keyId + "]";
  }
}
