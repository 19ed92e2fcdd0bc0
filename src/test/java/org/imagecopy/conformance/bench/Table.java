package org.imagecopy.conformance.bench;

import java.util.ArrayList;
import java.util.List;

/** One table of the results, in Markdown. */
final class Table {

    private final String title;
    private final String text;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Begins a table.
     *
     * @param title heading
     * @param text  what is measured and how, a sentence or two
     */
    Table(String title, String text, String... columns) {
        this.title = title;
        this.text = text;
        this.columns = List.of(columns);
    }

    /** Adds a row; it has as many cells as the table has columns. */
    void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(title + ": " + cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
    }

    /** The table in Markdown. */
    String markdown() {
        StringBuilder out = new StringBuilder("## ").append(title).append("\n\n").append(text).append("\n\n");
        line(out, columns);
        line(out, columns.stream().map(c -> "---").toList());
        rows.forEach(row -> line(out, row));
        return out.append('\n').toString();
    }

    private static void line(StringBuilder out, List<String> cells) {
        cells.forEach(cell -> out.append("| ").append(cell.replace("|", "\\|")).append(' '));
        out.append("|\n");
    }
}
