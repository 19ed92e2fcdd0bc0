package org.imagecopy.conformance.check;

import java.util.List;

/**
 * One Then sentence.
 *
 * @param check     what it asks
 * @param arguments its words in quotes and its population, templates resolved
 * @param sentence  the sentence as it stands in the feature
 */
public record Expectation(Check check, List<String> arguments, String sentence) {
}
