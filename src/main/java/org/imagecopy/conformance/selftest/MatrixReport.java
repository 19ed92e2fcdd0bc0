package org.imagecopy.conformance.selftest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the kill matrix down: {@code kill-matrix.json} for programs, {@code kill-matrix.html} for people. */
public final class MatrixReport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String STYLE = """
            :root{color-scheme:light dark;--line:#8884;--bad:#b3261e;--good:#1b6e3c;--dim:#666}
            @media (prefers-color-scheme:dark){:root{--bad:#ff8a80;--good:#7ddc9f;--dim:#aaa}}
            body{font:15px/1.45 system-ui,sans-serif;margin:1.5rem auto;max-width:76rem;padding:0 1rem}
            table{border-collapse:collapse;width:100%;margin:1rem 0}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid var(--line)}
            th{position:sticky;top:0;background:Canvas}code{font-size:.92em}.bad{color:var(--bad);font-weight:600}.good{color:var(--good)}.dim{color:var(--dim)}
            pre{white-space:pre-wrap;background:#8881;padding:.8rem;border-radius:.4rem}details>summary{cursor:pointer}input{font:inherit;padding:.35rem .6rem;width:min(30rem,100%)}
            """;

    private MatrixReport() {
    }

    /**
     * Writes both files.
     *
     * @param seconds how long it took
     */
    public static void write(KillMatrix matrix, Path folder, long seconds) throws IOException {
        Files.createDirectories(folder);
        ObjectNode root = JSON.createObjectNode();
        ObjectNode figures = root.putObject("figures");
        matrix.summary().forEach(line -> figures.put(line.substring(0, 10).strip().toLowerCase(Locale.ROOT), line.substring(10)));
        figures.put("seconds", seconds);
        root.set("lines", JSON.valueToTree(matrix.lines()));
        root.set("cases", JSON.valueToTree(matrix.byCase()));
        Files.writeString(folder.resolve("kill-matrix.json"), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("kill-matrix.html"), html(matrix, seconds), StandardCharsets.UTF_8);
    }

    private static String html(KillMatrix matrix, long seconds) {
        StringBuilder out = new StringBuilder("<!doctype html><html lang=en><head><meta charset=utf-8><meta name=viewport content='width=device-width'>"
                + "<title>Kill matrix</title><style>" + STYLE + "</style></head><body><h1>Kill matrix</h1>"
                + "<p>What the suite says about endpoints whose behaviour is known. Survivors come first.</p><pre>");
        matrix.summary().forEach(line -> out.append(text(line)).append('\n'));
        out.append("TIME      ").append(seconds).append(" s</pre>");
        out.append("<p><label>Filter <input id=filter type=search placeholder='id, row, case or words'></label></p>");
        for (Line.Kind kind : Line.Kind.values()) {
            List<Line> lines = matrix.of(kind);
            if (!lines.isEmpty()) {
                section(out, kind, lines);
            }
        }
        cases(out, matrix.byCase());
        out.append("<script>const f=document.getElementById('filter');f.addEventListener('input',()=>{const t=f.value.toLowerCase();"
                + "document.querySelectorAll('tbody tr').forEach(r=>{r.hidden=!r.textContent.toLowerCase().includes(t)})});</script></body></html>\n");
        return out.toString();
    }

    private static void section(StringBuilder out, Line.Kind kind, List<Line> lines) {
        out.append("<h2>").append(switch (kind) {
            case FAULT -> "Seeded faults";
            case VARIANT -> "Conformant variants";
            case TRIVIAL -> "Endpoints without sense";
            case PAIR -> "Two faults at once";
            case CHECK -> "Checks left out";
        }).append("</h2><table><thead><tr><th>result<th>id<th>wanted<th>rows that turned red<th>cases that catch it</tr></thead><tbody>");
        lines.stream().sorted(Comparator.comparing(Line::passed).thenComparing(Line::good)).forEach(line -> {
            String verdict = !line.passed() ? "missed" : line.precise() ? "ok" : line.explained().isEmpty() ? "imprecise" : "explained";
            out.append("<tr><td class=").append(line.good() ? "good>" : "bad>").append(verdict)
                    .append("<td><code>").append(text(line.family() + " " + line.id())).append("</code><br><span class=dim>").append(text(line.text())).append("</span>")
                    .append("<td>").append(text(line.wanted())).append(line.row().isEmpty() ? "" : "<br><code>" + text(line.row()) + "</code>")
                    .append("<td>").append(codes(line.red())).append(line.explained().isEmpty() || line.precise() ? "" : "<br><span class=dim>" + text(line.explained()) + "</span>")
                    .append(line.undecided().isEmpty() ? "" : "<br><span class=dim>undecided: " + text(String.valueOf(line.undecided().size())) + " rows</span>")
                    .append(line.diagnosis().isEmpty() ? "" : "<br><span class=dim>" + text(line.diagnosis()) + "</span>")
                    .append("<td>").append(folded(line.killers()));
        });
        out.append("</tbody></table>");
    }

    private static void cases(StringBuilder out, Map<String, List<String>> byCase) {
        out.append("<h2>Cases and what they catch</h2><p>Cases that are missing here verify what no seeded fault of this run breaks.</p>"
                + "<table><thead><tr><th>case<th>faults<th>which</tr></thead><tbody>");
        byCase.forEach((address, faults) -> out.append("<tr><td><code>").append(text(address)).append("</code><td>").append(faults.size()).append("<td>").append(folded(faults)));
        out.append("</tbody></table>");
    }

    private static String folded(List<String> items) {
        return items.size() <= 3 ? codes(items)
                : "<details><summary><code>" + text(items.get(0)) + "</code> and " + (items.size() - 1) + " more</summary>" + codes(items.subList(1, items.size())) + "</details>";
    }

    private static String codes(List<String> items) {
        return items.stream().map(item -> "<code>" + text(item) + "</code>").collect(Collectors.joining("<br>"));
    }

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
