package org.imagecopy.conformance.result;

import java.util.List;

import org.imagecopy.conformance.contract.Row;

/**
 * What one row came to.
 *
 * @param row     the row
 * @param outcome the worst of its cases
 * @param reason  why it is inapplicable or undecided as a whole; else empty
 * @param cases   its cases of this run, in reading order
 */
public record RowResult(Row row, Outcome outcome, String reason, List<CaseResult> cases) {
}
