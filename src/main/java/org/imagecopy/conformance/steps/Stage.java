package org.imagecopy.conformance.steps;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import org.imagecopy.conformance.check.Expectation;
import org.imagecopy.conformance.contract.Case;

/**
 * Who listens to the sentences. The features are read twice: in rehearsal, to learn what they ask for; and in performance,
 * when everything has been sent and judged, so that each sentence can say what it came to.
 */
public interface Stage {

    /** The stage of this process. Cucumber creates the step definitions itself, so they cannot be handed one. */
    AtomicReference<Stage> CURRENT = new AtomicReference<>();

    /** The case at a line of a feature. */
    Case at(URI feature, int line);

    /** A Then sentence was reached; in performance it ends as its finding says. */
    void reached(Scene scene, Expectation expectation);

    /** The scenario is complete. */
    void ended(Scene scene);

    /**
     * The stage in use.
     *
     * @throws IllegalStateException when the features are run without the engine
     */
    static Stage current() {
        Stage stage = CURRENT.get();
        if (stage == null) {
            throw new IllegalStateException("the features are run by the engine; use './conformance run' or the suite of the build");
        }
        return stage;
    }
}
