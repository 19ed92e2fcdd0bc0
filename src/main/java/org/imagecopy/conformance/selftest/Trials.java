package org.imagecopy.conformance.selftest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.contract.CaseIndex;
import org.imagecopy.conformance.engine.Selection;
import org.imagecopy.conformance.fault.Expected;
import org.imagecopy.conformance.fault.Fault;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.fault.Variant;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RunResult;

/** What the suite is tried on, and what has to come of it. Thread safe. */
public final class Trials {

    /** The largest share of MUST rows that an endpoint without any sense may have verified, in percent. */
    public static final double MOST_BELIEVED = 2.0;

    /** What a target with such an endpoint declares about it. */
    private static final Map<String, Map<String, String>> DECLARED = Map.ofEntries(
            Map.entry("ecd V34-no-removal", Map.of("capabilities.deletion", "false")),
            Map.entry("uhost V34-no-removal", Map.of("capabilities.deletion", "false")),
            Map.entry("ecd V38-no-get", Map.of("capabilities.transports", "RPC POST query,RPC POST form,ACS3 POST query,ACS3 POST form")),
            Map.entry("uhost V38-no-get", Map.of("capabilities.transports", "POST form,POST query,POST JSON,POST JSON lists")),
            Map.entry("ecd V37-older-scheme", Map.of("capabilities.transports", "RPC POST query,RPC GET,RPC POST form")),
            Map.entry("ecd V37-newer-scheme", Map.of("capabilities.transports", "ACS3 POST query,ACS3 GET,ACS3 POST form")),
            Map.entry("uhost V32-earlier-edition", Map.of("capabilities.batch", "false", "capabilities.task-id", "false", "capabilities.tag", "false")),
            Map.entry("ecd V35-one-region-pair", Map.of("regions.destinations", "cn-shenzhen", "regions.second-source", "", "images.second-source", "")),
            Map.entry("uhost V35-one-region-pair", Map.of("regions.destinations", "hk", "regions.second-source", "", "images.second-source", "")),
            Map.entry("ecd V62-colleagues", Map.of("exclusive", "false")),
            Map.entry("uhost V62-colleagues", Map.of("exclusive", "false")),
            Map.entry("ecd V62-restless-account", Map.of("exclusive", "false")),
            Map.entry("uhost V62-restless-account", Map.of("exclusive", "false")),
            Map.entry("uhost V36-one-project", Map.of("projects.target", "org-demo01", "projects.others", "")));

    /**
     * Pairs of which one fault leaves the other nothing to show in: a name that is the source's anyway, a list of one entry or one copy,
     * the last copy of an answer that does not name it anyway, a copy that neither a readable id nor the name which was asked for tells
     * from somebody else's, requests of which none is answered as accepted.
     */
    private static final Set<Set<String>> WITHOUT_GROUND = Set.of(Set.of("C-COPY-NAME-NONE", "C-SRCE-RENAMED"), Set.of("U-BAT-LAST", "U-BAT-PAIR"),
            Set.of("U-BAT-FIRST", "U-BAT-PAIR"), Set.of("U-BAT-FIRST", "U-BAT-DESC1"), Set.of("C-COPY-NAME-NONE", "C-ANSW-IDLIST"),
            Set.of("C-COPY-NAME-NONE", "C-ANSW-ROOT"), Set.of("U-RET-ZERO", "U-ZONE-NEEDED"), Set.of("E-DESC-MAX255", "C-AUTH-LONG"),
            Set.of("U-MSG-NUMBER", "U-RET-ZERO"), Set.of("U-BAT-SORTLAST", "C-AUTH-LENGTH"),
            Set.of("U-BAT-HIDDEN", "U-BAT-SHORT"));
    private static final String EVERYTHING = "*";
    /** A fault that touches more than that is not worth a selection. */
    private static final int MOST_ROWS = 40;

    private final Laboratory laboratory;
    private final Touched touched;
    private final boolean complete;
    private final Map<String, Observation> healthy = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> free = new ConcurrentHashMap<>();

    /**
     * Prepares trials.
     *
     * @param touched  which rows faults touch
     * @param complete whether every case is run for every fault, and not only those that it can touch
     */
    public Trials(Laboratory laboratory, Touched touched, boolean complete) {
        this.laboratory = laboratory;
        this.touched = touched;
        this.complete = complete;
    }

    /** A run against the emulator as it is. */
    public Observation healthy(String family) {
        return healthy.computeIfAbsent(family, f -> laboratory.observe(Laboratory.Setup.of(f, List::of)));
    }

    private Selection selection(String family, Set<String> rows) {
        Set<String> all = new LinkedHashSet<>(rows);
        all.addAll(free.computeIfAbsent(family, Trials::freeRows));
        return Selection.of(List.copyOf(all), "");
    }

