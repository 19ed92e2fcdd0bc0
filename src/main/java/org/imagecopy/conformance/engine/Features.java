package org.imagecopy.conformance.engine;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

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

/**
 * Features, as Cucumber runs them. It holds all that it reads until it has run it, so more features than some dozens are run part by
 * part, and nothing of a part stays when it is over.
 */
final class Features {

    private static final String GLUE = "org.imagecopy.conformance.steps";
    private static final int AT_A_TIME = 12;

    private final int atATime;

    Features() {
        this(AT_A_TIME);
    }

    /** @param atATime how many features Cucumber runs together */
    Features(int atATime) {
        this.atATime = atATime;
    }

    /**
     * Lets Cucumber read every sentence once, and hands on what the scenarios ask for, in reading order. Nothing is sent.
     *
     * @param features their paths below {@code features/}, in reading order
     * @throws IllegalStateException when a sentence is unknown
     */
    void rehearse(List<String> features, Consumer<Scene> scenes) {
        for (int from = 0; from < features.size(); from += atATime) {
            List<String> part = features.subList(from, Math.min(features.size(), from + atATime));
            CaseIndex index = CaseIndex.ofFeatures(part);
            List<Scene> rehearsed = Collections.synchronizedList(new ArrayList<>());
            run(part, new Stage() {
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
                    rehearsed.add(scene);
                }
            }, "", true);
            if (rehearsed.size() != index.cases().size()) {
                throw new IllegalStateException("rehearsed " + rehearsed.size() + " of " + index.cases().size() + " cases");
            }
            rehearsed.forEach(scenes);
        }
    }

    /**
     * Lets Cucumber run the features of these cases; scenarios may fail.
     *
     * @param cases   in reading order
     * @param stage   the stage for the cases of a part
     * @param plugins Cucumber plugins, separated by commas; each part makes them anew
     */
    void run(Stream<Case> cases, Function<CaseIndex, Stage> stage, String plugins) {
        Set<String> features = new LinkedHashSet<>();
        List<Case> part = new ArrayList<>();
        for (Case next : (Iterable<Case>) cases::iterator) {
            if (!features.contains(next.feature()) && features.size() == atATime) {
                run(List.copyOf(features), stage.apply(CaseIndex.of(part.stream())), plugins, false);
                features.clear();
                part.clear();
            }
            features.add(next.feature());
            part.add(next);
        }
        if (!part.isEmpty()) {
            run(List.copyOf(features), stage.apply(CaseIndex.of(part.stream())), plugins, false);
        }
    }

    /** @param strict whether a failing scenario is an error of the suite */
    private static void run(List<String> features, Stage stage, String plugins, boolean strict) {
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .configurationParameter("cucumber.glue", GLUE)
                .configurationParameter("cucumber.object-factory", "io.cucumber.picocontainer.PicoFactory")
                .configurationParameter("cucumber.uuid-generator", SequentialIds.class.getName())
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
        Problems problems = new Problems();
        Stage before = Stage.CURRENT.getAndSet(stage);
        try {
            inThreadOfItsOwn(() -> {
                try (LauncherSession session = LauncherFactory.openSession(config)) {
                    session.getLauncher().execute(built, problems);
                }
            });
        } finally {
            Stage.CURRENT.set(before);
        }
        if (strict && problems.first != null) {
            throw new IllegalStateException("the features cannot be rehearsed: " + problems.first.getMessage(), problems.first);
        }
    }

    /** Cucumber leaves its runner behind in the thread in which it ran, and with it everything that the part knew. */
    private static void inThreadOfItsOwn(Runnable part) {
        FutureTask<?> task = new FutureTask<>(part, null);
        Thread thread = new Thread(task, "features");
        thread.setDaemon(true);
        thread.start();
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
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
