package org.imagecopy.conformance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.engine.Engine;

/**
 * The requests of one run as they came over the wire, with the time of the emulator's clock.
 *
 * @param family   whose run it was
 * @param requests in the order of their arrival
 */
record Recording(String family, List<Sent> requests) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One request; {@code headers} are those that a client sets itself. */
    record Sent(Instant at, String method, String target, Map<String, String> headers, byte[] body) {
    }

    /** Records a run against the embedded emulator. The secrets in it are those of the emulator. */
    static Recording of(Engine engine, String family, Path folder) {
        List<Sent> requests = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<Embedded> holder = new AtomicReference<>();
        Filter recorder = new Filter() {
            @Override
            public Call receive(Call call) {
                Map<String, String> headers = new LinkedHashMap<>();
                call.headers().forEach((name, values) -> {
                    if (!name.matches("host|content-length|connection|accept-encoding|user-agent")) {
                        headers.put(name, String.join(",", values));
                    }
                });
                requests.add(new Sent(holder.get().time().clock().instant(), call.method(),
                        call.path() + (call.rawQuery().isEmpty() ? "" : "?" + call.rawQuery()), headers, call.body()));
                return call;
            }
        };
        try (Embedded embedded = Embedded.start(family, List.of(recorder), Map.of("limits.workers", "1"))) {
            holder.set(embedded);
            engine.run(List.of(embedded.target()), t -> embedded.time(), Engine.Settings.quiet(folder, 1));
        }
        return new Recording(family, List.copyOf(requests));
    }

    /** Writes it, one request a line. */
    void save(Path file) {
        StringBuilder out = new StringBuilder();
        for (Sent sent : requests) {
            ObjectNode node = JSON.createObjectNode();
            node.put("at", sent.at().toString()).put("method", sent.method()).put("target", sent.target());
            ObjectNode headers = node.putObject("headers");
            sent.headers().forEach(headers::put);
            node.put("body", Base64.getEncoder().encodeToString(sent.body()));
            out.append(node).append('\n');
        }
        try {
            Files.writeString(file, out, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what {@link #save} wrote. */
    static Recording load(String family, Path file) {
        List<Sent> requests = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                JsonNode node = JSON.readTree(line);
                Map<String, String> headers = new LinkedHashMap<>();
                node.path("headers").properties().forEach(e -> headers.put(e.getKey(), e.getValue().asString()));
                requests.add(new Sent(Instant.parse(node.path("at").asString()), node.path("method").asString(), node.path("target").asString(), headers,
                        Base64.getDecoder().decode(node.path("body").asString())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Recording(family, requests);
    }
}
