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

    @Then("each copy appears where it was requested and nowhere else")
    @Meaning("one new image in each requested place, under the answered id")
    public void eachCopyAppears() {
        expect(Check.COPY_APPEARS, "each copy appears where it was requested and nowhere else");
    }

    @Then("^each copy carries the requested \"([^\"]*)\"$")
    @Meaning("listings show it with what was requested")
    public void eachCopyCarries(String parameter) {
        expect(Check.COPY_CARRIES, "each copy carries the requested \"" + parameter + "\"", parameter);
    }

    @Then("each copy becomes usable within the settling time")
    @Meaning("before the settling time of the target has passed")
    public void eachCopyBecomesUsable() {
        expect(Check.COPY_USABLE, "each copy becomes usable within the settling time");
    }

    @Then("each copy is seen only in working states before")
    @Meaning("never seen as failed before it is usable")
    public void eachCopyIsSeenOnlyInWorkingStatesBefore() {
        expect(Check.COPY_WORKING_BEFORE, "each copy is seen only in working states before");
    }

    @Then("each copy stays usable to the end of the run")
    @Meaning("usable at every later look")
    public void eachCopyStaysUsable() {
        expect(Check.COPY_STAYS, "each copy stays usable to the end of the run");
    }

    @Then("^each copy agrees with its source in \"([^\"]*)\"$")
    @Meaning("listings show these attributes alike, separated by commas")
    public void eachCopyAgreesWithItsSource(String attributes) {
        expect(Check.COPY_AGREES, "each copy agrees with its source in \"" + attributes + "\"", attributes);
    }
}
