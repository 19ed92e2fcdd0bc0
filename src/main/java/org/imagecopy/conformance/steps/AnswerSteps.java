package org.imagecopy.conformance.steps;

import java.util.List;

import io.cucumber.java.en.Then;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.check.Expectation;

/** What all answers of a run have in common. */
@Meaning("What all answers of the run have in common")
public final class AnswerSteps {

    private static final String ANSWERS = "(answer|accepted answer|single answer|batch answer|refusal)";

    private final Scene scene;

    /** @param scene shared by the step classes of one scenario */
    public AnswerSteps(Scene scene) {
        this.scene = scene;
    }

    private void expect(Check check, String sentence, String... arguments) {
        Expectation expectation = new Expectation(check, List.of(arguments), sentence);
        scene.expect(expectation);
        Stage.current().reached(scene, expectation);
    }

    @Then("^every " + ANSWERS + " has \"([^\"]*)\" as its schema says$")
    @Meaning("the member is as the JSON Schema in `schemas/` describes it")
    public void everyAnswerHas(String answers, String field) {
        expect(Check.ANSWER_MEMBER, "every " + answers + " has \"" + field + "\" as its schema says", answers, field);
    }

    @Then("^no " + ANSWERS + " has \"([^\"]*)\"$")
    @Meaning("the member is absent, null or an empty list")
    public void noAnswerHas(String answers, String field) {
        expect(Check.ANSWER_LACKS, "no " + answers + " has \"" + field + "\"", answers, field);
    }

    @Then("^every " + ANSWERS + " is one strict JSON object$")
    @Meaning("nothing after the object, no member twice")
    public void everyAnswerIsOneStrictJsonObject(String answers) {
        expect(Check.ANSWER_STRICT_JSON, "every " + answers + " is one strict JSON object", answers);
    }

    @Then("^every " + ANSWERS + " comes with HTTP (200|2xx|4xx)$")
    @Meaning("the HTTP status")
    public void everyAnswerComesWith(String answers, String status) {
        expect(Check.ANSWER_STATUS, "every " + answers + " comes with HTTP " + status, answers, status);
    }

    @Then("^\"([^\"]*)\" of every " + ANSWERS + " (is|differs from) \"([^\"]*)\"$")
    @Meaning({"the member has this value; `Infos[].TaskId` looks into lists", "the member has another value; differs from `\"\"`: is not empty"})
    public void fieldOfEveryAnswer(String field, String answers, String relation, String value) {
        expect(relation.equals("is") ? Check.ANSWER_VALUE : Check.ANSWER_DIFFERS,
                "\"" + field + "\" of every " + answers + " " + relation + " \"" + value + "\"", field, answers, value);
    }

    @Then("^no two (answers|accepted answers|entries of a batch answer) share \"([^\"]*)\"$")
    @Meaning({"no value occurs in two answers, refusals included", "no value occurs in the answers to two accepted requests", "no value occurs twice in one answer"})
    public void noTwoShare(String holders, String field) {
        expect(holders.startsWith("entries") ? Check.BATCH_DISTINCT : Check.ANSWER_DISTINCT, "no two " + holders + " share \"" + field + "\"", field, holders);
    }

    @Then("the entries of every batch answer name exactly the requested regions")
    @Meaning("one entry for each requested region, and no other")
    public void theEntriesNameExactlyTheRequestedRegions() {
        expect(Check.BATCH_REGIONS, "the entries of every batch answer name exactly the requested regions");
    }
}
