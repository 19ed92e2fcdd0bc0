package org.imagecopy.conformance.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import io.restassured.RestAssured;
import io.restassured.builder.ResponseBuilder;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.RequestSpecification;

import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.ProtocolException;
import org.apache.http.client.methods.HttpEntityEnclosingRequestBase;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.client.params.ClientPNames;
import org.apache.http.conn.ClientConnectionOperator;
import org.apache.http.conn.OperatedClientConnection;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.conn.scheme.Scheme;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.NoConnectionReuseStrategy;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.DefaultHttpRequestRetryHandler;
import org.apache.http.impl.client.RequestWrapper;
import org.apache.http.impl.conn.DefaultClientConnectionOperator;
import org.apache.http.impl.conn.PoolingClientConnectionManager;
import org.apache.http.params.BasicHttpParams;
import org.apache.http.params.CoreConnectionPNames;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.ExecutionContext;
import org.apache.http.protocol.HttpContext;

import org.imagecopy.conformance.target.Limits;
import org.imagecopy.conformance.target.Target;

/**
 * Sends requests through REST Assured: bytes as given, to the endpoint and nowhere else, nothing followed, nothing retried, no
 * cookies, no challenges answered, every exchange bounded in time and size. Thread safe.
 */
public final class Client implements AutoCloseable {

