package org.imagecopy.conformance.steps;

import java.util.List;

import io.cucumber.java.en.Then;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.check.Expectation;

/** What the case itself comes to. */
@Meaning("What the case comes to")
public final class VerdictSteps {

    private final Scene scene;

    /** @param scene shared by the step classes of one scenario */
    public VerdictSteps(Scene scene) {
        this.scene = scene;
    }

    private void expect(Check check, String sentence, String... arguments) {
        Expectation expectation = new Expectation(check, List.of(arguments), sentence);
        scene.expect(expectation);
        Stage.current().reached(scene, expectation);
    }

    @Then("^it is (accepted|refused|not refused for its signature|refused, or carried out as the answer says)$")
    @Meaning({"success, and its copy is seen",
        "refusal for the one defect that the request has, and nothing copied",
        "accepted, or refused for anything but the signature",
        "either is right, but answer and copies agree"})
    public void itIs(String verdict) {
        expect(switch (verdict) {
            case "accepted" -> Check.ACCEPTED;
            case "refused" -> Check.REFUSED;
            case "not refused for its signature" -> Check.NOT_FOR_SIGNATURE;
            default -> Check.AS_ANSWERED;
        }, "it is " + verdict);
    }

    @Then("^it is refused, or its copy carries the requested \"([^\"]*)\"$")
    @Meaning("either is right, but what is accepted is kept")
    public void itIsRefusedOrItsCopyCarries(String parameter) {
        expect(Check.KEPT, "it is refused, or its copy carries the requested \"" + parameter + "\"", parameter);
    }

    @Then("it comes to the same over each transport")
    @Meaning("accepted over all transports, or refused over all")
    public void itComesToTheSame() {
        expect(Check.ALIKE, "it comes to the same over each transport");
    }

    @Then("no usable copy comes of it")
    @Meaning("refused, or accepted and never usable")
    public void noUsableCopyComesOfIt() {
        expect(Check.NO_USABLE_COPY, "no usable copy comes of it");
    }

    @Then("what happens is recorded")
    @Meaning("the page is silent: written down, never judged")
    public void whatHappensIsRecorded() {
        expect(Check.RECORDED, "what happens is recorded");
    }

    @Then("a later valid request is still accepted")
    @Meaning("the last request of the run, after everything else")
    public void aLaterValidRequestIsStillAccepted() {
        expect(Check.STILL_ACCEPTED, "a later valid request is still accepted");
    }

    @Then("the source image stays as it was")
    @Meaning("as listed before and after the run; who has the account alone misses no other image either")
    public void theSourceImageStaysAsItWas() {
        expect(Check.SOURCE_UNCHANGED, "the source image stays as it was");
    }

    @Then("no refused request leaves anything behind")
    @Meaning("no image came of any refused request")
    public void noRefusedRequestLeavesAnythingBehind() {
        expect(Check.REFUSAL_WITHOUT_EFFECT, "no refused request leaves anything behind");
    }

    @Then("no answer reveals a secret")
    @Meaning("no credential in any encoding, no stack trace")
    public void noAnswerRevealsASecret() {
        expect(Check.NO_SECRET, "no answer reveals a secret");
    }
}