    /** Rows whose cases only look at what is sent anyway: they cost nothing, so they are in every run. */
    private static Set<String> freeRows(String family) {
        CaseIndex index = CaseIndex.of(List.of(family));
        Set<String> rows = index.cases().stream().map(c -> c.row()).collect(Collectors.toCollection(TreeSet::new));
        rows.removeIf(row -> index.casesOf(row).stream().anyMatch(c -> c.sentences().stream().anyMatch(s ->
                s.contains(" is \"") && s.startsWith("And") || s.contains("left out") || s.contains("signed") || s.contains("added as") || s.contains("travels as")
                        || s.contains("together") || s.contains("times") || s.contains("reverse order") || s.contains("these regions") || s.contains("cancelled"))));
        return rows;
    }

    private Selection touching(String family, List<String> ids) {
        Set<String> rows = new TreeSet<>();
        for (String id : ids) {
            Optional<Set<String>> known = touched.rows(family, id);
            if (complete || known.isEmpty() || known.get().contains(EVERYTHING)) {
                return Selection.ALL;
            }
            rows.addAll(known.get());
        }
        return selection(family, rows);
    }

    /** Tries a seeded fault. */
    public Line fault(Fault fault, Set<Check> disabled) {
        Selection selection = touching(fault.family(), List.of(fault.id()));
        Observation seen = observe(fault, disabled, selection);
        Line line = line(fault, seen);
        if (!line.good() && disabled.isEmpty() && !selection.equals(Selection.ALL)) {
            return line(fault, observe(fault, disabled, Selection.ALL));
        }
        if (complete && disabled.isEmpty()) {
            touched.put(fault.family() + " " + fault.id(), rowsToRun(fault, seen, line));
        }
        return line;
    }

    private Observation observe(Fault fault, Set<Check> disabled, Selection selection) {
        return laboratory.observe(Laboratory.Setup.of(fault.family(), fault.filters()).strictly(fault.expected() == Expected.STRICT).without(disabled).selecting(selection));
    }

    private Line line(Fault fault, Observation seen) {
        List<String> red = seen.red();
        boolean inRow = red.stream().anyMatch(id -> id.startsWith(fault.row()));
        boolean passed = switch (fault.expected()) {
            case REFUTED -> inRow;
            case STRICT -> inRow || seen.exitCode() == RunResult.LEFTOVERS;
            case UNDECIDED -> seen.exitCode() != RunResult.CONFORMANT && seen.rows(Outcome.REFUTED, Outcome.ERROR).isEmpty();
            case RECORDED -> seen.rows(Outcome.REFUTED, Outcome.ERROR).isEmpty() && seen.exitCode() != RunResult.REFUTED;
        };
        boolean kill = fault.expected() == Expected.REFUTED || fault.expected() == Expected.STRICT;
        boolean precise = !kill || red.isEmpty() || red.get(0).startsWith(fault.row());
        return line(Line.Kind.FAULT, fault.family(), fault.id(), fault.expected().name().toLowerCase(java.util.Locale.ROOT), fault.row(), fault.difference(), passed,
                precise, fault.explanation(), seen);
    }

    /** The rows that differ from a healthy endpoint, if they alone come to the same as all of them; else everything. */
    private Set<String> rowsToRun(Fault fault, Observation seen, Line whole) {
        Observation healthy = healthy(fault.family());
        Set<String> rows = seen.differing(healthy);
        rows.add(fault.row().matches("[A-Z]+-[A-Z]+-\\d+") ? fault.row() : healthy.rows().keySet().stream().filter(r -> r.startsWith(fault.row())).findFirst().orElse(EVERYTHING));
        if (rows.size() > MOST_ROWS || rows.contains(EVERYTHING)) {
            return Set.of(EVERYTHING);
        }
        Line part = line(fault, observe(fault, Set.of(), selection(fault.family(), rows)));
        return part.passed() == whole.passed() && part.precise() == whole.precise() ? rows : Set.of(EVERYTHING);
    }

    /** Tries a conformant variant; every case is run. */
    public Line variant(Variant variant) {
        Observation seen = laboratory.observe(Laboratory.Setup.of(variant.family(), variant.filters())
                .declaring(DECLARED.getOrDefault(variant.family() + " " + variant.id(), Map.of())));
        return line(Line.Kind.VARIANT, variant.family(), variant.id(), "conformant", "", variant.description(), seen.exitCode() == RunResult.CONFORMANT, true, "", seen);
    }

    /** Tries an endpoint without any sense; every case is run. */
    public Line trivial(String family, Trivial trivial) {
        Observation seen = laboratory.observe(Laboratory.Setup.of(family, trivial.filters()).declaring(Map.of("limits.patience", "30s")));
        boolean passed = seen.exitCode() != RunResult.CONFORMANT && (!trivial.constant() || seen.verifiedShare() <= MOST_BELIEVED);
        return line(Line.Kind.TRIVIAL, family, trivial.id(), "not conformant", "", trivial.text(), passed, true, "", seen);
    }

