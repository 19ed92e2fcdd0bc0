package org.imagecopy.conformance.emulator.ecd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.copy;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.list;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.map;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.send;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.Event;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CopyImageTest {

  private final VirtualClock clock = new VirtualClock(EcdRequests.START);
  private final World world = EcdWorld.standard(clock);
  private final Emulator emulator = new EcdEmulator(world, clock, List.of());

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments("name of 2 characters", "DestinationImageName", "Ab"),
        arguments("name of 128 characters", "DestinationImageName", "A" + "b".repeat(127)),
        arguments("name of 128 characters beyond the basic plane", "DestinationImageName", "𠮷".repeat(128)),
        arguments("lower-case first letter", "DestinationImageName", "ab"),
        arguments("Chinese first letter", "DestinationImageName", "中a"),
        arguments("all legal characters", "DestinationImageName", "aZ09:_-"),
        arguments("name that starts with http", "DestinationImageName", "http-copy"),
        arguments("name that starts with http:", "DestinationImageName", "http:copy"),
        arguments("description of 2 characters", "DestinationDescription", "ab"),
        arguments("description of 256 characters", "DestinationDescription", "a".repeat(256)),
        arguments("description of reserved characters", "DestinationDescription", "* ~ 100% + 中文/😀 a&b<c 100%25"),
        arguments("address in the middle", "DestinationDescription", "see http://x"),
        arguments("almost an address", "DestinationDescription", "http:/x"),
        arguments("prefix in upper case", "DestinationDescription", "HTTP://x"),
        arguments("unknown parameter", "Surplus", "value"));
  }

  @ParameterizedTest(name = "{0} is accepted and stored")
  @MethodSource("accepted")
  void accepted(String title, String parameter, String value) {
    Answer answer = send(emulator, copy(parameter, value));
    assertThat(answer.isSuccess()).as(answer.body().toString()).isTrue();
    assertThat(answer.status()).isEqualTo(200);
    JsonNode image = list(emulator, "cn-shenzhen", "ImageId.1", answer.body().get("ImageId").asString()).get(0);
    Map<String, String> asked = copy(parameter, value);
    assertThat(image.get("Name").asString()).isEqualTo(asked.get("DestinationImageName"));
    assertThat(image.get("Description").asString()).isEqualTo(asked.get("DestinationDescription"));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("DestinationImageName", "A", "DestinationImageName.length"),
        arguments("DestinationImageName", "A" + "b".repeat(128), "DestinationImageName.length"),
        arguments("DestinationImageName", "𠮷".repeat(129), "DestinationImageName.length"),
        arguments("DestinationImageName", "1a", "DestinationImageName.first"),
        arguments("DestinationImageName", "_a", "DestinationImageName.first"),
        arguments("DestinationImageName", "-a", "DestinationImageName.first"),
        arguments("DestinationImageName", ":a", "DestinationImageName.first"),
        arguments("DestinationImageName", "éa", "DestinationImageName.first"),
        arguments("DestinationImageName", "http://a", "DestinationImageName.prefix"),
        arguments("DestinationImageName", "https://a", "DestinationImageName.prefix"),
        arguments("DestinationImageName", "a b", "DestinationImageName.characters"),
        arguments("DestinationImageName", "a.b", "DestinationImageName.characters"),
        arguments("DestinationImageName", "a/b", "DestinationImageName.characters"),
        arguments("DestinationImageName", "a@b", "DestinationImageName.characters"),
        arguments("DestinationImageName", "a+b", "DestinationImageName.characters"),
        arguments("DestinationImageName", "a,b", "DestinationImageName.characters"),
        arguments("DestinationImageName", "a%b", "DestinationImageName.characters"),
        arguments("DestinationImageName", "abc.", "DestinationImageName.characters"),
        arguments("DestinationImageName", "abc\n", "DestinationImageName.characters"),
        arguments("DestinationImageName", "a：", "DestinationImageName.characters"),
        arguments("DestinationDescription", "a", "DestinationDescription.length"),
        arguments("DestinationDescription", "a".repeat(257), "DestinationDescription.length"),
        arguments("DestinationDescription", "http://", "DestinationDescription.prefix"),
        arguments("DestinationDescription", "https://x", "DestinationDescription.prefix"),
        arguments("DestinationRegionId", EcdWorld.SOURCE_REGION, "DestinationRegionId.differs"),
        arguments("DestinationRegionId", "cn-nowhere-1", "DestinationRegionId.known"),
        arguments("RegionId", "cn-nowhere-1", "RegionId.known"),
        arguments("ImageId", "m-0000000000000000x", "ImageId.exists"),
        arguments("ImageId", EcdWorld.SECOND_SOURCE_IMAGE, "ImageId.exists"),
        arguments("ImageId", EcdWorld.FOREIGN_IMAGE, "ImageId.exists"),
        arguments("ImageId", EcdWorld.SYSTEM_IMAGE, "ImageId.custom"),
        arguments("ImageId", EcdWorld.UNFINISHED_IMAGE, "ImageId.available"),
        arguments("Version", "2020-09-31", "Version.known"),
        arguments("Action", "CopyImageX", "Action.known"),
        arguments("Action", "copyimage", "Action.known"),
        arguments("Format", "YAML", "Format.known"));
  }

  @ParameterizedTest(name = "{0}={1} breaks {2}")
  @MethodSource("refused")
  void refused(String parameter, String value, String rule) {
    Answer answer = send(emulator, copy(parameter, value));
    assertThat(answer.refusal()).get().extracting("rule").isEqualTo(rule);
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(world.journal()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RegionId", "ImageId", "DestinationImageName", "DestinationDescription", "DestinationRegionId"})
  void requiredParameters(String name) {
    for (String value : new String[] {null, ""}) {
      Answer answer = send(emulator, copy(name, value));
      assertThat(answer.refusal()).get().extracting("rule").isEqualTo(name + ".required");
      assertThat(answer.body().get("Code").asString()).isEqualTo("Missing" + name);
    }
    assertThat(world.journal()).isEmpty();
  }

  @Test
  void envelopeOfSuccess() {
    Answer answer = send(emulator, copy());
    assertThat(answer.body().propertyNames()).containsExactly("ImageId", "RequestId");
    assertThat(answer.body().get("ImageId").asString()).matches("m-[0-9a-z]{17}").isNotEqualTo(EcdWorld.SOURCE_IMAGE);
    assertThat(answer.body().get("RequestId").asString())
        .matches("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
        .isEqualTo(answer.headers().get("x-acs-request-id"))
        .isNotEqualTo(send(emulator, copy()).body().get("RequestId").asString());
  }

  @Test
  void envelopeOfRefusal() {
    Answer answer = send(emulator, copy("DestinationImageName", "1a"));
    assertThat(answer.body().propertyNames()).containsExactly("RequestId", "HostId", "Code", "Message", "Recommend");
    assertThat(answer.body().get("HostId").asString()).isEqualTo("127.0.0.1");
    assertThat(answer.body().get("Code").asString()).isEqualTo("InvalidDestinationImageName");
  }

  @Test
  void copyBecomesAvailableWhenTheTimeHasPassed() {
    String id = send(emulator, copy()).body().get("ImageId").asString();
    clock.advance(Duration.ofSeconds(30));
    JsonNode working = list(emulator, "cn-shenzhen", "ImageId.1", id).get(0);
    assertThat(working.get("Status").asString()).isEqualTo("Creating");
    assertThat(working.get("Progress").asString()).isEqualTo("50%");
    clock.advance(Duration.ofMillis(29_999));
    assertThat(list(emulator, "cn-shenzhen", "ImageId.1", id).get(0).get("Status").asString()).isEqualTo("Creating");
    clock.advance(Duration.ofMillis(1));
    JsonNode ready = list(emulator, "cn-shenzhen", "ImageId.1", id).get(0);
    assertThat(ready.get("Status").asString()).isEqualTo("Available");
    assertThat(ready.get("Progress").asString()).isEqualTo("100%");
    assertThat(ready.get("ImageType").asString()).isEqualTo("CUSTOM");
  }

  @Test
  void copyTimeZeroMeansAtOnce() {
    Emulator quick = new EcdEmulator(EcdWorld.builder(clock).copyTime(Duration.ZERO).build(), clock, List.of());
    String id = send(quick, copy()).body().get("ImageId").asString();
    assertThat(list(quick, "cn-shenzhen", "ImageId.1", id).get(0).get("Status").asString()).isEqualTo("Available");
  }

  @Test
  void oneCopyAppearsInTheDestinationAndNothingElseChanges() {
    List<JsonNode> source = list(emulator, EcdWorld.SOURCE_REGION);
    String id = send(emulator, copy()).body().get("ImageId").asString();
    clock.advance(Duration.ofMinutes(2));
    assertThat(world.journal()).singleElement().satisfies(event -> {
      assertThat(event.kind()).isEqualTo(Event.Kind.ADDED);
      assertThat(event.image().id()).isEqualTo(id);
      assertThat(event.image().place().region()).isEqualTo("cn-shenzhen");
      assertThat(event.image().place().owner()).isEqualTo(EcdWorld.ACCOUNT);
    });
    assertThat(list(emulator, EcdWorld.SOURCE_REGION)).isEqualTo(source);
  }

  @Test
  void equalRequestsMakeTwoCopiesOfDifferentIds() {
    String first = send(emulator, copy()).body().get("ImageId").asString();
    String second = send(emulator, copy()).body().get("ImageId").asString();
    assertThat(first).isNotEqualTo(second);
    assertThat(world.journal()).hasSize(2);
  }

  @Test
  void secondSourceRegion() {
    Map<String, String> north = copy("RegionId", EcdWorld.SECOND_SOURCE_REGION, "ImageId", EcdWorld.SECOND_SOURCE_IMAGE);
    assertThat(send(emulator, north).isSuccess()).isTrue();
    north.put("DestinationRegionId", EcdWorld.SECOND_SOURCE_REGION);
    assertThat(send(emulator, north).refusal()).get().extracting("rule").isEqualTo("DestinationRegionId.differs");
  }

  @Test
  void copyIsNotVisibleToOtherAccounts() {
    String id = send(emulator, copy()).body().get("ImageId").asString();
    Map<String, String> complete = EcdRequests.complete(
        map("Action", "DescribeImages", "RegionId", "cn-shenzhen", "ImageId.1", id), "AccessKeyId", EcdWorld.OTHER_KEY_ID);
    complete.put("Signature", org.imagecopy.conformance.signature.RpcSignature.sign("GET", complete, EcdWorld.OTHER_SECRET));
    Answer answer = emulator.handle(EcdRequests.get(complete));
    assertThat(answer.isSuccess()).isTrue();
    assertThat(answer.body().get("Images").size()).isZero();
  }
}
