package org.imagecopy.conformance.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.cucumber.gherkin.GherkinParser;
import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.Examples;
import io.cucumber.messages.types.FeatureChild;
import io.cucumber.messages.types.GherkinDocument;
import io.cucumber.messages.types.Pickle;
import io.cucumber.messages.types.PickleStep;
import io.cucumber.messages.types.PickleStepArgument;
import io.cucumber.messages.types.PickleTag;
import io.cucumber.messages.types.Rule;
import io.cucumber.messages.types.RuleChild;
import io.cucumber.messages.types.Scenario;
import io.cucumber.messages.types.Step;
import io.cucumber.messages.types.TableRow;

/** Every case of the features of some families, in reading order, with its address. */
public final class CaseIndex {

    private static final GherkinParser PARSER = GherkinParser.builder()
            .includeSource(false).includeGherkinDocument(true).includePickles(true).build();

    private final Map<String, Case> byAddress = new LinkedHashMap<>();
    /** By feature and line. */
    private final Map<String, Map<Integer, Case>> byPlace = new HashMap<>();
    /** Examples of one outline agree in most sentences and all tags, and share them. */
    private final Map<Object, Object> shared = new HashMap<>();

    private CaseIndex() {
    }

    /**
     * Reads all features of these families from the class path.
     *
     * @throws IllegalArgumentException when a Rule has no row tag or two cases share an address
     */
    public static CaseIndex of(List<String> families) {
        return ofFeatures(families.stream().flatMap(family -> features(family).stream()).toList());
    }

