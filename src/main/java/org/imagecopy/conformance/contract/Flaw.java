package org.imagecopy.conformance.contract;

/** What is wrong with the sentence of a page, besides that it may be silent. */
public enum Flaw {
    /** Nothing is known to be. */
    NONE,
    /** It says two things: within itself, or against another official source of the vendor. */
    CONTRADICTION,
    /** It can be read in more than one way, or leaves out what a caller has to know. */
    UNCLEAR
}
