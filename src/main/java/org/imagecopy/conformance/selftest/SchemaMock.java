package org.imagecopy.conformance.selftest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes documents that fulfil the suite's own schemas and mean nothing, as a mock server does that is generated from them. */
final class SchemaMock {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, JsonNode> SCHEMAS = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private SchemaMock() {
    }

    /** A document for the answer of an operation. */
    static JsonNode document(String family, String operation) {
        String schema = switch (operation) {
            case "DescribeImages", "DescribeImage" -> "images";
            case "DescribeRegions", "GetRegion" -> "regions";
            case "GetProjectList" -> "projects";
            default -> family.equals("ecd") ? "accepted" : "single";
        };
        JsonNode root = SCHEMAS.computeIfAbsent(family + "/" + schema, SchemaMock::read);
        return value(root, root);
    }

    private static JsonNode read(String name) {
        try (InputStream in = SchemaMock.class.getClassLoader().getResourceAsStream("schemas/" + name + ".json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode value(JsonNode schema, JsonNode root) {
        if (schema.has("$ref")) {
            return value(root.at(schema.path("$ref").asString("").substring(1)), root);
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        JsonNode declared = schema.path("type").isArray() ? schema.path("type").get(0) : schema.path("type");
        return switch (declared.asString("string")) {
            case "object" -> object(schema, root);
            case "array" -> {
                ArrayNode array = JSON.createArrayNode();
                array.add(value(schema.path("items"), root));
                yield array;
            }
            case "integer", "number" -> JSON.getNodeFactory().numberNode(Math.max(1, schema.path("minimum").asInt(1)));
            case "boolean" -> JSON.getNodeFactory().booleanNode(true);
            case "null" -> JSON.getNodeFactory().nullNode();
            default -> JSON.getNodeFactory().stringNode("text" + COUNT.incrementAndGet());
        };
    }

    private static ObjectNode object(JsonNode schema, JsonNode root) {
        ObjectNode node = JSON.createObjectNode();
        schema.path("properties").properties().forEach(member -> node.set(member.getKey(), value(member.getValue(), root)));
        return node;
    }
}
