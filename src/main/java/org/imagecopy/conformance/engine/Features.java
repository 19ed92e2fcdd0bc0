package org.imagecopy.conformance.engine;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import io.cucumber.junit.platform.engine.CucumberTestEngine;

import org.imagecopy.conformance.check.Expectation;
import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.CaseIndex;
import org.imagecopy.conformance.steps.Scene;
import org.imagecopy.conformance.steps.Stage;

/** Features, as Cucumber runs them. */
final class Features {

    private static final String GLUE = "org.imagecopy.conformance.steps";
    /** Cucumber holds all that it reads until it has run it; more features than this are run part by part. */
    private static final int AT_A_TIME = 64;

    private final CaseIndex index;
    private final List<String> names;
    private final int atATime;

    /** The features that hold these cases. */
    Features(CaseIndex index) {
        this(index, AT_A_TIME);
    }

    /** @param atATime how many features Cucumber runs together */
    Features(CaseIndex index, int atATime) {
        this.atATime = atATime;
        this.index = index;
        this.names = index.cases().stream().map(Case::feature).distinct().toList();
    }

    /**
     * Lets Cucumber read every sentence once, and returns what the scenarios ask for. Nothing is sent.
     *
     * @throws IllegalStateException when a sentence is unknown
     */
    List<Scene> rehearse() {
        List<Scene> scenes = Collections.synchronizedList(new ArrayList<>());
        Stage writing = new Stage() {
            @Override
            public Case at(URI feature, int line) {
                return index.at(feature, line);
            }

            @Override
            public void reached(Scene scene, Expectation expectation) {
                // only written down
            }

            @Override
            public void ended(Scene scene) {
                scenes.add(scene);
            }
        };
        run(writing, "", true);
        if (scenes.size() != index.cases().size()) {
            throw new IllegalStateException("rehearsed " + scenes.size() + " of " + index.cases().size() + " cases");
        }
        return List.copyOf(scenes);
    }

    /**
     * Lets Cucumber run the features with this stage, part by part when they are many; scenarios may fail.
     *
     * @param plugins Cucumber plugins, separated by commas; each part makes them anew
     */
    void run(Stage stage, String plugins) {
        run(stage, plugins, false);
    }

    private void run(Stage stage, String plugins, boolean strict) {
        for (int from = 0; from < names.size(); from += atATime) {
            run(names.subList(from, Math.min(names.size(), from + atATime)), stage, plugins, strict);
        }
    }

    /** @param strict whether a failing scenario is an error of the suite */
    private static void run(List<String> features, Stage stage, String plugins, boolean strict) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .configurationParameter("cucumber.glue", GLUE)
                .configurationParameter("cucumber.object-factory", "io.cucumber.picocontainer.PicoFactory")
                // Random ids are drawn from the system's secure source, thousands of them.
                .configurationParameter("cucumber.uuid-generator", "io.cucumber.core.eventbus.IncrementingUuidGenerator")
                .configurationParameter("cucumber.publish.quiet", "true")
                .configurationParameter("cucumber.publish.enabled", "false")
                .configurationParameter("cucumber.junit-platform.naming-strategy", "long");
        features.forEach(name -> request.selectors(DiscoverySelectors.selectClasspathResource("features/" + name)));
        if (!plugins.isEmpty()) {
            request.configurationParameter("cucumber.plugin", plugins);
        }
        LauncherDiscoveryRequest built = request.build();
        LauncherConfig config = LauncherConfig.builder().enableTestEngineAutoRegistration(false).enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false).enablePostDiscoveryFilterAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false).addTestEngines(new CucumberTestEngine()).build();
        Stage before = Stage.CURRENT.getAndSet(stage);
        try (LauncherSession session = LauncherFactory.openSession(config)) {
            Problems problems = new Problems();
            session.getLauncher().execute(built, problems);
            if (strict && problems.first != null) {
                throw new IllegalStateException("the features cannot be rehearsed: " + problems.first.getMessage(), problems.first);
            }
        } finally {
            Stage.CURRENT.set(before);
        }
    }

    /** Keeps the first failure. */
    private static final class Problems implements TestExecutionListener {
        private Throwable first;

        @Override
        public synchronized void executionFinished(org.junit.platform.launcher.TestIdentifier test, org.junit.platform.engine.TestExecutionResult result) {
            if (first == null) {
                first = result.getThrowable().orElse(null);
            }
        }
    }
}
