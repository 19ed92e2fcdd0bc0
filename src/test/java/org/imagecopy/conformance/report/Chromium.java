package org.imagecopy.conformance.report;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium of the system. Where there is none, tests are skipped; in CI they fail. */
final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Selenium knows Chromium up to some version and says so at every newer one; what is used here does not depend on it. */
    private static final Logger WARNINGS = Logger.getLogger("org.openqa.selenium.devtools");

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    static Chromium start() {
        Optional<Path> browser = program("chromium").or(() -> program("google-chrome"));
        Optional<Path> control = program("chromedriver");
        if (browser.isEmpty() || control.isEmpty()) {
            String missing = "no chromium and chromedriver on the PATH; on Debian: apt-get install chromium chromium-driver";
            if (System.getenv("CI") != null) {
                Assertions.fail(missing);
            }
            Assumptions.abort(missing);
        }
        WARNINGS.setLevel(Level.OFF);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.orElseThrow().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(control.orElseThrow().toFile()).usingAnyFreePort()
                .withSilent(true).build();
        return new Chromium(new ChromeDriver(service, options));
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Opens a page in a window of this size. */
    void open(String url, int width, int height) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.get("about:blank");
        driver.get(url);
    }

    /** Sets the medium and what the reader prefers: {@code light} or {@code dark}. */
    void media(String medium, String scheme) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("media", medium, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** The value of a script; {@code return} included. */
    Object value(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Waits until a script answers true. */
    void until(String script, Object... arguments) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(20)).withMessage(script).until(d -> Boolean.TRUE.equals(value(script, arguments)));
    }

    /** What the console said since the last call. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
    }

    /** Serious and critical violations that axe-core finds in the page as it stands, each with the elements concerned. */
    List<?> violations() {
        try (InputStream in = Chromium.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        Object found = driver.executeAsyncScript("var done = arguments[arguments.length - 1];"
                + "axe.run(document, {resultTypes: ['violations']}).then(function (result) {"
                + "  done({looked: result.passes.length, bad: result.violations.filter(function (v) { return v.impact === 'serious' || v.impact === 'critical'; })"
                + "    .map(function (v) { return v.id + ': ' + v.nodes.slice(0, 3).map(function (n) { return n.html + ' ' + n.failureSummary; }).join(' | '); })});"
                + "}, function (e) { done({looked: 0, bad: [String(e)]}); });");
        Map<?, ?> result = (Map<?, ?>) found;
        Assertions.assertTrue(((Number) result.get("looked")).intValue() > 10, "axe looked at too little: " + result);
        return (List<?>) result.get("bad");
    }

    @Override
    public void close() {
        driver.quit();
    }
}
