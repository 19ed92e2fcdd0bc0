package org.imagecopy.conformance.emulator.ecd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.complete;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.copy;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.encode;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.map;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.send;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.signed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.EmulatorServer;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.ServerOptions;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.emulator.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EcdServerTest {

  private final VirtualClock clock = new VirtualClock(EcdRequests.START);
  private final World world = EcdWorld.standard(clock);
  private final Emulator emulator = new EcdEmulator(world, clock, List.of());
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final EmulatorServer server =
      EmulatorServer.start(emulator, ServerOptions.defaults().withLog(new PrintStream(log, true, UTF_8)));
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void close() {
    server.close();
  }

  private static HttpRequest.Builder request(EmulatorServer to, String query) {
    return HttpRequest.newBuilder(URI.create(to.endpoint() + "/?" + query)).timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> get(Map<String, String> parameters) throws Exception {
    return client.send(request(server, encode(signed("GET", complete(parameters)))).build(), BodyHandlers.ofString());
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(server.endpoint().getHost(), server.endpoint().getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private void stillServes() throws Exception {
    assertThat(get(copy()).statusCode()).isEqualTo(200);
  }

  @Test
  void copyOverHttp() throws Exception {
    HttpResponse<String> response = get(copy());
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode body = Json.parse(response.body().getBytes(UTF_8));
    assertThat(response.headers().firstValue("x-acs-request-id")).hasValue(body.get("RequestId").asString());
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json;charset=utf-8");
    assertThat(response.headers().firstValueAsLong("content-length")).hasValue(response.body().length());
    assertThat(log.toString(UTF_8)).contains("GET query CopyImage").contains("-> 200, ")
        .doesNotContain(EcdWorld.KEY_ID).doesNotContain(EcdWorld.SECRET);
  }

  @Test
  void endpointIsLoopback() {
    assertThat(server.endpoint().getHost()).isEqualTo("127.0.0.1");
    assertThat(server.endpoint().getScheme()).isEqualTo("http");
  }

  @Test
  void chunkedEmptyBodyKeepsTheConnectionInStep() throws Exception {
    StringBuilder two = new StringBuilder();
    for (String close : List.of("", "Connection: close\r\n")) {
      two.append("POST /?").append(encode(signed("POST", complete(copy())))).append(" HTTP/1.1\r\nHost: a\r\n").append(close)
          .append("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    }
    assertThat(raw(two.toString()).split("HTTP/1.1 200 OK", -1)).hasSize(3);
    assertThat(world.journal()).hasSize(2);
  }

  @Test
  void formWithContentLength() throws Exception {
    HttpRequest post = HttpRequest.newBuilder(URI.create(server.endpoint() + "/"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(encode(signed("POST", complete(copy()))))).build();
    assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void newerSchemeOverHttp() throws Exception {
    Map<String, String> business = copy();
    business.remove("Action");
    Map<String, String> headers =
        EcdRequests.acs3Headers("CopyImage", new byte[0], "host", server.endpoint().getAuthority());
    String authorization =
        EcdRequests.authorization("POST", business, headers, EcdWorld.KEY_ID, EcdWorld.SECRET);
    HttpRequest.Builder post = request(server, encode(business)).POST(BodyPublishers.noBody())
        .header("Authorization", authorization);
    headers.forEach((name, value) -> {
      if (!name.equals("host")) {
        post.header(name, value);
      }
    });
    HttpResponse<String> response = client.send(post.build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(world.journal()).hasSize(1);
  }

  @Test
  void malformedRequests() throws Exception {
    assertThat(raw("GET /?a=%ff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400").contains("\"Code\":\"InvalidParameter.Encoding\"");
    assertThat(raw("GET /?a=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(raw("BREW / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400").contains("UnsupportedHTTPMethod");
    assertThat(raw("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 400").endsWith("\r\n\r\n");
    assertThat(raw("GET /other HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 404");
    assertThat(raw("garbage\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(raw("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n"))
        .doesNotContain("HTTP/1.1 200");
    stillServes();
  }

  @Test
  void hugeBody() throws Exception {
    HttpRequest post = HttpRequest.newBuilder(URI.create(server.endpoint() + "/"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofByteArray(new byte[EmulatorServer.GREATEST_BODY + 1])).build();
    HttpResponse<String> response = client.send(post, BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("InvalidRequest.Body");
    stillServes();
  }

  @Test
  void stalledClientsDoNotDisturbOthers() throws Exception {
    List<Socket> stalled = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket(server.endpoint().getHost(), server.endpoint().getPort());
        socket.getOutputStream().write("POST / HTTP/1.1\r\nHost: a\r\nContent-Le".getBytes(ISO_8859_1));
        stalled.add(socket);
      }
      stillServes();
    } finally {
      for (Socket socket : stalled) {
        socket.close();
      }
    }
  }

  @Test
  void sixtyFourClientsAndTenThousandImages() throws Exception {
    World.Builder builder = EcdWorld.builder(clock);
    for (int i = 0; i < 10_000; i++) {
      builder.image(EcdWorld.image("cn-shanghai", "m-mass" + i, "Mass-" + i, "One of many", EcdRequests.START));
    }
    World crowded = builder.build();
    Emulator busy = new EcdEmulator(crowded, clock, List.of());
    Set<String> ids = ConcurrentHashMap.newKeySet();
    try (EmulatorServer second = EmulatorServer.start(busy, ServerOptions.defaults())) {
      ExecutorService clients = Executors.newFixedThreadPool(64);
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String name = "Client-" + i;
        results.add(clients.submit(() -> {
          for (int j = 0; j < 5; j++) {
            Map<String, String> parameters = complete(copy("DestinationImageName", name, "DestinationDescription", name));
            HttpResponse<String> response = client.send(
                request(second, encode(signed("GET", parameters))).build(), BodyHandlers.ofString());
            ids.add(Json.parse(response.body().getBytes(UTF_8)).get("ImageId").asString());
          }
          return null;
        }));
      }
      for (Future<?> result : results) {
        result.get();
      }
      clients.shutdown();
    }
    assertThat(ids).hasSize(320);
    assertThat(crowded.images(new Place("cn-shenzhen", EcdWorld.ACCOUNT)))
        .filteredOn(image -> ids.contains(image.id())).hasSize(320)
        .allSatisfy(image -> assertThat(image.name()).isEqualTo(image.description()));
    Set<String> listed = new HashSet<>();
    String token = "";
    int pages = 0;
    do {
      JsonNode body = send(busy, map("Action", "DescribeImages", "RegionId", "cn-shanghai", "MaxResults", "100",
          "NextToken", token)).body();
      body.get("Images").forEach(image -> listed.add(image.get("ImageId").asString()));
      token = body.get("NextToken").asString();
      pages++;
    } while (!token.isEmpty());
    assertThat(listed).hasSize(10_004);
    assertThat(pages).isEqualTo(101);
  }

  @Test
  void connectionNumberIsThatOfTheConnection() throws Exception {
    Set<Long> connections = ConcurrentHashMap.newKeySet();
    Filter watching = new Filter() {
      @Override
      public Wire wire(Context context, Wire honest) {
        connections.add(context.call().connection());
        return honest;
      }
    };
    try (EmulatorServer watched = EmulatorServer.start(
        new EcdEmulator(world, clock, List.of(watching)), ServerOptions.defaults())) {
      for (int i = 0; i < 3; i++) {
        client.send(request(watched, "").build(), BodyHandlers.ofString());
      }
      assertThat(connections).hasSize(1);
      HttpClient.newHttpClient().send(request(watched, "").build(), BodyHandlers.ofString());
      assertThat(connections).hasSize(2);
    }
  }

  @Test
  void wireFaults() throws Exception {
    List<Wire> next = new ArrayList<>();
    Filter scripted = new Filter() {
      @Override
      public Wire wire(Context context, Wire honest) {
        return next.remove(0);
      }
    };
    Wire plain = new Wire(200, Map.of("Content-Type", "text/plain"), "0123456789".getBytes(UTF_8));
    try (EmulatorServer odd = EmulatorServer.start(
        new EcdEmulator(world, clock, List.of(scripted)), ServerOptions.defaults())) {
      next.add(plain.inChunks());
      HttpResponse<String> chunked = client.send(request(odd, "").build(), BodyHandlers.ofString());
      assertThat(chunked.headers().firstValue("transfer-encoding")).hasValue("chunked");
      assertThat(chunked.body()).isEqualTo("0123456789");
      next.add(plain.announcing(4));
      assertThat(client.send(request(odd, "").build(), BodyHandlers.ofString()).body()).isEqualTo("0123");
      next.add(plain.closing());
      assertThat(client.send(request(odd, "").build(), BodyHandlers.ofString()).headers().firstValue("connection"))
          .hasValue("close");
      next.add(plain.paced(Duration.ofMillis(1)));
      assertThat(client.send(request(odd, "").build(), BodyHandlers.ofString()).body()).isEqualTo("0123456789");
      next.add(plain.withBody(new byte[0]));
      assertThat(client.send(request(odd, "").build(), BodyHandlers.ofString()).body()).isEmpty();
      next.add(plain.announcing(20));
      assertThatThrownBy(() -> client.send(request(odd, "").build(), BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
      next.add(plain.dropped());
      next.add(plain.dropped());
      assertThatThrownBy(() -> client.send(request(odd, "").build(), BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void closingEndsAnswersThatHang() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    Filter hanging = new Filter() {
      @Override
      public Wire wire(Context context, Wire honest) {
        arrived.countDown();
        return honest.delayed(Duration.ofDays(1));
      }
    };
    EmulatorServer hung = EmulatorServer.start(new EcdEmulator(world, clock, List.of(hanging)), ServerOptions.defaults());
    try (Socket socket = new Socket(hung.endpoint().getHost(), hung.endpoint().getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
      arrived.await();
      hung.close();
      assertThat(readUntilEnd(socket)).isEmpty();
    }
  }

  private static byte[] readUntilEnd(Socket socket) throws IOException {
    try {
      return socket.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      return new byte[0];
    }
  }

  @Test
  void portInUseIsExplained() {
    assertThatThrownBy(() -> EmulatorServer.start(emulator, ServerOptions.defaults().withPort(server.endpoint().getPort())))
        .hasMessageContaining("Cannot listen on 127.0.0.1 port " + server.endpoint().getPort());
  }
}
