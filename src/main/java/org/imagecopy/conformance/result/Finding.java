package org.imagecopy.conformance.result;

import java.util.List;

/**
 * What one sentence of one case came to.
 *
 * @param outcome  what it means
 * @param check    stable name of the check
 * @param sentence the sentence of the feature
 * @param expected all acceptable answers
 * @param actual   what came
 * @param details  every single difference or record; may be empty
 */
public record Finding(Outcome outcome, String check, String sentence, String expected, String actual, List<String> details) {
}
