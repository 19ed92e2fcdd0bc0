package org.imagecopy.conformance.family;

/**
 * A way in which requests travel.
 *
 * @param name       as features and targets call it: {@code RPC POST form}
 * @param group      the signing scheme or the family of shapes it belongs to: {@code RPC}; empty for none
 * @param capability the capability that stands for it: {@code post-form}
 */
public record Transport(String name, String group, String capability) {

    /** HTTP method of the transport. */
    public String method() {
        return name.contains("GET") ? "GET" : "POST";
    }

    /** Whether the parameters travel in a body of any kind. */
    public boolean body() {
        return form() || name.contains("JSON");
    }

    /** Whether the parameters travel in a urlencoded body. */
    public boolean form() {
        return name.endsWith("form");
    }
}
