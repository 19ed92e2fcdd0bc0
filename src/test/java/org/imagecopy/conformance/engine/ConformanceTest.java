package org.imagecopy.conformance.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.BeforeSuite;
import org.junit.platform.suite.api.ConfigurationParameter;
import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.report.FailureText;
import org.imagecopy.conformance.result.RunResult;
import org.imagecopy.conformance.steps.Stage;

/** The second door to the engine: the features as a suite of the build, against the embedded reference emulators. */
@Suite
@IncludeEngines("cucumber")
@SelectPackages({"features.ecd", "features.uhost"})
@ConfigurationParameter(key = "cucumber.glue", value = "org.imagecopy.conformance.steps")
public class ConformanceTest {

    private static Stage before;

    @BeforeSuite
    static void runAgainstTheEmulators() {
        Engine engine = new Engine(List.of("ecd", "uhost"));
        Map<String, Embedded> emulators = Map.of("ecd", Embedded.start("ecd", List.of()), "uhost", Embedded.start("uhost", List.of()));
        try {
            RunResult result = engine.run(List.of(emulators.get("ecd").target(), emulators.get("uhost").target()),
                    target -> emulators.get(target.family()).time(), Engine.Settings.quiet(Path.of("target", "conformance-test"), 1));
            before = Stage.CURRENT.getAndSet(engine.performance(result, FailureText.texts(result)));
        } finally {
            emulators.values().forEach(Embedded::close);
        }
    }

    @AfterSuite
    static void leaveTheStage() {
        Stage.CURRENT.set(before);
    }
}
