package org.imagecopy.conformance.selftest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.imagecopy.conformance.contract.Level;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Finding;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;

/**
 * What one run came to, without anything that differs from run to run.
 *
 * @param exitCode  the exit code
 * @param diagnosis why the run could not begin; empty when it did
 * @param rows      outcomes of the testable rows that were selected, in the order of the page
 * @param cases     outcomes of the cases, in the order of the page
 * @param checks    by row, the checks that object to something
 * @param must      number of testable MUST rows that were selected
 * @param verified  number of those that came out verified
 * @param left      images that could not be deleted
 */
public record Observation(int exitCode, String diagnosis, Map<String, Outcome> rows, Map<String, Outcome> cases, Map<String, Set<String>> checks, long must, long verified, int left) {

    /** What the run against one target came to. */
    public static Observation of(RunResult result) {
        FamilyResult family = result.families().get(0);
        Map<String, Outcome> rows = new LinkedHashMap<>();
        Map<String, Outcome> cases = new LinkedHashMap<>();
        Map<String, Set<String>> checks = new LinkedHashMap<>();
        long must = 0;
        long verified = 0;
        for (RowResult row : family.rows()) {
            if (!row.row().testable() || row.cases().isEmpty() && row.reason().equals("not selected")) {
                continue;
            }
            rows.put(row.row().id(), row.outcome());
            must += row.row().level() == Level.MUST ? 1 : 0;
            verified += row.row().level() == Level.MUST && row.outcome() == Outcome.VERIFIED ? 1 : 0;
            for (CaseResult found : row.cases()) {
                cases.put(found.scenario().address(), found.outcome());
                found.findings().stream().filter(f -> objects(f.outcome())).map(Finding::check)
                        .forEach(check -> checks.computeIfAbsent(row.row().id(), k -> new TreeSet<>()).add(check));
            }
        }
        return new Observation(result.exitCode(), family.diagnosis(), rows, cases, checks, must, verified, family.leftovers().size());
    }

    private static boolean objects(Outcome outcome) {
        return outcome == Outcome.REFUTED || outcome == Outcome.WARNING || outcome == Outcome.ERROR;
    }

    /** Verified MUST rows of all that were selected, in percent. */
    public double verifiedShare() {
        return must == 0 ? 0 : 100.0 * verified / must;
    }

    /** Ids of rows with one of these outcomes, in the order of the page. */
    public List<String> rows(Outcome... wanted) {
        Set<Outcome> set = Set.of(wanted);
        return rows.entrySet().stream().filter(e -> set.contains(e.getValue())).map(Map.Entry::getKey).toList();
    }

    /** Rows that some check objects to, in the order of the page. */
    public List<String> red() {
        return rows(Outcome.REFUTED, Outcome.WARNING, Outcome.ERROR);
    }

    /** Cases that some check objects to, in the order of the page. */
    public List<String> redCases() {
        return cases.entrySet().stream().filter(e -> objects(e.getValue())).map(Map.Entry::getKey).toList();
    }

    /** Rows that came to something else than in a run against an endpoint without any fault. */
    public Set<String> differing(Observation healthy) {
        return rows.entrySet().stream().filter(e -> healthy.rows().get(e.getKey()) != e.getValue()).map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
