package org.imagecopy.conformance.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.apache.http.client.methods.HttpGet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.imagecopy.conformance.exchange.Failure.Kind;
import org.imagecopy.conformance.hostile.Behaviour;
import org.imagecopy.conformance.hostile.HostileServer;

/** What the client makes of endpoints that break the transport, and what it sends them. */
class ClientTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final Map<String, String> SHORT = Map.of("limits.timeout", "300ms");

    private static Arguments fails(String what, Behaviour behaviour, Kind kind, String text) {
        return Arguments.of(what, behaviour, kind, text);
    }

    static Stream<Arguments> brokenAnswers() {
        return Stream.of(
                fails("closed without an answer", Behaviour.closes(), Kind.BROKEN, "closed without an answer"),
                fails("reset without an answer", Behaviour.resets(), Kind.BROKEN, "the connection "),
                fails("head that ends early", Behaviour.says(OK + "Content-Le"), Kind.BROKEN, ""),
                fails("body that ends early", Behaviour.says(OK + "Content-Length: 50\r\n\r\n{}"), Kind.BROKEN, "expected: 50; received: 2"),
                fails("chunks that end early", Behaviour.says(OK + "Transfer-Encoding: chunked\r\n\r\n20\r\n{}"), Kind.BROKEN, ""),
                fails("chunks of nonsense", Behaviour.says(OK + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n{}\r\n0\r\n\r\n"), Kind.BROKEN, "chunk"),
                fails("a length that is too small", Behaviour.says(OK + "Content-Length: 5\r\n\r\n{\"a\":1}"), Kind.BROKEN, "more bytes follow"),
                fails("a length and another one", Behaviour.says(OK + "Content-Length: 2\r\nContent-Length: 7\r\n\r\n{\"a\":1}"), Kind.BROKEN, "several lengths: 2, 7"),
                fails("a negative length", Behaviour.says(OK + "Content-Length: -2\r\n\r\n{}"), Kind.BROKEN, "the length '-2'"),
                fails("a length that is no number", Behaviour.says(OK + "Content-Length: two\r\n\r\n{}"), Kind.BROKEN, "the length 'two'"),
                fails("a second answer that nobody asked for", Behaviour.says((OK + "Content-Length: 2\r\n\r\n{}").repeat(2)), Kind.BROKEN, "more bytes follow"),
                fails("an unknown transfer coding", Behaviour.says(OK + "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"), Kind.BROKEN, "transferred as"),
                fails("an unknown content coding", Behaviour.answer(200, Map.of("Content-Encoding", "br"), "{}"), Kind.BROKEN, "'br'"),
                fails("too many content codings", Behaviour.answer(200, Map.of("Content-Encoding", "gzip, gzip, gzip, gzip"), "{}"), Kind.BROKEN, "4 times"),
                fails("gzip that is none", Behaviour.answer(200, Map.of("Content-Encoding", "gzip"), "{}"), Kind.BROKEN, "compressed body is damaged"),
                fails("gzip that ends early", Behaviour.says(visit -> {
                    byte[] whole = Behaviour.gzip("{\"some\":\"document\"}".getBytes(StandardCharsets.UTF_8));
                    return concat((OK + "Content-Encoding: gzip\r\nContent-Length: " + (whole.length - 12) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8),
                            java.util.Arrays.copyOf(whole, whole.length - 12));
                }), Kind.BROKEN, "compressed body is damaged"),
                fails("gzip of gibberish", Behaviour.says(visit -> {
                    byte[] whole = Behaviour.gzip(Behaviour.random(500));
                    whole[100] ^= 0x55;
                    return concat((OK + "Content-Encoding: gzip\r\nContent-Length: " + whole.length + "\r\n\r\n").getBytes(StandardCharsets.UTF_8), whole);
                }), Kind.BROKEN, "compressed body is damaged"),
                fails("HTTP 0.9", Behaviour.says("{\"ImageId\":\"m-1\"}"), Kind.BROKEN, "not HTTP"),
                fails("a line before the status line", Behaviour.says("hello\r\n" + OK + "Content-Length: 2\r\n\r\n{}"), Kind.BROKEN, "not HTTP"),
                fails("random bytes", Behaviour.says(visit -> concat(Behaviour.random(2000), "\r\n".getBytes(StandardCharsets.UTF_8))), Kind.BROKEN, "not HTTP"),
                fails("a status that is no number", Behaviour.says("HTTP/1.1 twohundred OK\r\nContent-Length: 2\r\n\r\n{}"), Kind.BROKEN, "not HTTP"),
                fails("a status below 100", Behaviour.says("HTTP/1.1 42 What\r\nContent-Length: 2\r\n\r\n{}"), Kind.BROKEN, "not HTTP"),
                fails("a header without colon", Behaviour.says(OK + "Content-Length 2\r\n\r\n{}"), Kind.BROKEN, "not HTTP"),
                fails("a TLS alert", Behaviour.says("\u0015\u0003\u0001\u0000\u0002\u0002\u0016\r\n"), Kind.BROKEN, "not HTTP"),
                fails("an endless line in the head", Behaviour.floods(OK + "X: ", "x"), Kind.TOO_LARGE, "the head of the answer"),
                fails("headers without end", Behaviour.floods(OK, "X-More: yes\r\n"), Kind.TOO_LARGE, "the head of the answer"),
                fails("interim answers without end", Behaviour.floods("", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"), Kind.TOO_LARGE, "bytes on the wire"),
                fails("trailers without end", Behaviour.floods(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", "X-More: yes\r\n"), Kind.TOO_LARGE, "bytes on the wire"),
                fails("chunk extensions without end", Behaviour.floods(OK + "Transfer-Encoding: chunked\r\n\r\n2;x=", "x"), Kind.TOO_LARGE, ""),
                fails("a body without end", Behaviour.floods(OK + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"), Kind.TOO_LARGE, "larger than 65536 bytes"),
                fails("a body without length and end", Behaviour.floods(OK + "\r\n", "x"), Kind.TOO_LARGE, "larger than 65536 bytes"),
                fails("a body of 100 MiB", Behaviour.floods(OK + "Content-Length: 104857600\r\n\r\n", "x"), Kind.TOO_LARGE, "larger than 65536 bytes"),
                fails("a gzip bomb of 100 MiB", Behaviour.answer(200, Map.of("Content-Encoding", "gzip"), Behaviour.gzipOfZeros(100 << 20)), Kind.TOO_LARGE, "larger than 65536 bytes"),
                fails("a gzip bomb in a gzip bomb", Behaviour.answer(200, Map.of("Content-Encoding", "gzip, gzip"), Behaviour.gzip(Behaviour.gzipOfZeros(100 << 20))),
                        Kind.TOO_LARGE, "larger than 65536 bytes"));
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] all = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenAnswers(String what, Behaviour behaviour, Kind kind, String text) throws IOException {
        try (Line line = Line.to(behaviour)) {
            Failure failure = line.failure();
            assertThat(failure.kind()).as(failure.text()).isEqualTo(kind);
            assertThat(failure.text()).contains(text).doesNotContain("\n");
            assertThat(failure.outcomeUnknown()).as("the request was sent: it may have been carried out").isTrue();
            assertThat(line.server().visits()).as("nothing is sent twice").hasSize(1);
        }
    }

    static Stream<Arguments> slowAnswers() {
        return Stream.of(
                Arguments.of("silent", Behaviour.holds()),
                Arguments.of("silent after the head", Behaviour.saysAndHolds(OK + "Content-Length: 20\r\n\r\n")),
                Arguments.of("dripping status line", Behaviour.drips("HTTP/1.1 200 ", "O")),
                Arguments.of("dripping headers", Behaviour.drips(OK, "X: y\r\n")),
                Arguments.of("dripping body", Behaviour.drips(OK + "Content-Length: 50000\r\n\r\n", "x")),
                Arguments.of("dripping chunks", Behaviour.drips(OK + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n")),
                Arguments.of("dripping interim answers", Behaviour.drips("", "HTTP/1.1 102 Processing\r\n\r\n")),
                Arguments.of("never the end", Behaviour.saysAndHolds(OK + "\r\n{}")));
    }

    /** The deadline is one for the whole, although every read gets its bytes in time. */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void slowAnswers(String what, Behaviour behaviour) throws IOException {
        try (Line line = Line.to(behaviour, SHORT)) {
            Failure failure = line.failure();
            assertThat(failure.kind()).as(failure.text()).isEqualTo(Kind.TIMEOUT);
            assertThat(failure.text()).contains("300 ms");
            assertThat(line.server().visits()).hasSize(1);
        }
    }

    /** What was read and what was counted: a limit holds long before the 100 MiB are through. */
    @Test
    void anEndlessAnswerIsCutAtTheLimit() throws Exception {
        AtomicLong written = new AtomicLong();
        CountDownLatch cut = new CountDownLatch(1);
        Behaviour endless = visit -> {
            visit.write(OK + "Content-Length: 10000000000\r\n\r\n");
            try {
                while (true) {
                    visit.write(new byte[65_536]);
                    written.addAndGet(65_536);
                }
            } catch (SocketException e) {
                cut.countDown();
            }
            return false;
        };
        try (Line line = Line.to(endless)) {
            assertThat(line.failure().kind()).isEqualTo(Kind.TOO_LARGE);
            cut.await();
            // The buffers of both ends take some megabytes on top of the limit.
            assertThat(written.get()).isLessThan(32L << 20);
        }
    }

    @Test
    void interimAnswersAreTolerated() throws IOException {
        try (Line line = Line.to(Behaviour.says("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + OK
                + "Content-Length: 2\r\n\r\n{}"))) {
            assertThat(line.reply().status()).isEqualTo(200);
        }
    }

    static Stream<Arguments> oddButWholeAnswers() {
        String json = "{\"a\":1}";
        return Stream.of(
                Arguments.of("no content type", Behaviour.says(OK + "Content-Length: 7\r\n\r\n" + json), json),
                Arguments.of("a nonsensical content type", Behaviour.answer(200, Map.of("Content-Type", ";;;=/"), json), json),
                Arguments.of("an unknown charset", Behaviour.answer(200, Map.of("Content-Type", "application/json; charset=no-such-thing"), json), json),
                Arguments.of("an empty content type", Behaviour.answer(200, Map.of("Content-Type", ""), json), json),
                Arguments.of("no reason", Behaviour.says("HTTP/1.1 200\r\nContent-Length: 7\r\n\r\n" + json), json),
                Arguments.of("HTTP 1.0 and no length", Behaviour.says("HTTP/1.0 200 OK\r\n\r\n" + json), json),
                Arguments.of("the same length twice", Behaviour.says(OK + "Content-Length: 7\r\nContent-Length: 7\r\n\r\n" + json), json),
                Arguments.of("chunks and a length", Behaviour.says(OK + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n" + json + "\r\n0\r\n\r\n"), json),
                Arguments.of("deflate", Behaviour.says(OK + "Content-Encoding: deflate\r\nContent-Length: 9\r\n\r\n\u00ABVJT\u00B22\u00AC\u0005\u0000"), json),
                Arguments.of("gzip", Behaviour.answer(200, Map.of("Content-Encoding", "GZIP"), Behaviour.gzip(json.getBytes(StandardCharsets.UTF_8))), json),
                Arguments.of("gzip with something behind", Behaviour.answer(200, Map.of("Content-Encoding", "x-gzip"),
                        concat(Behaviour.gzip(json.getBytes(StandardCharsets.UTF_8)), new byte[40])), json),
                Arguments.of("gzip of nothing", Behaviour.answer(200, Map.of("Content-Encoding", "gzip"), ""), ""),
                Arguments.of("identity", Behaviour.answer(200, Map.of("Content-Encoding", "identity"), json), json),
                Arguments.of("a challenge", Behaviour.answer(401, Map.of("WWW-Authenticate", "Basic realm=\"x\""), json), json),
                Arguments.of("a broken challenge", Behaviour.answer(401, Map.of("WWW-Authenticate", ""), json), json),
                Arguments.of("a proxy's challenge", Behaviour.answer(407, Map.of("Proxy-Authenticate", "Negotiate"), json), json),
                Arguments.of("status 999", Behaviour.answer(999, Map.of(), json), json),
                Arguments.of("status 1234", Behaviour.answer(1234, Map.of(), json), json),
                Arguments.of("no content", Behaviour.says("HTTP/1.1 204 No Content\r\n\r\n"), ""),
                Arguments.of("not modified", Behaviour.says("HTTP/1.1 304 Not Modified\r\n\r\n"), ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void oddButWholeAnswers(String what, Behaviour behaviour, String body) throws IOException {
        try (Line line = Line.to(behaviour)) {
            assertThat(line.reply().body()).asString(StandardCharsets.UTF_8).isEqualTo(body);
            assertThat(line.server().visits()).as("nothing is sent twice, no challenge is answered").hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) throws IOException {
        try (HostileServer elsewhere = HostileServer.always(Behaviour.answer(200, Map.of(), "{}"));
             Line line = Line.to(Behaviour.answer(status, Map.of("Location", elsewhere.endpoint() + "/?Action=X"), "{}"))) {
            assertThat(line.reply().status()).isEqualTo(status);
            assertThat(elsewhere.visits()).isEmpty();
            assertThat(elsewhere.connections()).isZero();
            assertThat(line.server().visits()).hasSize(1);
        }
    }

    @Test
    void cookiesAreNotKept() throws IOException {
        try (Line line = Line.to(Behaviour.answer(200, Map.of("Set-Cookie", "session=1234; Path=/"), "{}"))) {
            line.reply();
            line.reply();
            assertThat(line.server().visits()).hasSize(2).allMatch(visit -> visit.header("Cookie").isEmpty());
        }
    }

    @Test
    void proxiesOfTheJvmAreIgnored() throws IOException {
        try (HostileServer proxy = HostileServer.always(Behaviour.answer(200, Map.of(), "{}")); Line line = Line.to(Behaviour.answer(200, Map.of(), "{\"direct\":true}"))) {
            Map<String, String> properties = Map.of("http.proxyHost", "127.0.0.1", "http.proxyPort", String.valueOf(proxy.endpoint().getPort()), "http.nonProxyHosts", "",
                    "socksProxyHost", "127.0.0.1", "socksProxyPort", String.valueOf(proxy.endpoint().getPort()), "socksNonProxyHosts", "");
            properties.forEach(System::setProperty);
            try {
                assertThat(line.reply().body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"direct\":true}");
                assertThat(proxy.connections()).isZero();
            } finally {
                properties.keySet().forEach(System::clearProperty);
            }
        }
    }

    @Test
    void bytesLeaveAsGiven() throws IOException {
        String target = "/base/path/?b=1&a=2&b=3&Empty=&Only&plus=a+b&percent=%2F%2f%25&braces=%7Bx%7D&semi=%3B";
        byte[] body = "a=1&b=%20".getBytes(StandardCharsets.UTF_8);
        try (Line line = Line.to(Behaviour.answer(200, Map.of(), "{}"))) {
            line.send(new Request("POST", target, List.of(new Header("Content-Type", "application/x-www-form-urlencoded"), new Header("X-One", "1"), new Header("X-One", "2")), body,
                    "X", List.of()));
            assertThat(line.server().visits().get(0).head()).startsWith("POST " + target + " HTTP/1.1\r\n").containsSubsequence("X-One: 1", "X-One: 2");
            assertThat(line.server().visits().get(0).body()).isEqualTo(body);
        }
    }

    /** A type that the request does not name would be one that nobody can repeat, and a reason to refuse it. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void noHeaderIsAddedThatTellsOfTheBody(String method) throws IOException {
        try (Line line = Line.to(Behaviour.answer(200, Map.of(), "{}"))) {
            line.send(new Request(method, "/?Action=X", List.of(new Header("Accept", "application/json")), new byte[0], "X", List.of()));
            assertThat(line.server().visits().get(0).head().lines().skip(1).map(header -> header.replaceFirst(":.*", "")))
                    .containsExactlyElementsOf(method.equals("GET") ? List.of("Accept", "Host", "Connection") : List.of("Accept", "Content-Length", "Host", "Connection"));
        }
    }

    @Test
    void theHostHeaderIsTheAuthorityOfTheEndpoint() throws IOException {
        try (HostileServer server = HostileServer.always(Behaviour.answer(200, Map.of(), "{}"))) {
            for (String host : List.of("127.0.0.1", "localhost", "LocalHost")) {
                String authority = host + ":" + server.endpoint().getPort();
                try (Client client = Line.client("http://" + authority + "/base/", Map.of(), Client.Connections.FRESH)) {
                    client.send(Line.request(), "a test");
                }
                assertThat(server.visits().get(server.visits().size() - 1).header("Host")).isEqualTo(authority);
            }
        }
    }

    @Test
    void anIpv6EndpointIsReached() throws IOException {
        InetAddress loopback = InetAddress.getByName("::1");
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(loopback, 0));
        } catch (IOException e) {
            Assumptions.abort("this machine has no IPv6");
        }
        try (HostileServer server = HostileServer.at(loopback, Behaviour.answer(200, Map.of(), "{}"));
             Client client = Line.client("http://[::1]:" + server.endpoint().getPort(), Map.of(), Client.Connections.FRESH)) {
            assertThat(client.send(Line.request(), "a test").reply()).isPresent();
            assertThat(server.visits().get(0).header("Host")).isEqualTo("[::1]:" + server.endpoint().getPort());
        }
    }

    @Test
    void localhostWithoutAPortIsPort80() {
        try (Client client = Line.client("http://localhost/", SHORT, Client.Connections.FRESH)) {
            Exchange exchange = client.send(Line.request(), "a test");
            // Whoever may listen at port 80 of this machine: nobody else was asked.
            assertThat(exchange.failure().map(Failure::text).orElse("localhost")).contains("localhost").doesNotContain("8080");
        }
    }

    @Test
    void nobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (Client client = Line.client("http://127.0.0.1:" + free, Map.of(), Client.Connections.FRESH)) {
            Failure failure = client.send(Line.request(), "a test").failure().orElseThrow();
            assertThat(failure).isEqualTo(new Failure(Kind.UNREACHABLE, "nothing listens at 127.0.0.1:" + free));
            assertThat(failure.outcomeUnknown()).isFalse();
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        try (Client client = Line.client("http://no-such-host.invalid/", Map.of(), Client.Connections.FRESH)) {
            assertThat(client.send(Line.request(), "a test").failure().orElseThrow().kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(client.send(Line.request(), "a test").failure().orElseThrow().text()).isEqualTo("the host no-such-host.invalid is unknown");
        }
    }

    /** A full queue of a listener that never accepts lets connections hang without any bytes. */
    @Test
    void aConnectionThatDoesNotOpenIsNotSent() throws IOException {
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket();
                filling.add(socket);
                try {
                    socket.connect(deaf.getLocalSocketAddress(), 100);
                } catch (IOException e) {
                    break;
                }
            }
            try (Client client = Line.client("http://127.0.0.1:" + deaf.getLocalPort(), Map.of("limits.timeout", "200ms", "limits.connect-timeout", "60s"), Client.Connections.FRESH)) {
                Failure failure = client.send(Line.request(), "a test").failure().orElseThrow();
                assertThat(failure.kind()).as(failure.text()).isEqualTo(Kind.UNREACHABLE);
                assertThat(failure.text()).contains("no connection to").contains("200 ms");
            }
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"})
    void keptConnectionsAreUsedAgainAndNeverLost(String answer) throws IOException {
        Behaviour staying = visit -> {
            visit.write(answer);
            return true;
        };
        try (Line line = Line.to(HostileServer.always(staying), Map.of(), Client.Connections.KEPT)) {
            for (int i = 0; i < 40; i++) {
                line.reply();
            }
            assertThat(line.server().connections()).isEqualTo(1);
        }
    }

    @Test
    void manyThreadsShareAClient() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (Line line = Line.to(HostileServer.always(Behaviour.answer(200, Map.of(), "{}")), Map.of(), Client.Connections.KEPT)) {
            List<Callable<Exchange>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                tasks.add(line::send);
            }
            for (Future<Exchange> future : threads.invokeAll(tasks)) {
                assertThat(future.get().failure()).isEmpty();
            }
            assertThat(line.server().connections()).isLessThanOrEqualTo(16);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void everyRequestGetsAFreshConnection() throws IOException {
        try (Line line = Line.to(Behaviour.answer(200, Map.of(), "{}"))) {
            for (int i = 0; i < 5; i++) {
                line.reply();
            }
            assertThat(line.server().connections()).isEqualTo(5);
            assertThat(line.server().visits()).allMatch(visit -> visit.header("Connection").equals("close"));
        }
    }

    /** An endpoint that ends connections without saying so must not cost a request: with a fresh one each time it cannot. */
    @Test
    void connectionsThatEndUnannouncedDoNoHarm() throws IOException {
        Behaviour leaving = Behaviour.says(OK + "Content-Length: 2\r\nConnection: keep-alive\r\n\r\n{}");
        try (Line line = Line.to(leaving)) {
            for (int i = 0; i < 50; i++) {
                assertThat(line.send().failure()).isEmpty();
            }
        }
        try (Line single = Line.to(HostileServer.always(leaving), Map.of(), Client.Connections.SINGLE)) {
            for (int i = 0; i < 20; i++) {
                assertThat(single.send().failure()).isEmpty();
            }
        }
    }

    @Test
    void aSingleConnectionIsKept() throws IOException {
        try (Line line = Line.to(HostileServer.always(Behaviour.answer(200, Map.of(), "{}")), Map.of(), Client.Connections.SINGLE)) {
            line.reply();
            line.reply();
            assertThat(line.server().connections()).isEqualTo(1);
        }
    }

    /** Only the first request gets an answer more than it should; the second one must not take it for its own. */
    @Test
    void anAnswerLeftOverIsNotTakenForTheNextOne() throws IOException {
        CountDownLatch answered = new CountDownLatch(1);
        Behaviour early = visit -> {
            visit.answer(200, Map.of(), ("{\"of\":" + visit.number() + "}").getBytes(StandardCharsets.UTF_8));
            if (visit.number() == 1) {
                try {
                    answered.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                visit.answer(200, Map.of(), "{\"of\":\"nobody\"}".getBytes(StandardCharsets.UTF_8));
            }
            return true;
        };
        try (Line line = Line.to(HostileServer.always(early), Map.of(), Client.Connections.SINGLE)) {
            assertThat(line.reply().body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"of\":1}");
            answered.countDown();
            assertThat(line.reply().body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"of\":2}");
            assertThat(line.server().connections()).isEqualTo(2);
        }
    }

    /** Whoever waits for the one connection of a client is not the endpoint's fault. */
    @Test
    void waitingForAConnectionIsNotTheEndpointsFault() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(1);
        Behaviour holding = Behaviour.last(visit -> {
            arrived.countDown();
            visit.hold();
        });
        try (Line line = Line.to(HostileServer.always(holding), Map.of("limits.timeout", "1s"), Client.Connections.SINGLE)) {
            Future<Exchange> first = threads.submit(() -> line.send());
            arrived.await();
            Failure second = line.failure();
            // When the first one gives up earlier, the second one is sent, and has all of its time from then on.
            assertThat(second.kind()).as(second.text()).isIn(Kind.NOT_SENT, Kind.TIMEOUT);
            if (second.kind() == Kind.NOT_SENT) {
                assertThat(line.server().visits()).hasSize(1);
            }
            assertThat(first.get().failure().orElseThrow().kind()).isEqualTo(Kind.TIMEOUT);
        } finally {
            threads.shutdownNow();
        }
    }

    /** It waits here for longer than a request may take, and has all of its time left. */
    @Test
    void theTimeOfARequestBeginsWhenItNoLongerWaits() throws Exception {
        Duration time = Duration.ofMillis(200);
        CountDownLatch waitingAborted = new CountDownLatch(1);
        try (Attempt waiting = new Attempt(time, "/")) {
            waiting.carries(aborting(waitingAborted));
            CountDownLatch earlierAborted = new CountDownLatch(1);
            try (Attempt earlier = new Attempt(time, "/")) {
                earlier.carries(aborting(earlierAborted));
                earlier.reaches(Attempt.Stage.CONNECTING);
                earlierAborted.await();
            }
            assertThat(waiting.late()).isFalse();
            waiting.reaches(Attempt.Stage.CONNECTING);
            assertThat(waiting.stage()).isEqualTo(Attempt.Stage.CONNECTING);
            waitingAborted.await();
            assertThat(waiting.late()).isTrue();
            assertThat(waiting.left()).isZero();
        }
    }

    private static HttpGet aborting(CountDownLatch aborted) {
        return new HttpGet("/") {
            @Override
            public void abort() {
                aborted.countDown();
            }
        };
    }
}
