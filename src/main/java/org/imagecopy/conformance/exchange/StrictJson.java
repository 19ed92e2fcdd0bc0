package org.imagecopy.conformance.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an answer as RFC 8259 has it, and keeps what a lenient reader would hide.
 *
 * @param node     the document as far as it could be read; {@code null} when it is no JSON at all
 * @param problems what is wrong with the text, in words; empty for one clean document
 */
public record StrictJson(JsonNode node, List<String> problems) {

    private static final int DEEPEST = 200;
    /** A hundred images take some thousands; more would blow a small body up to a large tree. */
    private static final int MOST_TOKENS = 100_000;
    private static final JsonMapper STRICT = mapper(true);
    private static final JsonMapper LENIENT = mapper(false);

    private static JsonMapper mapper(boolean strict) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(400).maxTokenCount(MOST_TOKENS).build())
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .build();
        return JsonMapper.builder(factory).configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, strict).build();
    }

    /** Reads the bytes of an answer. */
    public static StrictJson read(byte[] bytes) {
        List<String> problems = new ArrayList<>();
        byte[] text = bytes;
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            problems.add("a byte order mark stands before the document");
            text = java.util.Arrays.copyOfRange(bytes, 3, bytes.length);
        }
        if (text.length == 0) {
            problems.add("the body is empty");
            return new StrictJson(null, problems);
        }
        try {
            StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            problems.add("the body is not UTF-8");
            return new StrictJson(null, problems);
        }
        try {
            return new StrictJson(STRICT.readTree(text), problems);
        } catch (StreamConstraintsException e) {
            problems.add("the document is nested deeper than " + DEEPEST + " levels, has more than " + MOST_TOKENS + " tokens or holds an oversized number");
            return new StrictJson(null, problems);
        } catch (JacksonException e) {
            return lenient(text, e, problems);
        }
    }

    private static StrictJson lenient(byte[] text, JacksonException strict, List<String> problems) {
        String reason = firstLine(strict.getOriginalMessage());
        try {
            JsonNode node = LENIENT.readTree(text);
            problems.add(reason.contains("Duplicate") ? "a member stands twice: " + reason : "text follows the document");
            return new StrictJson(node, problems);
        } catch (JacksonException e) {
            problems.add("the body is not JSON: " + reason);
            return new StrictJson(null, problems);
        }
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return line.length() > 160 ? line.substring(0, 160) + "…" : line;
    }
}
