package org.imagecopy.conformance.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.target.ConfigurationException;

/**
 * What a ledger says of one target, as it is found after the run, also after one that was killed.
 *
 * @param target   name of the target
 * @param family   its family
 * @param endpoint its endpoint
 * @param present  images that were there before the run, by place
 * @param markers  markers of requests that may have copied
 * @param ours     images that answers or listings said to be ours and that were not seen deleted, by place
 * @param done     whether the run cleaned up and found nothing left
 */
public record LedgerRecord(String target, String family, String endpoint, Map<Place, Set<String>> present, Set<String> markers,
                           Map<Place, Set<String>> ours, boolean done) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads a ledger; a last line that was cut off by a crash is left out, for its request was not sent.
     *
     * @throws ConfigurationException when the file cannot be read or is no ledger
     */
    public static List<LedgerRecord> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(file + ": no such ledger; a run leaves it in its reports folder, as ledger.jsonl");
        } catch (IOException e) {
            throw new ConfigurationException(file + ": cannot be read: " + e.getMessage());
        }
        List<LedgerRecord> records = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line;
            try {
                line = JSON.readTree(lines.get(i));
            } catch (JacksonException e) {
                if (i == lines.size() - 1) {
                    break;
                }
                throw new ConfigurationException(file + ":" + (i + 1) + ": this is no line of a ledger; name the file ledger.jsonl that a run left");
            }
            if (line.path("event").asString("").equals("target")) {
                records.add(new LedgerRecord(text(line, "name"), text(line, "family"), text(line, "endpoint"), new LinkedHashMap<>(), new LinkedHashSet<>(),
                        new LinkedHashMap<>(), false));
            } else if (records.isEmpty()) {
                throw new ConfigurationException(file + ":" + (i + 1) + ": a ledger begins with its target; name the file ledger.jsonl that a run left");
            } else {
                LedgerRecord last = records.remove(records.size() - 1);
                records.add(last.with(line));
            }
        }
        return records;
    }

    private LedgerRecord with(JsonNode line) {
        Place place = new Place(text(line, "region"), text(line, "project"));
        switch (text(line, "event")) {
            case "present" -> line.path("ids").forEach(id -> present.computeIfAbsent(place, p -> new LinkedHashSet<>()).add(id.asString("")));
            case "intent" -> markers.add(text(line, "marker"));
            case "promised", "created" -> ours.computeIfAbsent(place, p -> new LinkedHashSet<>()).add(text(line, "id"));
            case "deleted" -> ours.getOrDefault(place, Set.of()).remove(text(line, "id"));
            case "done" -> {
                return new LedgerRecord(target, family, endpoint, present, markers, ours, true);
            }
            default -> {
                // "refused" says nothing about what is left: a refusal may have copied all the same
            }
        }
        return this;
    }

    private static String text(JsonNode line, String member) {
        return line.path(member).asString("");
    }
}
