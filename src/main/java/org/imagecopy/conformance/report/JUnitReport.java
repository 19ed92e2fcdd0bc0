package org.imagecopy.conformance.report;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;

/**
 * A run as JUnit XML: one suite per target, one test case per case. A testable row that no case exercised is a skipped test case
 * of its own, so that a gate sees it; an expected failure is skipped too.
 */
public final class JUnitReport {

    private JUnitReport() {
    }

    /** What viewers add up. */
    private record Counts(long tests, long failures, long errors, long skipped) {

        static Counts of(FamilyResult family, RunResult run) {
            long idle = idle(family, run).size();
            long stopped = family.diagnosis().isEmpty() ? 0 : 1;
            return family.cases().map(c -> of(c, run)).reduce(new Counts(idle + stopped, 0, stopped, idle), Counts::plus);
        }

        private static Counts of(CaseResult result, RunResult run) {
            boolean excused = result.outcome() == Outcome.REFUTED && expected(result, run);
            boolean skipped = result.outcome() == Outcome.UNDECIDED || result.outcome() == Outcome.INAPPLICABLE || excused;
            return new Counts(1, result.outcome() == Outcome.REFUTED && !excused ? 1 : 0, result.outcome() == Outcome.ERROR ? 1 : 0, skipped ? 1 : 0);
        }

        Counts plus(Counts other) {
            return new Counts(tests + other.tests, failures + other.failures, errors + other.errors, skipped + other.skipped);
        }

        void write(XMLStreamWriter xml) throws XMLStreamException {
            attribute(xml, "tests", String.valueOf(tests));
            attribute(xml, "failures", String.valueOf(failures));
            attribute(xml, "errors", String.valueOf(errors));
            attribute(xml, "skipped", String.valueOf(skipped));
        }
    }

