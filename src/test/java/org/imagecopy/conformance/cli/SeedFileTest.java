package org.imagecopy.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.imagecopy.conformance.emulator.Account;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.Project;
import org.imagecopy.conformance.emulator.Region;
import org.imagecopy.conformance.emulator.State;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.target.ConfigurationException;

/** Seed data: what a file gives, and what is said about a wrong one. */
class SeedFileTest {

    private static final Account ACCOUNT = new Account("1", "key", "hush");

    @TempDir
    private Path folder;
    private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));

    private SeedFile read(String text) throws IOException {
        return SeedFile.read(Files.writeString(folder.resolve("seed.yaml"), text));
    }

    @Test
    void everythingThatAFileSaysIsInTheWorld() throws IOException {
        SeedFile file = read("""
                ecd:
                  regions:
                    - id: r1
                      name: 杭州
                    - id: r2
                  images:
                    - id: m-1
                      region: r1
                      name: "2026"
                      description: One
                      state: Creating
                      attributes: {OsType: LINUX, Size: 40, GpuCategory: true, SupportedLanguages: [ja-JP], Extra: more}
                    - {id: m-2, region: r2, type: SYSTEM}
                    - {id: m-2, region: r1, state: CreateFailed}
                """);
        assertThat(file.describes("ecd")).isTrue();
        assertThat(file.describes("uhost")).isFalse();
        assertThat(file.credentials("ecd")).isEmpty();
        World world = file.world("ecd", clock, ACCOUNT).build();
        assertThat(world.accounts()).containsExactly(ACCOUNT);
        assertThat(world.regions()).containsExactly(new Region("r1", "杭州", "ecd.r1.aliyuncs.com", List.of()), new Region("r2", "r2", "ecd.r2.aliyuncs.com", List.of()));
        Image one = world.image(new Place("r1", "1"), "m-1").orElseThrow();
        assertThat(one.name()).isEqualTo("2026");
        assertThat(one.description()).isEqualTo("One");
        assertThat(one.type()).isEqualTo("CUSTOM");
        assertThat(one.state(clock.instant())).isEqualTo(State.CREATING);
        assertThat(one.attributes()).containsEntry("OsType", "LINUX").containsEntry("Size", 40).containsEntry("GpuCategory", true)
                .containsEntry("SupportedLanguages", List.of("ja-JP")).containsEntry("Extra", "more").containsEntry("ProtocolType", "ASP");
        assertThat(world.image(new Place("r2", Place.PUBLIC), "m-2").orElseThrow().type()).isEqualTo("SYSTEM");
        assertThat(world.image(new Place("r1", "1"), "m-2").orElseThrow().state(clock.instant())).isEqualTo(State.FAILED);
        assertThat(world.images()).hasSize(3);
    }

    @Test
    void theFirstProjectIsTheDefaultOne() throws IOException {
        SeedFile file = read("""
                uhost:
                  credentials: {key: a+b/c==, secret: "file:x"}
                  regions: [{id: r1}, {id: r2, zones: [z1, z2]}]
                  projects: [{id: org-a}, {id: org-b, name: Second}]
                  images:
                    - {id: u-1, region: r1}
                    - {id: u-2, region: r2, project: org-b, tag: group, state: Making}
                    - {id: u-3, region: r2, type: Base, state: Unavailable}
                """);
        assertThat(file.credentials("uhost")).get().extracting("key", "secret", "place").containsExactly("a+b/c==", "file:x", folder.resolve("seed.yaml") + ":2");
        World world = file.world("uhost", clock, ACCOUNT).build();
        assertThat(world.projects()).extracting(Project::id, Project::name, Project::isDefault).containsExactly(
                org.assertj.core.groups.Tuple.tuple("org-a", "org-a", true), org.assertj.core.groups.Tuple.tuple("org-b", "Second", false));
        assertThat(world.regions()).extracting(Region::zones).containsExactly(List.of("r1-01"), List.of("z1", "z2"));
        assertThat(world.image(new Place("r1", "org-a"), "u-1").orElseThrow().tag()).isEqualTo("Default");
        assertThat(world.image(new Place("r2", "org-b"), "u-2").orElseThrow().state(clock.instant())).isEqualTo(State.CREATING);
        assertThat(world.image(new Place("r2", Place.PUBLIC), "u-3").orElseThrow().state(clock.instant())).isEqualTo(State.FAILED);
    }

    static Stream<Arguments> wrong() {
        String ecd = "ecd:\n  regions:\n    - id: r1\n";
        String uhost = "uhost:\n  regions:\n    - id: r1\n  projects:\n    - id: org-a\n";
        return Stream.of(
                arguments("", "the file is empty; begin with 'ecd:' or 'uhost:'"),
                arguments("{}", ":1: the file describes no family; begin with 'ecd:' or 'uhost:'"),
                arguments("- a", ":1: the file is no group of keys; begin with 'ecd:' or 'uhost:'"),
                arguments("a: [", ":1: not YAML"),
                arguments("ecs:\n  regions: []\n", ":1: unknown key 'ecs' in the file; did you mean 'ecd'?"),
                arguments("ecd:\n  regoins: []\n", ":1: 'ecd' lacks 'regions'; add it"),
                arguments(ecd + "  imgaes: []\n", ":4: unknown key 'imgaes' in 'ecd'; did you mean 'images'?"),
                arguments("ecd:\n  regions: []\n", ":2: 'ecd.regions' is not as it should be; write one region at least"),
                arguments("ecd:\n  regions:\n    - name: x\n", ":3: 'ecd.regions.0' lacks 'id'; add it"),
                arguments("ecd:\n  regions:\n    - id: 12\n", ":3: 'ecd.regions.0.id' is no text; put it in quotes, or write 1 to 128 letters"),
                arguments("ecd:\n  regions:\n    - id: a b\n", ":3: 'ecd.regions.0.id' is not as it should be; write 1 to 128 letters"),
                arguments("ecd:\n  regions:\n    - id: r1\n    - id: r1\n", ":4: region 'r1' stands twice; leave one out"),
                arguments(ecd + "  images:\n    - id: m-1\n      region: r2\n", ":6: there is no region 'r2'; the file has: r1"),
                arguments(ecd + "  images:\n    - {id: m-1, region: x}\n", ":5: there is no region 'x'; the file has: r1"),
                arguments(ecd + "  images:\n    - {id: m-1, region: r1}\n    - {id: m-1, region: r1}\n", ":6: image 'm-1' stands twice in region r1"),
                arguments(ecd + "  images:\n    - id: m-1\n      region: r1\n      state: Ready\n", ":7: 'ecd.images.0.state' is none of Available, Creating, CreateFailed"),
                arguments(ecd + "  images:\n    - id: m-1\n      region: r1\n      attributes:\n        Size: 1.5\n",
                        ":8: 'ecd.images.0.attributes.Size' is no value of the right kind; write a text, a whole number"),
                arguments(ecd + "  credentials:\n    key: k\n    secret: hunter2hunter2\n",
                        ":6: 'ecd.credentials.secret' is not as it should be; write env:NAME or file:PATH, never the secret itself"),
                arguments(ecd + "  credentials:\n    key: k\n", ":4: 'ecd.credentials' lacks 'secret'; add it"),
                arguments(ecd + "ecd: {}\n", ":4: 'ecd' stands here for the second time; leave one out"),
                arguments("uhost:\n  regions:\n    - id: r1\n", ":1: 'uhost' lacks 'projects'; add it"),
                arguments(uhost + "  images:\n    - {id: u-1, region: r1, project: org-b}\n", ":7: there is no project 'org-b'; did you mean 'org-a'?"),
                arguments(uhost + "  images:\n    - {id: u-1, region: r1, project: org-a, type: Base}\n", ":7: an image of type Base belongs to no project"),
                arguments("ecd: &a\n  regions: *a\n", "nested too deeply"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongFileIsNamedWithItsLineAndHowToMendIt(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ConfigurationException.class).hasMessageContaining("seed.yaml")
                .hasMessageContaining(message).satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2").doesNotContain("\n"));
    }
}
