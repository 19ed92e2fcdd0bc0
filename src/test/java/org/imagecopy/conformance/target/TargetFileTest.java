package org.imagecopy.conformance.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Target files: what is read, what is said about mistakes, and that schema and settings agree. */
class TargetFileTest {

    private static final Path SCHEMA = Path.of("schemas/suite/targets.json");
    private static final String HEAD = "targets:\n  lab:\n";

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("my.yaml"), text);
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    }

    @Test
    void theSchemaHasEverySettingAndNoOther() throws IOException {
        JsonNode properties = JsonMapper.shared().readTree(Files.readString(SCHEMA)).at("/$defs/target/properties");
        TreeSet<String> paths = new TreeSet<>();
        properties.properties().forEach(p -> {
            if (p.getValue().has("properties")) {
                assertThat(p.getValue().path("additionalProperties").asBoolean(true)).as(p.getKey()).isFalse();
                p.getValue().path("properties").properties().forEach(below -> paths.add(p.getKey() + "." + below.getKey()));
            } else {
                paths.add(p.getKey());
            }
        });
        assertThat(paths).containsExactlyInAnyOrderElementsOf(Setting.ALL.stream().map(Setting::path).toList());
    }

    static List<Setting> settings() {
        return Setting.ALL;
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theSchemaSaysOfASettingWhatTheSettingSays(Setting setting) throws IOException {
        JsonNode node = JsonMapper.shared().readTree(Files.readString(SCHEMA)).at("/$defs/target/properties/" + setting.path().replace(".", "/properties/"));
        assertThat(node.path("description").asString()).isEqualTo(setting.help());
        assertThat(node.path("default").asString("")).isEqualTo(setting.standard());
        assertThat(node.has("default")).isEqualTo(!setting.standard().isEmpty());
    }

    /** One good and one bad value for each kind. */
    private static final Map<Setting.Kind, List<String>> VALUES = new LinkedHashMap<>(Map.of(
            Setting.Kind.TEXT, List.of("cn-x", "1.5"), Setting.Kind.URL, List.of("http://127.0.0.1:1/api", "ftp://127.0.0.1"), Setting.Kind.LIST, List.of("[a, b]", "{a: b}"),
            Setting.Kind.FILE, List.of("some.pem", "7"), Setting.Kind.NUMBER, List.of("0", "-1"), Setting.Kind.COUNT, List.of("1", "0"), Setting.Kind.DURATION, List.of("90s", "90"),
            Setting.Kind.FLAG, List.of("false", "maybe"), Setting.Kind.SECRET, List.of("env:NAME", "hunter2")));

    @ParameterizedTest
    @MethodSource("settings")
    void fileAndSchemaAcceptAndRefuseTheSameValues(Setting setting) throws IOException {
        List<String> values = VALUES.get(setting.kind());
        for (String value : values) {
            String[] steps = setting.path().split("\\.");
            String text = HEAD + "    " + (steps.length == 1 ? steps[0] : steps[0] + ":\n      " + steps[1]) + ": " + value + "\n";
            boolean good = value.equals(values.get(0));
            assertThat(schema().validate(text, InputFormat.YAML).isEmpty()).as("schema: " + text).isEqualTo(good);
            Throwable thrown = catchThrowable(() -> TargetFile.read(file(text)));
            assertThat(thrown == null).as("file: " + text + thrown).isEqualTo(good);
            if (!good) {
                assertThat(thrown).isInstanceOf(ConfigurationException.class).hasMessageStartingWith(folder.resolve("my.yaml") + ":" + (steps.length + 2) + ": '" + setting.path() + "' ");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"targets: 7\n", "targets: {}\n", "target:\n  lab:\n    family: ecd\n", HEAD + "    famly: ecd\n", HEAD + "    limits:\n      worker: 3\n",
        HEAD + "    limits: 3\n", HEAD + "    family: [ecd]\n", HEAD + "    family:\n", HEAD + "    frugal: \"true\"\n", HEAD + "    limits:\n      workers: \"3\"\n",
        HEAD + "    regions:\n      destinations: [a, {b: c}]\n", "- lab\n"})
    void fileAndSchemaRefuseTheSameDocuments(String text) throws IOException {
        assertThat(schema().validate(text, InputFormat.YAML)).as(text).isNotEmpty();
        assertThatThrownBy(() -> TargetFile.read(file(text))).isInstanceOf(ConfigurationException.class).hasMessageMatching("(?s).*my\\.yaml(:\\d+)?: .+").hasMessageNotContaining("\n");
    }

    @Test
    void aTwiceGivenKeyIsAnError() {
        assertThatThrownBy(() -> TargetFile.read(file(HEAD + "    family: ecd\n    family: uhost\n"))).isInstanceOf(ConfigurationException.class).hasMessageContaining("my.yaml:4: ");
    }

    @Test
    void hintsNameWhatMayBeMeant() {
        assertThatThrownBy(() -> TargetFile.read(file(HEAD + "    endpont: http://127.0.0.1\n"))).hasMessageEndingWith("my.yaml:3: unknown key 'endpont' in target 'lab'; did you mean 'endpoint'?");
        assertThatThrownBy(() -> TargetFile.read(file(HEAD + "    regions:\n      sauce: x\n"))).hasMessageEndingWith("my.yaml:4: unknown key 'sauce' in 'regions'; did you mean 'source'?");
        assertThatThrownBy(() -> TargetFile.read(file(HEAD + "    tls:\n      wholly-unknown: x\n"))).hasMessageEndingWith("known here: insecure, trust");
        assertThatThrownBy(() -> TargetFile.read(file(HEAD + "    limits:\n      timeout: 30\n"))).hasMessageEndingWith(
                "my.yaml:4: 'limits.timeout' is '30', expected a number with the unit ms, s, m or h, for example 90s");
        assertThatThrownBy(() -> TargetFile.read(file(HEAD + "    family: ecd\n")).values("lob", new LinkedHashMap<>())).hasMessageEndingWith("no target 'lob'; did you mean 'lab'?");
    }

    @Test
    void aSecretInClearIsNotRepeated() {
        assertThatThrownBy(() -> TargetFile.read(file(HEAD + "    credentials:\n      secret: hunter2hunter2\n"))).hasMessageContaining("my.yaml:4: ").hasMessageNotContaining("hunter2");
    }

    @Test
    void mistakesOfOtherTargetsAreFoundAsWell() {
        assertThatThrownBy(() -> TargetFile.read(file(HEAD + "    family: ecd\n  other:\n    limits:\n      workers: none\n"))).hasMessageContaining("my.yaml:6: 'limits.workers' is 'none'");
    }

    @Test
    void pathsBeginAtTheFolderOfTheFile() throws IOException {
        Map<String, String> values = TargetFile.read(file(HEAD + "    expected-failures: known.yaml\n")).values("lab", new LinkedHashMap<>());
        assertThat(values.get("expected-failures")).isEqualTo(folder.toAbsolutePath().resolve("known.yaml").toString());
    }

    @Test
    void referencesAreFollowed() throws IOException {
        Files.writeString(folder.resolve("secret"), "s3cret\n");
        assertThat(Reference.follow("credentials.secret", "file:secret", "my.yaml:4", Map.of(), folder)).isEqualTo("s3cret");
        assertThat(Reference.follow("credentials.secret", "env:MINE", "my.yaml:4", Map.of("MINE", "s3cret"), folder)).isEqualTo("s3cret");
        assertThat(Reference.follow("credentials.key", "plain", "my.yaml:4", Map.of(), folder)).isEqualTo("plain");
        assertThatThrownBy(() -> Reference.follow("credentials.secret", "env:MINE", "my.yaml:4", Map.of("MINE", ""), folder)).isInstanceOf(ConfigurationException.class)
                .hasMessage("my.yaml:4: 'credentials.secret' is to come from the environment variable MINE, which is not set; export it and try again");
        assertThatThrownBy(() -> Reference.follow("credentials.secret", "file:nothing", "my.yaml:4", Map.of(), folder)).isInstanceOf(ConfigurationException.class)
                .hasMessage("my.yaml:4: 'credentials.secret' is to come from the file nothing, which does not exist in " + folder);
        Files.writeString(folder.resolve("empty"), "\n");
        assertThatThrownBy(() -> Reference.follow("credentials.secret", "file:empty", "my.yaml:4", Map.of(), folder)).hasMessageEndingWith("which is empty");
    }

    @Test
    void theSchemaIsNoMoreThanYamlReadersNeed() throws IOException {
        String text = HEAD + "    family: ecd\n    regions:\n      destinations: a, b\n    images:\n      source: 12345\n";
        assertThat(schema().validate(new YAMLMapper().readTree(text))).isEmpty();
        assertThat(TargetFile.read(file(text)).values("lab", new LinkedHashMap<>())).containsEntry("images.source", "12345").containsEntry("regions.destinations", "a, b");
    }
}
