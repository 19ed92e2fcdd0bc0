package org.imagecopy.conformance.emulator.ecd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.copy;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.list;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.map;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.names;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EcdOperationsTest {

  private final VirtualClock clock = new VirtualClock(EcdRequests.START);
  private final World world = EcdWorld.standard(clock);
  private final Emulator emulator = new EcdEmulator(world, clock, List.of());

  private String copied() {
    return send(emulator, copy()).body().get("ImageId").asString();
  }

  private void refused(Map<String, String> business, String rule) {
    int before = world.journal().size();
    assertThat(send(emulator, business).refusal()).get().extracting("rule").isEqualTo(rule);
    assertThat(world.journal()).hasSize(before);
  }

  @Test
  void listingShowsEveryStatusAndType() {
    copied();
    assertThat(names(emulator, "cn-shenzhen"))
        .containsExactly("Resident-1", "Resident-2", "Resident-3", "Office_Shanghai:v1-2", "Windows Server 2022");
    assertThat(names(emulator, "cn-shenzhen", "ImageStatus", "Creating")).containsExactly("Office_Shanghai:v1-2");
    assertThat(names(emulator, "cn-shenzhen", "ImageType", "SYSTEM")).containsExactly("Windows Server 2022");
    assertThat(names(emulator, "cn-shenzhen", "ImageName", "Resident-2")).containsExactly("Resident-2");
    assertThat(names(emulator, "cn-shenzhen", "OsType", "Windows")).hasSize(5);
    assertThat(names(emulator, "cn-shenzhen", "OsType", "Linux")).isEmpty();
  }

  @Test
  void listingById() {
    String id = copied();
    assertThat(names(emulator, "cn-shenzhen", "ImageId.1", id, "ImageId.2", "m-unknown", "ImageId.3", id)).hasSize(1);
    assertThat(names(emulator, "cn-shanghai", "ImageId.1", id)).isEmpty();
    assertThat(names(emulator, "cn-shenzhen", "ImageId.1", id, "ImageStatus", "Available")).isEmpty();
  }

  @ParameterizedTest(name = "{0}={1} breaks {2}")
  @CsvSource({"MaxResults, 0, MaxResults.range", "MaxResults, 101, MaxResults.range", "MaxResults, ten, MaxResults.range",
      "NextToken, forged, NextToken.valid", "ImageStatus, available, ImageStatus.known",
      "ImageType, Custom, ImageType.known", "RegionId, cn-nowhere, RegionId.known", "RegionId, '', RegionId.required"})
  void refusedListings(String name, String value, String rule) {
    Map<String, String> business = map("Action", "DescribeImages", "RegionId", "cn-shenzhen");
    business.put(name, value);
    refused(business, rule);
  }

  @Test
  void atMostHundredIds() {
    Map<String, String> business = map("Action", "DescribeImages", "RegionId", "cn-shenzhen");
    for (int i = 1; i <= 100; i++) {
      business.put("ImageId." + i, "m-" + i);
    }
    assertThat(send(emulator, business).isSuccess()).isTrue();
    business.put("ImageId.101", "m-101");
    refused(business, "ImageId.count");
  }

  @Test
  void pagesCoverTheListingExactlyOnce() {
    for (int i = 0; i < 25; i++) {
      send(emulator, copy("DestinationImageName", "Copy" + i));
    }
    List<String> ids = new ArrayList<>();
    String token = "";
    List<Integer> sizes = new ArrayList<>();
    do {
      Map<String, String> business = map("Action", "DescribeImages", "RegionId", "cn-shenzhen", "NextToken", token);
      JsonNode body = send(emulator, business).body();
      body.get("Images").forEach(image -> ids.add(image.get("ImageId").asString()));
      sizes.add(body.get("Images").size());
      token = body.get("NextToken").asString();
    } while (!token.isEmpty());
    assertThat(sizes).containsExactly(10, 10, 9);
    assertThat(new HashSet<>(ids)).hasSize(29);
  }

  @Test
  void pagingSurvivesDeletionsBetweenPages() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(copied());
    }
    clock.advance(Duration.ofMinutes(2));
    JsonNode first = send(emulator, map("Action", "DescribeImages", "RegionId", "cn-shenzhen", "MaxResults", "5")).body();
    String seen = first.get("Images").get(3).get("ImageId").asString();
    assertThat(seen).isEqualTo(made.get(0));
    assertThat(send(emulator, map("Action", "DeleteImages", "RegionId", "cn-shenzhen", "ImageId.1", seen)).isSuccess())
        .isTrue();
    JsonNode second = send(emulator, map("Action", "DescribeImages", "RegionId", "cn-shenzhen", "MaxResults", "5",
        "NextToken", first.get("NextToken").asString())).body();
    assertThat(second.get("Images").get(0).get("ImageId").asString()).isEqualTo(made.get(2));
    assertThat(send(emulator,
        map("Action", "DeleteImages", "RegionId", "cn-shenzhen", "ImageId.1", made.get(1))).isSuccess()).isTrue();
    JsonNode repeated = send(emulator, map("Action", "DescribeImages", "RegionId", "cn-shenzhen", "MaxResults", "5",
        "NextToken", first.get("NextToken").asString())).body();
    assertThat(repeated.get("Images").get(0).get("ImageId").asString()).isEqualTo(made.get(2));
  }

  @Test
  void regions() {
    Answer answer = send(emulator, map("Action", "DescribeRegions", "RegionId", "cn-hangzhou"));
    assertThat(answer.body().get("Regions").valueStream().map(node -> node.get("RegionId").asString()))
        .contains(EcdWorld.SOURCE_REGION, EcdWorld.SECOND_SOURCE_REGION).containsAll(EcdWorld.DESTINATION_REGIONS);
    assertThat(answer.body().get("Regions").get(0).get("RegionEndpoint").asString()).isEqualTo("ecd.cn-hangzhou.aliyuncs.com");
    refused(map("Action", "DescribeRegions"), "RegionId.required");
  }

  @Test
  void deletionOfFinishedCopies() {
    String first = copied();
    String second = copied();
    clock.advance(Duration.ofMinutes(2));
    Answer answer = send(emulator,
        map("Action", "DeleteImages", "RegionId", "cn-shenzhen", "ImageId.1", first, "ImageId.2", second));
    assertThat(answer.body().propertyNames()).containsExactly("RequestId");
    assertThat(list(emulator, "cn-shenzhen", "ImageId.1", first, "ImageId.2", second)).isEmpty();
    assertThat(list(emulator, EcdWorld.SOURCE_REGION, "ImageId.1", EcdWorld.SOURCE_IMAGE)).hasSize(1);
    refused(map("Action", "DeleteImages", "RegionId", "cn-shenzhen", "ImageId.1", first), "ImageId.exists");
  }

  @Test
  void deletionIsAllOrNothing() {
    String id = copied();
    clock.advance(Duration.ofMinutes(2));
    refused(map("Action", "DeleteImages", "RegionId", "cn-shenzhen", "ImageId.1", id, "ImageId.2", "m-unknown"),
        "ImageId.exists");
    refused(map("Action", "DeleteImages", "RegionId", "cn-shenzhen"), "ImageId.required");
    refused(map("Action", "DeleteImages", "RegionId", "cn-shenzhen", "ImageId.1", EcdWorld.SYSTEM_IMAGE), "ImageId.custom");
  }

  @Test
  void cancellationOnlyWhileCopying() {
    String id = copied();
    refused(map("Action", "DeleteImages", "RegionId", "cn-shenzhen", "ImageId.1", id), "ImageId.finished");
    assertThat(send(emulator, map("Action", "CancelCopyImage", "RegionId", "cn-shenzhen", "ImageId", id)).isSuccess()).isTrue();
    clock.advance(Duration.ofMinutes(2));
    assertThat(list(emulator, "cn-shenzhen", "ImageId.1", id)).isEmpty();
    String finished = copied();
    clock.advance(Duration.ofMinutes(2));
    refused(map("Action", "CancelCopyImage", "RegionId", "cn-shenzhen", "ImageId", finished), "ImageId.copying");
    refused(map("Action", "CancelCopyImage", "RegionId", "cn-shenzhen", "ImageId", id), "ImageId.exists");
    refused(map("Action", "CancelCopyImage", "RegionId", "cn-hangzhou", "ImageId", EcdWorld.SOURCE_IMAGE), "ImageId.copy");
  }

  @Test
  void modification() {
    Map<String, String> change = map("Action", "ModifyImageAttribute", "RegionId", "cn-hangzhou",
        "ImageId", EcdWorld.SOURCE_IMAGE, "Name", "Renamed", "Description", "Described");
    JsonNode before = list(emulator, "cn-hangzhou", "ImageId.1", EcdWorld.SOURCE_IMAGE).get(0);
    assertThat(before.get("UpdateTime").asString()).isEqualTo(before.get("CreationTime").asString());
    assertThat(send(emulator, change).isSuccess()).isTrue();
    JsonNode image = list(emulator, "cn-hangzhou", "ImageId.1", EcdWorld.SOURCE_IMAGE).get(0);
    assertThat(image.get("CreationTime").asString()).isEqualTo(before.get("CreationTime").asString());
    assertThat(image.get("UpdateTime").asString()).isEqualTo(EcdRequests.START.toString());
    assertThat(image.get("Name").asString()).isEqualTo("Renamed");
    assertThat(image.get("Description").asString()).isEqualTo("Described");
    change.put("Name", "1a");
    refused(change, "Name.first");
    change.put("Name", "Fine");
    change.put("ImageId", EcdWorld.UNFINISHED_IMAGE);
    refused(change, "ImageId.available");
  }

  @Test
  void xmlOnRequest() {
    Map<String, String> all = EcdRequests.complete(
        map("Action", "DescribeRegions", "RegionId", "cn-hangzhou"), "Format", "XML");
    var wire = emulator.serve(EcdRequests.get(EcdRequests.signed("GET", all)));
    assertThat(wire.headers()).containsEntry("Content-Type", "text/xml;charset=utf-8");
    assertThat(new String(wire.body(), UTF_8))
        .contains("<DescribeRegionsResponse><Regions><RegionId>cn-hangzhou</RegionId>")
        .endsWith("</RequestId></DescribeRegionsResponse>");
    all = EcdRequests.complete(copy("DestinationImageName", "a&<b"), "Format", "xml");
    wire = emulator.serve(EcdRequests.get(EcdRequests.signed("GET", all)));
    assertThat(new String(wire.body(), UTF_8)).contains("<Error><RequestId>");
  }
}
