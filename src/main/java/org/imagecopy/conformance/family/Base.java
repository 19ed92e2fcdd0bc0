package org.imagecopy.conformance.family;

import java.util.List;

/**
 * The neutral request that a scenario begins with, before it changes anything.
 *
 * @param kind    which one
 * @param regions symbolic regions of a batch; else empty
 */
public record Base(Kind kind, List<String> regions) {

    /** The neutral requests. */
    public enum Kind {
        /** To the first destination. */
        ANOTHER_REGION,
        /** To the second destination. */
        THIRD_REGION,
        /** Within the region, to another project. */
        SAME_REGION,
        /** From the second source region. */
        SECOND_SOURCE,
        /** To a list of regions. */
        LIST
    }

    /** A neutral request of one destination. */
    public static Base of(Kind kind) {
        return new Base(kind, List.of());
    }

    /** The words of the feature. */
    public String words() {
        return switch (kind) {
            case ANOTHER_REGION -> "a valid copy request";
            case THIRD_REGION -> "a valid copy request to a third region";
            case SAME_REGION -> "a valid copy request to the same region";
            case SECOND_SOURCE -> "a valid copy request from the second source region";
            case LIST -> "a valid copy request to the regions " + String.join(", ", regions);
        };
    }
}
