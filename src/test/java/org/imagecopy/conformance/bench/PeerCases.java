package org.imagecopy.conformance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Parameter;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.signature.UCloudSignature;

/**
 * The copy requests of the uhost features as plain data, for tools that know nothing of the suite: parameters, whether they are to be
 * signed, how they travel, and whether a conformant endpoint accepts them.
 *
 * @param cases   what a tool sends and expects
 * @param leftOut requests that plain data cannot express: names that stand twice, answers that the suite records only
 * @param copies  images that the accepted ones make
 */
record PeerCases(ArrayNode cases, int leftOut, int copies) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> SHOWN = Map.of("TargetImageName", "ImageName", "TargetImageDescription", "ImageDescription", "TargetImageTag", "Tag");

    /** Takes them from a run against the embedded emulator. */
    static PeerCases of(Engine engine, Path folder) {
        List<Seen> seen = new ArrayList<>();
        Filter observer = new Filter() {
            private Call last;

            @Override
            public synchronized Call receive(Call call) {
                last = call;
                return call;
            }

            @Override
            public synchronized Wire wire(Context context, Wire honest) {
                seen.add(new Seen(last, JSON.readTree(honest.body())));
                return honest;
            }
        };
        String secret;
        try (Embedded embedded = Embedded.start("uhost", List.of(observer), Map.of("limits.workers", "1"))) {
            secret = embedded.target().credentials().secret();
            engine.run(List.of(embedded.target()), t -> embedded.time(), Engine.Settings.quiet(folder, 1));
        }
        List<String> purposes = purposes(folder.resolve("exchanges.jsonl"));
        if (purposes.size() != seen.size()) {
            throw new IllegalStateException("the run logged " + purposes.size() + " exchanges, the emulator saw " + seen.size());
        }
        ArrayNode cases = JSON.createArrayNode();
        int leftOut = 0;
        int copies = 0;
        for (int i = 0; i < seen.size(); i++) {
            Call call = seen.get(i).call();
            if (!purposes.get(i).contains("/") && !purposes.get(i).equals("control") && !purposes.get(i).equals("closing request")
                    || purposes.get(i).startsWith("listing") || purposes.get(i).startsWith("a good request")) {
                continue;
            }
            ObjectNode made = seen.get(i).answer().has("RetCode") ? peer(purposes.get(i), call, seen.get(i).answer(), secret) : null;
            if (made == null) {
                leftOut++;
            } else {
                cases.add(made);
                copies += made.path("copies").size();
            }
        }
        return new PeerCases(cases, leftOut, copies);
    }

    private record Seen(Call call, JsonNode answer) {
    }

    private static List<String> purposes(Path exchanges) {
        try {
            List<String> purposes = new ArrayList<>();
            for (String line : Files.readAllLines(exchanges, StandardCharsets.UTF_8)) {
                purposes.add(JSON.readTree(line).path("purpose").asString());
            }
            return purposes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode peer(String purpose, Call call, JsonNode answer, String secret) {
        Set<String> names = new HashSet<>();
        boolean json = call.header("Content-Type").orElse("").startsWith("application/json");
        if (call.sent().stream().map(Parameter::name).anyMatch(name -> !names.add(name)) || call.defect().isPresent()) {
            return null;
        }
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (json) {
            JSON.readTree(call.body()).properties().forEach(e -> parameters.put(e.getKey(), e.getValue().isArray()
                    ? IntStream.range(0, e.getValue().size()).mapToObj(i -> e.getValue().get(i).asString()).toList() : e.getValue().asString()));
        } else {
            call.sent().forEach(p -> parameters.put(p.name(), p.values().get(0)));
        }
        boolean signed = UCloudSignature.sign(parameters, secret).equals(parameters.get("Signature"));
        if (signed) {
            parameters.remove("Signature");
        }
        boolean accepted = answer.path("RetCode").asInt(-1) == 0;
        ObjectNode node = JSON.createObjectNode();
        node.put("name", purpose);
        node.put("transport", json ? "json" : call.method().equals("GET") ? "get" : call.rawQuery().isEmpty() ? "form" : "query");
        node.put("signed", signed);
        call.header("Authorization").ifPresent(value -> node.put("authorization", value));
        node.set("parameters", JSON.valueToTree(parameters));
        node.put("action", answer.path("Action").asString());
        node.put("accepted", accepted);
        node.put("batch", answer.path("Infos").isArray());
        ArrayNode copies = node.putArray("copies");
        if (accepted) {
            for (String region : regions(call, answer)) {
                ObjectNode copy = copies.addObject().put("region", region).put("project", call.value("TargetProjectId"));
                ObjectNode shown = copy.putObject("shown");
                SHOWN.forEach((asked, listed) -> {
                    if (call.has(asked)) {
                        shown.put(listed, call.value(asked));
                    }
                });
            }
        }
        return node;
    }

    private static List<String> regions(Call call, JsonNode answer) {
        if (answer.path("Infos").isArray()) {
            return IntStream.range(0, answer.path("Infos").size()).mapToObj(i -> answer.path("Infos").get(i).path("TargetRegion").asString()).toList();
        }
        return List.of(call.has("TargetRegion") ? call.value("TargetRegion") : call.value("Region"));
    }

    /** Writes them as one JSON document, a case a line. */
    void save(Path file) {
        StringBuilder out = new StringBuilder("[\n");
        for (int i = 0; i < cases.size(); i++) {
            out.append("  ").append(cases.get(i)).append(i + 1 < cases.size() ? ",\n" : "\n");
        }
        try {
            Files.writeString(file, out.append("]\n"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws IOException {
        PeerCases made = of(new Engine(List.of("uhost")), Files.createTempDirectory("peers"));
        for (String file : arguments) {
            made.save(Path.of(file));
        }
        long accepted = IntStream.range(0, made.cases.size()).filter(i -> made.cases.get(i).path("accepted").asBoolean()).count();
        System.out.println(made.cases.size() + " " + accepted + " " + made.copies + " " + made.leftOut);
        System.exit(0);
    }
}
