package org.imagecopy.conformance.emulator.uhost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.batch;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.copy;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.encode;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.signed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.imagecopy.conformance.emulator.EmulatorServer;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.RawConnection;
import org.imagecopy.conformance.emulator.ServerOptions;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class UHostServerTest {

  private final VirtualClock clock = new VirtualClock(UHostRequests.START);
  private final World world = UHostWorld.standard(clock);
  private final EmulatorServer server =
      EmulatorServer.start(new UHostEmulator(world, clock, List.of()), ServerOptions.defaults());
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    server.close();
  }

  private JsonNode post(String query, String type, String body) throws Exception {
    HttpResponse<String> response = client.send(HttpRequest.newBuilder(URI.create(server.endpoint() + "/" + query))
        .header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-UCLOUD-REQUEST-UUID")).isPresent();
    return Json.parse(response.body().getBytes(UTF_8));
  }

  private static String json(Map<String, Object> parameters) {
    ObjectNode body = Json.object();
    Json.putAll(body, parameters);
    return new String(Json.render(body), UTF_8);
  }

  @Test
  void everyTransport() throws Exception {
    HttpResponse<String> get = client.send(HttpRequest.newBuilder(
        URI.create(server.endpoint() + "/?" + encode(signed(copy("TargetImageName", "镜像 v1.0+β/测试"))))).build(),
        BodyHandlers.ofString());
    assertThat(Json.parse(get.body().getBytes(UTF_8)).get("RetCode").intValue()).isZero();
    assertThat(world.journal().get(0).image().name()).isEqualTo("镜像 v1.0+β/测试");
    String form = "application/x-www-form-urlencoded";
    assertThat(post("?Action=CopyCustomImage", form, encode(signed(copy()))).get("RetCode").intValue()).isZero();
    assertThat(post("?" + encode(signed(copy())), form, "").get("RetCode").intValue()).isZero();
    assertThat(post("", "application/json", json(signed(batch("hk", "us-ca")))).get("Infos").size()).isEqualTo(2);
    assertThat(post("?Action=CopyCustomImage", "application/json; charset=UTF-8",
        json(signed(copy("TargetRegion", null, "TargetRegionList", List.of("hk", "us-ca"))))).get("Infos").size()).isEqualTo(2);
    assertThat(world.journal()).hasSize(7);
  }

  @Test
  void refusalsHaveStatus200() throws Exception {
    assertThat(post("", "application/json", "{}").get("RetCode").intValue()).isEqualTo(160);
    assertThat(post("", "application/json", json(copy("Signature", "x"))).get("RetCode").intValue()).isEqualTo(171);
  }

  @Test
  void sixtyFourClientsCopyWatchAndDeleteAmongTenThousandImages() throws Exception {
    World.Builder builder = UHostWorld.builder(clock);
    for (int i = 0; i < 10_000; i++) {
      builder.image(UHostWorld.image("hk", UHostWorld.SECOND_PROJECT, "uimage-mass" + i, "mass", "One of many", UHostRequests.START));
    }
    World crowded = builder.build();
    Set<String> before = crowded.images().stream().map(Image::id).collect(Collectors.toSet());
    Set<String> ids = ConcurrentHashMap.newKeySet();
    ExecutorService clients = Executors.newFixedThreadPool(64);
    try (EmulatorServer busy = EmulatorServer.start(new UHostEmulator(crowded, clock, List.of()), ServerOptions.defaults())) {
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        results.add(clients.submit(() -> copyWatchAndDelete(busy, ids)));
      }
      int listed = 0;
      for (Future<Integer> result : results) {
        listed += result.get();
      }
      assertThat(listed).as("every copy was listed by its id").isEqualTo(64 * 3);
    } finally {
      clients.shutdownNow();
    }
    assertThat(ids).as("no id was given twice, although each image was gone before the next one").hasSize(64 * 3).doesNotContainAnyElementsOf(before);
    assertThat(crowded.images().stream().map(Image::id).collect(Collectors.toSet())).as("all others are where they were").isEqualTo(before);
    assertThat(crowded.journal()).hasSize(2 * 64 * 3);
  }

  private static int copyWatchAndDelete(EmulatorServer busy, Set<String> ids) throws IOException {
    int listed = 0;
    try (RawConnection connection = new RawConnection(busy.endpoint())) {
      for (int i = 0; i < 3; i++) {
        String id = ask(connection, copy()).get("TargetImageId").asString();
        ids.add(id);
        Map<String, Object> place = UHostRequests.map("Region", "hk", "ProjectId", UHostWorld.SECOND_PROJECT, "ImageId", id, "PublicKey",
            UHostWorld.PUBLIC_KEY);
        place.put("Action", "DescribeImage");
        listed += ask(connection, place).get("TotalCount").intValue();
        place.put("Action", "TerminateCustomImage");
        assertThat(ask(connection, place).get("RetCode").intValue()).isZero();
      }
    }
    return listed;
  }

  private static JsonNode ask(RawConnection connection, Map<String, Object> parameters) throws IOException {
    return connection.send("GET /?" + encode(signed(parameters)) + " HTTP/1.1\r\nHost: a\r\n\r\n").read().json();
  }
}
