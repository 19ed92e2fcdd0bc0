package org.imagecopy.conformance.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imagecopy.conformance.emulator.ecd.EcdEmulator;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.emulator.uhost.UHostEmulator;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;
import org.imagecopy.conformance.signature.PercentEncoding;
import org.imagecopy.conformance.signature.UCloudSignature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whatever a client sends, it learns what is wrong in the vendor's own words, and nobody else notices. */
class MalformedRequestsTest {

  private static final String END = " HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final Duration SHORT = Duration.ofMillis(200);

  static final List<String> FAMILIES = List.of("ecd", "uhost");

  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-05T08:00:00Z"));
  private final List<EmulatorServer> servers = new ArrayList<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @AfterEach
  void close() {
    servers.forEach(EmulatorServer::close);
  }

  private EmulatorServer serve(String family, ServerOptions options) {
    Emulator emulator = family.equals("ecd") ? new EcdEmulator(EcdWorld.standard(clock), clock, List.of())
        : new UHostEmulator(UHostWorld.standard(clock), clock, List.of());
    EmulatorServer server = EmulatorServer.start(emulator, options.withLog(new PrintStream(log, true, UTF_8)));
    servers.add(server);
    return server;
  }

  private static String post(String headers, String body) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static String repeated(int count, String separator, String pattern) {
    return IntStream.range(0, count).mapToObj(number -> pattern.replace("#", Integer.toString(number))).collect(Collectors.joining(separator));
  }

