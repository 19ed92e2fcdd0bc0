package org.imagecopy.conformance.steps;

import io.cucumber.java.en.When;

/** How often it is requested. */
public final class ActionSteps {

    private final Scene scene;

    /** @param scene shared by the step classes of one scenario */
    public ActionSteps(Scene scene) {
        this.scene = scene;
    }

    @When("the copy is requested")
    public void theCopyIsRequested() {
        scene.times(1);
    }

    @When("the copy is requested {int} times")
    public void theCopyIsRequestedTimes(int times) {
        scene.times(times);
    }

    @When("{int} copies are requested together")
    public void copiesAreRequestedTogether(int copies) {
        scene.together(copies);
    }
}
