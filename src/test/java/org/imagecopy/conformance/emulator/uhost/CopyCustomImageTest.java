package org.imagecopy.conformance.emulator.uhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.batch;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.copy;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.list;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.map;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.send;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CopyCustomImageTest {

  private final VirtualClock clock = new VirtualClock(UHostRequests.START);
  private final World world = UHostWorld.standard(clock);
  private final Emulator emulator = new UHostEmulator(world, clock, List.of());

  private List<Image> added() {
    return world.journal().stream().map(event -> event.image()).toList();
  }

  @Test
  void singleCopyAcrossRegions() {
    Answer answer = send(emulator, copy());
    assertThat(answer.body().propertyNames()).containsExactly("Action", "RetCode", "TargetImageId", "TaskId");
    assertThat(answer.body().get("Action").asString()).isEqualTo("CopyCustomImageResponse");
    assertThat(answer.body().get("RetCode").isInt()).isTrue();
    assertThat(answer.body().get("RetCode").intValue()).isZero();
    assertThat(answer.headers()).containsKey("X-UCLOUD-REQUEST-UUID").containsEntry("Content-Type", "application/json");
    String id = answer.body().get("TargetImageId").asString();
    assertThat(id).matches("uimage-[0-9a-z]{12}");
    assertThat(added()).singleElement().satisfies(image -> {
      assertThat(image.id()).isEqualTo(id);
      assertThat(image.place()).isEqualTo(new Place("hk", UHostWorld.SECOND_PROJECT));
    });
    JsonNode image = list(emulator, "hk", UHostWorld.SECOND_PROJECT, "ImageId", id).get(0);
    assertThat(image.get("State").asString()).isEqualTo("Copying");
    assertThat(image.get("ImageName").asString()).isEqualTo("web-01");
    assertThat(image.get("ImageDescription").asString()).isEqualTo("a=b&c=d?e#f%20 \"q\" ~!*()'");
    assertThat(image.get("Tag").asString()).isEqualTo("group1");
    assertThat(image.get("ImageType").asString()).isEqualTo("Custom");
    assertThat(image.get("ImageSize").intValue()).isEqualTo(20);
    assertThat(list(emulator, "hk", UHostWorld.DEFAULT_PROJECT, "ImageId", id)).isEmpty();
  }

  @Test
  void asynchronousUntilTheTimeHasPassed() {
    List<JsonNode> source = list(emulator, UHostWorld.SOURCE_REGION, UHostWorld.DEFAULT_PROJECT);
    String id = send(emulator, copy()).body().get("TargetImageId").asString();
    clock.advance(Duration.ofSeconds(15));
    Map<String, Object> progress = map("Action", "GetImageCopyProgress", "Region", "hk",
        "ProjectId", UHostWorld.SECOND_PROJECT, "ImageId", id);
    assertThat(send(emulator, progress).body().get("ProgressInfo").asString()).isEqualTo("25.00");
    clock.advance(Duration.ofMillis(44_999));
    assertThat(list(emulator, "hk", UHostWorld.SECOND_PROJECT, "ImageId", id).get(0).get("State").asString())
        .isEqualTo("Copying");
    clock.advance(Duration.ofMillis(1));
    assertThat(list(emulator, "hk", UHostWorld.SECOND_PROJECT, "ImageId", id).get(0).get("State").asString())
        .isEqualTo("Available");
    assertThat(send(emulator, progress).body().get("ProgressInfo").asString()).isEqualTo("100.00");
    assertThat(list(emulator, UHostWorld.SOURCE_REGION, UHostWorld.DEFAULT_PROJECT)).isEqualTo(source);
  }

  @Test
  void defaultsOfOptionalParameters() {
    for (Object absent : new Object[] {null, ""}) {
      send(emulator, copy("TargetImageName", absent, "TargetImageDescription", absent, "TargetImageTag", absent,
          "TargetRegion", absent));
    }
    assertThat(added()).hasSize(2).allSatisfy(image -> {
      assertThat(image.name()).isEqualTo("web-2026");
      assertThat(image.description()).isEmpty();
      assertThat(image.tag()).isEqualTo("Default");
      assertThat(image.place()).isEqualTo(new Place(UHostWorld.SOURCE_REGION, UHostWorld.SECOND_PROJECT));
    });
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments("target region equal to the source region", copy("TargetRegion", UHostWorld.SOURCE_REGION)),
        arguments("same project, other region", copy("TargetProjectId", UHostWorld.DEFAULT_PROJECT)),
        arguments("given default project", copy("ProjectId", UHostWorld.DEFAULT_PROJECT)),
        arguments("given zone", copy("Zone", UHostWorld.SOURCE_ZONE)),
        arguments("image of the second project", copy("ProjectId", UHostWorld.SECOND_PROJECT,
            "SourceImageId", UHostWorld.SECOND_PROJECT_IMAGE, "TargetProjectId", UHostWorld.THIRD_PROJECT)),
        arguments("second source region",
            copy("Region", UHostWorld.SECOND_SOURCE_REGION, "SourceImageId", UHostWorld.SECOND_SOURCE_IMAGE)),
        arguments("long name", copy("TargetImageName", "n".repeat(500))),
        arguments("unknown parameters", copy("TargetEmail", "x", "TgtChannelId", "y", "TargetRegionList.N", "z")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accepted")
  void accepted(String title, Map<String, Object> parameters) {
    Answer answer = send(emulator, parameters);
    assertThat(answer.isSuccess()).as(answer.body().toString()).isTrue();
    assertThat(added()).hasSize(1);
    assertThat(answer.body().has("Infos")).isFalse();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(copy("Action", "CopyCustomImageX"), "Action.known", 161),
        arguments(copy("Action", null), "Action.required", 160),
        arguments(copy("Region", "zz-none"), "Region.known", 230),
        arguments(copy("Zone", "hk-01"), "Zone.known", 230),
        arguments(copy("TargetRegion", "zz-none"), "TargetRegion.known", 230),
        arguments(batch("hk", "zz-none"), "TargetRegionList.known", 230),
        arguments(batch("hk", ""), "TargetRegionList.known", 230),
        arguments(batch("hk,us-ca"), "TargetRegionList.known", 230),
        arguments(copy("ProjectId", "org-none"), "ProjectId.exists", 292),
        arguments(copy("ProjectId", UHostWorld.OTHER_PROJECT), "ProjectId.exists", 292),
        arguments(copy("TargetProjectId", "org-none"), "TargetProjectId.exists", 292),
        arguments(copy("TargetProjectId", UHostWorld.OTHER_PROJECT), "TargetProjectId.exists", 292),
        arguments(copy("SourceImageId", "uimage-none"), "SourceImageId.exists", 8956),
        arguments(copy("SourceImageId", UHostWorld.SECOND_PROJECT_IMAGE), "SourceImageId.exists", 8956),
        arguments(copy("SourceImageId", UHostWorld.SECOND_SOURCE_IMAGE), "SourceImageId.exists", 8956),
        arguments(copy("SourceImageId", UHostWorld.FOREIGN_IMAGE), "SourceImageId.exists", 8956),
        arguments(copy("SourceImageId", UHostWorld.BASE_IMAGE), "SourceImageId.custom", 8956),
        arguments(copy("SourceImageId", UHostWorld.UNFINISHED_IMAGE), "SourceImageId.available", 8961),
        arguments(copy("TargetProjectId", UHostWorld.DEFAULT_PROJECT, "TargetRegion", null), "Target.differs", 8962));
  }

  @ParameterizedTest(name = "{1} is refused with {2}")
  @MethodSource("refused")
  void refused(Map<String, Object> parameters, String rule, int code) {
    Answer answer = send(emulator, parameters);
    assertThat(answer.refusal()).as(answer.body().toString()).get().extracting("rule").isEqualTo(rule);
    assertThat(answer.status()).isEqualTo(200);
    if (parameters.containsKey("Action")) {
      assertThat(answer.body().propertyNames()).containsExactly("Action", "RetCode", "Message");
    } else {
      assertThat(answer.body().propertyNames()).containsExactly("RetCode", "Message");
    }
    assertThat(answer.body().get("RetCode").intValue()).isEqualTo(code);
    assertThat(world.journal()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Region", "SourceImageId", "TargetProjectId"})
  void requiredParameters(String name) {
    for (Object value : new Object[] {null, ""}) {
      Answer answer = send(emulator, copy(name, value));
      assertThat(answer.refusal()).get().extracting("rule").isEqualTo(name + ".required");
      assertThat(answer.body().get("RetCode").intValue()).isEqualTo(210);
    }
    assertThat(world.journal()).isEmpty();
  }

  @Test
  void subAccountMustNameItsProject() {
    Map<String, Object> parameters = copy("PublicKey", UHostWorld.SUB_PUBLIC_KEY);
    Answer without = emulator.handle(
        UHostRequests.get(UHostRequests.signed(parameters, UHostWorld.SUB_PRIVATE_KEY)));
    assertThat(without.refusal()).get().extracting("rule").isEqualTo("ProjectId.required");
    parameters.put("ProjectId", UHostWorld.DEFAULT_PROJECT);
    assertThat(emulator.handle(UHostRequests.get(UHostRequests.signed(parameters, UHostWorld.SUB_PRIVATE_KEY))).isSuccess())
        .isTrue();
  }

  @Test
  void batchOfThree() {
    assertBatch(batch("hk", "us-ca", "cn-sh2"), List.of("hk", "us-ca", "cn-sh2"));
  }

  @Test
  void batchOfEleven() {
    assertBatch(batch(UHostWorld.DESTINATION_REGIONS.toArray(String[]::new)), UHostWorld.DESTINATION_REGIONS);
  }

  @Test
  void batchOfOneThatStartsAtOneWithTargetRegion() {
    assertBatch(copy("TargetRegionList.1", "us-ca"), List.of("us-ca"));
  }

  @Test
  void batchNamesARegionTwice() {
    assertBatch(batch("hk", "hk"), List.of("hk"));
  }

  private void assertBatch(Map<String, Object> parameters, List<String> regions) {
    Answer answer = send(emulator, parameters);
    assertThat(answer.body().propertyNames()).as(answer.body().toString()).containsExactly("Action", "RetCode", "Infos");
    List<JsonNode> infos = answer.body().get("Infos").valueStream().toList();
    assertThat(infos).extracting(info -> info.get("TargetRegion").asString()).containsExactlyElementsOf(regions);
    assertThat(new HashSet<>(infos.stream().map(info -> info.get("TaskId").asString()).toList())).hasSameSizeAs(regions);
    for (JsonNode info : infos) {
      List<JsonNode> listed = list(emulator, info.get("TargetRegion").asString(), UHostWorld.SECOND_PROJECT,
          "ImageId", info.get("TargetImageId").asString());
      assertThat(listed).singleElement().satisfies(image -> {
        assertThat(image.get("ImageName").asString()).isEqualTo("web-01");
        assertThat(image.get("Tag").asString()).isEqualTo("group1");
      });
    }
    assertThat(added()).hasSameSizeAs(regions);
  }

  @Test
  void deletionEvenWhileCopying() {
    String id = send(emulator, copy()).body().get("TargetImageId").asString();
    Map<String, Object> terminate = map("Action", "TerminateCustomImage", "Region", "hk",
        "ProjectId", UHostWorld.SECOND_PROJECT, "ImageId", id);
    Answer elsewhere = send(emulator, map("Action", "TerminateCustomImage", "Region", "hk", "ImageId", id));
    assertThat(elsewhere.body().get("RetCode").intValue()).isEqualTo(8956);
    Answer answer = send(emulator, terminate);
    assertThat(answer.body().get("ImageId").asString()).isEqualTo(id);
    assertThat(list(emulator, "hk", UHostWorld.SECOND_PROJECT, "ImageId", id)).isEmpty();
    assertThat(send(emulator, terminate).body().get("RetCode").intValue()).isEqualTo(8956);
    Answer base = send(emulator, map("Action", "TerminateCustomImage", "Region", "hk", "ImageId", UHostWorld.BASE_IMAGE));
    assertThat(base.body().get("RetCode").intValue()).isEqualTo(8956);
  }

  @Test
  void listingPages() {
    for (int i = 0; i < 30; i++) {
      send(emulator, copy("TargetImageName", "copy" + i));
    }
    Map<String, Object> listing = map("Action", "DescribeImage", "Region", "hk", "ProjectId", UHostWorld.SECOND_PROJECT);
    JsonNode first = send(emulator, listing).body();
    assertThat(first.get("TotalCount").intValue()).isEqualTo(32);
    assertThat(first.get("ImageSet").size()).isEqualTo(20);
    listing.put("Offset", "30");
    assertThat(send(emulator, listing).body().get("ImageSet").size()).isEqualTo(2);
    listing.put("Offset", "32");
    assertThat(send(emulator, listing).body().get("ImageSet").size()).isZero();
    listing.put("Offset", "-1");
    assertThat(send(emulator, listing).body().get("RetCode").intValue()).isEqualTo(230);
  }

  @Test
  void listingConditions() {
    String first = send(emulator, copy()).body().get("TargetImageId").asString();
    String second = send(emulator, copy()).body().get("TargetImageId").asString();
    assertThat(list(emulator, "hk", UHostWorld.SECOND_PROJECT, "ImageIds.0", first, "ImageIds.1", second)).hasSize(2);
    assertThat(list(emulator, "hk", UHostWorld.SECOND_PROJECT, "ImageId", "uimage-none")).isEmpty();
    assertThat(list(emulator, "hk", UHostWorld.SECOND_PROJECT, "ImageType", "Base")).hasSize(1);
    assertThat(list(emulator, "hk", UHostWorld.SECOND_PROJECT, "ImageType", "Custom")).hasSize(3);
    assertThat(list(emulator, "hk", UHostWorld.SECOND_PROJECT, "Tag", "group1")).hasSize(2);
    assertThat(list(emulator, "hk", UHostWorld.SECOND_PROJECT, "OsType", "Windows")).isEmpty();
  }

  @Test
  void regionsAndProjects() {
    JsonNode regions = send(emulator, map("Action", "GetRegion")).body().get("Regions");
    assertThat(regions.valueStream().map(node -> node.get("Zone").asString())).contains(UHostWorld.SOURCE_ZONE, "hk-01");
    JsonNode projects = send(emulator, map("Action", "GetProjectList")).body();
    assertThat(projects.get("ProjectCount").intValue()).isEqualTo(3);
    assertThat(projects.get("ProjectSet").valueStream().map(node -> node.get("ProjectId").asString()))
        .containsExactly(UHostWorld.DEFAULT_PROJECT, UHostWorld.SECOND_PROJECT, UHostWorld.THIRD_PROJECT);
    assertThat(projects.get("ProjectSet").get(0).get("IsDefault").booleanValue()).isTrue();
  }
}
