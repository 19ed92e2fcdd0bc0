package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.CaseIndex;
import org.imagecopy.conformance.spool.Decoder;
import org.imagecopy.conformance.spool.Encoder;
import org.imagecopy.conformance.steps.Scene;
import org.imagecopy.conformance.steps.SceneCodec;

/** What is kept of the features is what Cucumber reads in them, and serves these jars only. */
class RehearsalsTest {

    private static final List<String> FAMILIES = List.of("ecd", "uhost");
    /** Files that are used keep it, files that are written anew do not. */
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);
    private static List<Scene> fresh;

    @TempDir
    private Path folder;
    private Path home;
    private Path jar;

    @BeforeAll
    static void letCucumberRead() {
        fresh = all(Rehearsals.unkept());
    }

    @BeforeEach
    void makeJars() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        jar = Files.writeString(folder.resolve("image-copy-conformance-1.jar"), "a jar");
        Files.setLastModifiedTime(jar, LONG_AGO);
    }

    private List<Scene> ask(List<String> families) {
        return Rehearsals.keptIn(home, jar + File.pathSeparator + jar).of(families).values().stream().flatMap(List::stream).toList();
    }

    private static List<Scene> all(Rehearsals rehearsals) {
        return rehearsals.of(FAMILIES).values().stream().flatMap(List::stream).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.sorted().toList();
        }
    }

    private void age() throws IOException {
        for (Path file : files()) {
            Files.setLastModifiedTime(file, LONG_AGO);
        }
    }

    private boolean usedAsTheyAre() throws IOException {
        for (Path file : files()) {
            if (!Files.getLastModifiedTime(file).equals(LONG_AGO)) {
                return false;
            }
        }
        return true;
    }

    private static void assertFresh(List<Scene> scenes) {
        assertThat(scenes.stream().map(Scene::scenario)).containsExactlyElementsOf(CaseIndex.of(FAMILIES).cases());
        assertThat(scenes.stream().map(RehearsalsTest::all)).containsExactlyElementsOf(fresh.stream().map(RehearsalsTest::all).toList());
    }

    /** Whatever a scene knows, and may come to know. */
    private static Map<String, Object> all(Scene scene) {
        return Arrays.stream(Scene.class.getDeclaredFields()).collect(Collectors.toMap(Field::getName, field -> {
            field.setAccessible(true);
            try {
                return field.get(scene);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }));
    }

    @Test
    void whatIsKeptIsWhatCucumberReads() throws IOException {
        assertFresh(ask(FAMILIES));
        assertThat(files()).map(file -> file.getFileName().toString()).containsExactly("rehearsal-ecd.bin", "rehearsal-uhost.bin");
        age();
        assertFresh(ask(FAMILIES));
        assertThat(usedAsTheyAre()).isTrue();
    }

    /** Features use few of the words that a scene knows; all of them survive. */
    @Test
    void equalScenesGiveEqualBytesAndOthersOthers() {
        SceneCodec codec = new SceneCodec();
        List<byte[]> bytes = fresh.stream().map(scene -> Encoder.bytes(codec, scene)).toList();
        assertThat(bytes.stream().map(some -> Encoder.bytes(codec, codec.decode(new Decoder(ByteBuffer.wrap(some)))))).containsExactlyElementsOf(bytes);
        assertThat(bytes.stream().map(HexFormat.of()::formatHex)).doesNotHaveDuplicates();
        assertThat(fresh).anyMatch(Scene::reversed).anyMatch(Scene::repeated).anyMatch(Scene::onSameConnection).anyMatch(scene -> scene.together() > 1)
                .anyMatch(scene -> scene.times() > 1).anyMatch(scene -> !scene.transport().isEmpty()).anyMatch(scene -> !scene.base().regions().isEmpty());
    }

    @Test
    void aFamilyThatIsMissingIsReadAlone() throws IOException {
        ask(List.of("uhost"));
        age();
        assertThat(ask(FAMILIES).stream().map(Scene::scenario).map(Case::address)).containsExactlyElementsOf(fresh.stream().map(s -> s.scenario().address()).toList());
        assertThat(Files.getLastModifiedTime(home.resolve("rehearsal-uhost.bin"))).isEqualTo(LONG_AGO);
        assertThat(home.resolve("rehearsal-ecd.bin")).exists();
    }

    @Test
    void otherJarsMakeCucumberReadAgain() throws IOException {
        ask(FAMILIES);
        age();
        Files.setLastModifiedTime(jar, FileTime.fromMillis(LONG_AGO.toMillis() + 1));
        assertFresh(ask(FAMILIES));
        assertThat(usedAsTheyAre()).as("a newer jar").isFalse();

        age();
        Files.writeString(jar, "a larger jar");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(LONG_AGO.toMillis() + 1));
        assertFresh(ask(FAMILIES));
        assertThat(usedAsTheyAre()).as("a larger jar").isFalse();

        age();
        Files.writeString(jar, "another jar.");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(LONG_AGO.toMillis() + 1));
        assertFresh(ask(FAMILIES));
        assertThat(usedAsTheyAre()).as("a jar of the same size and time").isFalse();
    }

    @Test
    void damageMakesCucumberReadAgain() throws IOException {
        ask(FAMILIES);
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2]++;
            Files.write(file, bytes);
        }
        age();
        assertFresh(ask(FAMILIES));
        assertThat(usedAsTheyAre()).as("one bit").isFalse();

        for (Path file : files()) {
            Files.write(file, new byte[file.toString().contains("ecd") ? 0 : 100]);
        }
        age();
        assertFresh(ask(FAMILIES));
        assertThat(usedAsTheyAre()).as("empty and short files").isFalse();
    }

    @Test
    void nothingIsKeptBesideClassesThatAreNoJar() throws IOException {
        for (String other : List.of(folder.toString(), folder.resolve("missing.jar").toString(), "")) {
            assertFresh(all(Rehearsals.keptIn(home, jar + File.pathSeparator + other)));
            assertThat(files()).as(other).isEmpty();
        }
    }

    /** A file stands where the folder should: nobody can write there, not even the administrator. */
    @Test
    void aFolderThatCannotBeWrittenIsNoTrouble() throws IOException {
        home = Files.writeString(folder.resolve("file"), "");
        assertFresh(ask(FAMILIES));
    }
}
