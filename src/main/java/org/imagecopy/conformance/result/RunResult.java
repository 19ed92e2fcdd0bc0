package org.imagecopy.conformance.result;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What a whole run came to.
 *
 * @param started   when it began
 * @param took      how long it took on the wall
 * @param seed      seed of names and order
 * @param strict    whether implied rows counted like stated ones
 * @param selection what was selected, in words; empty for everything
 * @param families  one result per target
 * @param stale     expected failures that did not happen
 * @param expected  addresses and rows that are expected to fail, and did
 * @param command   the command line that repeats it, without its selection and without secrets; empty when it was not begun by one
 */
public record RunResult(Instant started, Duration took, long seed, boolean strict, String selection, List<FamilyResult> families,
                        List<String> stale, List<String> expected, String command) {

    private static final int NAMED = 12;

    /** A run that no command line began. */
    public RunResult(Instant started, Duration took, long seed, boolean strict, String selection, List<FamilyResult> families,
                     List<String> stale, List<String> expected) {
        this(started, took, seed, strict, selection, families, stale, expected, "");
    }

    /** The same result, with the command line that repeats the run. */
    public RunResult repeatedBy(String line) {
        return new RunResult(started, took, seed, strict, selection, families, stale, expected, line);
    }

    /** Conformant. */
    public static final int CONFORMANT = 0;
    /** At least one row is refuted. */
    public static final int REFUTED = 1;
    /** Wrong usage or configuration. */
    public static final int USAGE = 2;
    /** Nothing refuted, but something required was not decided. */
    public static final int UNDECIDED = 3;
    /** The suite itself erred. */
    public static final int ERROR = 4;
    /** An expected failure did not happen. */
    public static final int STALE = 5;
    /** Images are left on the target. */
    public static final int LEFTOVERS = 6;

    /** Whether every target was the embedded emulator. */
    public boolean embedded() {
        return families.stream().allMatch(FamilyResult::embedded);
    }

    /** Rows that gate with this outcome: what is expected to fail and did is left out. */
    public List<RowResult> gating(Outcome outcome) {
        return families.stream().flatMap(f -> f.rows().stream()).filter(row -> row.row().testable() && gating(row) == outcome).toList();
    }

    /** The outcome of a row without the cases that are expected to fail, and did. */
    private Outcome gating(RowResult row) {
        if (expected.contains(row.row().id())) {
            return Outcome.VERIFIED;
        }
        if (expected.isEmpty() || row.cases().stream().noneMatch(c -> expected.contains(c.scenario().address()))) {
            return row.outcome();
        }
        return row.cases().stream().filter(c -> !expected.contains(c.scenario().address())).map(CaseResult::outcome).filter(o -> o != Outcome.INAPPLICABLE)
                .max(Comparator.naturalOrder()).orElse(Outcome.VERIFIED);
    }

    /** The exit code of the run. */
    public int exitCode() {
        if (!gating(Outcome.ERROR).isEmpty()) {
            return ERROR;
        }
        if (families.stream().anyMatch(f -> !f.leftovers().isEmpty())) {
            return LEFTOVERS;
        }
        if (!gating(Outcome.REFUTED).isEmpty()) {
            return REFUTED;
        }
        if (!stale.isEmpty()) {
            return STALE;
        }
        if (families.stream().anyMatch(f -> !f.diagnosis().isEmpty()) || !gating(Outcome.UNDECIDED).isEmpty()) {
            return UNDECIDED;
        }
        return CONFORMANT;
    }

    /** The verdict in words: {@code NOT CONFORMANT: UHOST-BATC-02}. */
    public String verdict() {
        List<String> refuted = gating(Outcome.REFUTED).stream().map(r -> r.row().id()).toList();
        return switch (exitCode()) {
            case CONFORMANT -> "CONFORMANT" + (expected.isEmpty() ? "" : ", apart from expected failures: " + some(expected));
            case REFUTED -> "NOT CONFORMANT: " + some(refuted);
            case UNDECIDED -> "UNDECIDED: " + families.stream().map(FamilyResult::diagnosis).filter(d -> !d.isEmpty()).findFirst()
                    .orElseGet(() -> some(gating(Outcome.UNDECIDED).stream().map(r -> r.row().id()).toList()));
            case STALE -> "STALE: expected to fail, but did not: " + some(stale);
            case LEFTOVERS -> (refuted.isEmpty() ? "" : "NOT CONFORMANT: " + some(refuted) + "; ")
                    + "LEFTOVERS: " + some(families.stream().flatMap(f -> f.leftovers().stream()).toList());
            default -> "ERROR OF THE SUITE: " + some(gating(Outcome.ERROR).stream().map(r -> r.row().id()).toList());
        };
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(NAMED, names.size()))) + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }
}
