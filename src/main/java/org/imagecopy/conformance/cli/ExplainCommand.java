package org.imagecopy.conformance.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.check.Expectation;
import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.Flaw;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.fault.Expected;
import org.imagecopy.conformance.fault.Fault;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.report.FailureText;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.steps.Scene;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: everything about a row. */
@Command(name = "explain", mixinStandardHelpOptions = true,
        header = "Explains rows: what the page says, how they are judged, their cases, the faults that they catch.")
final class ExplainCommand implements Callable<Integer> {

    private static final int WIDTH = 100;
    private static final int LABEL = 12;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "a row (ECD-NAME-02), a case (ECD-NAME-02/129-characters), a topic (ECD-NAME) or a family")
    private List<String> wanted = new ArrayList<>();
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<RowChoice> choices = RowChoice.of(wanted);
        Map<String, Scene> scenes = new LinkedHashMap<>();
        Home.rehearsals().of(choices.stream().map(c -> c.contract().family()).distinct().toList()).values()
                .forEach(some -> some.forEach(scene -> scenes.put(scene.scenario().address(), scene)));
        for (int i = 0; i < choices.size(); i++) {
            if (i > 0) {
                out.println();
            }
            explain(out, choices.get(i), scenes);
        }
        out.flush();
        return 0;
    }

    private static void explain(PrintWriter out, RowChoice choice, Map<String, Scene> scenes) {
        Row row = choice.row();
        out.println(row.id() + "   " + row.level() + "   " + row.provenance().name().toLowerCase(Locale.ROOT) + "   " + row.title());
        print(out, "Page", row.quote().isEmpty() ? "(says nothing)" : "\"" + row.quote() + "\"");
        print(out, "", choice.contract().page().title() + " (" + choice.contract().page().edition() + "), " + row.source() + ": " + row.subject());
        print(out, "", choice.contract().page().url());
        print(out, "Provenance", switch (row.provenance()) {
            case STATED -> "the page says so";
            case PLATFORM -> "another official page of the vendor says so";
            case IMPLIED -> "follows from what is said, or from the sample alone";
            case SILENT -> "nobody says anything";
        });
        if (!row.note().isEmpty()) {
            print(out, row.flaw() == Flaw.NONE ? "Note" : row.flaw() == Flaw.UNCLEAR ? "Unclear" : "Contradicts", row.note());
        }
        if (!row.since().isEmpty()) {
            print(out, "Since", row.since());
        }
        if (!choice.needs().isEmpty()) {
            print(out, "Needs", String.join(", ", choice.needs()) + " (or it, or some of its cases, are inapplicable)");
        }
        if (!row.testable()) {
            print(out, "Not tested", row.untestable());
            return;
        }
        judged(out, row, choice.cases(), scenes);
        print(out, "Cases", choice.disposition() + ", run them with ./conformance run " + choice.contract().family() + " --row " + row.id());
        for (Case one : choice.cases()) {
            out.println("    " + one.address() + "   " + one.place());
            one.sentences().forEach(sentence -> out.println("        " + sentence));
        }
        faults(out, choice);
    }

    private static void judged(PrintWriter out, Row row, List<Case> cases, Map<String, Scene> scenes) {
        Outcome difference = Outcome.ofDifference(row, false);
        Outcome strict = Outcome.ofDifference(row, true);
        print(out, "Difference", "counts as " + difference.word() + (strict == difference ? "" : ", with --strict as " + strict.word()));
        Set<Check> checks = new LinkedHashSet<>();
        cases.forEach(one -> scenes.get(one.address()).expectations().stream().map(Expectation::check).forEach(checks::add));
        String label = "Judged";
        for (Check check : checks) {
            print(out, label, check.id() + ": " + words(check));
            label = "";
        }
    }

    /** How a check judges, in one sentence. */
    static String words(Check check) {
        return switch (check) {
            case ACCEPTED -> "the answer says success and the copy is seen in a listing; a refusal counts against it only if the same request without its "
                    + "changes was accepted in this run";
            case REFUSED -> "the answer says refusal, the refusal is neither 5xx nor throttling nor, outside of authentication, about credentials; the same "
                    + "request without its defect was accepted in this run; and no image came of it, which is looked for after a later copy was seen";
            case ALIKE -> "accepted over every transport, or refused over every transport; undecided where a refusal says nothing about the request";
            case NOT_FOR_SIGNATURE -> "accepted, or refused with another reason than this endpoint gives to wrong signatures";
            case KEPT -> "refused without a trace, or accepted and then listed with what was requested";
            case AS_ANSWERED -> "refused without a trace, or accepted and then there are exactly the images that the answer tells of";
            case NO_USABLE_COPY -> "refused, or accepted without the copy ever becoming usable";
            case RECORDED -> "nothing is judged; answer and copies are written down";
            case ANSWER_MEMBER -> "in each answer of that kind the member is as the JSON Schema of the answer says";
            case ANSWER_LACKS -> "no answer of that kind has the member; an empty list and null say as little as none";
            case ANSWER_STRICT_JSON -> "each answer of that kind is one JSON object, nothing after it, no member twice";
            case ANSWER_STATUS -> "each answer of that kind comes with that HTTP status";
            case ANSWER_VALUE -> "in each answer of that kind the member has that value";
            case ANSWER_DIFFERS -> "in each answer of that kind the member has another value";
            case ANSWER_DISTINCT -> "no value of the member occurs in two answers of the run";
            case BATCH_REGIONS -> "the entries of each answer to a batch name exactly the requested regions";
            case BATCH_DISTINCT -> "no value of the member occurs twice within the entries of an answer";
            case COPY_MADE -> "after each accepted request there is one new image for every requested place, under the answered id";
            case COPY_IN_REGION -> "after each accepted request there is an image in every requested region and in no other";
            case COPY_IN_PROJECT -> "after each accepted request there is an image in the requested project and in no other";
            case COPY_CARRIES -> "listings show each copy with what was requested";
            case COPY_USABLE -> "each copy becomes usable within the settling time of the target; one that ends as failed breaks it, one that is still being "
                    + "made leaves it undecided";
            case COPY_WORKING_BEFORE -> "until it is usable, no copy is seen as failed";
            case COPY_STAYS -> "a copy that was usable is usable at every later look of the run";
            case COPY_CANCELLED -> "a copy that is cancelled while it is being made is not listed afterwards; recorded when none could be cancelled in time";
            case COPY_AGREES -> "listings show each copy with the attributes of its source";
            case SOURCE_UNCHANGED -> "listings show the source images after the run as before it";
            case REFUSAL_WITHOUT_EFFECT -> "no image came of any refused request, which is looked for after a later copy was seen";
            case NO_SECRET -> "no answer shows a credential in any encoding, and none shows a stack trace";
            case STILL_ACCEPTED -> "a last valid request, after everything else, is accepted and its copy is seen";
        };
    }

    private static void faults(PrintWriter out, RowChoice choice) {
        String id = choice.row().id();
        List<Fault> caught = FaultCatalogue.faults(choice.contract().family()).stream()
                .filter(fault -> id.equals(fault.row()) || id.startsWith(fault.row() + "-")).toList();
        print(out, "Catches", caught.isEmpty() ? "no fault of the catalogue is seeded against it" : caught.size() == 1 ? "1 fault of the catalogue; see it with "
                + "./conformance run --fault ID" : caught.size() + " faults of the catalogue; see one with ./conformance run --fault ID");
        for (Fault fault : caught) {
            String said = fault.expected() == Expected.REFUTED ? "" : fault.expected() == Expected.STRICT ? " (refuted with --strict)"
                    : " (" + fault.expected().name().toLowerCase(Locale.ROOT) + ")";
            String topic = id.equals(fault.row()) ? "" : " (in any row of " + fault.row() + ")";
            String head = "    " + fault.id() + "  ";
            for (String line : FailureText.wrap(fault.difference() + said + topic, WIDTH - 26)) {
                out.println(head + " ".repeat(Math.max(0, 26 - head.length())) + line);
                head = "";
            }
        }
    }

    private static void print(PrintWriter out, String label, String text) {
        String head = "  " + label;
        for (String line : FailureText.wrap(text, WIDTH - LABEL - 2)) {
            out.println(head + " ".repeat(LABEL + 2 - head.length()) + line);
            head = "";
        }
    }
}
