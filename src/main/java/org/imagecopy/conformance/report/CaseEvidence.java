package org.imagecopy.conformance.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;

/** What the report shows inside a case: the parts of its failure text, and the exchanges that they rest on. */
final class CaseEvidence {

    private static final int LONGEST = 8_000;
    private static final int LONGEST_EXCHANGE = 24_000;
    private static final int MOST_EXCHANGES = 24;
    private static final Pattern NUMBER = Pattern.compile("#(\\d{1,7})\\b");

    private final CaseResult result;
    private final List<FailureText.Part> parts;
    private final List<Integer> exchanges;
    private final Exchanges read;

    /** Collects the evidence of a case. */
    CaseEvidence(CaseResult result, RowResult row, FamilyResult family, RunResult run, Exchanges read) {
        this.result = result;
        this.parts = FailureText.of(result, row, family, run).parts();
        Set<Integer> numbers = new LinkedHashSet<>(result.exchanges());
        for (FailureText.Part part : parts) {
            if (!part.label().equals("Again") && !part.label().equals("Effect")) {
                part.lines().forEach(line -> NUMBER.matcher(line).results().forEach(found -> numbers.add(Integer.valueOf(found.group(1)))));
            }
        }
        this.exchanges = numbers.stream().limit(MOST_EXCHANGES).filter(number -> read.of(number) != null).toList();
        this.read = read;
    }

    /** The case. */
    CaseResult result() {
        return result;
    }

    /** Its own exchanges, then those that its text names. */
    List<ExchangeText> exchanges() {
        return exchanges.stream().map(read::of).toList();
    }

    /**
     * The evidence as HTML.
     *
     * @param endpoint URL of the endpoint when the texts of the exchanges are to be part of it; empty to leave them to the store
     */
    String html(String endpoint) {
        Html html = new Html();
        if (!parts.isEmpty()) {
            html.markup("<dl>\n");
            parts.forEach(part -> part(html, part));
            html.markup("</dl>\n");
        }
        for (ExchangeText exchange : exchanges()) {
            html.markup("<details class=\"exchange\" data-exchange=\"" + exchange.number() + "\"><summary>").text(exchange.title())
                    .markup(" ").element("span", "purpose", exchange.purpose()).markup("</summary>");
            if (!endpoint.isEmpty()) {
                html.markup(text(exchange, endpoint));
            }
            html.markup("</details>\n");
        }
        List<Integer> missing = new ArrayList<>(result.exchanges());
        missing.removeAll(exchanges);
        missing.removeIf(number -> number == 0);
        if (!missing.isEmpty()) {
            html.element("p", "meta", "See exchanges.jsonl for #" + String.join(", #", missing.stream().map(String::valueOf).toList()));
        }
        return html.toString();
    }

    /** One exchange: the text as it went over the wire, JSON indented, and a line that repeats it. */
    static String text(ExchangeText exchange, String endpoint) {
        Html html = new Html().markup("<pre tabindex=\"0\">").text(cut(exchange.text(), LONGEST_EXCHANGE)).markup("</pre>");
        String again = exchange.curl(endpoint);
        if (!again.isEmpty()) {
            copyable(html, cut(again, LONGEST_EXCHANGE));
        }
        return html.toString();
    }

    private void part(Html html, FailureText.Part part) {
        html.element("dt", "", part.label()).markup("<dd>");
        for (String line : part.lines()) {
            if (part.label().equals("Again")) {
                copyable(html, line);
            } else {
                html.markup("<p>");
                linked(html, cut(line, LONGEST));
                html.markup("</p>");
            }
        }
        html.markup("</dd>\n");
    }

    /** Numbers of exchanges that are shown below become links to them. */
    private void linked(Html html, String line) {
        Matcher matcher = NUMBER.matcher(line);
        int done = 0;
        while (matcher.find()) {
            int number = Integer.parseInt(matcher.group(1));
            if (exchanges.contains(number)) {
                html.text(line.substring(done, matcher.start())).markup("<a href=\"#exchange-" + number + "\" class=\"see\">")
                        .text(matcher.group()).markup("</a>");
                done = matcher.end();
            }
        }
        html.text(line.substring(done));
    }

    private static void copyable(Html html, String command) {
        html.markup("<div class=\"command\"><code>").text(command).markup("</code> <button type=\"button\" class=\"copy\">Copy</button></div>");
    }

    /** The text, or its beginning and a word about the rest. */
    static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "… (" + (text.length() - longest) + " more characters)";
    }
}
