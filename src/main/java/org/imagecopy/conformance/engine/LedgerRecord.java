package org.imagecopy.conformance.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param embedded whether it was the emulator of the process that wrote the ledger
 * @param present  images that were there before the run, by place
 * @param markers  markers of requests that may have copied
 * @param ours     images that answers or listings said to be ours and that were not seen deleted, by place
 * @param last     when the last of these requests was about to be sent; empty when there was none
 * @param done     whether the run cleaned up and found nothing left
 */
public record LedgerRecord(String target, String family, String endpoint, boolean embedded, Map<Place, Set<String>> present, Set<String> markers,
                           Map<Place, Set<String>> ours, Optional<Instant> last, boolean done) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads a ledger; a last line that was cut off by a crash is left out, for its request was not sent.
     *
     * @throws ConfigurationException when the file cannot be read or is no ledger
     */
    public static List<LedgerRecord> read(Path file) {
        List<String> lines;
        try {
            // A crash may cut a character in two.
            lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
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
                begin(records, line);
            } else if (records.isEmpty()) {
                throw new ConfigurationException(file + ":" + (i + 1) + ": a ledger begins with its target; name the file ledger.jsonl that a run left");
            } else {
                LedgerRecord last = records.remove(records.size() - 1);
                records.add(last.with(line));
            }
        }
        return records;
    }

    /** A target that comes up again goes on where it was. */
    private static void begin(List<LedgerRecord> records, JsonNode line) {
        LedgerRecord fresh = new LedgerRecord(text(line, "name"), text(line, "family"), text(line, "endpoint"), line.path("embedded").asBoolean(false),
                new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashMap<>(), Optional.empty(), false);
        Optional<LedgerRecord> known = records.stream().filter(fresh::sameTarget).findFirst();
        known.ifPresent(records::remove);
        records.add(known.orElse(fresh));
    }

    private boolean sameTarget(LedgerRecord other) {
        return target.equals(other.target) && family.equals(other.family) && endpoint.equals(other.endpoint);
    }

    /** Whether images of its run may be left. Emulators end with their process. */
    public boolean open() {
        return !embedded && unfinished();
    }

    /** Whether its run did not see everything deleted. */
    boolean unfinished() {
        return !done && (!markers.isEmpty() || ours.values().stream().anyMatch(ids -> !ids.isEmpty()));
    }

    private LedgerRecord with(JsonNode line) {
        Place place = new Place(text(line, "region"), text(line, "project"));
        switch (text(line, "event")) {
            case "present" -> {
                Set<String> there = present.computeIfAbsent(place, p -> new LinkedHashSet<>());
                line.path("ids").forEach(id -> there.add(id.asString("")));
            }
            case "intent" -> {
                markers.add(text(line, "marker"));
                return new LedgerRecord(target, family, endpoint, embedded, present, markers, ours, at(line).or(() -> last), false);
            }
            case "promised", "created" -> ours.computeIfAbsent(place, p -> new LinkedHashSet<>()).add(text(line, "id"));
            case "deleted" -> ours.getOrDefault(place, Set.of()).remove(text(line, "id"));
            case "done" -> {
                return new LedgerRecord(target, family, endpoint, embedded, present, markers, ours, last, true);
            }
            default -> {
                // "refused" says nothing about what is left: a refusal may have copied all the same
            }
        }
        return this;
    }

    private static Optional<Instant> at(JsonNode line) {
        try {
            return Optional.of(Instant.parse(text(line, "at")));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode line, String member) {
        return line.path(member).asString("");
    }
}
