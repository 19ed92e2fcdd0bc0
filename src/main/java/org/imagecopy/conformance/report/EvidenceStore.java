package org.imagecopy.conformance.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of the report that is unpacked when a reader opens it: finished HTML by case and by exchange, as JSON, deflated (RFC 1951),
 * in Base64. Exchanges resemble each other so much that a few per cent of their size remain.
 */
final class EvidenceStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Characters before they are packed; of more, nothing would ever fit. */
    private static final int LARGEST = 16 << 20;

    private final Map<String, String> cases = new LinkedHashMap<>();
    private final Map<Integer, String> exchanges = new LinkedHashMap<>();
    private int size;

    /** Keeps the evidence of a case. */
    void add(String anchor, String html) {
        if (room(html)) {
            cases.put(anchor, html);
        }
    }

    /** Keeps an exchange; those that matter most come first, for the last ones are left out when there is no room. */
    void add(int number, String html) {
        if (room(html)) {
            exchanges.put(number, html);
        }
    }

    private boolean room(String html) {
        boolean room = html.length() <= LARGEST - size;
        size += room ? html.length() : 0;
        return room;
    }

    /** Whether this exchange is kept. */
    boolean has(int number) {
        return exchanges.containsKey(number);
    }

    /**
     * What fits into so many characters.
     *
     * @param room largest length of the answer; what does not fit is left out, exchanges first
     */
    String packed(int room) {
        int keep = exchanges.size();
        String packed = packed(cases, keep);
        while (packed.length() > room && keep > 0) {
            keep = keep * 3 / 4;
            packed = packed(cases, keep);
        }
        return packed.length() <= room ? packed : packed(Map.of(), 0);
    }

    private String packed(Map<String, String> told, int keep) {
        ObjectNode node = JSON.createObjectNode();
        ObjectNode bodies = node.putObject("cases");
        told.forEach(bodies::put);
        ObjectNode texts = node.putObject("exchanges");
        List<Integer> numbers = new ArrayList<>(exchanges.keySet()).subList(0, keep);
        numbers.forEach(number -> texts.put(String.valueOf(number), exchanges.get(number)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (Writer out = new OutputStreamWriter(new DeflaterOutputStream(bytes, deflater), StandardCharsets.UTF_8)) {
            JSON.writeValue(out, node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