    /** Tries two faults at once: neither may hide the other. */
    public Line pair(Fault first, Fault second) {
        Selection selection = touching(first.family(), List.of(first.id(), second.id()));
        Line line = pair(first, second, selection);
        return line.good() || selection.equals(Selection.ALL) ? line : pair(first, second, Selection.ALL);
    }

    private Line pair(Fault first, Fault second, Selection selection) {
        boolean strict = first.expected() == Expected.STRICT || second.expected() == Expected.STRICT;
        Observation seen = laboratory.observe(new Laboratory.Setup(first.family(), () -> Stream.concat(first.filters().get().stream(), second.filters().get().stream()).toList(),
                Map.of(), strict, Set.of(), selection));
        List<String> red = seen.red();
        boolean passed = red.stream().anyMatch(r -> r.startsWith(first.row())) && red.stream().anyMatch(r -> r.startsWith(second.row()));
        return line(Line.Kind.PAIR, first.family(), first.id() + " + " + second.id(), "both", first.row() + ", " + second.row(),
                first.difference() + " " + second.difference(), passed, true, "", seen);
    }

    /** Tries to do without one check: some fault that it alone sees must survive. */
    public Line check(Check check, Fault fault) {
        Line line = fault(fault, EnumSet.of(check));
        return new Line(Line.Kind.CHECK, fault.family(), check.id() + " left out, " + fault.id(), "survives", fault.row(), fault.difference(), line.red().stream().noneMatch(r -> r.startsWith(fault.row())), true, "",
                line.red(), line.undecided(), line.killers(), line.checks(), line.exitCode(), line.diagnosis(), line.left(), line.verified());
    }

    /**
     * Random pairs of faults of one family that break different rows.
     *
     * @param known lines of single faults: those that keep the suite from deciding most rows cannot be shown beside another
     */
    public static List<List<Fault>> pairs(String family, List<Line> known, int count, long seed) {
        Set<String> masking = known.stream().filter(l -> l.family().equals(family) && (l.undecided().size() > 12 || !l.diagnosis().isEmpty() || !l.passed())).map(Line::id)
                .collect(Collectors.toSet());
        List<Fault> faults = FaultCatalogue.faults(family).stream()
                .filter(f -> f.expected() == Expected.REFUTED || f.expected() == Expected.STRICT).filter(f -> !masking.contains(f.id()))
                .filter(f -> !f.id().startsWith("E-STAT-")).toList();
        Random random = new Random(seed);
        List<List<Fault>> pairs = new ArrayList<>();
        while (pairs.size() < count) {
            Fault a = faults.get(random.nextInt(faults.size()));
            Fault b = faults.get(random.nextInt(faults.size()));
            if (!a.row().startsWith(b.row()) && !b.row().startsWith(a.row()) && !oneIdInTheWay(a, b) && !oneIdInTheWay(b, a)
                    && !WITHOUT_GROUND.contains(Set.of(a.id(), b.id()))) {
                pairs.add(List.of(a, b));
            }
        }
        return pairs;
    }

    /** Where the id of a copy cannot be read, nobody can tell that it is the wrong one. */
    private static boolean oneIdInTheWay(Fault unreadable, Fault wrong) {
        return unreadable.id().matches("C-ANSW-(NOID|ID.*|LOWER|WRAP|ROOT|QUOTES|STALE)|U-BAT-(NOINFOS|OBJECT|TEXT)|U-RET-NONZERO")
                && wrong.id().matches("C-COPY-(OTHERID|SOURCEID|REUSED|NONE)|C-ANSW-.*|U-BAT-.*|U-ONE-.*|U-RET-.*");
    }

    /** For every check a fault that nothing else sees in the row that it breaks; checks without one are missing. */
    public static Map<Check, Fault> needs(List<Line> lines) {
        Map<Check, Fault> needs = new java.util.EnumMap<>(Check.class);
        for (Line line : lines) {
            if (line.kind() == Line.Kind.FAULT && line.passed() && line.checks().size() == 1) {
                Check check = Check.valueOf(line.checks().iterator().next().toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
                FaultCatalogue.fault(line.family(), line.id()).ifPresent(fault -> needs.putIfAbsent(check, fault));
            }
        }
        return needs;
    }

    private Line line(Line.Kind kind, String family, String id, String wanted, String row, String text, boolean passed, boolean precise, String explained, Observation seen) {
        Set<String> checks = new TreeSet<>();
        seen.checks().forEach((r, c) -> {
            if (!row.isEmpty() && r.startsWith(row)) {
                checks.addAll(c);
            }
        });
        return new Line(kind, family, id, wanted, row, text, passed, precise, explained, seen.red(), seen.rows(Outcome.UNDECIDED), seen.redCases(), checks,
                seen.exitCode(), seen.diagnosis(), seen.left(), seen.verifiedShare());
    }
}
