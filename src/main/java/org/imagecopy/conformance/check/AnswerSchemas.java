package org.imagecopy.conformance.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schemas of {@code schemas/}, compiled once. Thread safe. */
public final class AnswerSchemas {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

    private AnswerSchemas() {
    }

    /**
     * What a schema finds wrong with a document.
     *
     * @param member where, in the notation of features: {@code Infos[].TaskId}; empty for the document itself
     * @param text   what, with the exact place
     */
    public record Problem(String member, String text) {
    }

    /**
     * Validates a document.
     *
     * @param schema path below {@code schemas/}
     */
    public static List<Problem> problems(String schema, JsonNode document) {
        List<Problem> problems = new ArrayList<>();
        for (Error error : COMPILED.computeIfAbsent(schema, AnswerSchemas::compile).validate(document)) {
            String pointer = error.getInstanceLocation().toString();
            if ("required".equals(error.getKeyword()) && error.getProperty() != null) {
                pointer += "/" + error.getProperty();
            }
            problems.add(new Problem(member(pointer), (pointer.isEmpty() ? "document" : pointer.substring(1)) + ": " + error.getMessage()));
        }
        return problems;
    }

    private static String member(String pointer) {
        StringBuilder member = new StringBuilder();
        for (String part : pointer.split("/")) {
            if (part.matches("\\d+")) {
                member.append("[]");
            } else if (!part.isEmpty()) {
                member.append(member.isEmpty() ? "" : ".").append(part);
            }
        }
        return member.toString();
    }

    private static Schema compile(String schema) {
        try (InputStream in = AnswerSchemas.class.getClassLoader().getResourceAsStream("schemas/" + schema)) {
            if (in == null) {
                throw new IllegalStateException("schemas/" + schema + " is missing");
            }
            return REGISTRY.getSchema(JSON.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