    /**
     * Writes the document.
     *
     * @param exchanges what was sent, for the time that each case took
     * @throws IOException when the writer does
     */
    static void write(RunResult run, Exchanges exchanges, Writer to) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(to);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", "image copy conformance" + (Summary.embedded(run) ? ", " + Summary.EMBEDDED : ""));
            xml.writeAttribute("time", seconds(run.took().toMillis()));
            run.families().stream().map(family -> Counts.of(family, run)).reduce(new Counts(0, 0, 0, 0), Counts::plus).write(xml);
            for (FamilyResult family : run.families()) {
                suite(xml, family, run, exchanges);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        }
        to.write("\n");
    }

    /** Testable rows that nothing exercised. */
    private static List<RowResult> idle(FamilyResult family, RunResult run) {
        return family.rows().stream().filter(row -> row.cases().isEmpty() && row.row().testable() && run.selection().isEmpty()).toList();
    }

    private static void suite(XMLStreamWriter xml, FamilyResult family, RunResult run, Exchanges exchanges) throws XMLStreamException {
        start(xml, "testsuite", 2);
        attribute(xml, "name", family.contract().family() + " " + family.contract().operation()
                + (family.embedded() ? " (embedded reference emulator)" : ""));
        attribute(xml, "hostname", host(family));
        attribute(xml, "timestamp", run.started().truncatedTo(ChronoUnit.SECONDS).toString());
        attribute(xml, "time", seconds(family.cost().took().toMillis()));
        Counts.of(family, run).write(xml);
        start(xml, "properties", 4);
        property(xml, "target", family.target());
        property(xml, "endpoint", family.endpoint());
        property(xml, "embedded", String.valueOf(family.embedded()));
        if (family.embedded()) {
            property(xml, "note", Summary.EMBEDDED);
        }
        property(xml, "page", family.contract().page().url());
        property(xml, "edition", family.contract().page().edition());
        property(xml, "transports", String.join(", ", family.transports()));
        property(xml, "capabilities", String.join(", ", family.capabilities()));
        property(xml, "seed", String.valueOf(run.seed()));
        property(xml, "strict", String.valueOf(run.strict()));
        property(xml, "selection", run.selection().isEmpty() ? "everything" : run.selection());
        property(xml, "verdict", run.verdict());
        end(xml, 4);
        if (!family.diagnosis().isEmpty()) {
            testcase(xml, family.contract().family() + ".preflight", "preflight", 0);
            element(xml, "error", "diagnosis", family.diagnosis(), family.diagnosis());
            end(xml, 4);
        }
        List<RowResult> idle = idle(family, run);
        for (RowResult row : family.rows()) {
            for (CaseResult result : row.cases()) {
                testcase(xml, row, result, family, run, exchanges);
            }
            if (idle.contains(row)) {
                testcase(xml, className(row, family), row.row().id() + " " + row.row().title(), 0);
                start(xml, "skipped", 6);
                attribute(xml, "message", Standing.of(row, run).word() + ": " + Summary.reason(row));
                xml.writeEndElement();
                end(xml, 4);
            }
        }
        end(xml, 2);
    }

    private static void testcase(XMLStreamWriter xml, RowResult row, CaseResult result, FamilyResult family, RunResult run,
                                 Exchanges exchanges) throws XMLStreamException {
        Case scenario = result.scenario();
        FailureText failure = FailureText.of(result, row, family, run);
        testcase(xml, className(row, family), scenario.address() + " " + scenario.title(),
                exchanges.of(result).stream().mapToLong(ExchangeText::millis).sum());
        attribute(xml, "file", "features/" + scenario.feature());
        attribute(xml, "line", String.valueOf(scenario.line()));
        switch (result.outcome()) {
            case REFUTED -> {
                if (expected(result, run)) {
                    skipped(xml, "expected failure", failure);
                } else {
                    element(xml, "failure", "refuted", failure.message().replaceAll("\n\\s*", "  "), failure.text());
                }
            }
            case ERROR -> element(xml, "error", "error", failure.message().replaceAll("\n\\s*", "  "), failure.text());
            case UNDECIDED, INAPPLICABLE -> skipped(xml, result.outcome().word(), failure);
            case WARNING, RECORDED -> {
                start(xml, "system-out", 6);
                xml.writeCharacters(PlainText.block(failure.text()));
                xml.writeEndElement();
            }
            default -> {
            }
        }
        end(xml, 4);
    }

    private static boolean expected(CaseResult result, RunResult run) {
        return run.expected().contains(result.scenario().address()) || run.expected().contains(result.scenario().row());
    }

    private static void skipped(XMLStreamWriter xml, String word, FailureText failure) throws XMLStreamException {
        String why = failure.parts().stream().filter(p -> p.label().equals("Actual") || p.label().equals("Reason"))
                .map(p -> p.lines().get(0)).findFirst().orElse("");
        start(xml, "skipped", 6);
        attribute(xml, "message", why.isEmpty() ? word : word + ": " + why);
        xml.writeCharacters(PlainText.block(failure.text()));
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String type, String message, String text) throws XMLStreamException {
        start(xml, name, 6);
        attribute(xml, "type", type);
        attribute(xml, "message", message);
        xml.writeCharacters(PlainText.block(text));
        xml.writeEndElement();
    }

    /** Family and row, with a point between them: viewers take what is before it for a package. */
    private static String className(RowResult row, FamilyResult family) {
        return family.contract().family() + "." + row.row().id();
    }

    private static String host(FamilyResult family) {
        try {
            String host = URI.create(family.endpoint()).getHost();
            return host == null ? family.target() : host;
        } catch (IllegalArgumentException e) {
            return family.target();
        }
    }

    private static void testcase(XMLStreamWriter xml, String className, String name, long millis) throws XMLStreamException {
        start(xml, "testcase", 4);
        attribute(xml, "classname", className);
        attribute(xml, "name", name);
        attribute(xml, "time", seconds(millis));
    }

    private static void property(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        start(xml, "property", 6);
        attribute(xml, "name", name);
        attribute(xml, "value", value);
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, PlainText.of(value));
    }

    private static void start(XMLStreamWriter xml, String name, int indent) throws XMLStreamException {
        xml.writeCharacters("\n" + " ".repeat(indent));
        xml.writeStartElement(name);
    }

    private static void end(XMLStreamWriter xml, int indent) throws XMLStreamException {
        xml.writeCharacters("\n" + " ".repeat(indent));
        xml.writeEndElement();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }
}
