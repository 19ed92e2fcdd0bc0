package org.imagecopy.conformance.result;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.imagecopy.conformance.contract.Row;

/**
 * What one row came to.
 *
 * @param row     the row
 * @param outcome the worst of its cases
 * @param reason  why it is inapplicable or undecided as a whole; else empty
 * @param cases   its cases of this run, in reading order; when a run has very many, they are read from a file each time
 */
public record RowResult(Row row, Outcome outcome, String reason, List<CaseResult> cases) {

    /** Its cases, worst first, and in reading order where they are equal. They are gone through again and again, but never all held. */
    public Stream<CaseResult> worstFirst() {
        return Arrays.stream(Outcome.values()).sorted(Comparator.reverseOrder()).flatMap(this::cases);
    }

    /** Its cases of this outcome, in reading order. */
    public Stream<CaseResult> cases(Outcome of) {
        return cases.stream().filter(c -> c.outcome() == of);
    }
}
