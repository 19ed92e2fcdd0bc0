package org.imagecopy.conformance.target;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML file with named targets, as {@code schemas/suite/targets.json} describes it. Every message names the line.
 */
public final class TargetFile {

    private static final String EXAMPLE = "'conformance init' writes an example";

    private final YamlFile file;
    private final Map<String, MappingNode> targets = new LinkedHashMap<>();

    private TargetFile(YamlFile file) {
        this.file = file;
    }

    /**
     * Reads a file and checks every key and value of it, of all targets.
     *
     * @throws ConfigurationException when it cannot be read, has an unknown key, or a value of the wrong kind
     */
    public static TargetFile read(Path path) {
        YamlFile file = YamlFile.read(path, EXAMPLE);
        TargetFile read = new TargetFile(file);
        if (!(file.root() instanceof MappingNode top)) {
            throw file.wrong(file.root(), "a target file begins with 'targets:'; " + EXAMPLE);
        }
        for (NodeTuple entry : top.getValue()) {
            if (!YamlFile.text(entry.getKeyNode()).equals("targets")) {
                throw file.unknown(entry.getKeyNode(), Set.of("targets"), "the file");
            }
            if (!(entry.getValueNode() instanceof MappingNode named)) {
                throw file.wrong(entry.getValueNode(), "'targets' holds named targets; write a name, a colon and the settings below it");
            }
            for (NodeTuple target : named.getValue()) {
                String name = YamlFile.text(target.getKeyNode());
                if (!(target.getValueNode() instanceof MappingNode settings)) {
                    throw file.wrong(target.getValueNode(), "target '" + name + "' holds no settings; write 'family: …' and the others below it");
                }
                read.check(settings, "", name);
                read.targets.put(name, settings);
            }
        }
        if (read.targets.isEmpty()) {
            throw new ConfigurationException(path + ": no target; " + EXAMPLE);
        }
        return read;
    }

    private void check(MappingNode node, String prefix, String target) {
        for (NodeTuple entry : node.getValue()) {
            String key = YamlFile.text(entry.getKeyNode());
            String path = prefix + key;
            Set<String> known = keysBelow(prefix);
            if (!known.contains(key)) {
                throw file.unknown(entry.getKeyNode(), known, prefix.isEmpty() ? "target '" + target + "'" : "'" + prefix.substring(0, prefix.length() - 1) + "'");
            }
            Optional<Setting> setting = Setting.at(path);
            if (setting.isEmpty()) {
                if (!(entry.getValueNode() instanceof MappingNode below)) {
                    throw file.wrong(entry.getValueNode(), "'" + path + "' holds further settings: " + String.join(", ", keysBelow(path + ".")));
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
            for (Node item : sequence.getValue()) {
                if (YamlFile.text(item).isBlank() || !tags(setting.kind()).contains(item.getTag())) {
                    throw file.wrong(item, "'" + setting.path() + "' holds something that is no text; write names, in quotes where YAML takes them for something else");
                }
                items.add(YamlFile.text(item));
            }
            return String.join(",", items);
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw file.wrong(node, "'" + setting.path() + "' takes " + (setting.kind() == Setting.Kind.LIST ? "a list" : "one value"));
        }
        String value = scalar.getValue();
        if (value.isEmpty() || node.getTag().equals(Tag.NULL)) {
            throw file.wrong(node, "'" + setting.path() + "' has no value; give one or remove the line");
        }
        if (setting.kind() == Setting.Kind.SECRET && !Reference.is(value)) {
            throw file.wrong(node, "'" + setting.path() + "' stands in clear; write env:NAME or file:PATH instead");
        }
        if (!setting.kind().accepts(value)) {
            throw file.wrong(node, setting.wrong(value));
        }
        if (!tags(setting.kind()).contains(node.getTag())) {
            boolean quoted = node.getTag().equals(Tag.STR);
            throw file.wrong(node, quoted ? setting.wrong(value) + ", without quotes"
                    : "'" + setting.path() + "' is '" + value + "', which is no text in YAML; put it in quotes");
        }
        return value;
    }

    /** What YAML may take a value of this kind for. */
    private static Set<Tag> tags(Setting.Kind kind) {
        return switch (kind) {
            case FLAG -> Set.of(Tag.BOOL);
            case NUMBER, COUNT -> Set.of(Tag.INT);
            // Ids may consist of digits.
            case TEXT, LIST -> Set.of(Tag.STR, Tag.INT);
            default -> Set.of(Tag.STR);
        };
    }

    /** Names of the targets, in the order of the file. */
    public List<String> names() {
        return new ArrayList<>(targets.keySet());
    }

    /** The folder that {@code file:PATH} and other relative paths of the file begin at. */
    public Path folder() {
        return file.folder();
    }

    /**
     * The values of one target by path, references not yet followed, and into {@code origins} where each stands.
     *
     * @param name its name
     * @throws ConfigurationException when there is no such target
     */
    public Map<String, String> values(String name, Map<String, String> origins) {
        MappingNode node = targets.get(name);
        if (node == null) {
            throw new ConfigurationException(file.path() + ": no target '" + name + "'; " + YamlFile.hint(name, names()));
        }
        Map<String, String> values = new LinkedHashMap<>();
        collect(node, "", values, origins);
        return values;
    }

    private void collect(MappingNode node, String prefix, Map<String, String> values, Map<String, String> origins) {
        for (NodeTuple entry : node.getValue()) {
            String path = prefix + YamlFile.text(entry.getKeyNode());
            Optional<Setting> setting = Setting.at(path);
            if (setting.isPresent()) {
                String value = value(setting.get(), entry.getValueNode());
                values.put(path, setting.get().kind() == Setting.Kind.FILE ? file.folder().resolve(value).toString() : value);
                origins.put(path, file.place(entry.getValueNode()));
            } else {
                collect((MappingNode) entry.getValueNode(), path + ".", values, origins);
            }
        }
    }
}
