package org.imagecopy.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.engine.Halt;
import org.imagecopy.conformance.engine.Plan;
import org.imagecopy.conformance.engine.Selection;
import org.imagecopy.conformance.engine.Time;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.report.AllureReport;
import org.imagecopy.conformance.report.FailureText;
import org.imagecopy.conformance.report.PlainText;
import org.imagecopy.conformance.report.Reports;
import org.imagecopy.conformance.report.Summary;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;
import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.Setting;
import org.imagecopy.conformance.target.Target;
import org.imagecopy.conformance.target.TargetFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: runs the contracts against an endpoint. */
@Command(name = "run", mixinStandardHelpOptions = true, sortOptions = false, header = "Runs the contracts and gives a verdict.",
        description = {"Without --config and --endpoint: against the reference emulators that the suite carries itself.", ""})
class RunCommand implements Callable<Integer> {

    private static final Set<String> NOT_REPEATED = Set.of("--row", "--tags", "--reports", "--seed", "--yes", "--no-allure-report");

    @Parameters(paramLabel = "FAMILY", arity = "0..*", description = "ecd, uhost; none: both, or the family of the target")
    List<String> families = new ArrayList<>();
    @Option(names = "--config", paramLabel = "FILE", description = "file with named targets")
    Path config;
    @Option(names = "--target", paramLabel = "NAME", description = "which target of the file; not needed when there is one")
    String targetName;
    @Option(names = "--tags", paramLabel = "EXPRESSION", description = "only cases with these tags, for example '@frugal or not @needs-batch'", defaultValue = "")
    String tags;
    @Option(names = "--row", paramLabel = "ID[/slug]", description = "only this row, topic or case; may be repeated")
    List<String> rows = new ArrayList<>();
    @Option(names = "--strict", description = "implied rows count like stated ones")
    boolean strict;
    @Option(names = "--parallel", paramLabel = "N", description = "requests under way at the same time")
    Integer parallel;
    @Option(names = "--budget", paramLabel = "N", description = "largest number of copies that the worst case may cause")
    Integer budget;
    @Option(names = "--yes", description = "do not ask before a run that may copy")
    boolean yes;
    @Option(names = "--reports", paramLabel = "FOLDER", description = "where reports go; default: reports/latest")
    Path reports = Path.of("reports", "latest");
    @Option(names = "--seed", paramLabel = "N", description = "seed of names and order; default: drawn, and shown")
    Long seed;
    @Option(names = "--no-allure-report", description = "leave the generated Allure report out; its results are written all the same")
    boolean noAllure;
    @Option(names = "--fault", paramLabel = "ID", description = "let the embedded emulator break the contract in this way")
    List<String> faults = new ArrayList<>();
    @Spec
    CommandSpec spec;

