package org.imagecopy.conformance.engine;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.check.Asked;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Draft;
import org.imagecopy.conformance.steps.Scene;

/**
 * One copy request that the plan holds.
 *
 * @param address the case it belongs to
 * @param scene   the scene it belongs to; {@code null} for controls and the closing request
 * @param marker  attributes images to it
 * @param base    the neutral request it began as
 * @param draft   what is sent
 * @param asked   what it asks for
 * @param expects what its case expects of it
 * @param neutral whether it is a neutral request
 */
record Probe(String address, Scene scene, String marker, Base base, Draft draft, Asked asked, Act.Expects expects, boolean neutral) {

    /** The same probe with another request. */
    Probe with(Draft other) {
        return new Probe(address, scene, marker, base, other, asked, expects, neutral);
    }

    /** Requests of the same neutral form and transport share a control. */
    String controlKey() {
        return base.words() + " | " + draft.transport();
    }
}
