package org.imagecopy.conformance.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.Level;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.Cost;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Finding;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything of a run as JSON, members always in the same order; its schema is {@code schemas/suite/result.json}. */
final class ResultJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ResultJson() {
    }

    /**
     * Writes the document, indented, case by case; invisible characters are escaped, their values are kept.
     *
     * @throws IOException when the writer does
     */
    static void write(RunResult run, Writer to) throws IOException {
        StringWriter part = new StringWriter();
        try (JsonGenerator json = JSON.writerWithDefaultPrettyPrinter().createGenerator(part)) {
            json.writeStartObject();
            members(json, run(run));
            json.writeArrayPropertyStart("families");
            for (FamilyResult family : run.families()) {
                json.writeStartObject();
                members(json, family(family, run));
                json.writeArrayPropertyStart("rows");
                for (RowResult row : family.rows()) {
                    json.writeStartObject();
                    members(json, row(row, run));
                    json.writeArrayPropertyStart("cases");
                    for (CaseResult result : row.cases()) {
                        json.writeTree(scenario(result));
                        json.flush();
                        pass(part, to);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        pass(part.append('\n'), to);
    }

    private static void members(JsonGenerator json, ObjectNode node) {
        node.properties().forEach(member -> {
            json.writeName(member.getKey());
            json.writeTree(member.getValue());
        });
    }

    private static void pass(StringWriter part, Writer to) throws IOException {
        to.write(PlainText.block(part.toString().replace("\r\n", "\n")));
        part.getBuffer().setLength(0);
    }

    private static ObjectNode run(RunResult run) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", 1);
        root.put("started", run.started().toString());
        root.put("millis", run.took().toMillis());
        root.put("seed", run.seed());
        root.put("strict", run.strict());
        root.put("selection", run.selection());
        root.put("command", run.command());
        root.put("embedded", Summary.embedded(run));
        root.put("exitCode", run.exitCode());
        root.put("verdict", run.verdict());
        strings(root.putArray("expected"), run.expected());
        strings(root.putArray("stale"), run.stale());
        return root;
    }

    private static ObjectNode family(FamilyResult family, RunResult run) {
        ObjectNode node = JSON.createObjectNode();
        node.put("family", family.contract().family());
        node.put("operation", family.contract().operation());
        ObjectNode page = node.putObject("page");
        page.put("title", family.contract().page().title());
        page.put("url", family.contract().page().url());
        page.put("edition", family.contract().page().edition());
        node.put("target", family.target());
        node.put("endpoint", family.endpoint());
        node.put("embedded", family.embedded());
        strings(node.putArray("transports"), family.transports());
        strings(node.putArray("capabilities"), family.capabilities());
        ObjectNode settings = node.putObject("settings");
        new TreeMap<>(family.settings()).forEach(settings::put);
        node.put("diagnosis", family.diagnosis());
        strings(node.putArray("notes"), family.notes());
        ObjectNode counts = node.putObject("counts");
        for (Level level : Level.values()) {
            ObjectNode words = counts.putObject(level.name());
            Map<Standing, Long> numbers = new EnumMap<>(Standing.class);
            family.rows().stream().filter(row -> row.row().level() == level)
                    .forEach(row -> numbers.merge(Standing.of(row, run), 1L, Long::sum));
            for (Standing standing : Standing.values()) {
                words.put(standing.word(), numbers.getOrDefault(standing, 0L));
            }
        }
        cost(node.putObject("cost"), family.cost());
        strings(node.putArray("leftovers"), family.leftovers());
        return node;
    }

    private static void cost(ObjectNode node, Cost cost) {
        node.put("copies", cost.copies());
        if (cost.budget() < 0) {
            node.putNull("budget");
        } else {
            node.put("budget", cost.budget());
        }
        node.put("requests", cost.requests());
        node.put("millis", cost.took().toMillis());
        node.put("created", cost.created());
        node.put("deleted", cost.deleted());
        node.put("left", cost.left());
    }

    private static ObjectNode row(RowResult result, RunResult run) {
        ObjectNode node = JSON.createObjectNode();
        Row row = result.row();
        node.put("id", row.id());
        node.put("title", row.title());
        node.put("subject", row.subject());
        node.put("level", row.level().name());
        node.put("provenance", row.provenance().name().toLowerCase(Locale.ROOT));
        node.put("quote", row.quote());
        node.put("source", row.source());
        node.put("untestable", row.untestable());
        strings(node.putArray("needs"), row.needs().stream().sorted().toList());
        node.put("since", row.since());
        node.put("note", row.note());
        node.put("flaw", row.flaw().name().toLowerCase(Locale.ROOT));
        node.put("outcome", Standing.of(result, run).word());
        node.put("reason", result.reason());
        return node;
    }

    private static ObjectNode scenario(CaseResult result) {
        ObjectNode node = JSON.createObjectNode();
        Case scenario = result.scenario();
        node.put("address", scenario.address());
        node.put("title", scenario.title());
        node.put("place", scenario.place());
        strings(node.putArray("tags"), scenario.tags().stream().sorted().toList());
        strings(node.putArray("sentences"), scenario.sentences());
        node.put("outcome", result.outcome().word());
        ArrayNode findings = node.putArray("findings");
        for (Finding finding : result.findings()) {
            ObjectNode item = findings.addObject();
            item.put("outcome", finding.outcome().word());
            item.put("check", finding.check());
            item.put("sentence", finding.sentence());
            item.put("expected", finding.expected());
            item.put("actual", finding.actual());
            strings(item.putArray("details"), finding.details());
        }
        node.put("control", result.control());
        strings(node.putArray("effects"), result.effects());
        ArrayNode exchanges = node.putArray("exchanges");
        result.exchanges().forEach(number -> exchanges.add(number.intValue()));
        node.put("again", result.again());
        return node;
    }

    private static void strings(ArrayNode array, Collection<String> texts) {
        List.copyOf(texts).forEach(text -> array.add(text));
    }
}
