package org.imagecopy.conformance.steps;

import io.cucumber.java.en.When;

/** How often it is requested. */
@Meaning("How often it is requested")
public final class ActionSteps {

    private final Scene scene;

    /** @param scene shared by the step classes of one scenario */
    public ActionSteps(Scene scene) {
        this.scene = scene;
    }

    @When("the copy is requested")
    @Meaning("the request is sent once")
    public void theCopyIsRequested() {
        scene.times(1);
    }

    @When("the copy is requested {int} times")
    @Meaning("one after another, each signed anew")
    public void theCopyIsRequestedTimes(int times) {
        scene.times(times);
    }

    @When("{int} copies are requested together")
    @Meaning("different copies at the same time")
    public void copiesAreRequestedTogether(int copies) {
        scene.together(copies);
    }
}