    /** Adds an option for every setting of a target that may be said on the command line. */
    static void addSettings(CommandSpec spec) {
        for (Setting setting : Setting.ALL) {
            if (setting.kind() != Setting.Kind.SECRET && spec.findOption(setting.option()) == null) {
                spec.addOption(OptionSpec.builder(setting.option()).paramLabel(setting.kind().name()).type(String.class)
                        .description(setting.help() + (setting.standard().isEmpty() ? "" : "; default " + setting.standard())
                                + " [" + setting.variable() + "]").build());
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Embedded> embedded = new LinkedHashMap<>();
        try {
            List<Target> targets = targets(embedded);
            long chosen = seed == null ? System.nanoTime() % 100_000_000L : seed;
            boolean own = !embedded.isEmpty();
            if (own) {
                out.println(Summary.EMBEDDED);
            }
            out.flush();
            clear(reports);
            Selection selection = Selection.of(rows, tags);
            Engine engine = new Engine(targets.stream().map(Target::family).distinct().toList());
            for (Target target : targets) {
                approve(engine.plan(target, selection, chosen), target);
            }
            if (targets.stream().allMatch(t -> engine.plan(t, selection, chosen).scenes().isEmpty())) {
                throw new ConfigurationException("no case is selected by " + selection.words() + "; './conformance list' shows rows and addresses");
            }
            Terminal progress = new Terminal(out);
            RunResult result = engine.run(targets, t -> embedded.containsKey(t.family()) && t.embedded() ? embedded.get(t.family()).time() : Time.wall(),
                    new Engine.Settings(selection, strict, chosen, reports, progress, Set.of(), new Halt())).repeatedBy(repeating(chosen));
            progress.stage("writing reports");
            write(engine, result, out);
            failures(result, progress);
            Summary.lines(result, reports.resolve("report.html").toString()).forEach(progress::say);
            out.flush();
            return result.exitCode();
        } finally {
            embedded.values().forEach(Embedded::close);
        }
    }

    private void write(Engine engine, RunResult result, PrintWriter out) throws IOException {
        Path home = allureHome();
        AtomicReference<AllureReport.Running> allure = new AtomicReference<>();
        Reports.write(result, reports, exchanges(reports.resolve("exchanges.jsonl")), () -> {
            if (!noAllure) {
                allure.set(AllureReport.begin(home, reports.resolve("allure-results"), reports.resolve("allure-report")));
            }
        });
        engine.perform(result, "message:" + reports.resolve("cucumber.ndjson") + ",html:" + reports.resolve("cucumber.html"));
        if (!noAllure) {
            AllureReport.Generation generation = allure.get().await();
            if (!generation.done()) {
                out.println("no Allure report: " + generation.reason());
            }
        }
    }

    private static Path allureHome() throws IOException {
        Path parent = Path.of(System.getProperty("imagecopy.home", "target/conformance"), "allure");
        if (Files.isDirectory(parent)) {
            try (Stream<Path> found = Files.list(parent)) {
                return found.filter(p -> p.getFileName().toString().startsWith("allure-")).findFirst().orElse(parent);
            }
        }
        return parent;
    }

    private static IntFunction<String> exchanges(Path file) throws IOException {
        Map<Integer, String> lines = new HashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            int begin = line.indexOf(':') + 1;
            lines.put(Integer.parseInt(line.substring(begin, line.indexOf(',', begin)).strip()), line);
        }
        return lines::get;
    }

    /** The command line that repeats the run, without its selection; options about reports and questions are left out. */
    private String repeating(long chosen) {
        StringBuilder line = new StringBuilder("./conformance run");
        families.forEach(family -> line.append(' ').append(family));
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (!NOT_REPEATED.contains(option.longestName())) {
                List<?> values = option.getValue() instanceof List<?> several ? several : List.of(String.valueOf(option.<Object>getValue()));
                values.forEach(value -> line.append(' ').append(option.longestName())
                        .append(option.typeInfo().isBoolean() ? "" : " " + quoted(value.toString())));
            }
        }
        return line.append(" --seed ").append(chosen).toString();
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static void failures(RunResult result, Terminal out) {
        for (FamilyResult family : result.families()) {
            for (Outcome outcome : List.of(Outcome.WARNING, Outcome.UNDECIDED, Outcome.REFUTED, Outcome.ERROR)) {
                int most = outcome == Outcome.REFUTED || outcome == Outcome.ERROR ? 20 : 3;
                int shown = 0;
                for (RowResult row : family.rows(outcome)) {
                    for (CaseResult found : row.cases()) {
                        if (found.outcome() == outcome && shown++ < most) {
                            out.say("");
                            FailureText.of(found, row, family, result).lines().forEach(out::say);
                        }
                    }
                }
                if (shown > most) {
                    out.say("");
                    out.say("… " + (shown - most) + " more cases are " + outcome.word() + "; the report shows them all");
                }
            }
            family.notes().forEach(note -> out.say("note: " + PlainText.of(note)));
        }
        out.say("");
    }

    private void approve(Plan plan, Target target) {
        if (target.embedded()) {
            return;
        }
        int worst = plan.worstCaseCopies();
        if (target.limits().copies().isPresent()) {
            if (worst > target.limits().copies().getAsInt()) {
                throw new ConfigurationException("the worst case of this selection is " + worst + " copies, the budget is " + target.limits().copies().getAsInt()
                        + "; select less with --row or --tags, or raise --budget");
            }
            return;
        }
        if (yes) {
            return;
        }
        if (System.console() != null) {
            String answer = System.console().readLine("This run may cause up to %d copies at %s (expected: %d). Go on? [y/N] ", worst, target.endpoint(), plan.expectedCopies());
            if (answer != null && answer.strip().equalsIgnoreCase("y")) {
                return;
            }
            throw new ConfigurationException("not begun");
        }
        throw new ConfigurationException("this run may cause up to " + worst + " copies at " + target.endpoint() + " (expected: " + plan.expectedCopies()
                + "); say --yes, or give a --budget");
    }

    /** The configured targets, or the emulators, which are then started. */
    private List<Target> targets(Map<String, Embedded> embedded) {
        return targets((family, changes) -> {
            Embedded started = Embedded.start(family, Faults.filters(family, faults, List.of()), changes);
            embedded.put(family, started);
            return started.target();
        });
    }

    /**
     * The configured targets, or the emulators.
     *
     * @param emulators makes the target of a family with some settings changed
     */
    List<Target> targets(BiFunction<String, Map<String, String>, Target> emulators) {
        Map<String, String> environment = System.getenv();
        Map<String, String> given = new LinkedHashMap<>();
        Map<String, String> origins = new LinkedHashMap<>();
        for (Setting setting : Setting.ALL) {
            String value = environment.get(setting.variable());
            if (value != null && !value.isEmpty()) {
                given.put(setting.path(), value);
                origins.put(setting.path(), setting.variable());
            }
        }
        for (Setting setting : Setting.ALL) {
            OptionSpec option = spec.findOption(setting.option());
            if (option != null && option.getValue() != null) {
                given.put(setting.path(), option.getValue().toString());
                origins.put(setting.path(), setting.option());
            }
        }
        if (parallel != null) {
            given.put("limits.workers", parallel.toString());
        }
        if (budget != null) {
            given.put("limits.copies", budget.toString());
        }
        List<String> wanted = new ArrayList<>(new LinkedHashSet<>(families));
        wanted.forEach(Family::of);
        if (config == null && !given.containsKey("endpoint")) {
            List<Target> targets = new ArrayList<>();
            for (String family : wanted.isEmpty() ? Family.all().stream().map(Family::id).toList() : wanted) {
                Map<String, String> changes = new LinkedHashMap<>(given);
                changes.keySet().removeIf(path -> !path.startsWith("limits.") && !path.startsWith("capabilities."));
                targets.add(emulators.apply(family, changes));
            }
            return targets;
        }
        Map<String, String> values = new LinkedHashMap<>();
        String name = targetName == null ? "target" : targetName;
        if (config != null) {
            TargetFile file = TargetFile.read(config);
            if (targetName == null) {
                if (file.names().size() > 1) {
                    throw new ConfigurationException(config + " has several targets; say --target " + String.join(" or --target ", file.names()));
                }
                name = file.names().get(0);
            }
            Map<String, String> places = new LinkedHashMap<>();
            values.putAll(file.values(name, environment, places));
            places.forEach(origins::putIfAbsent);
        }
        values.putAll(given);
        if (wanted.size() == 1) {
            values.putIfAbsent("family", wanted.get(0));
        }
        Target target = Target.of(name, values, origins);
        if (!wanted.isEmpty() && !wanted.equals(List.of(target.family()))) {
            throw new ConfigurationException("target '" + name + "' is of family " + target.family() + ", not " + String.join(" and ", wanted));
        }
        Family.of(target.family()).check(target);
        return List.of(target);
    }

    private static void clear(Path folder) throws IOException {
        for (String name : List.of("allure-results")) {
            Path below = folder.resolve(name);
            if (Files.isDirectory(below)) {
                try (Stream<Path> files = Files.walk(below)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
        Files.createDirectories(folder);
    }
}
