package org.imagecopy.conformance.engine;

import java.util.function.Supplier;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.check.Asked;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Draft;
import org.imagecopy.conformance.steps.Scene;

/**
 * One copy request of a round.
 *
 * @param address   the case it belongs to
 * @param scene     the scene it belongs to; {@code null} for controls and the closing request
 * @param marker    attributes images to it
 * @param base      the neutral request it began as
 * @param transport how it travels
 * @param drafting  writes down what is sent, the same each time: so none is held longer than it takes to send it
 * @param asked     what it asks for
 * @param expects   what its case expects of it
 * @param neutral   whether it is a neutral request
 */
record Probe(String address, Scene scene, String marker, Base base, String transport, Supplier<Draft> drafting, Asked asked, Act.Expects expects, boolean neutral) {

    /** Of the marker alone, which hardly two probes share: the other parts are many, and deep. */
    @Override
    public int hashCode() {
        return marker.hashCode();
    }

    /** What is sent; a draft of the caller's own. */
    Draft draft() {
        return drafting.get();
    }

    /** The same probe with another request, which nobody changes any more. */
    Probe with(Draft other) {
        return new Probe(address, scene, marker, base, other.transport(), other::copy, asked, expects, neutral);
    }

    /** Requests of the same neutral form and transport share a control. */
    String controlKey() {
        return base.words() + " | " + transport;
    }
}
