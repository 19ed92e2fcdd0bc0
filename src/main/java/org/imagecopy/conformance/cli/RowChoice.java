package org.imagecopy.conformance.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.CaseIndex;
import org.imagecopy.conformance.contract.Contract;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.target.ConfigurationException;

/**
 * One row that someone asked for.
 *
 * @param contract the contract that it is part of
 * @param row      the row
 * @param cases    its cases that were asked for, in reading order
 */
record RowChoice(Contract contract, Row row, List<Case> cases) {

    /**
     * The rows that some words name, in the order of the pages.
     *
     * @param words families, topics ({@code ECD-NAME}), rows or addresses of cases; none: everything
     * @throws ConfigurationException when a word names nothing; it tells what is spelt nearly so
     */
    static List<RowChoice> of(List<String> words) {
        List<RowChoice> all = new ArrayList<>();
        for (Family family : Family.all()) {
            Contract contract = Contract.of(family.id());
            CaseIndex index = CaseIndex.of(List.of(family.id()));
            contract.inPageOrder().forEach(row -> all.add(new RowChoice(contract, row, index.casesOf(row.id()))));
        }
        words.stream().filter(word -> all.stream().noneMatch(choice -> choice.named(word))).findFirst().ifPresent(word -> {
            throw new ConfigurationException("no family, topic, row or case is called '" + word + "'; nearest: " + String.join(", ", nearest(word, all))
                    + "; './conformance list' shows all");
        });
        return words.isEmpty() ? all : all.stream().filter(choice -> words.stream().anyMatch(choice::named)).map(choice -> choice.only(words)).toList();
    }

    private boolean named(String word) {
        String name = word.toUpperCase(Locale.ROOT);
        return name.equals(contract.family().toUpperCase(Locale.ROOT)) || name.equals(topic()) || name.equals(row.id())
                || cases.stream().anyMatch(c -> c.address().equals(word));
    }

    private String topic() {
        return row.id().substring(0, row.id().lastIndexOf('-'));
    }

    /** Leaves out the cases that nobody named, unless their row was named as a whole. */
    private RowChoice only(List<String> words) {
        List<Case> asked = cases.stream().filter(c -> words.contains(c.address())).toList();
        boolean whole = words.stream().anyMatch(word -> named(word) && asked.stream().noneMatch(c -> c.address().equals(word)));
        return whole ? this : new RowChoice(contract, row, asked);
    }

    private static List<String> nearest(String word, List<RowChoice> all) {
        Set<String> names = new LinkedHashSet<>();
        for (RowChoice choice : all) {
            names.add(choice.contract.family());
            names.add(choice.topic());
            names.add(choice.row.id());
            if (word.contains("/")) {
                choice.cases.forEach(c -> names.add(c.address()));
            }
        }
        return NearestNames.to(word, names);
    }

    /** What becomes of the row: how many cases it has, or why it has none. */
    String disposition() {
        if (!row.testable()) {
            return "not testable: " + row.untestable();
        }
        return cases.size() == 1 ? "1 case" : cases.size() + " cases";
    }

    /** The capabilities that the row or some of its cases need. */
    Set<String> needs() {
        Set<String> needs = new TreeSet<>(row.needs());
        cases.forEach(c -> needs.addAll(c.needs()));
        return needs;
    }
}
