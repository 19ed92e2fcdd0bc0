package org.imagecopy.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.contract.Contract;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RunResult;

/** The report as its readers have it before them: in a browser, from the disk. */
class ReportInBrowserTest {

    private static final String SHOWN = "return Array.from(document.querySelectorAll('details.row')).filter(r => r.checkVisibility()).map(r => r.id)";
    private static final String EVIL = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\"><a href=\"javascript:document.title='ran'\">x</a>";
    private static final String CASE = "UHOST-BATC-06/a-batch-is-answered-by-a-list";

    @TempDir
    private static Path folder;
    private static Chromium chromium;
    private static Engine engine;
    private static RunResult red;
    private static URI redPage;

    @BeforeAll
    static void runAgainstABrokenEmulator() throws IOException {
        chromium = Chromium.start();
        Embedded emulator = Embedded.start("uhost", FaultCatalogue.fault("uhost", "U-BAT-NOINFOS").orElseThrow().filters().get());
        try (emulator) {
            engine = new Engine(List.of("uhost"));
            red = engine.run(List.of(emulator.target()), target -> emulator.time(), Engine.Settings.quiet(folder, 1));
        }
        Map<Integer, String> exchanges = new java.util.HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("exchanges.jsonl"))) {
            exchanges.put(tools.jackson.databind.json.JsonMapper.shared().readTree(line).path("number").asInt(), line);
        }
        redPage = page("red.html", red, new Exchanges(exchanges::get));
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static URI page(String name, RunResult run, Exchanges exchanges) throws IOException {
        StringBuilder html = new StringBuilder();
        HtmlReport.write(run, exchanges, html);
        return Files.writeString(folder.resolve(name), html).toUri();
    }

    private static void open(URI page, String fragment) {
        chromium.media("screen", "light");
        chromium.open(page + fragment, 1280, 900);
    }

    @SuppressWarnings("unchecked")
    private static List<String> shown() {
        return (List<String>) chromium.value(SHOWN);
    }

    private static List<String> refuted() {
        List<String> ids = red.families().get(0).rows(Outcome.REFUTED).stream().map(row -> row.row().id()).toList();
        return Contract.of("uhost").inPageOrder().stream().map(row -> row.id()).filter(ids::contains).toList();
    }

    private static WebElement element(String css) {
        return chromium.driver().findElement(By.cssSelector(css));
    }

    @Test
    void opensWithoutErrorsAndLoadsNothing() {
        open(redPage, "");
        chromium.console();
        open(redPage, "#" + CASE);
        assertThat(chromium.console()).isEmpty();
        assertThat(chromium.value("return performance.getEntriesByType('resource').length")).isEqualTo(0L);
        assertThat(element("h1").getText()).isEqualTo("NOT CONFORMANT");
        assertThat(element(".banner").getText()).isEqualTo(Summary.EMBEDDED);
        assertThat(shown()).hasSize(Contract.of("uhost").rows().size());
    }

    @Test
    void filtersByOutcome() {
        open(redPage, "");
        element("button[data-filter=refuted]").click();
        assertThat(shown()).containsExactlyElementsOf(refuted()).contains("UHOST-BATC-06", "UHOST-BATC-07");
        assertThat(element("#shown").getText()).isEqualTo(refuted().size() + " of " + Contract.of("uhost").rows().size() + " rows");
        element("button[data-filter=untestable]").click();
        assertThat(shown()).hasSize(refuted().size() + (int) Contract.of("uhost").rows().stream().filter(row -> !row.testable()).count());
        element("button[data-filter=refuted]").click();
        element("button[data-filter=untestable]").click();
        assertThat(shown()).hasSize(Contract.of("uhost").rows().size());
    }

    @Test
    void filtersByFamily() throws IOException {
        RunResult ecd = ReportSamples.full(false);
        FamilyResult family = ecd.families().get(0);
        RunResult both = ReportSamples.run("", family, red.families().get(0));
        open(page("both.html", both, new Exchanges(n -> null)), "");
        new Select(element("#family")).selectByVisibleText("ecd");
        assertThat(shown()).hasSize(family.rows().size()).allMatch(id -> id.startsWith("ECD-"));
        new Select(element("#family")).selectByVisibleText("uhost");
        assertThat(shown()).hasSize(red.families().get(0).rows().size()).allMatch(id -> id.startsWith("UHOST-"));
    }

    @Test
    void ordersByPageOrByOutcome() {
        open(redPage, "");
        List<String> ofThePage = shown();
        assertThat(ofThePage).containsExactlyElementsOf(Contract.of("uhost").inPageOrder().stream().map(row -> row.id()).toList());
        new Select(element("#order")).selectByValue("worst");
        assertThat(shown().subList(0, refuted().size())).isEqualTo(refuted());
        assertThat(shown()).hasSameElementsAs(ofThePage);
        new Select(element("#order")).selectByValue("");
        assertThat(shown()).isEqualTo(ofThePage);
    }

    @Test
    void searchesIdsTextsAndPackedExchanges() {
        open(redPage, "");
        element("#search").sendKeys("batc-06");
        assertThat(shown()).containsExactly("UHOST-BATC-06");
        element("#search").clear();
        element("#search").sendKeys("names each requested region once");
        assertThat(shown()).containsExactly("UHOST-BATC-07");
        element("#search").clear();
        element("#search").sendKeys("zz-none-1-01");
        chromium.until("return document.getElementById('shown').textContent === arguments[0]", "1 of " + red.families().get(0).rows().size() + " rows");
        assertThat(shown()).containsExactly("UHOST-REGN-02");
        element("#search").sendKeys(Keys.ESCAPE);
        assertThat(shown()).hasSize(red.families().get(0).rows().size());
        element("#search").sendKeys("no such words");
        chromium.until("return document.getElementById('shown').textContent.startsWith('Nothing')");
    }

    @Test
    void deepLinksOpenACaseWithItsEvidence() {
        String address = red.families().get(0).rows(Outcome.VERIFIED).stream().flatMap(row -> row.cases().stream())
                .filter(c -> c.exchanges().size() == 1).findFirst().orElseThrow().scenario().address();
        open(redPage, "#" + address);
        chromium.until("var e = document.getElementById(arguments[0]).querySelector('.evidence dl'); return !!e && e.checkVisibility()", address);
        assertThat(chromium.value("return document.getElementById(arguments[0]).getBoundingClientRect().top < innerHeight", address)).isEqualTo(true);
        String exchange = "document.getElementById(arguments[0]).querySelector('details.exchange')";
        chromium.value(exchange + ".open = true", address);
        chromium.until("var pre = " + exchange + ".querySelector('pre'); return !!pre && pre.textContent.includes('\"RetCode\": 0')", address);
        assertThat(chromium.value("return " + exchange + ".querySelector('code').textContent", address).toString())
                .startsWith("curl -sS -X").contains("$SECRET").doesNotContain("[redacted]");
    }

    @Test
    void aDeepLinkShowsWhatAFilterHides() {
        open(redPage, "");
        element("button[data-filter=verified]").click();
        element(".named a").click();
        chromium.until("return document.getElementById('UHOST-BATC-06').checkVisibility()");
        assertThat(element("button[data-filter=verified]").getDomAttribute("aria-pressed")).isEqualTo("false");
    }

    @Test
    void numbersOfExchangesLeadToThem() {
        open(redPage, "#" + CASE);
        List<WebElement> links = chromium.driver().findElements(By.cssSelector("[id='" + CASE + "'] a.see"));
        assertThat(links).hasSizeGreaterThan(5);
        links.get(3).click();
        String number = links.get(3).getText().substring(1);
        chromium.until("var e = document.getElementById(arguments[0]).querySelector('details.exchange[data-exchange=\"' + arguments[1] + '\"]');"
                + "return e.open && !!e.querySelector('pre') && e.querySelector('pre').textContent.includes('CopyCustomImage')", CASE, number);
    }

    @Test
    void copiesALineThatRepeatsTheCase() {
        open(redPage, "#" + CASE);
        WebElement button = element("[id='" + CASE + "'] .command .copy");
        button.click();
        assertThat(button.getText()).isIn("Copied", "Selected");
        assertThat(chromium.value("return getSelection().toString()").toString()).startsWith("curl ");
    }

    @Test
    void worksWithTheKeyboardAlone() {
        open(redPage, "");
        chromium.driver().switchTo().activeElement().sendKeys("/");
        assertThat(chromium.value("return document.activeElement.id")).isEqualTo("search");
        chromium.driver().switchTo().activeElement().sendKeys("batc-0", Keys.TAB);
        chromium.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        chromium.driver().switchTo().activeElement().sendKeys("jj");
        String second = chromium.value("return document.activeElement.parentElement.id").toString();
        assertThat(second).isEqualTo(shown().get(1));
        chromium.driver().switchTo().activeElement().sendKeys("k");
        assertThat(chromium.value("return document.activeElement.parentElement.id")).isEqualTo(shown().get(0));
        chromium.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        assertThat(chromium.value("return document.activeElement.parentElement.open")).isEqualTo(true);
    }

    @Test
    void scriptsOfTheEndpointStayText() throws IOException {
        open(page("hostile.html", ReportSamples.hostile(), new Exchanges(ReportSamples.exchanges(EVIL))), "");
        chromium.console();
        chromium.value("document.querySelectorAll('details').forEach(d => d.open = true)");
        chromium.until("return !document.querySelector('.evidence[data-packed]')");
        chromium.value("document.querySelectorAll('details').forEach(d => d.open = true)");
        chromium.until("var all = Array.from(document.querySelectorAll('details.exchange')); return all.length > 8 && all.every(e => e.querySelector('pre'))");
        assertThat(chromium.value("return document.querySelectorAll('script').length")).isEqualTo(2L);
        assertThat(chromium.value("return document.querySelectorAll('img,iframe,object,embed,link,[onerror]').length")).isEqualTo(0L);
        assertThat(chromium.value("return document.querySelectorAll('a[href]:not([href^=\"#\"]):not([href^=\"https://\"])').length")).isEqualTo(0L);
        assertThat(chromium.value("return document.querySelector('details.exchange pre').textContent").toString()).contains("<script>document.title='ran'</script>");
        assertThat(chromium.value("return document.body.textContent").toString()).contains("\\u202E", "]]>", "</pre>").doesNotContain("\u202e", "\u001b");
        assertThat(chromium.value("return document.title")).isNotEqualTo("ran");
        assertThat(chromium.console()).isEmpty();
    }

    @Test
    void scriptsOfTheEndpointStayTextInAllureToo() throws IOException {
        Path results = folder.resolve("hostile-allure");
        AllureResults.write(ReportSamples.hostile(), results, new Exchanges(ReportSamples.exchanges(EVIL)));
        Path report = folder.resolve("hostile-allure-report");
        assertThat(AllureReport.generate(Path.of("target/conformance/allure/allure-2.34.0"), results, report).reason()).isEmpty();
        Path page = report.resolve("index.html");
        List<String> cases = Pattern.compile("data/test-cases/(\\w+)\\.json").matcher(Files.readString(page)).results().map(found -> found.group(1)).toList();
        assertThat(cases).hasSizeGreaterThan(5);
        for (String one : cases) {
            open(page.toUri(), "#testresult/" + one);
            chromium.until("return !!document.querySelector('.test-result__name')");
            chromium.value("document.querySelectorAll('.attachment-row, .status-details, .status-details__trace-toggle, .step__title').forEach(e => e.click())");
            assertThat(chromium.value("return document.title")).isNotEqualTo("ran");
            assertThat(chromium.value("return document.querySelectorAll('img[onerror], a[href^=\"javascript\"]').length")).isEqualTo(0L);
            assertThat(chromium.value("return document.body.textContent").toString()).doesNotContain("\u202e", "\u001b");
        }
    }

    @Test
    void scriptsOfTheEndpointStayTextInCucumberToo() throws IOException {
        Path page = folder.resolve("cucumber.html");
        engine.perform(red, folder, result -> EVIL);
        open(page.toUri(), "");
        chromium.until("return document.body.textContent.includes('45-several-targets.feature')");
        chromium.value("document.querySelectorAll('button[aria-expanded=false]').forEach(e => e.click())");
        chromium.until("return document.body.textContent.includes(arguments[0])", EVIL);
        assertThat(chromium.value("return document.title")).isNotEqualTo("ran");
        assertThat(chromium.value("return document.querySelectorAll('img[onerror]').length")).isEqualTo(0L);
    }

    @Test
    void evenMarkupThatEscapedWouldNotRun() {
        open(redPage, "");
        chromium.value("document.getElementById('content').insertAdjacentHTML('beforeend', arguments[0]);"
                + "var s = document.createElement('script'); s.textContent = \"document.title='ran'\"; document.body.append(s);", EVIL);
        assertThat(chromium.value("return document.title")).isNotEqualTo("ran");
        assertThat(String.join("\n", chromium.console())).contains("Content Security Policy");
    }

    @ParameterizedTest
    @CsvSource({"light,1280", "dark,1280", "light,320", "dark,320"})
    void hasNoSeriousAccessibilityFault(String scheme, int width) {
        chromium.media("screen", scheme);
        chromium.open(redPage + "#" + CASE, width, 900);
        chromium.value("document.querySelector('details.flaw').open = true");
        chromium.value("document.getElementById(arguments[0]).querySelectorAll('details.exchange').forEach((e, i) => e.open = i < 2)", CASE);
        chromium.until("return document.getElementById(arguments[0]).querySelectorAll('details.exchange pre').length >= 2", CASE);
        assertThat(chromium.violations()).isEmpty();
    }

    @Test
    void fitsAPhoneAndFourHundredPercent() {
        chromium.media("screen", "light");
        chromium.open(redPage.toString(), 320, 640);
        chromium.value("document.getElementById('unfold').click()");
        chromium.until("return !document.querySelector('details.row[open] .evidence[data-packed]')");
        assertThat(chromium.value("return document.documentElement.scrollWidth")).isEqualTo(320L);
    }

    @Test
    void printsWithoutItsControls() {
        chromium.media("print", "light");
        chromium.open(redPage.toString(), 1000, 900);
        assertThat(element(".controls").isDisplayed()).isFalse();
        assertThat(element("[id='" + CASE + "'] .steps").isDisplayed()).isTrue();
    }
}
