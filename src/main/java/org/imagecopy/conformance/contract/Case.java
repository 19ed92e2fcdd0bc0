package org.imagecopy.conformance.contract;

import java.util.List;
import java.util.Set;

/**
 * One scenario, or one row of Examples, of a feature.
 *
 * @param address  stable address: row id, slash, slug
 * @param row      id of the row that its Rule names
 * @param title    what it states, with the example filled in
 * @param feature  path of the feature below {@code features/}
 * @param topic    title of that feature
 * @param line     line of the scenario or of the Examples row, from 1
 * @param tags     every tag that applies to it, with the {@code @}
 * @param sentences its sentences in order, with their keyword
 */
public record Case(String address, String row, String title, String feature, String topic, int line, Set<String> tags,
                   List<String> sentences) {

    /** Whether the case carries this tag; {@code name} without the {@code @}. */
    public boolean tagged(String name) {
        return tags.contains("@" + name);
    }

    /** Capabilities that its own tags ask for: {@code @needs-batch} asks for {@code batch}. */
    public Set<String> needs() {
        return tags.stream().filter(tag -> tag.startsWith("@needs-"))
                .map(tag -> tag.substring("@needs-".length()))
                .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
    }

    /** The family that the address begins with, in lower case. */
    public String family() {
        return address.substring(0, address.indexOf('-')).toLowerCase(java.util.Locale.ROOT);
    }

    /** Where the case stands, as a reader would open it: {@code features/ecd/30-image-name.feature:41}. */
    public String place() {
        return "features/" + feature + ":" + line;
    }
}
