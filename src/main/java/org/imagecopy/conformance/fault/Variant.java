package org.imagecopy.conformance.fault;

import java.util.List;
import java.util.function.Supplier;
import org.imagecopy.conformance.emulator.Filter;

/**
 * A behaviour that differs from the emulator's own and that the page allows: the suite must not object.
 *
 * @param id the number in the catalogue and a word, such as {@code V1-member-order}
 * @param family the family whose emulator it is for, {@code ecd} or {@code uhost}
 * @param description what is different, in one sentence
 * @param filters makes new filters for one emulator; they hold state and must not be shared
 */
public record Variant(String id, String family, String description, Supplier<List<Filter>> filters) {}
