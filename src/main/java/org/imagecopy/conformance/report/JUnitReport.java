package org.imagecopy.conformance.report;

import java.io.StringWriter;
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

    /** The document. */
    public static String of(RunResult run) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", "image copy conformance");
            xml.writeAttribute("time", seconds(run.took().toMillis()));
            for (FamilyResult family : run.families()) {
                suite(xml, family, run);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private static void suite(XMLStreamWriter xml, FamilyResult family, RunResult run) throws XMLStreamException {
        List<CaseResult> cases = family.cases();
        List<RowResult> idle = family.rows().stream()
                .filter(row -> row.cases().isEmpty() && row.row().testable() && run.selection().isEmpty()).toList();
        boolean stopped = !family.diagnosis().isEmpty();
        long errors = cases.stream().filter(c -> c.outcome() == Outcome.ERROR).count() + (stopped ? 1 : 0);
        long failures = cases.stream().filter(c -> c.outcome() == Outcome.REFUTED && !expected(c, run)).count();
        long skipped = idle.size() + cases.stream().filter(c -> c.outcome() == Outcome.UNDECIDED
                || c.outcome() == Outcome.INAPPLICABLE || c.outcome() == Outcome.REFUTED && expected(c, run)).count();
        start(xml, "testsuite", 2);
        attribute(xml, "name", family.contract().family() + " " + family.contract().operation());
        attribute(xml, "hostname", family.target());
        attribute(xml, "timestamp", run.started().truncatedTo(ChronoUnit.SECONDS).toString());
        attribute(xml, "time", seconds(family.cost().took().toMillis()));
        attribute(xml, "tests", String.valueOf(cases.size() + idle.size() + (stopped ? 1 : 0)));
        attribute(xml, "failures", String.valueOf(failures));
        attribute(xml, "errors", String.valueOf(errors));
        attribute(xml, "skipped", String.valueOf(skipped));
        start(xml, "properties", 4);
        property(xml, "endpoint", family.endpoint());
        property(xml, "embedded", String.valueOf(family.embedded()));
        property(xml, "seed", String.valueOf(run.seed()));
        property(xml, "strict", String.valueOf(run.strict()));
        property(xml, "selection", run.selection());
        end(xml, 4);
        if (stopped) {
            testcase(xml, family.contract().family(), "preflight");
            element(xml, "error", "diagnosis", family.diagnosis(), family.diagnosis());
            end(xml, 4);
        }
        for (RowResult row : family.rows()) {
            for (CaseResult result : row.cases()) {
                testcase(xml, row, result, family, run);
            }
            if (idle.contains(row)) {
                testcase(xml, row.row().id(), row.row().id() + " " + row.row().title());
                start(xml, "skipped", 6);
                attribute(xml, "message", Standing.of(row, run).word() + ": " + Summary.reason(row));
                xml.writeEndElement();
                end(xml, 4);
            }
        }
        end(xml, 2);
    }

    private static void testcase(XMLStreamWriter xml, RowResult row, CaseResult result, FamilyResult family, RunResult run)
            throws XMLStreamException {
        Case scenario = result.scenario();
        FailureText failure = FailureText.of(result, row.row(), family.contract(), row.reason());
        testcase(xml, row.row().id(), scenario.address() + " " + scenario.title());
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

    private static void testcase(XMLStreamWriter xml, String className, String name) throws XMLStreamException {
        start(xml, "testcase", 4);
        attribute(xml, "classname", className);
        attribute(xml, "name", name);
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
