package org.imagecopy.conformance.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.imagecopy.conformance.hostile.Behaviour;
import org.imagecopy.conformance.hostile.HostileServer;
import org.imagecopy.conformance.target.Target;

/** A client, the server at its other end, and requests without meaning. */
final class Line implements AutoCloseable {

    private final HostileServer server;
    private final Client client;

    private Line(HostileServer server, Client client) {
        this.server = server;
        this.client = client;
    }

    /** A client whose requests need an answer within half a minute. */
    static Line to(Behaviour behaviour) throws IOException {
        return to(behaviour, Map.of());
    }

    /** A client with other settings. */
    static Line to(Behaviour behaviour, Map<String, String> settings) throws IOException {
        return to(HostileServer.always(behaviour), settings, Client.Connections.FRESH);
    }

    /** A client of this server. */
    static Line to(HostileServer server, Map<String, String> settings, Client.Connections connections) {
        return new Line(server, client(server.endpoint() + "/", settings, connections));
    }

    /** A client of whatever is there. */
    static Client client(String endpoint, Map<String, String> settings, Client.Connections connections) {
        Map<String, String> values = new LinkedHashMap<>(Map.of("family", "ecd", "endpoint", endpoint, "credentials.key", "k", "credentials.secret", "secret",
                "limits.timeout", "30s", "limits.connect-timeout", "30s", "limits.answer-bytes", "65536"));
        values.putAll(settings);
        return new Client(Target.of("line", values, Map.of()), connections, Clock.systemUTC(), new AtomicInteger(), new Pacer(0, false));
    }

    /** A request with a query and no body. */
    static Request request() {
        return new Request("POST", "/?Action=X&Empty=", List.of(new Header("Accept", "application/json")), new byte[0], "X", List.of());
    }

    HostileServer server() {
        return server;
    }

    Exchange send() {
        return client.send(request(), "a test");
    }

    Exchange send(Request request) {
        return client.send(request, "a test");
    }

    /** The failure of one request. */
    Failure failure() {
        Exchange exchange = send();
        return exchange.failure().orElseThrow(() -> new AssertionError("there is an answer: " + exchange.reply().map(r -> r.status() + " "
                + new String(r.body(), StandardCharsets.UTF_8)).orElse("")));
    }

    /** The answer to one request. */
    Reply reply() {
        Exchange exchange = send();
        return exchange.reply().orElseThrow(() -> new AssertionError("there is no answer: " + exchange.failure()));
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
