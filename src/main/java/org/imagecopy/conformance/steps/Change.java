package org.imagecopy.conformance.steps;

/**
 * What a scenario changes about the neutral request.
 *
 * @param kind      how
 * @param parameter which parameter, in the vendor's spelling
 * @param value     template of the value; empty when the parameter is left out
 */
public record Change(Kind kind, String parameter, String value) {

    /** How a parameter is changed. */
    public enum Kind {
        /** It has this value. */
        SET,
        /** It is not sent. */
        LEFT_OUT,
        /** It is sent besides what is sent already. */
        ADDED,
        /** It has this value, but the signature is made for the value before. */
        AFTER_SIGNING,
        /** It has this value in the query, which no signature covers, besides what is sent in the body. */
        IN_QUERY,
        /** It has this value in the body, which no signature covers, besides what is sent in the query. */
        IN_BODY
    }
}
