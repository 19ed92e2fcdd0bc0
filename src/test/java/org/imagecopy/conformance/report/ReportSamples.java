package org.imagecopy.conformance.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.Contract;
import org.imagecopy.conformance.contract.Flaw;
import org.imagecopy.conformance.contract.Level;
import org.imagecopy.conformance.contract.Provenance;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.Cost;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Finding;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;

/** Runs made by hand. */
final class ReportSamples {

    static final String HOSTILE = "<script>alert(1)</script> ]]> \u001b[2J \u202egnp.exe \u0000 \ud800 \"'&| \uffff </pre>\r\nVERDICT  CONFORMANT";
    static final Contract ECD = Contract.of("ecd");

    private ReportSamples() {
    }

    static Case scenario(String row, String slug) {
        return new Case(row + "/" + slug, row, "A name of 129 characters is refused", "ecd/30-image-name.feature", "The name of the copy", 41,
                Set.of("@" + row, "@copies-0"),
                List.of("Given a valid request", "When its DestinationImageName is 129 characters long", "Then it is refused"));
    }

    static CaseResult result(String row, String slug, Outcome outcome, String actual) {
        return new CaseResult(scenario(row, slug), outcome,
                List.of(new Finding(outcome, "refused", "it is refused", "any HTTP 4xx with a well-formed error envelope, nothing copied",
                        actual, List.of("ImageId is m-8vb0, where none is due", "Message is missing, where text is due"))),
                "128 characters: accepted", List.of("1 image appeared in cn-shanghai, ledger #17"), List.of(1, 2),
                "curl --request POST 'https://ecd.example.com/' --data-urlencode \"AccessKeyId=$ECD_KEY\" --data-urlencode 'DestinationImageName=aaaa'");
    }

    static FailureText failure(CaseResult result, Row row) {
        RowResult alone = row(row, result.outcome(), result);
        FamilyResult family = family(List.of(alone), false, "");
        return FailureText.of(result, alone, family, run("", family));
    }

    static RowResult row(Row row, Outcome outcome, CaseResult... cases) {
        return new RowResult(row, outcome, "", List.of(cases));
    }

    static Row hostileRow() {
        return new Row("ECD-EVIL-01", HOSTILE, HOSTILE, Level.MUST, Provenance.STATED, HOSTILE, HOSTILE, "", Set.of(), HOSTILE, HOSTILE, Flaw.UNCLEAR);
    }

    static FamilyResult family(List<RowResult> rows, boolean embedded, String text) {
        return new FamilyResult(ECD, "ecd" + text, "https://api.example.com" + text, embedded,
                List.of("GET", "POST form", "POST query" + text), List.of("batch" + text, "listing"),
                Map.of("regions", "cn-hangzhou" + text), "", List.of("clock differs by 3 s" + text), rows,
                new Cost(7, 10, 312, Duration.ofSeconds(41), 7, 7, 0), List.of());
    }

    static RunResult run(String selection, FamilyResult... families) {
        return new RunResult(Instant.parse("2026-01-14T08:00:00Z"), Duration.ofSeconds(42), 20260114, false, selection,
                List.of(families), List.of(), List.of());
    }

    static RunResult hostile() {
        CaseResult bad = new CaseResult(new Case("ECD-EVIL-01/" + HOSTILE, "ECD-EVIL-01", HOSTILE, "ecd/x.feature", HOSTILE, 1, Set.of(HOSTILE),
                List.of("Then " + HOSTILE)), Outcome.REFUTED,
                List.of(new Finding(Outcome.REFUTED, "x", HOSTILE, HOSTILE, HOSTILE, List.of(HOSTILE, HOSTILE))), HOSTILE,
                List.of(HOSTILE), List.of(1, 2, 3), HOSTILE);
        List<RowResult> rows = new ArrayList<>();
        rows.add(row(hostileRow(), Outcome.REFUTED, bad));
        for (Outcome outcome : Outcome.values()) {
            Row row = ECD.rows().get(outcome.ordinal());
            rows.add(row(row, outcome, result(row.id(), "hostile", outcome, HOSTILE)));
        }
        RunResult run = run("", family(rows, false, HOSTILE));
        return new RunResult(run.started(), run.took(), run.seed(), true, HOSTILE, run.families(), List.of(HOSTILE), List.of(HOSTILE));
    }

    /** Every row of the contract, most verified, with about 300 cases. */
    static RunResult full(boolean embedded) {
        List<RowResult> rows = new ArrayList<>();
        int n = 0;
        for (Row row : ECD.rows()) {
            n++;
            Outcome outcome = !row.testable() ? Outcome.UNDECIDED : row.provenance() == Provenance.SILENT ? Outcome.RECORDED
                    : n == 9 || n == 20 ? Outcome.REFUTED : n % 11 == 0 ? Outcome.UNDECIDED : n % 13 == 0 ? Outcome.WARNING : Outcome.VERIFIED;
            List<CaseResult> cases = new ArrayList<>();
            for (int i = 0; i < 5 && row.testable(); i++) {
                cases.add(result(row.id(), "case-" + i, i == 0 ? outcome : outcome == Outcome.RECORDED ? outcome : Outcome.VERIFIED,
                        outcome == Outcome.UNDECIDED ? "no second project" : "accepted: HTTP 200, ImageId m-8vb0, after 212 ms"));
            }
            rows.add(new RowResult(row, outcome, "", cases));
        }
        return run("", family(rows, embedded, ""));
    }

    static IntFunction<String> exchanges(String body) {
        return n -> n == 3 ? null : "{\"number\":" + n + ",\"purpose\":\"ECD-NAME-02/129-characters\",\"operation\":\"CopyImage\","
                + "\"at\":\"2026-01-14T08:00:0" + n + "Z\",\"millis\":212,\"request\":{\"method\":\"POST\",\"target\":\"/\",\"headers\":[\"Host: x\"],"
                + "\"body\":\"Action=CopyImage\"},\"reply\":{\"status\":200,\"headers\":[],\"body\":"
                + tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(body) + "}}";
    }
}
