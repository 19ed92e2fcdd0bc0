package org.imagecopy.conformance.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The contract of one family: every normative sentence of its page, in the order of the page. */
public final class Contract {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Map<String, Contract> READ = new ConcurrentHashMap<>();

    private final String family;
    private final String operation;
    private final Page page;
    private final Map<String, Row> rows;

    private Contract(String family, String operation, Page page, Map<String, Row> rows) {
        this.family = family;
        this.operation = operation;
        this.page = page;
        this.rows = rows;
    }

    /**
     * The contract in {@code features/<family>/contract.yaml} of the class path, which is read once.
     *
     * @throws IllegalArgumentException when there is no such contract or a row lacks a member
     */
    public static Contract of(String family) {
        return READ.computeIfAbsent(family, Contract::read);
    }

    private static Contract read(String family) {
        String resource = "features/" + family + "/contract.yaml";
        try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no contract for family '" + family + "': " + resource + " is missing");
            }
            return read(YAML.readTree(in), resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Contract read(JsonNode root, String resource) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (JsonNode node : root.path("rows")) {
            Row row = row(node, resource);
            if (rows.put(row.id(), row) != null) {
                throw new IllegalArgumentException(resource + ": row " + row.id() + " stands twice");
            }
        }
        JsonNode page = root.path("page");
        List<String> sections = new ArrayList<>();
        page.path("sections").forEach(section -> sections.add(section.asString()));
        return new Contract(text(root, "family"), text(root, "operation"),
                new Page(text(page, "title"), text(page, "url"), text(page, "edition"), List.copyOf(sections)), rows);
    }

    private static Row row(JsonNode node, String resource) {
        String id = text(node, "id");
        for (String member : List.of("id", "title", "subject", "level", "provenance", "source", "testable")) {
            if (text(node, member).isEmpty()) {
                throw new IllegalArgumentException(resource + ": row '" + id + "' lacks '" + member + "'");
            }
        }
        String testable = text(node, "testable");
        Set<String> needs = new LinkedHashSet<>();
        node.path("needs").forEach(need -> needs.add(need.asString()));
        return new Row(id, text(node, "title"), text(node, "subject"),
                Level.valueOf(text(node, "level")),
                Provenance.valueOf(text(node, "provenance").toUpperCase(Locale.ROOT)),
                text(node, "quote"), text(node, "source"),
                testable.startsWith("no") ? testable.replaceFirst("^no:?\\s*", "") : "",
                needs, text(node, "since"), text(node, "note"), text(node, "flaw").isEmpty() ? Flaw.NONE
                : Flaw.valueOf(text(node, "flaw").toUpperCase(Locale.ROOT)));
    }

    private static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (value.isBoolean()) {
            return value.asBoolean() ? "yes" : "no";
        }
        return value.isMissingNode() || value.isNull() ? "" : value.asString().strip();
    }

    /** The short name of the family: {@code ecd}, {@code uhost}. */
    public String family() {
        return family;
    }

    /** The vendor's name of the operation. */
    public String operation() {
        return operation;
    }

    /** The page that the rows quote. */
    public Page page() {
        return page;
    }

    /** All rows in the order of the file: what the page says, what other pages of the vendor say, what nobody says. */
    public List<Row> rows() {
        return new ArrayList<>(rows.values());
    }

    /**
     * All rows in the order of the page: section by section, within a section parameter by parameter, so that what is silent stands
     * beside what is said of the same parameter; rows of other pages follow in the order of the file.
     */
    public List<Row> inPageOrder() {
        List<String> sections = new ArrayList<>(page.sections());
        Map<String, Integer> subjects = new LinkedHashMap<>();
        for (Row row : rows.values()) {
            if (!sections.contains(row.source())) {
                sections.add(row.source());
            }
            subjects.putIfAbsent(row.source() + "/" + row.subject(), subjects.size());
        }
        return rows.values().stream().sorted(Comparator.comparing((Row row) -> sections.indexOf(row.source()))
                .thenComparing(row -> subjects.get(row.source() + "/" + row.subject()))).toList();
    }

    /** Whether a row of this id exists. */
    public boolean contains(String id) {
        return rows.containsKey(id);
    }

    /**
     * The row of this id.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Row row(String id) {
        Row row = rows.get(id);
        if (row == null) {
            throw new IllegalArgumentException("no row " + id + " in the contract of " + family);
        }
        return row;
    }
}