    static final int LONGEST_LINE = 65_536;
    static final int MOST_HEADERS = 500;
    /** Room on the wire for heads, interim answers, framing and TLS besides the body. */
    private static final int BESIDES = 1 << 20;
    private static final RestAssuredConfig CONFIG = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));
    private static final io.restassured.http.Header TYPE = new io.restassured.http.Header("Content-Type", "");
    /** What REST Assured is told; the attempt has the answer. */
    private static final Response TAKEN = new ResponseBuilder().setStatusCode(200).build();

    /** How connections are used. */
    public enum Connections {
        /**
         * A new one for every request. The only safe way to send what must not be sent twice: a kept connection may have been closed by
         * the other end, or may hold the answer to another request.
         */
        FRESH,
        /** Kept as long as the endpoint keeps them. For an endpoint that is known not to close them behind one's back. */
        KEPT,
        /** One and the same, as long as it lives; it is listened to before it is used again. */
        SINGLE
    }

    private final URI endpoint;
    /** All that REST Assured hears of the address; it would take path and query apart, at some cost, and not put them together as they were. */
    private final String root;
    private final HttpHost host;
    private final Limits limits;
    private final Connections connections;
    private final Clock clock;
    private final Pacer pacer;
    private final Diagnosis diagnosis;
    private final DefaultHttpClient http;
    private final HttpRoute route;
    private final AtomicInteger numbers;

    /**
     * A client of one target.
     *
     * @param clock   stamps the exchanges
     * @param numbers numbers them; shared by all clients of a run
     * @throws org.imagecopy.conformance.target.ConfigurationException when the certificates to trust cannot be read
     */
    public Client(Target target, Connections connections, Clock clock, AtomicInteger numbers, Pacer pacer) {
        this.endpoint = target.endpoint();
        this.host = new HttpHost(endpoint.getHost(), endpoint.getPort(), endpoint.getScheme());
        this.root = endpoint.getScheme() + "://" + endpoint.getRawAuthority() + "/";
        this.limits = target.limits();
        this.connections = connections;
        this.clock = clock;
        this.numbers = numbers;
        this.pacer = pacer;
        this.diagnosis = new Diagnosis(endpoint, limits);
        this.route = new HttpRoute(host, null, endpoint.getScheme().equals("https"));
        this.http = http(target);
    }

    /**
     * Begins to load what the first request needs, and returns at once: a caller with other things to do need not
     * wait for it.
     */
    public static void prepare() {
        Thread loader = new Thread(() -> RestAssured.given().config(CONFIG).urlEncodingEnabled(false).filter((composed, expected, others) -> TAKEN)
                .headers(new Headers(TYPE)).body(new byte[1]).request("POST", "http://localhost/"), "client");
        loader.setDaemon(true);
        // Whoever sends the first request meets the same trouble and tells of it.
        loader.setUncaughtExceptionHandler((thread, e) -> { });
        loader.start();
    }

    private DefaultHttpClient http(Target target) {
        boolean secure = endpoint.getScheme().equals("https");
        int port = endpoint.getPort() >= 0 ? endpoint.getPort() : secure ? 443 : 80;
        Sockets sockets = new Sockets(secure ? Trust.of(target) : null, endpoint.getHost().replaceAll("[\\[\\]]", ""), port, limits.answerBytes() + BESIDES);
        SchemeRegistry schemes = new SchemeRegistry();
        schemes.register(new Scheme(endpoint.getScheme(), port, sockets));
        PoolingClientConnectionManager pool = new Pool(schemes);
        int most = connections == Connections.SINGLE ? 1 : Integer.MAX_VALUE;
        pool.setMaxTotal(most);
        pool.setDefaultMaxPerRoute(most);
        HttpParams params = new BasicHttpParams();
        params.setIntParameter(CoreConnectionPNames.CONNECTION_TIMEOUT, millis(limits.connectTimeout()));
        params.setIntParameter(CoreConnectionPNames.SO_TIMEOUT, millis(limits.timeout()));
        params.setBooleanParameter(CoreConnectionPNames.STALE_CONNECTION_CHECK, connections == Connections.SINGLE);
        params.setIntParameter(CoreConnectionPNames.MAX_LINE_LENGTH, LONGEST_LINE);
        params.setIntParameter(CoreConnectionPNames.MAX_HEADER_COUNT, MOST_HEADERS);
        params.setLongParameter(ClientPNames.CONN_MANAGER_TIMEOUT, limits.timeout().toMillis());
        params.setBooleanParameter(ClientPNames.HANDLE_AUTHENTICATION, false);
        params.setParameter(ClientPNames.COOKIE_POLICY, "ignoreCookies");
        params.setBooleanParameter(ClientPNames.HANDLE_REDIRECTS, false);
        DefaultHttpClient client = new DefaultHttpClient(pool, params);
        client.setRoutePlanner((to, request, context) -> route);
        client.setHttpRequestRetryHandler(new DefaultHttpRequestRetryHandler(0, false));
        if (connections == Connections.FRESH) {
            client.setReuseStrategy(new NoConnectionReuseStrategy());
        }
        client.addRequestInterceptor(this::depart);
        client.addResponseInterceptor(this::arrive);
        return client;
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    /** The connection is open, and the next byte that leaves is one of the request. */
    private void depart(HttpRequest request, HttpContext context) {
        if (connections == Connections.FRESH) {
            request.setHeader("Connection", "close");
        }
        Attempt attempt = Attempt.current();
        ((RequestWrapper) request).setURI(URI.create(attempt.target()));
        attempt.reaches(Attempt.Stage.SENT);
    }

    /** Takes the whole answer at once: an unread body would keep its connection for ever. */
    private void arrive(HttpResponse response, HttpContext context) throws IOException, HttpException {
        byte[] body = Body.of(response, limits.answerBytes());
        if (connections != Connections.KEPT) {
            expectSilence((HttpClientConnection) context.getAttribute(ExecutionContext.HTTP_CONNECTION));
        }
        List<Header> headers = new ArrayList<>();
        for (org.apache.http.Header header : response.getAllHeaders()) {
            headers.add(new Header(header.getName(), header.getValue() == null ? "" : header.getValue()));
        }
        Attempt.current().answered(new Reply(response.getStatusLine().getStatusCode(), headers, body));
        response.setEntity(new ByteArrayEntity(new byte[0]));
    }

    /** One request has been sent; whatever follows its answer shows that the answer may not be the whole one, or not the right one. */
    private static void expectSilence(HttpClientConnection connection) throws HttpException {
        boolean more;
        try {
            more = connection.isOpen() && connection.isResponseAvailable(1);
        } catch (IOException e) {
            return;
        }
        if (more) {
            throw new ProtocolException("more bytes follow the end that the answer announces");
        }
    }

    /**
     * Sends one request and waits for its answer.
     *
     * @param purpose address of the case, or what the engine wants to know
     */
    public Exchange send(Request request, String purpose) {
        pacer.await();
        int number = numbers.incrementAndGet();
        Instant at = clock.instant();
        long began = System.nanoTime();
        try (Attempt attempt = new Attempt(limits.timeout(), request.target())) {
            Optional<Failure> failure = Optional.empty();
            try {
                prepared(request).request(request.method(), root);
            } catch (Exception e) {
                // REST Assured is written in Groovy and rethrows checked exceptions without declaring them. What it cannot read is an
                // answer all the same.
                failure = attempt.reply().isPresent() ? Optional.empty() : Optional.of(diagnosis.of(e, attempt));
            }
            return new Exchange(number, purpose, request, attempt.reply(), failure, at, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private RequestSpecification prepared(Request request) {
        boolean typed = request.headers().stream().anyMatch(header -> header.name().equalsIgnoreCase(TYPE.getName()));
        RequestSpecification spec = RestAssured.given().config(CONFIG).urlEncodingEnabled(false).filter((composed, expected, others) -> carry(composed, typed));
        spec.headers(new Headers(request.headers().stream().map(header -> new io.restassured.http.Header(header.name(), header.value())).toList()));
        if (request.body().length > 0 || !request.method().equals("GET")) {
            spec.body(request.body());
        }
        return spec;
    }

    /**
     * The last filter: sends what REST Assured has composed. Its own transport would take address, headers and body through as many
     * conversions again, at no small cost, and follow the proxies of this JVM.
     *
     * @param typed whether the request names the type of its body; else the one that REST Assured thinks of is left out
     */
    private Response carry(FilterableRequestSpecification composed, boolean typed) {
        byte[] body = composed.getBody();
        HttpRequestBase request = body == null ? new Bare(composed.getMethod()) : new Loaded(composed.getMethod(), body);
        request.setURI(URI.create(root));
        for (io.restassured.http.Header header : composed.getHeaders()) {
            if (typed || !header.hasSameNameAs(TYPE)) {
                request.addHeader(header.getName(), header.getValue());
            }
        }
        Attempt.current().carries(request);
        try {
            http.execute(host, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return TAKEN;
    }

    @Override
    public void close() {
        http.getConnectionManager().shutdown();
    }

    /** Connections as this package makes them. */
    private static final class Pool extends PoolingClientConnectionManager {

        Pool(SchemeRegistry schemes) {
            super(schemes);
        }

        @Override
        protected ClientConnectionOperator createConnectionOperator(SchemeRegistry schemes) {
            return new DefaultClientConnectionOperator(schemes) {
                @Override
                public OperatedClientConnection createConnection() {
                    return new Connection();
                }

                @Override
                protected InetAddress[] resolveHostname(String name) throws UnknownHostException {
                    Attempt.current().reaches(Attempt.Stage.CONNECTING);
                    return name.startsWith("[") || name.matches("[0-9.]+") ? super.resolveHostname(name) : Sockets.addresses(name, Attempt.current().left());
                }
            };
        }
    }

    /** A request of any method, without a body. */
    private static final class Bare extends HttpRequestBase {

        private final String method;

        Bare(String method) {
            this.method = method;
        }

        @Override
        public String getMethod() {
            return method;
        }
    }

    /** A request of any method, with a body. */
    private static final class Loaded extends HttpEntityEnclosingRequestBase {

        private final String method;

        Loaded(String method, byte[] body) {
            this.method = method;
            setEntity(new ByteArrayEntity(body));
        }

        @Override
        public String getMethod() {
            return method;
        }
    }
}
