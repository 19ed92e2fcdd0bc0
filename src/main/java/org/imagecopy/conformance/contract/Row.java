package org.imagecopy.conformance.contract;

import java.util.Set;

/**
 * One sentence of a vendor page, as {@code contract.yaml} states it.
 *
 * @param id         immutable, {@code FAMILY-TOPIC-NN}
 * @param title      the rule in plain words
 * @param subject    the parameter or field that the sentence is about
 * @param level      how binding it is
 * @param provenance where it comes from
 * @param quote      the sentence itself, verbatim; empty when the page is silent
 * @param source     the section of the page, or the other official page
 * @param untestable why no request can decide it; empty when one can
 * @param needs      capabilities without which the whole row is inapplicable
 * @param since      edition of the page that brought it; empty for all editions
 * @param note       how it is read, and what is wrong with it; may be empty
 * @param flaw       whether the page contradicts itself here or is unclear; the note says how
 */
public record Row(String id, String title, String subject, Level level, Provenance provenance, String quote,
                  String source, String untestable, Set<String> needs, String since, String note, Flaw flaw) {

    /** Whether requests from outside can decide this row. */
    public boolean testable() {
        return untestable.isEmpty();
    }

    /** The topic part of the id: {@code NAME} of {@code ECD-NAME-02}. */
    public String topic() {
        return id.split("-")[1];
    }
}
