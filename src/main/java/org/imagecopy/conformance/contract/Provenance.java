package org.imagecopy.conformance.contract;

/** Where an expectation comes from; it decides what a difference means. */
public enum Provenance {
    /** The page itself says so. */
    STATED,
    /** Another official page of the same vendor says so: signing, error envelope, transports. */
    PLATFORM,
    /** It follows from stated rows or from the sample alone: a difference is a warning unless the run is strict. */
    IMPLIED,
    /** The page is silent or contradicts itself: recorded, never judged. */
    SILENT
}
