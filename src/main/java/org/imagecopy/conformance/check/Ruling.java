package org.imagecopy.conformance.check;

import java.util.List;

/**
 * What a check found, before level and provenance say what that means.
 *
 * @param kind     what it found
 * @param expected all acceptable answers
 * @param actual   what came
 * @param details  every single difference or record
 */
public record Ruling(Kind kind, String expected, String actual, List<String> details) {

    /** What a check can find. */
    public enum Kind {
        /** As expected. */
        HOLDS,
        /** Kept for comparison. */
        RECORD,
        /** There was nothing to look at. */
        ABSENT,
        /** It cannot be known. */
        OPEN,
        /** Not as expected. */
        DIFFERS
    }

    static Ruling holds(String expected, List<String> details) {
        return new Ruling(Kind.HOLDS, expected, "as expected", details);
    }

    static Ruling absent(String expected, String why) {
        return new Ruling(Kind.ABSENT, expected, why, List.of());
    }

    static Ruling open(String expected, String why) {
        return new Ruling(Kind.OPEN, expected, why, List.of());
    }

    static Ruling differs(String expected, String actual, List<String> details) {
        return new Ruling(Kind.DIFFERS, expected, actual, details);
    }
}