  /** Title, request, HTTP status, what the message says, and whether another request may follow on the connection. */
  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments("escape without digits", "GET /?a=%zz" + END, 400, "A percent sign is not followed by two hexadecimal digits", true),
        arguments("escape cut off", "GET /?a=%4" + END, 400, "A percent-encoded byte is incomplete", true),
        arguments("escape of no UTF-8", "GET /?a=%ff" + END, 400, "A parameter is not valid UTF-8", true),
        arguments("bytes of no UTF-8", "GET /?a=\u00ff" + END, 400, "A parameter is not valid UTF-8", true),
        arguments("form with a bad escape", post(FORM, "a=%zz"), 400, "A percent sign", true),
        arguments("form of no UTF-8", post(FORM, "a=\u00ff"), 400, "A parameter is not valid UTF-8", true),
        arguments("thousands of parameters in the query", "GET /?" + repeated(5000, "&", "p#=1") + END, 400, "more than 1000 parameters", true),
        arguments("thousands of parameters in the form", post(FORM, repeated(100_000, "&", "p#=1")), 400, "more than 1000 parameters", true),
        arguments("invalid JSON", post(JSON, "{\"a\":"), 400, "The body is not a JSON document", true),
        arguments("text after the JSON", post(JSON, "{}x"), 400, "The body is not a JSON document", true),
        arguments("JSON that is no object", post(JSON, "[1]"), 400, "The body is not a JSON object", true),
        arguments("member twice", post(JSON, "{\"a\":1,\"a\":2}"), 400, "The body is not a JSON document", true),
        arguments("deep JSON", post(JSON, "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"), 400, "The body is not a JSON document", true),
        arguments("object in JSON", post(JSON, "{\"a\":{\"b\":1}}"), 400, "A parameter is neither a text, a number", true),
        arguments("thousands of members", post(JSON, "{" + repeated(5000, ",", "\"p#\":1") + "}"), 400, "more than 1000 parameters", true),
        arguments("thousands of elements", post(JSON, "{\"a\":[" + repeated(5000, ",", "#") + "]}"), 400, "more than 1000 elements", true),
        arguments("JSON of no UTF-8", post(JSON, "{\"a\":\"\u00ff\"}"), 400, "The body is not valid UTF-8", true),
        arguments("lone surrogate in JSON", post(JSON, "{\"a\":\"\\ud800\"}"), 400, "not valid Unicode", true),
        arguments("number with a huge exponent", post(JSON, "{\"a\":1e999999}"), 400, "A number is out of range", true),
        arguments("chunk size that is no number", "POST /" + END.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), 400,
            "The chunks of the body are malformed", false),
        arguments("chunk longer than its size", "POST /" + END.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n"), 400,
            "The chunks of the body are malformed", false),
        arguments("negative length", "POST /" + END.replace("\r\n\r\n", "\r\nContent-Length: -5\r\n\r\n"), 400, "Content-Length is not one whole number", false),
        arguments("length in words", "POST /" + END.replace("\r\n\r\n", "\r\nContent-Length: five\r\n\r\n"), 400, "Content-Length is not one", false),
        arguments("huge length", "POST /" + END.replace("\r\n\r\n", "\r\nContent-Length: 99999999999999999999\r\n\r\n"), 400, "Content-Length is not one", false),
        arguments("two lengths", "POST /" + END.replace("\r\n\r\n", "\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"), 400, "Content-Length is not one", false),
        arguments("length and chunks", "POST /" + END.replace("\r\n\r\n", "\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400,
            "both a length and a transfer encoding", false),
        arguments("unknown transfer encoding", "POST /" + END.replace("\r\n\r\n", "\r\nTransfer-Encoding: gzip\r\n\r\nabc"), 501, "only chunked", false),
        arguments("body that is too large", "POST /" + END.replace("\r\n\r\n", "\r\nContent-Length: 16777217\r\n\r\nabc"), 413, "larger than 16777216 bytes", false),
        arguments("ten million bytes in the query", "GET /?a=" + "x".repeat(10_000_000) + END, 414, "longer than 131072 bytes", false),
        arguments("ten million bytes in a header", "GET /" + END.replace("\r\n\r\n", "\r\nX: " + "x".repeat(10_000_000) + "\r\n\r\n"), 431, "longer than 131072 bytes", false),
        arguments("a thousand headers", "GET /" + END.replace("\r\n\r\n", "\r\n" + repeated(1000, "\r\n", "x-#: 1") + "\r\n\r\n"), 431, "more than 200 headers", false),
        arguments("header without colon", "GET /" + END.replace("\r\n\r\n", "\r\noops\r\n\r\n"), 400, "not a name, a colon and a value", false),
        arguments("folded header", "GET /" + END.replace("\r\n\r\n", "\r\nX: a\r\n b\r\n\r\n"), 400, "not a name, a colon and a value", false),
        arguments("no request at all", "garbage\r\n\r\n", 400, "The request line is not", false),
        arguments("no version", "GET /\r\n\r\n", 400, "The request line is not", false),
        arguments("blank in the target", "GET /?a=b c" + END, 400, "The request line is not", false),
        arguments("later version", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "Only HTTP/1.0 and HTTP/1.1", false),
        arguments("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003", 400, "plain HTTP, not TLS", false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void isAnsweredInTheEnvelopeOfEcd(String title, String request, int status, String message, boolean goesOn) throws IOException {
    // JSON bodies mean nothing to this family: a broken one is as good as any.
    boolean json = request.contains(JSON);
    answered("ecd", request, json ? 400 : status, json ? "Action is mandatory" : message, goesOn);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void isAnsweredInTheEnvelopeOfUhost(String title, String request, int status, String message, boolean goesOn) throws IOException {
    answered("uhost", request, status, message, goesOn);
  }

  private void answered(String family, String request, int status, String message, boolean goesOn) throws IOException {
    EmulatorServer server = serve(family, ServerOptions.defaults());
    try (RawConnection connection = new RawConnection(server.endpoint())) {
      RawConnection.Reply reply = connection.send(request).read();
      assertThat(reply.status()).as(reply.text()).isEqualTo(status);
      assertEnvelope(family, reply, message);
      if (goesOn) {
        works(family, connection);
      } else {
        assertThat(reply.headers()).containsEntry("connection", "close");
        assertThat(connection.finish().isEnded()).isTrue();
      }
    }
    try (RawConnection another = new RawConnection(server.endpoint())) {
      works(family, another);
    }
  }

  private static void assertEnvelope(String family, RawConnection.Reply reply, String message) {
    assertThat(reply.headers().get("content-type")).startsWith("application/json");
    JsonNode body = reply.json();
    assertThat(body.get("Message").asString()).contains(message);
    if (family.equals("ecd")) {
      assertThat(body.propertyNames()).containsExactly("RequestId", "HostId", "Code", "Message", "Recommend");
    } else {
      assertThat(body.get("RetCode").intValue()).isNotZero();
    }
  }

  /** A request that needs no fresh signature: for ECD one without it, whose refusal says that all else was understood. */
  private static void works(String family, RawConnection connection) throws IOException {
    if (family.equals("ecd")) {
      RawConnection.Reply reply = connection.send("GET /?Action=DescribeRegions&Version=2020-09-30" + END).read();
      assertThat(reply.json().get("Code").asString()).isEqualTo("MissingAccessKeyId");
      return;
    }
    Map<String, String> parameters = new LinkedHashMap<>(Map.of("Action", "GetRegion", "PublicKey", UHostWorld.PUBLIC_KEY));
    parameters.put("Signature", UCloudSignature.sign(parameters, UHostWorld.PRIVATE_KEY));
    String query = parameters.entrySet().stream().map(pair -> pair.getKey() + "=" + PercentEncoding.encode(pair.getValue()))
        .collect(Collectors.joining("&"));
    assertThat(connection.send("GET /?" + query + END).read().json().get("RetCode").intValue()).isZero();
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void unknownMethodsAreRefused(String family) throws IOException {
    EmulatorServer server = serve(family, ServerOptions.defaults());
    for (String method : List.of("BREW", "PUT", "DELETE", "OPTIONS", "PATCH", "get")) {
      RawConnection.Reply reply = RawConnection.exchange(server.endpoint(), method + " /" + END);
      assertThat(reply.status()).as(method).isEqualTo(family.equals("ecd") ? 400 : 405);
      assertEnvelope(family, reply, family.equals("ecd") ? "Use GET or POST" : "Method not supported");
    }
  }

  @Test
  void aLongParameterIsJudgedLikeAnyOther() throws IOException {
    EmulatorServer server = serve("uhost", ServerOptions.defaults());
    String body = "{\"Action\":\"CopyCustomImage\",\"PublicKey\":\"" + UHostWorld.PUBLIC_KEY + "\",\"Signature\":\"x\",\"TargetImageName\":\""
        + "x".repeat(10_000_000) + "\"}";
    RawConnection.Reply reply = RawConnection.exchange(server.endpoint(), post(JSON, body));
    assertThat(reply.json().get("RetCode").intValue()).isEqualTo(171);
    assertThat(log.size()).as("the log does not repeat it").isLessThan(2000);
  }

  @Test
  void strangeButProperTargetsReachTheEmulator() throws IOException {
    EmulatorServer server = serve("ecd", ServerOptions.defaults());
    for (String target : List.of("/?Action=A|{}^`\"<>\\[]", "/?Action=\u00c3\u00a9", "http://any.host/?Action=A", "HTTP://any.host?Action=A", "/?&&Action=A&&")) {
      RawConnection.Reply reply = RawConnection.exchange(server.endpoint(), "GET " + target + END);
      assertThat(reply.json().get("Code").asString()).as(target).isEqualTo("MissingVersion");
    }
    assertThat(RawConnection.exchange(server.endpoint(), "GET *" + END).json().get("Code").asString()).isEqualTo("InvalidPath.NotFound");
  }

  @Test
  void olderHttpAndEmptyLinesAreUnderstood() throws IOException {
    EmulatorServer server = serve("ecd", ServerOptions.defaults());
    try (RawConnection connection = new RawConnection(server.endpoint())) {
      RawConnection.Reply kept = connection.send("\r\nGET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").read();
      assertThat(kept.headers()).containsEntry("connection", "keep-alive");
      assertThat(connection.send("GET / HTTP/1.0\r\n\r\n").read().headers()).containsEntry("connection", "close");
      assertThat(connection.isEnded()).isTrue();
    }
  }

  @Test
  void aClientThatWaitsToBeInvitedIsInvited() throws IOException {
    EmulatorServer server = serve("uhost", ServerOptions.defaults());
    try (RawConnection connection = new RawConnection(server.endpoint())) {
      connection.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n" + FORM + "Content-Length: 8\r\n\r\n");
      assertThat(connection.line()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(connection.line()).isEmpty();
      assertThat(connection.send("Action=A").read().json().get("RetCode").intValue()).isEqualTo(161);
    }
  }

  @Test
  void requestsMayBeSentAhead() throws IOException {
    EmulatorServer server = serve("ecd", ServerOptions.defaults());
    try (RawConnection connection = new RawConnection(server.endpoint())) {
      connection.send(("GET /?Action=A" + END).repeat(50));
      for (int i = 0; i < 50; i++) {
        assertThat(connection.read().json().get("Code").asString()).isEqualTo("MissingVersion");
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void aRequestThatDoesNotArriveInTimeIsToldSo(String family) throws IOException {
    EmulatorServer server = serve(family, ServerOptions.defaults().withDeadlines(Duration.ofMinutes(1), SHORT));
    for (String start : List.of("GET /?a=b HTT", "GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\n" + FORM + "Content-Length: 50\r\n\r\nAction=A",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")) {
      try (RawConnection connection = new RawConnection(server.endpoint())) {
        RawConnection.Reply reply = connection.send(start).read();
        assertThat(reply.status()).as(start).isEqualTo(408);
        assertEnvelope(family, reply, "did not arrive in time");
      }
    }
  }

  @Test
  void aByteNowAndThenGainsNoTime() throws IOException {
    EmulatorServer server = serve("ecd", ServerOptions.defaults().withDeadlines(Duration.ofMinutes(1), SHORT));
    try (RawConnection connection = new RawConnection(server.endpoint())) {
      connection.send("GET / HTTP/1.1\r\nX: ");
      Thread dripping = new Thread(() -> drip(connection));
      dripping.setDaemon(true);
      dripping.start();
      assertThat(connection.read().status()).isEqualTo(408);
      dripping.interrupt();
    }
  }

  private static void drip(RawConnection connection) {
    try {
      while (!Thread.interrupted()) {
        connection.send("x");
        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
      }
    } catch (IOException ended) {
      // That is what the test is about.
    }
  }

  @Test
  void aConnectionWithoutRequestsIsEnded() throws IOException {
    EmulatorServer server = serve("ecd", ServerOptions.defaults().withDeadlines(SHORT, Duration.ofMinutes(1)));
    try (RawConnection connection = new RawConnection(server.endpoint())) {
      assertThat(connection.isEnded()).isTrue();
    }
    assertThat(log.toString(UTF_8)).as("nothing was asked").isEmpty();
  }

  @Test
  void aBodyShorterThanItsLengthIsToldSo() throws IOException {
    EmulatorServer server = serve("ecd", ServerOptions.defaults());
    try (RawConnection connection = new RawConnection(server.endpoint())) {
      RawConnection.Reply reply = connection.send("POST / HTTP/1.1\r\n" + FORM + "Content-Length: 50\r\n\r\nAction=A").finish().read();
      assertThat(reply.status()).isEqualTo(400);
      assertEnvelope("ecd", reply, "The body ends before its length is reached");
    }
  }

  @Test
  void aRequestThatEndsWithinItsHeadIsNotCarriedOut() throws IOException {
    EmulatorServer server = serve("ecd", ServerOptions.defaults());
    try (RawConnection connection = new RawConnection(server.endpoint())) {
      assertThat(connection.send("GET / HTTP/1.1\r\nHost: a\r\n").finish().isEnded()).isTrue();
    }
    assertThat(log.toString(UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("FAMILIES")
  void manySlowClientsDisturbNobody(String family) throws IOException {
    EmulatorServer server = serve(family, ServerOptions.defaults().withConnections(40));
    List<RawConnection> slow = new ArrayList<>();
    try (RawConnection faithful = new RawConnection(server.endpoint())) {
      works(family, faithful);
      for (int i = 0; i < 200; i++) {
        slow.add(new RawConnection(server.endpoint()).send("POST / HTTP/1.1\r\nHost: a\r\nContent-Le"));
        if (i % 20 == 0) {
          works(family, faithful);
          try (RawConnection newcomer = new RawConnection(server.endpoint())) {
            works(family, newcomer);
          }
        }
      }
      assertThat(slow.get(0).isEnded()).as("the first of them made room").isTrue();
      works(family, faithful);
    } finally {
      for (RawConnection connection : slow) {
        connection.close();
      }
    }
  }

  @Test
  void aClientThatDoesNotReadDisturbsNobody() throws IOException {
    World.Builder builder = UHostWorld.builder(clock);
    for (int i = 0; i < 10_000; i++) {
      builder.image(UHostWorld.image("hk", UHostWorld.DEFAULT_PROJECT, "uimage-mass" + i, "mass", "", clock.instant()));
    }
    EmulatorServer server = EmulatorServer.start(new UHostEmulator(builder.build(), clock, List.of()), ServerOptions.defaults().withConnections(4));
    servers.add(server);
    Map<String, String> listing = new LinkedHashMap<>(Map.of("Action", "DescribeImage", "Region", "hk", "Limit", "20000", "PublicKey", UHostWorld.PUBLIC_KEY));
    listing.put("Signature", UCloudSignature.sign(listing, UHostWorld.PRIVATE_KEY));
    String request = "GET /?" + listing.entrySet().stream().map(pair -> pair.getKey() + "=" + PercentEncoding.encode(pair.getValue()))
        .collect(Collectors.joining("&")) + END;
    List<RawConnection> deaf = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      deaf.add(new RawConnection(server.endpoint()).send(request.repeat(4)));
    }
    try (RawConnection another = new RawConnection(server.endpoint())) {
      works("uhost", another);
    }
    for (RawConnection connection : deaf) {
      connection.close();
    }
  }

  @Test
  void closingLeavesNoThread() throws IOException {
    EmulatorServer server = serve("ecd", ServerOptions.defaults());
    List<RawConnection> open = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      RawConnection connection = new RawConnection(server.endpoint());
      works("ecd", connection);
      open.add(connection);
    }
    server.close();
    for (RawConnection connection : open) {
      assertThat(connection.isEnded()).isTrue();
      connection.close();
    }
    await(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("emulator-ecd")));
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void theLogShowsRequestsWithoutSecretsAndWithoutHarm() throws IOException {
    EmulatorServer server = serve("uhost", ServerOptions.defaults());
    String secrets = "Signature=0123456789abcdef&SecurityToken=hush&Password=hush&X=" + UHostWorld.PRIVATE_KEY + "&PublicKey="
        + PercentEncoding.encode(UHostWorld.PUBLIC_KEY);
    RawConnection.exchange(server.endpoint(), "GET /?Action=GetRegion&" + secrets + END);
    RawConnection.exchange(server.endpoint(), "GET /?Action=A%1b%5b31m%0aB&Name=%e2%80%ae%c2%9b&NextToken=page2" + END);
    List<String> lines = log.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("uhost #1 connection 1: GET query GetRegion Signature=*** SecurityToken=*** Password=*** X=*** PublicKey=test...")
        .contains("-> 200 171 \"Signature VerifyAC Error\"").doesNotContain("hush", UHostWorld.PRIVATE_KEY, UHostWorld.PUBLIC_KEY, "0123456789abcdef");
    assertThat(lines.get(1)).contains("GET query A?[31m?B Name=?? NextToken=page2");
    assertThat(log.toString(ISO_8859_1)).doesNotContain("\u001b");
  }
}
