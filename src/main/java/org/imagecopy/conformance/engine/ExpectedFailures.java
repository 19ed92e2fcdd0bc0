package org.imagecopy.conformance.engine;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import tools.jackson.databind.json.JsonMapper;

import org.imagecopy.conformance.contract.CaseIndex;
import org.imagecopy.conformance.contract.Contract;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Finding;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;
import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.YamlFile;

/**
 * Rows and cases that are known to fail at a target, as a file lists them: {@code schemas/suite/expected-failures.json}. They are run
 * all the same and do not count; one that passes turns the run red, so that the list cannot rot.
 */
public final class ExpectedFailures {

    /** Nothing is known to fail. */
    public static final ExpectedFailures NONE = new ExpectedFailures(Map.of());

    private static final Set<String> MEMBERS = Set.of("address", "reason", "until");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_REASON = 200;

    private final Map<String, Entry> entries;

    private ExpectedFailures(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /**
     * One line of the list.
     *
     * @param address a row, or a row and the slug of a case
     * @param reason  why it fails
     * @param until   last day on which it is excused
     */
    private record Entry(String address, String reason, Optional<LocalDate> until) {

        boolean over(LocalDate today) {
            return until.filter(today::isAfter).isPresent();
        }
    }

    /**
     * Reads a list and checks it against the contracts and features of every family.
     *
     * @throws ConfigurationException when it cannot be read, names what does not exist, or gives no reason; with the line
     */
    public static ExpectedFailures read(Path path) {
        YamlFile file = YamlFile.read(path, "'conformance run --write-baseline FILE' writes one");
        if (!(file.root() instanceof MappingNode top)) {
            throw file.wrong(file.root(), "a list of expected failures begins with 'expected-failures:'");
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple part : top.getValue()) {
            if (!YamlFile.text(part.getKeyNode()).equals("expected-failures")) {
                throw file.unknown(part.getKeyNode(), Set.of("expected-failures"), "the file");
            }
            if (!(part.getValueNode() instanceof SequenceNode list)) {
                throw file.wrong(part.getValueNode(), "'expected-failures' holds a list; write '- address: …' below it");
            }
            for (Node node : list.getValue()) {
                Entry entry = entry(file, node);
                if (entries.put(entry.address(), entry) != null) {
                    throw file.wrong(node, "'" + entry.address() + "' is listed twice; remove one of them");
                }
            }
        }
        return new ExpectedFailures(entries);
    }

    private static Entry entry(YamlFile file, Node node) {
        if (!(node instanceof MappingNode members)) {
            throw file.wrong(node, "an entry has 'address' and 'reason'; write '- address: ROW/slug' and 'reason: …' below it");
        }
        Map<String, Node> found = new LinkedHashMap<>();
        for (NodeTuple member : members.getValue()) {
            String key = YamlFile.text(member.getKeyNode());
            if (!MEMBERS.contains(key)) {
                throw file.unknown(member.getKeyNode(), MEMBERS, "an expected failure");
            }
            if (!(member.getValueNode() instanceof ScalarNode)) {
                throw file.wrong(member.getValueNode(), "'" + key + "' takes one value");
            }
            found.put(key, member.getValueNode());
        }
        String address = member(file, node, found, "address", "a row or a case, for example ECD-NAME-02/129-characters");
        check(file, found.get("address"), address);
        String reason = member(file, node, found, "reason", "why it fails, for those who come later");
        Optional<LocalDate> until = Optional.ofNullable(found.get("until")).map(n -> date(file, n));
        return new Entry(address, reason, until);
    }

    private static String member(YamlFile file, Node node, Map<String, Node> found, String name, String what) {
        String text = found.containsKey(name) ? YamlFile.text(found.get(name)).strip() : "";
        if (text.isEmpty()) {
            throw file.wrong(found.getOrDefault(name, node), "an expected failure without '" + name + "'; say " + what);
        }
        return text;
    }

    private static LocalDate date(YamlFile file, Node node) {
        try {
            return LocalDate.parse(YamlFile.text(node));
        } catch (DateTimeException e) {
            throw file.wrong(node, "'until' is '" + YamlFile.text(node) + "', expected a date, for example 2026-12-31");
        }
    }

    private static void check(YamlFile file, Node node, String address) {
        String row = address.contains("/") ? address.substring(0, address.indexOf('/')) : address;
        for (Family family : Family.all()) {
            Contract contract = Contract.of(family.id());
            Optional<Row> known = contract.rows().stream().filter(r -> r.id().equals(row)).findFirst();
            if (known.isPresent()) {
                if (!known.get().testable()) {
                    throw file.wrong(node, row + " cannot fail, for no request can decide it: " + known.get().untestable());
                }
                List<String> cases = CaseIndex.of(List.of(family.id())).casesOf(row).stream().map(c -> c.address()).toList();
                if (address.contains("/") && !cases.contains(address)) {
                    throw file.wrong(node, "no case '" + address + "'; " + YamlFile.hint(address, cases));
                }
                return;
            }
        }
        throw file.wrong(node, "no row '" + row + "'; 'conformance list' shows all rows and their cases");
    }

    /**
     * Says which of the listed failures happened and which did not. Undecided, inapplicable and unselected ones are neither.
     *
     * @param today later than the last day of an entry, it excuses nothing any more
     */
    public RunResult apply(RunResult run, LocalDate today) {
        List<String> expected = new ArrayList<>();
        List<String> stale = new ArrayList<>();
        List<FamilyResult> families = new ArrayList<>();
        for (FamilyResult family : run.families()) {
            List<String> notes = new ArrayList<>(family.notes());
            for (Entry entry : entries.values()) {
                outcome(family, entry.address()).ifPresent(outcome -> {
                    switch (outcome) {
                        case REFUTED, WARNING -> {
                            if (entry.over(today)) {
                                notes.add(entry.address() + " is excused no longer, only until " + entry.until().orElseThrow() + ": " + entry.reason());
                            } else {
                                expected.add(entry.address());
                            }
                        }
                        case VERIFIED, RECORDED -> stale.add(entry.address());
                        default -> {
                            // nobody knows whether it would have failed
                        }
                    }
                });
            }
            families.add(family.withNotes(notes));
        }
        return new RunResult(run.started(), run.took(), run.seed(), run.strict(), run.selection(), families, stale, expected);
    }

    private static Optional<Outcome> outcome(FamilyResult family, String address) {
        if (address.contains("/")) {
            return family.cases().filter(c -> c.scenario().address().equals(address)).map(CaseResult::outcome).findFirst();
        }
        return family.rows().stream().filter(r -> r.row().id().equals(address) && !r.cases().isEmpty()).map(RowResult::outcome).findFirst();
    }

    /**
     * A list of everything that a run refuted, for a target that is to get better from now on. Entries of this list keep their reasons.
     *
     * @param today stands in the reasons of new entries
     */
    public String baseline(RunResult run, LocalDate today) {
        StringBuilder text = new StringBuilder("# Known failures of " + String.join(" and ", run.families().stream().map(f -> f.target() + " (" + f.contract().family() + ")").toList())
                + ". They are run and do not count;\n# one that passes turns the run red (exit code 5). 'until: 2026-12-31' below an entry lets it end on that day.\nexpected-failures:");
        int listed = 0;
        for (FamilyResult family : run.families()) {
            for (CaseResult found : (Iterable<CaseResult>) family.cases()::iterator) {
                if (found.outcome() == Outcome.REFUTED) {
                    String address = found.scenario().address();
                    Entry known = entries.get(address);
                    String reason = known != null ? known.reason() : "seen " + today + ": " + seen(found);
                    text.append("\n  - address: ").append(address).append("\n    reason: ").append(JSON.writeValueAsString(reason));
                    if (known != null) {
                        known.until().ifPresent(until -> text.append("\n    until: ").append(until));
                    }
                    listed++;
                }
            }
        }
        return text.append(listed == 0 ? " []\n" : "\n").toString();
    }

    private static String seen(CaseResult found) {
        String actual = found.findings().stream().filter(f -> f.outcome() == Outcome.REFUTED).map(Finding::actual).findFirst().orElse("").replaceAll("\\s+", " ");
        return actual.length() > LONGEST_REASON ? actual.substring(0, LONGEST_REASON) + "…" : actual;
    }
}
