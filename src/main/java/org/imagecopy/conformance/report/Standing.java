package org.imagecopy.conformance.report;

import java.util.Locale;

import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;

/** How a row stands after a run, in the order in which a reader wants to know; what was not asked for is no outcome. */
enum Standing {
    ERROR, REFUTED, UNDECIDED, WARNING, RECORDED, INAPPLICABLE, VERIFIED, UNTESTABLE, UNSELECTED;

    /** How this row of this run stands. */
    static Standing of(RowResult row, RunResult run) {
        if (!row.row().testable()) {
            return UNTESTABLE;
        }
        if (row.cases().isEmpty() && !run.selection().isEmpty()) {
            return UNSELECTED;
        }
        if (row.cases().isEmpty() && (row.outcome() == Outcome.VERIFIED || row.outcome() == Outcome.RECORDED)) {
            return UNDECIDED;
        }
        return of(row.outcome());
    }

    static Standing of(Outcome outcome) {
        return valueOf(outcome.name());
    }

    /** The word for it: {@code refuted}, {@code not testable}. */
    String word() {
        return switch (this) {
            case UNTESTABLE -> "not testable";
            case UNSELECTED -> "not selected";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** Words after a number: {@code 2 warnings}. */
    String counted(long number) {
        return number + " " + word() + (number != 1 && (this == WARNING || this == ERROR) ? "s" : "");
    }
}
