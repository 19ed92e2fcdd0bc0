package org.imagecopy.conformance.result;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.imagecopy.conformance.contract.Contract;

/**
 * What the run against one target came to.
 *
 * @param contract     the contract it was judged by
 * @param target       name of the target
 * @param endpoint     its URL
 * @param embedded     whether it is the emulator of this process
 * @param transports   the ways in which requests travelled to it
 * @param capabilities what it declares
 * @param settings     the effective configuration, redacted
 * @param diagnosis    why the run could not begin; empty when it did
 * @param notes        what is worth knowing besides: stray images, clock, trust
 * @param rows         every row of the contract in the order of the page
 * @param cost         what it cost
 * @param leftovers    ids that could not be deleted, with their place
 */
public record FamilyResult(Contract contract, String target, String endpoint, boolean embedded, List<String> transports, List<String> capabilities,
                           Map<String, String> settings, String diagnosis, List<String> notes, List<RowResult> rows, Cost cost,
                           List<String> leftovers) {

    /** The same with other notes. */
    public FamilyResult withNotes(List<String> other) {
        return new FamilyResult(contract, target, endpoint, embedded, transports, capabilities, settings, diagnosis, List.copyOf(other), rows, cost, leftovers);
    }

    /** All cases of all rows in the order of the page. */
    public Stream<CaseResult> cases() {
        return rows.stream().flatMap(row -> row.cases().stream());
    }

    /** Rows with this outcome that the run selected. */
    public List<RowResult> rows(Outcome outcome) {
        return rows.stream().filter(row -> row.row().testable() && row.outcome() == outcome).toList();
    }
}
