package org.imagecopy.conformance.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.imagecopy.conformance.emulator.Account;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Phase;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.Project;
import org.imagecopy.conformance.emulator.Region;
import org.imagecopy.conformance.emulator.State;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;
import org.imagecopy.conformance.target.ConfigurationException;

/**
 * Seed data of the emulators: a YAML file as {@code schemas/suite/seed.json} describes it. Every message names the line and how to mend it.
 */
final class SeedFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int GREATEST_DEPTH = 20;
    private static final JsonNode SCHEMA = schema();

    private final Path file;
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private JsonNode root;

    private SeedFile(Path file) {
        this.file = file;
    }

    /**
     * Reads and checks a file.
     *
     * @throws ConfigurationException when it cannot be read, does not fit the schema, or contradicts itself
     */
    static SeedFile read(Path file) {
        SeedFile read = new SeedFile(file);
        read.root = read.json(read.compose(), "", 0);
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SCHEMA).validate(read.root).stream()
                .min(Comparator.comparingInt((Error error) -> read.line(error.getInstanceLocation().toString()))
                        .thenComparing(error -> error.getEvaluationPath().toString().length()))
                .ifPresent(error -> {
                    throw read.wrong(error);
                });
        for (String family : List.of("ecd", "uhost")) {
            read.check(family);
        }
        return read;
    }

    private static JsonNode schema() {
        try (InputStream in = SeedFile.class.getClassLoader().getResourceAsStream("schemas/suite/seed.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the file describes a family. */
    boolean describes(String family) {
        return root.has(family);
    }

    /** The line of a family's secret reference as {@code file:line}, and the reference; empty when the file gives no credentials. */
    Optional<Credentials> credentials(String family) {
        JsonNode given = root.path(family).path("credentials");
        return given.isMissingNode() ? Optional.empty() : Optional.of(new Credentials(given.get("key").asString(), given.get("secret").asString(),
                place("/" + family + "/credentials/secret")));
    }

    /**
     * Whom the emulator trusts.
     *
     * @param key    the AccessKey id or public key
     * @param secret where the secret is: {@code env:NAME} or {@code file:PATH}
     * @param place  where that is said, for messages
     */
    record Credentials(String key, String secret, String place) {
    }

    /** The world that the file describes for a family, with this account. */
    World.Builder world(String family, Clock clock, Account account) {
        return family.equals("ecd") ? ecd(clock, account) : uhost(clock, account);
    }

    private World.Builder ecd(Clock clock, Account account) {
        JsonNode seed = root.get("ecd");
        Instant made = clock.instant().minus(Duration.ofDays(1));
        World.Builder builder = World.builder(clock).account(account);
        for (JsonNode region : seed.get("regions")) {
            String id = region.get("id").asString();
            builder.region(new Region(id, text(region, "name", id), "ecd." + id + ".aliyuncs.com", List.of()));
        }
        for (JsonNode image : seed.path("images")) {
            String type = text(image, "type", "CUSTOM");
            Place place = new Place(image.get("region").asString(), type.equals("SYSTEM") ? Place.PUBLIC : account.id());
            State state = switch (text(image, "state", "Available")) {
                case "Creating" -> State.CREATING;
                case "CreateFailed" -> State.FAILED;
                default -> State.AVAILABLE;
            };
            builder.image(image(image, place, type, "", state, made, EcdWorld.image("", "", "", "", made).attributes()));
        }
        return builder;
    }

    private World.Builder uhost(Clock clock, Account account) {
        JsonNode seed = root.get("uhost");
        Instant made = clock.instant().minus(Duration.ofDays(1));
        World.Builder builder = World.builder(clock).account(account);
        for (JsonNode region : seed.get("regions")) {
            String id = region.get("id").asString();
            List<String> zones = new ArrayList<>();
            region.path("zones").forEach(zone -> zones.add(zone.asString()));
            builder.region(new Region(id, text(region, "name", id), "", zones.isEmpty() ? List.of(id + "-01") : zones));
        }
        String first = seed.get("projects").get(0).get("id").asString();
        for (JsonNode project : seed.get("projects")) {
            String id = project.get("id").asString();
            builder.project(new Project(id, text(project, "name", id), account.id(), id.equals(first), made));
        }
        for (JsonNode image : seed.path("images")) {
            String type = text(image, "type", "Custom");
            Place place = new Place(image.get("region").asString(), type.equals("Custom") ? text(image, "project", first) : Place.PUBLIC);
            State state = switch (text(image, "state", "Available")) {
                case "Making" -> State.CREATING;
                case "Unavailable" -> State.FAILED;
                default -> State.AVAILABLE;
            };
            builder.image(image(image, place, type, text(image, "tag", "Default"), state, made,
                    UHostWorld.image("", "", "", "", "", made).attributes()));
        }
        return builder;
    }

    private static Image image(JsonNode image, Place place, String type, String tag, State state, Instant made, Map<String, Object> usual) {
        Map<String, Object> attributes = new LinkedHashMap<>(usual);
        image.path("attributes").properties().forEach(member -> attributes.put(member.getKey(), value(member.getValue())));
        return new Image(image.get("id").asString(), place, text(image, "name", ""), text(image, "description", ""), tag, type, attributes, made,
                List.of(new Phase(made, state)), Optional.empty());
    }

    private static Object value(JsonNode node) {
        if (node.isArray()) {
            List<String> texts = new ArrayList<>();
            node.forEach(element -> texts.add(element.asString()));
            return texts;
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.isInt() ? (Object) node.intValue() : node.isNumber() ? (Object) node.longValue()
                : node.asString();
    }

    private static String text(JsonNode node, String member, String missing) {
        return node.path(member).isMissingNode() ? missing : node.get(member).asString();
    }

    private void check(String family) {
        JsonNode seed = root.path(family);
        Set<String> regions = unique("/" + family + "/regions", seed.path("regions"), "region");
        Set<String> projects = unique("/" + family + "/projects", seed.path("projects"), "project");
        Set<String> images = new HashSet<>();
        for (int i = 0; i < seed.path("images").size(); i++) {
            JsonNode image = seed.get("images").get(i);
            String at = "/" + family + "/images/" + i;
            known(at + "/region", image.get("region").asString(), regions, "region");
            if (image.has("project")) {
                known(at + "/project", image.get("project").asString(), projects, "project");
                if (!text(image, "type", "Custom").equals("Custom")) {
                    throw new ConfigurationException(place(at + "/project") + ": an image of type " + image.get("type").asString()
                            + " belongs to no project; leave 'project' out");
                }
            }
            if (!images.add(image.get("region").asString() + ' ' + image.get("id").asString())) {
                throw new ConfigurationException(place(at + "/id") + ": image '" + image.get("id").asString() + "' stands twice in region "
                        + image.get("region").asString() + "; give each its own id");
            }
        }
    }

    private Set<String> unique(String pointer, JsonNode entries, String what) {
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            if (!ids.add(entries.get(i).get("id").asString())) {
                throw new ConfigurationException(place(pointer + "/" + i + "/id") + ": " + what + " '" + entries.get(i).get("id").asString()
                        + "' stands twice; leave one out");
            }
        }
        return ids;
    }

    private void known(String pointer, String id, Set<String> ids, String what) {
        if (!ids.contains(id)) {
            throw new ConfigurationException(place(pointer) + ": there is no " + what + " '" + id + "'; " + hint(id, ids, "the file has"));
        }
    }

    private ConfigurationException wrong(Error error) {
        String pointer = error.getInstanceLocation().toString();
        String where = pointer.isEmpty() ? "the file" : "'" + pointer.substring(1).replace('/', '.') + "'";
        String at = error.getSchemaLocation().getFragment().toString().replaceFirst("/[^/]*$", "");
        JsonNode rule = SCHEMA.at(at);
        return switch (error.getKeyword()) {
            case "additionalProperties" -> {
                Set<String> known = new LinkedHashSet<>(rule.path("properties").propertyNames());
                yield new ConfigurationException(place(pointer + "/" + error.getProperty()) + ": unknown key '" + error.getProperty() + "' in " + where
                        + "; " + hint(error.getProperty(), known, "known here"));
            }
            case "required" -> new ConfigurationException(place(pointer) + ": " + where + " lacks '" + error.getProperty() + "'; add it");
            case "enum" -> new ConfigurationException(place(pointer) + ": " + where + " is none of "
                    + rule.get("enum").valueStream().map(JsonNode::asString).collect(Collectors.joining(", ")) + "; write one of them");
            case "minProperties" -> new ConfigurationException(place(pointer) + ": the file describes no family; begin with 'ecd:' or 'uhost:'");
            case "type" -> pointer.isEmpty() ? new ConfigurationException(place(pointer) + ": the file is no group of keys; begin with 'ecd:' or 'uhost:'") : new ConfigurationException(place(pointer) + ": " + where + " is no " + word(rule.get("type"))
                    + "; " + (rule.get("type").asString("").equals("string") ? "put it in quotes, or write " : "write ") + wanted(at));
            default -> new ConfigurationException(place(pointer) + ": " + where + " is not as it should be; write " + wanted(at));
        };
    }

    /** What the innermost part of the schema around this place asks for, in words. */
    private static String wanted(String at) {
        for (String part = at; !part.isEmpty(); part = part.replaceFirst("/[^/]*$", "")) {
            if (SCHEMA.at(part).has("description")) {
                return SCHEMA.at(part).get("description").asString();
            }
        }
        return "what schemas/suite/seed.json allows";
    }

    private static String word(JsonNode type) {
        return switch (type.asString("")) {
            case "object" -> "group of keys";
            case "array" -> "list";
            case "string" -> "text";
            default -> "value of the right kind";
        };
    }

    private static String hint(String given, Set<String> known, String otherwise) {
        // Who begins like a known name most likely meant it.
        return known.stream().filter(name -> name.toLowerCase(Locale.ROOT).startsWith(given.toLowerCase(Locale.ROOT).substring(0, Math.min(2, given.length()))))
                .findFirst().map(name -> "did you mean '" + name + "'?").orElse(otherwise + ": " + String.join(", ", known));
    }

    private Node compose() {
        try (InputStream in = Files.newInputStream(file)) {
            return new Compose(LoadSettings.builder().setLabel(file.toString()).setAllowDuplicateKeys(false).build()).composeInputStream(in)
                    .orElseThrow(() -> new ConfigurationException(file + ": the file is empty; begin with 'ecd:' or 'uhost:'"));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(file + ": no such file; see the seed data in README.md for an example");
        } catch (IOException e) {
            throw new ConfigurationException(file + ": cannot be read: " + e.getMessage() + "; name a readable YAML file");
        } catch (MarkedYamlEngineException e) {
            throw new ConfigurationException(file + ":" + e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1) + ": not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ConfigurationException(file + ": not YAML: " + e.getMessage());
        }
    }

    private JsonNode json(Node node, String pointer, int depth) {
        lines.put(pointer, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
        if (depth > GREATEST_DEPTH) {
            throw new ConfigurationException(place(pointer) + ": nested too deeply; no part of seed data needs more than a few levels");
        }
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                if (object.has(key)) {
                    throw new ConfigurationException(file + ":" + entry.getKeyNode().getStartMark().map(mark -> mark.getLine() + 1).orElse(1) + ": '"
                            + key + "' stands here for the second time; leave one out");
                }
                object.set(key, json(entry.getValueNode(), pointer + "/" + key, depth + 1));
                // The key stands where the eye looks for it; its value may begin a line later.
                lines.put(pointer + "/" + key, entry.getKeyNode().getStartMark().map(mark -> mark.getLine() + 1).orElse(1));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (Node element : sequence.getValue()) {
                array.add(json(element, pointer + "/" + array.size(), depth + 1));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String value = scalar.getValue();
        if (scalar.getTag().equals(Tag.NULL)) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value.toLowerCase(Locale.ROOT)));
        }
        if (scalar.getTag().equals(Tag.INT) && value.matches("[+-]?[0-9]{1,18}")) {
            long number = Long.parseLong(value);
            return number == (int) number ? JsonNodeFactory.instance.numberNode((int) number) : JsonNodeFactory.instance.numberNode(number);
        }
        if (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT)) {
            // Seed data holds neither fractions nor huge numbers: whichever it is, the schema refuses it.
            return JsonNodeFactory.instance.numberNode(0.5);
        }
        return JsonNodeFactory.instance.stringNode(value);
    }

    private int line(String pointer) {
        return lines.getOrDefault(pointer, 1);
    }

    private String place(String pointer) {
        return file + ":" + line(pointer);
    }
}
