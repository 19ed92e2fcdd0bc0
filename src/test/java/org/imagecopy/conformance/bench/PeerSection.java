package org.imagecopy.conformance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.imagecopy.conformance.engine.Engine;

/** What people would write today for the checks of one family, beside the suite. */
final class PeerSection implements Bench.Section {

    private static final Pattern ASSERTIONS = Pattern.compile("assertions\\D+(\\d+)\\D+(\\d+)");
    private static final Map<String, String> COMMANDS = Map.of(
            "the suite", "`./conformance run uhost --limits-late-effects 1s --yes`", "the suite, embedded", "`./conformance run uhost`",
            "Karate 1.5.2", "`java com.intuit.karate.Main -T 8 uhost.feature`", "Karate 1.5.2, flags of the launcher", "the same with C1 and the serial collector",
            "Newman 6.2.2", "`newman run uhost.postman_collection.json -d ../uhost-cases.json`");
    private static final Pattern REQUESTS = Pattern.compile("requests\\D+(\\d+)");

    @Override
    public List<Table> run(Setup setup) throws IOException {
        Path cases = setup.root().resolve("bench/uhost-cases.json");
        PeerCases peer = PeerCases.of(new Engine(List.of("uhost")), setup.folder());
        peer.save(cases);
        Path karate = setup.root().resolve("target/karate.classpath");
        Path newman = setup.root().resolve("bench/newman/node_modules/newman/bin/newman.js");
        Map<String, Supplier<Measurement>> what = new LinkedHashMap<>();
        Path reports = setup.folder().resolve("peer-suite");
        what.put("the suite", () -> suite(setup, reports));
        what.put("the suite, embedded", () -> setup.measure(setup.conformance("run", "uhost", "--reports", reports.toString())));
        if (Files.isRegularFile(karate)) {
            String path = Files.readString(karate).strip();
            what.put("Karate 1.5.2", () -> karate(setup, path, List.of()));
            what.put("Karate 1.5.2, flags of the launcher", () -> karate(setup, path, Setup.FLAGS));
        }
        if (Files.isRegularFile(newman)) {
            what.put("Newman 6.2.2", () -> newman(setup, newman));
        }
        Map<String, List<Measurement>> measured = setup.inTurn(what);
        JsonNode result = JsonMapper.builder().build().readTree(Files.readString(reports.resolve("result.json")));
        int requests = result.path("families").path(0).path("cost").path("requests").asInt();
        int assertions = number(ASSERTIONS, measured, 0);
        Table table = new Table("Beside Karate and Newman", "The copy requests of the uhost features, " + peer.cases().size() + " of " + (peer.cases().size() + peer.leftOut())
                + " (plain data cannot express the others), with the answers that a conformant endpoint gives; then every copy is listed, compared and deleted. "
                + "The data, `bench/uhost-cases.json`, comes from a run of the suite; the Karate features and the collection are written by hand. The emulator runs in a process of its own, "
                + "started afresh for each run. All three send what is counted here and pass. The judgement of the suite contains the " + assertions + " assertions of the peers and goes on: "
                + "refusals count only beside an accepted control, effects of every request are looked for in complete listings, copies are watched until they rest. For that it waits (10 s before a replay, "
                + "then for late effects), which its wall time holds, except against the embedded emulator, whose clock need not be waited for.",
                "what", "wall s", "CPU s", "peak MB", "requests", "CPU ms per request", "CPU ms per assertion", "command");
        measured.forEach((name, runs) -> {
            List<String> cells = Measurement.cells(runs);
            int sent = name.startsWith("the suite") ? requests : number(REQUESTS, measured, 0);
            double cpu = 1000 * Measurement.cpu(runs).median();
            table.row(name, cells.get(0), cells.get(1), cells.get(2), String.valueOf(sent), Figures.number(cpu / sent, 1), Figures.number(cpu / assertions, 1), COMMANDS.get(name));
        });
        return List.of(table);
    }

    /** Both peers hold the same assertions; Newman counts them. */
    private static int number(Pattern pattern, Map<String, List<Measurement>> measured, int otherwise) {
        List<Measurement> newman = measured.getOrDefault("Newman 6.2.2", List.of());
        Matcher matcher = pattern.matcher(newman.isEmpty() ? "" : newman.get(0).output());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }

    private static Endpoint emulator(Setup setup) {
        return Endpoint.start(setup.root(), "uhost", "--copy-time", "0s");
    }

    private static Measurement suite(Setup setup, Path reports) {
        try (Endpoint endpoint = emulator(setup)) {
            return Measurement.of(setup.root(), endpoint.environment(), List.of(0), setup.conformance("run", "uhost", "--limits-late-effects", "1s", "--yes", "--reports", reports.toString()));
        }
    }

    private static Measurement karate(Setup setup, String path, List<String> flags) {
        try (Endpoint endpoint = emulator(setup)) {
            List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            line.addAll(flags);
            line.addAll(List.of("-Dendpoint=" + endpoint.setting("endpoint"), "-Dkey=" + endpoint.setting("credentials.key"), "-cp", path, "com.intuit.karate.Main",
                    "-T", "8", "-o", setup.folder().resolve("karate").toString(), "-f", "karate:html,junit:xml", "uhost.feature"));
            Measurement measured = Measurement.of(setup.root().resolve("bench/karate"), Map.of("BENCH_SECRET", endpoint.setting("credentials.secret")), List.of(0), line);
            if (!measured.output().matches("(?s).*failed: +0.*")) {
                throw new IllegalStateException("Karate found failures");
            }
            return measured;
        }
    }

    private static Measurement newman(Setup setup, Path newman) {
        try (Endpoint endpoint = emulator(setup)) {
            return Measurement.of(setup.root().resolve("bench/newman"), Map.of(), List.of(0), List.of("node", newman.toString(), "run", "uhost.postman_collection.json",
                    "-d", "../uhost-cases.json", "--env-var", "endpoint=" + endpoint.setting("endpoint"), "--env-var", "key=" + endpoint.setting("credentials.key"),
                    "--env-var", "secret=" + endpoint.setting("credentials.secret"), "-r", "cli,junit", "--reporter-cli-no-success-assertions",
                    "--reporter-junit-export", setup.folder().resolve("newman.xml").toString()));
        }
    }
}
