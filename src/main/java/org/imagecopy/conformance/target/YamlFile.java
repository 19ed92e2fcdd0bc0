package org.imagecopy.conformance.target;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A YAML file that people write. Whatever is wrong with it is said in one line that begins with file and line. */
public final class YamlFile {

    private static final int NEAR = 3;

    private final Path file;
    private final Node root;

    private YamlFile(Path file, Node root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Reads a file.
     *
     * @param hint where an example comes from, for files that are missing or empty
     * @throws ConfigurationException when it cannot be read, is empty or is no YAML
     */
    public static YamlFile read(Path file, String hint) {
        try (InputStream in = Files.newInputStream(file)) {
            Optional<Node> root = new Compose(LoadSettings.builder().setLabel(file.toString()).setAllowDuplicateKeys(false).build()).composeInputStream(in);
            return new YamlFile(file, root.orElseThrow(() -> new ConfigurationException(file + ": the file is empty; " + hint)));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(file + ": no such file; " + hint);
        } catch (IOException e) {
            throw new ConfigurationException(file + ": cannot be read: " + e.getMessage());
        } catch (MarkedYamlEngineException e) {
            throw new ConfigurationException(file + ":" + e.getProblemMark().map(m -> m.getLine() + 1).orElse(1) + ": not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ConfigurationException(file + ": not YAML: " + e.getMessage());
        }
    }

    /** Its document. */
    public Node root() {
        return root;
    }

    /** The folder that relative paths in it begin at. */
    public Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** Its name, as it was given. */
    public Path path() {
        return file;
    }

    /** Where a node stands: {@code my.yaml:12}. */
    public String place(Node node) {
        return file + ":" + node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** Says what is wrong with a node. */
    public ConfigurationException wrong(Node node, String message) {
        return new ConfigurationException(place(node) + ": " + message);
    }

    /** Says that a key is not known, and which one may be meant. */
    public ConfigurationException unknown(Node key, Collection<String> known, String where) {
        return wrong(key, "unknown key '" + text(key) + "' in " + where + "; " + hint(text(key), known));
    }

    /** Names the known word that a wrong one resembles, or all of them. */
    public static String hint(String word, Collection<String> known) {
        Optional<String> near = known.stream().min(Comparator.comparingInt(k -> distance(k, word))).filter(k -> distance(k, word) <= NEAR);
        return near.map(k -> "did you mean '" + k + "'?").orElseGet(() -> "known here: " + String.join(", ", known));
    }

    /** The text of a scalar; empty for everything else. */
    public static String text(Node node) {
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