    /**
     * Reads these features from the class path.
     *
     * @param features their paths below {@code features/}
     * @throws IllegalArgumentException when a Rule has no row tag or two cases share an address
     */
    public static CaseIndex ofFeatures(List<String> features) {
        CaseIndex index = new CaseIndex();
        for (String feature : features) {
            try (InputStream in = CaseIndex.class.getClassLoader().getResourceAsStream("features/" + feature)) {
                if (in == null) {
                    throw new IllegalArgumentException("features/" + feature + " is missing");
                }
                index.add(feature, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return index;
    }

    /**
     * The index of these cases, in this order.
     *
     * @throws IllegalArgumentException when two cases share an address
     */
    public static CaseIndex of(Stream<Case> cases) {
        CaseIndex index = new CaseIndex();
        cases.forEach(index::add);
        return index;
    }

    /** Reads one feature from text; {@code feature} is its path below {@code features/}. */
    public static CaseIndex parse(String feature, byte[] text) {
        CaseIndex index = new CaseIndex();
        index.add(feature, text);
        return index;
    }

    /**
     * The paths of the features of a family below {@code features/}, in reading order.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static List<String> features(String family) {
        String folder = "features/" + family;
        URL url = CaseIndex.class.getClassLoader().getResource(folder);
        if (url == null) {
            throw new IllegalArgumentException("no features for family '" + family + "': " + folder + " is missing");
        }
        try {
            if (url.getProtocol().equals("jar")) {
                URI jar = URI.create(url.toURI().toString().replaceFirst("!.*", "!/"));
                try (FileSystem files = jarFiles(jar)) {
                    return names(files.getPath("/" + folder)).map(name -> family + "/" + name).toList();
                }
            }
            return names(Path.of(url.toURI())).map(name -> family + "/" + name).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static FileSystem jarFiles(URI jar) throws IOException {
        try {
            return FileSystems.newFileSystem(Path.of(URI.create(jar.getRawSchemeSpecificPart().replaceFirst("!.*", ""))));
        } catch (FileSystemNotFoundException e) {
            throw new IOException("cannot open " + jar, e);
        }
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".feature")).sorted().toList().stream();
        }
    }

    private void add(String feature, byte[] text) {
        List<Envelope> envelopes = PARSER.parse(feature, text).toList();
        envelopes.stream().flatMap(e -> e.getParseError().stream()).findFirst().ifPresent(error -> {
            throw new IllegalArgumentException("features/" + feature + ": " + error.getMessage());
        });
        GherkinDocument document = envelopes.stream().flatMap(e -> e.getGherkinDocument().stream()).findFirst().orElseThrow();
        Map<String, Slot> slots = slots(feature, document);
        String topic = document.getFeature().orElseThrow().getName();
        for (Envelope envelope : envelopes) {
            envelope.getPickle().ifPresent(pickle -> add(feature, topic, pickle, slots));
        }
    }

    private void add(String feature, String topic, Pickle pickle, Map<String, Slot> slots) {
        List<String> nodes = pickle.getAstNodeIds();
        Slot slot = slots.get(nodes.get(nodes.size() - 1));
        Set<String> tags = new LinkedHashSet<>();
        for (PickleTag tag : pickle.getTags()) {
            tags.add(tag.getName());
        }
        List<String> sentences = new ArrayList<>();
        pickle.getSteps().forEach(step -> sentences.add(shared(slot.keyword(step.getAstNodeIds().get(0)) + step.getText() + list(step))));
        add(new Case(slot.row() + "/" + slot.slug(), slot.row(), pickle.getName(), feature, topic, slot.line(), shared(tags),
                List.copyOf(sentences)));
    }

    private void add(Case found) {
        if (byAddress.put(found.address(), found) != null) {
            throw new IllegalArgumentException(found.place() + ": the address " + found.address() + " stands twice");
        }
        byPlace.computeIfAbsent(found.feature(), f -> new HashMap<>()).put(found.line(), found);
    }

    @SuppressWarnings("unchecked")
    private <T> T shared(T value) {
        return (T) shared.computeIfAbsent(value, v -> v);
    }

    /** The cells of the table below a sentence, in one line. */
    private static String list(PickleStep step) {
        List<String> cells = new ArrayList<>();
        step.getArgument().flatMap(PickleStepArgument::getDataTable)
                .ifPresent(table -> table.getRows().forEach(row -> row.getCells().forEach(cell -> cells.add(cell.getValue()))));
        return cells.isEmpty() ? "" : " " + String.join(", ", cells);
    }

    private static Map<String, Slot> slots(String feature, GherkinDocument document) {
        Map<String, Slot> slots = new HashMap<>();
        for (FeatureChild child : document.getFeature().orElseThrow().getChildren()) {
            child.getScenario().ifPresent(scenario -> {
                throw new IllegalArgumentException("features/" + feature + ":" + scenario.getLocation().getLine()
                        + ": a scenario stands outside of a Rule");
            });
            child.getRule().ifPresent(rule -> slots.putAll(slots(feature, rule)));
        }
        return slots;
    }

    private static Map<String, Slot> slots(String feature, Rule rule) {
        List<String> ids = rule.getTags().stream().map(tag -> tag.getName().substring(1))
                .filter(tag -> tag.matches("[A-Z]+-[A-Z]+-\\d+")).toList();
        if (ids.size() != 1) {
            throw new IllegalArgumentException("features/" + feature + ":" + rule.getLocation().getLine()
                    + ": a Rule names exactly one row by its tag, this one names " + ids);
        }
        Map<String, Slot> slots = new HashMap<>();
        for (RuleChild child : rule.getChildren()) {
            child.getScenario().ifPresent(scenario -> slots.putAll(slots(ids.get(0), scenario)));
        }
        return slots;
    }

    private static Map<String, Slot> slots(String row, Scenario scenario) {
        Map<String, String> keywords = new HashMap<>();
        for (Step step : scenario.getSteps()) {
            keywords.put(step.getId(), step.getKeyword());
        }
        Map<String, Slot> slots = new HashMap<>();
        slots.put(scenario.getId(), new Slot(row, slug(scenario.getName()), line(scenario.getLocation().getLine()), keywords));
        for (Examples examples : scenario.getExamples()) {
            for (TableRow example : examples.getTableBody()) {
                slots.put(example.getId(), new Slot(row, example.getCells().get(0).getValue(),
                        line(example.getLocation().getLine()), keywords));
            }
        }
        return slots;
    }

    private static int line(Number line) {
        return line.intValue();
    }

    private static String slug(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** All cases in reading order. */
    public List<Case> cases() {
        return new ArrayList<>(byAddress.values());
    }

    /** The cases of one row in reading order. */
    public List<Case> casesOf(String row) {
        return byAddress.values().stream().filter(c -> c.row().equals(row)).toList();
    }

    /**
     * The case that stands at a line of a feature.
     *
     * @param uri  any spelling that Cucumber uses: a class path or a file URI
     * @param line line of the scenario or of the Examples row
     * @throws IllegalArgumentException when there is none
     */
    public Case at(URI uri, int line) {
        String path = uri.toString();
        Case found = byPlace.getOrDefault(path.substring(path.lastIndexOf("features/") + "features/".length()), Map.of()).get(line);
        if (found == null) {
            throw new IllegalArgumentException("no case at " + uri + ":" + line);
        }
        return found;
    }

    /** Where a pickle comes from: the row of its Rule, its slug and its line. */
    private record Slot(String row, String slug, int line, Map<String, String> keywords) {

        String keyword(String stepId) {
            return keywords.getOrDefault(stepId, "");
        }
    }
}
