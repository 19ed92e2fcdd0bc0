package org.imagecopy.conformance.steps;

import java.util.List;

import io.cucumber.java.After;
import io.cucumber.java.Before;
import io.cucumber.java.Scenario;
import io.cucumber.java.en.Given;

import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Signing;

/** What is requested. */
@Meaning("What is requested")
public final class RequestSteps {

    private final Scene scene;

    /** @param scene shared by the step classes of one scenario */
    public RequestSteps(Scene scene) {
        this.scene = scene;
    }

    /** Finds the case. */
    @Before
    public void begin(Scenario scenario) {
        scene.begin(Stage.current().at(scenario.getUri(), scenario.getLine()));
    }

    /** Hands the scene over. */
    @After
    public void end() {
        Stage.current().ended(scene);
    }

    @Given("^a valid copy request(?: (to|from) (another region|a third region|the same region|the second source region))?$")
    @Meaning("begins with a request that the family accepts; to another region when nothing else is said")
    public void aValidCopyRequest(String direction, String place) {
        scene.base(Base.of(place == null ? Base.Kind.ANOTHER_REGION : switch (place) {
            case "a third region" -> Base.Kind.THIRD_REGION;
            case "the same region" -> Base.Kind.SAME_REGION;
            case "the second source region" -> Base.Kind.SECOND_SOURCE;
            default -> Base.Kind.ANOTHER_REGION;
        }));
    }

    @Given("a valid copy request to these regions:")
    @Meaning("the same as a batch; the regions follow in a table of one column")
    public void aValidCopyRequestToTheseRegions(List<String> regions) {
        scene.base(new Base(Base.Kind.LIST, regions));
    }

    @Given("^\"([^\"]*)\" is \"([^\"]*)\"$")
    @Meaning("the parameter has this value")
    public void parameterIs(String parameter, String value) {
        scene.change(new Change(Change.Kind.SET, parameter, value));
    }

    @Given("^\"([^\"]*)\" is left out$")
    @Meaning("the parameter is not sent, and not signed")
    public void parameterIsLeftOut(String parameter) {
        scene.change(new Change(Change.Kind.LEFT_OUT, parameter, ""));
    }

    @Given("^\"([^\"]*)\" is added as \"([^\"]*)\"$")
    @Meaning("a second parameter of that name, or one that nobody knows, is sent as well")
    public void parameterIsAdded(String parameter, String value) {
        scene.change(new Change(Change.Kind.ADDED, parameter, value));
    }

    @Given("^\"([^\"]*)\" becomes \"([^\"]*)\" after signing$")
    @Meaning("the value is changed on the way, so the signature no longer fits")
    public void parameterBecomesAfterSigning(String parameter, String value) {
        scene.change(new Change(Change.Kind.AFTER_SIGNING, parameter, value));
    }

    @Given("^\"([^\"]*)\" also stands in the query, unsigned, as \"([^\"]*)\"$")
    @Meaning("the parameter is sent once more, in the query, where the signature does not cover it")
    public void parameterAlsoStandsInTheQuery(String parameter, String value) {
        scene.change(new Change(Change.Kind.IN_QUERY, parameter, value));
    }

    @Given("^\"([^\"]*)\" also stands in the body, unsigned, as \"([^\"]*)\"$")
    @Meaning("the parameter is sent once more, in the body, where the signature does not cover it")
    public void parameterAlsoStandsInTheBody(String parameter, String value) {
        scene.change(new Change(Change.Kind.IN_BODY, parameter, value));
    }

    @Given("^the request is signed (.+)$")
    @Meaning("the signature has this defect, or is right under this circumstance")
    public void theRequestIsSigned(String how) {
        scene.sign(Signing.of(how));
    }

    @Given("^the request travels as (.+)$")
    @Meaning("how the parameters are sent; once for each transport of the target when it says each")
    public void theRequestTravelsAs(String transport) {
        scene.travel(transport);
    }

    @Given("the parameters travel in reverse order")
    @Meaning("the same parameters the other way round")
    public void theParametersTravelInReverseOrder() {
        scene.reverse();
    }

    @Given("the same request has been sent before")
    @Meaning("the identical request went out once already")
    public void theSameRequestHasBeenSentBefore() {
        scene.repeat();
    }

    @Given("a good request went before on the same connection")
    @Meaning("an accepted request shares the connection")
    public void aGoodRequestWentBeforeOnTheSameConnection() {
        scene.sameConnection();
    }
}
