package org.imagecopy.conformance.result;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

import org.imagecopy.conformance.contract.Level;
import org.imagecopy.conformance.contract.Row;

/** What a run found out, in rising order of precedence: of several outcomes the last one counts. */
public enum Outcome {
    /** Exercised, and as the page says. */
    VERIFIED,
    /** The page leaves it open; what happened is kept for comparison. */
    RECORDED,
    /** The target lacks the capability, and says so. */
    INAPPLICABLE,
    /** Something kept the suite from knowing. */
    UNDECIDED,
    /** Differs from what the page recommends or implies. */
    WARNING,
    /** Differs from what the page demands. */
    REFUTED,
    /** The suite itself is wrong. */
    ERROR;

    /** The outcome that counts among several; {@link #UNDECIDED} when there is none, because what nothing exercised is never green. */
    public static Outcome worst(Collection<Outcome> outcomes) {
        return outcomes.stream().max(Comparator.naturalOrder()).orElse(UNDECIDED);
    }

    /**
     * What a difference from this row means.
     *
     * @param strict whether implied rows count like stated ones
     */
    public static Outcome ofDifference(Row row, boolean strict) {
        return switch (row.provenance()) {
            case SILENT -> RECORDED;
            case IMPLIED -> strict && row.level() == Level.MUST ? REFUTED : WARNING;
            case STATED, PLATFORM -> switch (row.level()) {
                case MUST -> REFUTED;
                case SHOULD -> WARNING;
                case MAY -> RECORDED;
            };
        };
    }

    /** The word for reports: {@code refuted}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
