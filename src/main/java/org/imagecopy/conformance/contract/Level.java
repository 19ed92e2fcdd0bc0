package org.imagecopy.conformance.contract;

/** How binding a sentence of the page is, in the words of RFC 2119. */
public enum Level {
    /** A difference breaks the contract. */
    MUST,
    /** A difference is a warning. */
    SHOULD,
    /** The endpoint is free; a difference is never judged. */
    MAY
}
