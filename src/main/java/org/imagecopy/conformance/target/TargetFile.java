package org.imagecopy.conformance.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML file with named targets, as {@code schemas/suite/targets.json} describes it. Every message names the line.
 */
public final class TargetFile {

    private final Path file;
    private final Map<String, MappingNode> targets = new LinkedHashMap<>();

    private TargetFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file and checks every key and value of it.
     *
     * @throws ConfigurationException when it cannot be read, has an unknown key, or a value of the wrong kind
     */
    public static TargetFile read(Path file) {
        TargetFile read = new TargetFile(file);
        Node root = read.compose();
        if (!(root instanceof MappingNode top)) {
            throw read.wrong(root, "a target file begins with 'targets:'");
        }
        for (NodeTuple entry : top.getValue()) {
            String key = text(entry.getKeyNode());
            if (!key.equals("targets")) {
                throw read.unknown(entry.getKeyNode(), key, Set.of("targets"), "the file");
            }
            if (!(entry.getValueNode() instanceof MappingNode named)) {
                throw read.wrong(entry.getValueNode(), "'targets' holds named targets; write a name, a colon and the settings below it");
            }
            for (NodeTuple target : named.getValue()) {
                if (!(target.getValueNode() instanceof MappingNode settings)) {
                    throw read.wrong(target.getValueNode(), "target '" + text(target.getKeyNode()) + "' holds no settings");
                }
                read.check(settings, "", text(target.getKeyNode()));
                read.targets.put(text(target.getKeyNode()), settings);
            }
        }
        if (read.targets.isEmpty()) {
            throw new ConfigurationException(file + ": no target; './conformance init' writes an example");
        }
        return read;
    }

    private Node compose() {
        try (InputStream in = Files.newInputStream(file)) {
            Optional<Node> root = new Compose(LoadSettings.builder().setLabel(file.toString()).setAllowDuplicateKeys(false).build())
                    .composeInputStream(in);
            return root.orElseThrow(() -> new ConfigurationException(file + ": the file is empty; './conformance init' writes an example"));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(file + ": no such file; './conformance init' writes an example");
        } catch (IOException e) {
            throw new ConfigurationException(file + ": cannot be read: " + e.getMessage());
        } catch (MarkedYamlEngineException e) {
            throw new ConfigurationException(file + ":" + e.getProblemMark().map(m -> m.getLine() + 1).orElse(1) + ": not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ConfigurationException(file + ": not YAML: " + e.getMessage());
        }
    }

    private void check(MappingNode node, String prefix, String target) {
        for (NodeTuple entry : node.getValue()) {
            String key = text(entry.getKeyNode());
            String path = prefix + key;
            Set<String> known = keysBelow(prefix);
            if (!known.contains(key)) {
                throw unknown(entry.getKeyNode(), key, known, prefix.isEmpty() ? "target '" + target + "'" : "'" + prefix.substring(0, prefix.length() - 1) + "'");
            }
            Optional<Setting> setting = Setting.at(path);
            if (setting.isEmpty()) {
                if (!(entry.getValueNode() instanceof MappingNode below)) {
                    throw wrong(entry.getValueNode(), "'" + path + "' holds further settings: " + String.join(", ", keysBelow(path + ".")));
                }
                check(below, path + ".", target);
            } else {
                value(setting.get(), entry.getValueNode());
            }
        }
    }

    private static Set<String> keysBelow(String prefix) {
        Set<String> keys = new TreeSet<>();
        for (Setting setting : Setting.ALL) {
            if (setting.path().startsWith(prefix)) {
                String rest = setting.path().substring(prefix.length());
                keys.add(rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest);
            }
        }
        return keys;
    }

    private String value(Setting setting, Node node) {
        if (setting.kind() == Setting.Kind.LIST && node instanceof SequenceNode sequence) {
            List<String> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(text(item)));
            return String.join(",", items);
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong(node, "'" + setting.path() + "' takes " + (setting.kind() == Setting.Kind.LIST ? "a list" : "one value"));
        }
        if (setting.kind() == Setting.Kind.SECRET && !scalar.getValue().isEmpty() && !scalar.getValue().matches("(env|file):.+")) {
            throw wrong(node, "'" + setting.path() + "' stands in clear; write env:NAME or file:PATH instead");
        }
        return scalar.getValue();
    }

    /** Names of the targets, in the order of the file. */
    public List<String> names() {
        return new ArrayList<>(targets.keySet());
    }

    /**
     * The values of one target by path, and into {@code origins} where each stands.
     *
     * @param name        its name
     * @param environment variables that {@code env:NAME} may mean
     * @throws ConfigurationException when there is no such target or a secret cannot be had
     */
    public Map<String, String> values(String name, Map<String, String> environment, Map<String, String> origins) {
        MappingNode node = targets.get(name);
        if (node == null) {
            throw new ConfigurationException(file + ": no target '" + name + "'; the file has: " + String.join(", ", names()));
        }
        Map<String, String> values = new LinkedHashMap<>();
        collect(node, "", values, origins);
        for (String path : List.of("credentials.key", "credentials.secret", "credentials.token")) {
            values.computeIfPresent(path, (p, value) -> reference(p, value, environment, origins.get(p)));
        }
        return values;
    }

    private void collect(MappingNode node, String prefix, Map<String, String> values, Map<String, String> origins) {
        for (NodeTuple entry : node.getValue()) {
            String path = prefix + text(entry.getKeyNode());
            Optional<Setting> setting = Setting.at(path);
            if (setting.isPresent()) {
                values.put(path, value(setting.get(), entry.getValueNode()));
                origins.put(path, place(entry.getValueNode()));
            } else {
                collect((MappingNode) entry.getValueNode(), path + ".", values, origins);
            }
        }
    }

    private static String reference(String path, String value, Map<String, String> environment, String place) {
        if (value.startsWith("env:")) {
            String found = environment.get(value.substring(4));
            if (found == null || found.isEmpty()) {
                throw new ConfigurationException(place + ": '" + path + "' is to come from the environment variable " + value.substring(4)
                        + ", which is not set; export it and try again");
            }
            return found;
        }
        if (value.startsWith("file:")) {
            try {
                return Files.readString(Path.of(value.substring(5)), StandardCharsets.UTF_8).strip();
            } catch (NoSuchFileException e) {
                throw new ConfigurationException(place + ": '" + path + "' is to come from the file " + value.substring(5) + ", which does not exist");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return value;
    }

    private ConfigurationException unknown(Node node, String key, Set<String> known, String where) {
        String near = known.stream().min((a, b) -> Integer.compare(distance(a, key), distance(b, key))).orElse("");
        String hint = distance(near, key) <= 3 ? "did you mean '" + near + "'?" : "known here: " + String.join(", ", known);
        return new ConfigurationException(place(node) + ": unknown key '" + key + "' in " + where + "; " + hint);
    }

    private ConfigurationException wrong(Node node, String message) {
        return new ConfigurationException(place(node) + ": " + message);
    }

    private String place(Node node) {
        return file + ":" + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
