package org.imagecopy.conformance.steps;

import java.util.List;

import io.cucumber.java.en.Then;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.check.Expectation;

/** What becomes of all copies of a run. */
@Meaning("What becomes of all copies of the run")
public final class CopySteps {

    private final Scene scene;

    /** @param scene shared by the step classes of one scenario */
    public CopySteps(Scene scene) {
        this.scene = scene;
    }

    private void expect(Check check, String sentence, String... arguments) {
        Expectation expectation = new Expectation(check, List.of(arguments), sentence);
        scene.expect(expectation);
        Stage.current().reached(scene, expectation);
    }

    @Then("^each (copy|copy without a target region|copy of a batch) appears (once, under the answered id|in the requested region only|in the requested project only)$")
    @Meaning({"one new image for each requested place, seen in listings", "an image in each requested region and in no other",
        "an image in the requested project and in no other"})
    public void eachCopyAppears(String copies, String how) {
        expect(switch (how) {
            case "once, under the answered id" -> Check.COPY_MADE;
            case "in the requested region only" -> Check.COPY_IN_REGION;
            default -> Check.COPY_IN_PROJECT;
        }, "each " + copies + " appears " + how, copies);
    }

    @Then("^each copy carries the requested \"([^\"]*)\"$")
    @Meaning("listings show it with what was requested")
    public void eachCopyCarries(String parameter) {
        expect(Check.COPY_CARRIES, "each copy carries the requested \"" + parameter + "\"", parameter);
    }

    @Then("^each copy (becomes usable within the settling time|is seen only in working states before|stays usable to the end of the run)$")
    @Meaning({"before the settling time of the target has passed", "never seen as failed before it is usable", "usable at every later look"})
    public void eachCopyLives(String life) {
        expect(switch (life) {
            case "becomes usable within the settling time" -> Check.COPY_USABLE;
            case "is seen only in working states before" -> Check.COPY_WORKING_BEFORE;
            default -> Check.COPY_STAYS;
        }, "each copy " + life);
    }

    @Then("a copy that is cancelled goes away")
    @Meaning("one copy is cancelled while it is being made")
    public void aCopyThatIsCancelledGoesAway() {
        expect(Check.COPY_CANCELLED, "a copy that is cancelled goes away");
    }

    @Then("^each copy agrees with its source in \"([^\"]*)\"$")
    @Meaning("listings show these attributes alike, separated by commas")
    public void eachCopyAgreesWithItsSource(String attributes) {
        expect(Check.COPY_AGREES, "each copy agrees with its source in \"" + attributes + "\"", attributes);
    }
}
