package org.imagecopy.conformance.fault;

import java.util.List;
import java.util.function.Supplier;
import org.imagecopy.conformance.emulator.Filter;

/**
 * A seeded fault.
 *
 * @param id the id in the catalogue, such as {@code E-NAME-MAX129}
 * @param family the family whose emulator it is for, {@code ecd} or {@code uhost}
 * @param row the id of the row that it violates, or the beginning of the ids of its topic, {@code FAMILY-TOPIC}
 * @param expected what the suite is to say
 * @param difference what a client can observe, in one sentence
 * @param explanation why other rows turn red before the one that it breaks; empty when none does
 * @param filters makes new filters for one emulator; they hold state and must not be shared
 */
public record Fault(
    String id, String family, String row, Expected expected, String difference, String explanation, Supplier<List<Filter>> filters) {}
