package org.imagecopy.conformance.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

import javax.net.ssl.SSLException;

import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.config.EncoderConfig;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

import org.apache.http.HttpEntity;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.AbortableHttpRequest;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.scheme.PlainSocketFactory;
import org.apache.http.conn.scheme.Scheme;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.conn.ssl.SSLSocketFactory;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.DefaultHttpRequestRetryHandler;
import org.apache.http.impl.client.RequestWrapper;
import org.apache.http.impl.conn.PoolingClientConnectionManager;
import org.apache.http.params.BasicHttpParams;
import org.apache.http.params.CoreConnectionPNames;
import org.apache.http.params.HttpParams;
import org.apache.http.protocol.HttpContext;

import org.imagecopy.conformance.target.Limits;
import org.imagecopy.conformance.target.Target;

/**
 * Sends requests through REST Assured: bytes as given, connections kept, nothing followed, nothing retried, every answer
 * bounded in time and size. Thread safe.
 */
public final class Client implements AutoCloseable {

    private static final ScheduledExecutorService DEADLINES = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "exchange-deadlines");
        thread.setDaemon(true);
        return thread;
    });
    private static final String ABORTED = "imagecopy.aborted";

    private final URI endpoint;
    private final Limits limits;
    private final Clock clock;
    private final Pacer pacer;
    private final DefaultHttpClient http;
    private final RestAssuredConfig config;
    private final AtomicInteger numbers;

    /**
     * A client of one target.
     *
     * @param connections largest number of connections kept open; 1 sends everything over the same one
     * @param clock       stamps the exchanges
     * @param numbers     numbers them; shared by all clients of a run
     */
    public Client(Target target, int connections, Clock clock, AtomicInteger numbers, Pacer pacer) {
        this.endpoint = target.endpoint();
        this.limits = target.limits();
        this.clock = clock;
        this.numbers = numbers;
        this.pacer = pacer;
        this.http = http(target, connections);
        this.config = RestAssuredConfig.config()
                .httpClient(HttpClientConfig.httpClientConfig().httpClientFactory(() -> http))
                .redirect(RedirectConfig.redirectConfig().followRedirects(false))
                .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders())
                .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.BINARY)
                        .encodeContentTypeAs("application/json", ContentType.BINARY));
    }

    private DefaultHttpClient http(Target target, int connections) {
        SchemeRegistry schemes = new SchemeRegistry();
        schemes.register(new Scheme("http", 80, PlainSocketFactory.getSocketFactory()));
        if (endpoint.getScheme().equals("https")) {
            schemes.register(new Scheme("https", 443, new SSLSocketFactory(Trust.context(target), Trust.verifier(target))));
        }
        PoolingClientConnectionManager pool = new PoolingClientConnectionManager(schemes);
        pool.setMaxTotal(connections);
        pool.setDefaultMaxPerRoute(connections);
        HttpParams params = new BasicHttpParams();
        params.setIntParameter(CoreConnectionPNames.CONNECTION_TIMEOUT, millis(limits.connectTimeout()));
        params.setIntParameter(CoreConnectionPNames.SO_TIMEOUT, millis(limits.timeout()));
        params.setBooleanParameter(CoreConnectionPNames.STALE_CONNECTION_CHECK, false);
        params.setLongParameter("http.conn-manager.timeout", limits.timeout().toMillis());
        DefaultHttpClient client = new DefaultHttpClient(pool, params);
        client.setHttpRequestRetryHandler(new DefaultHttpRequestRetryHandler(0, false));
        params.setParameter("http.protocol.cookie-policy", "ignoreCookies");
        client.getAuthSchemes().getSchemeNames().forEach(name -> client.getAuthSchemes().unregister(name));
        client.addRequestInterceptor(this::guard);
        client.addResponseInterceptor(this::buffer);
        return client;
    }

    private static int millis(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toMillis());
    }

    /** The socket time-out counts per read; a dripping answer needs a limit on the whole. */
    private void guard(HttpRequest request, HttpContext context) {
        HttpRequest original = request instanceof RequestWrapper wrapper ? wrapper.getOriginal() : request;
        if (original instanceof AbortableHttpRequest abortable) {
            Deadline deadline = CURRENT.get();
            if (deadline != null) {
                deadline.arm(abortable);
                context.setAttribute(ABORTED, deadline);
            }
        }
    }

    private static final ThreadLocal<Deadline> CURRENT = new ThreadLocal<>();

    private static final class Deadline {
        private final AtomicBoolean passed = new AtomicBoolean();
        private final long millis;
        private ScheduledFuture<?> alarm;

        Deadline(long millis) {
            this.millis = millis;
        }

        void arm(AbortableHttpRequest request) {
            alarm = DEADLINES.schedule(() -> {
                passed.set(true);
                request.abort();
            }, millis, TimeUnit.MILLISECONDS);
        }

        void disarm() {
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
    }

    /** Reads the whole body at once: an unread body would keep its connection for ever. */
    private void buffer(HttpResponse response, HttpContext context) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return;
        }
        String encoding = response.getFirstHeader("Content-Encoding") == null ? ""
                : response.getFirstHeader("Content-Encoding").getValue().toLowerCase(Locale.ROOT);
        InputStream raw = entity.getContent();
        if (raw == null) {
            return;
        }
        try (InputStream in = decoded(raw, encoding)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] chunk = new byte[8192];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                bytes.write(chunk, 0, read);
                if (bytes.size() > limits.answerBytes()) {
                    throw new TooLargeException("the answer is larger than " + limits.answerBytes() + " bytes");
                }
            }
            response.setEntity(new ByteArrayEntity(bytes.toByteArray()));
        }
    }

    private static InputStream decoded(InputStream raw, String encoding) throws IOException {
        return switch (encoding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(raw);
            case "deflate" -> new InflaterInputStream(raw);
            default -> raw;
        };
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
        Deadline deadline = new Deadline(limits.timeout().toMillis());
        CURRENT.set(deadline);
        try {
            Response response = prepared(request).request(request.method(), url(request));
            List<Header> headers = new ArrayList<>();
            response.getHeaders().forEach(h -> headers.add(new Header(h.getName(), h.getValue() == null ? "" : h.getValue())));
            byte[] body = response.asByteArray();
            return new Exchange(number, purpose, request, Optional.of(new Reply(response.statusCode(), headers, body == null ? new byte[0] : body)),
                    Optional.empty(), at, Duration.ofNanos(System.nanoTime() - began));
        } catch (Exception e) {
            // REST Assured is written in Groovy and rethrows checked exceptions without declaring them.
            return new Exchange(number, purpose, request, Optional.empty(), Optional.of(failure(e, deadline)), at,
                    Duration.ofNanos(System.nanoTime() - began));
        } finally {
            deadline.disarm();
            CURRENT.remove();
        }
    }

    private String url(Request request) {
        String base = endpoint.toString();
        return base.substring(0, base.length() - 1) + request.target();
    }

    private RequestSpecification prepared(Request request) {
        RequestSpecification spec = RestAssured.given().config(config).urlEncodingEnabled(false);
        for (Header header : request.headers()) {
            spec.header(header.name(), header.value());
        }
        if (request.body().length > 0 || !request.method().equals("GET")) {
            spec.body(request.body());
        }
        return spec;
    }

    private Failure failure(Throwable thrown, Deadline deadline) {
        Throwable cause = thrown;
        for (Throwable t = thrown; t != null && t.getCause() != t; t = t.getCause()) {
            if (t instanceof TooLargeException || t instanceof SSLException || t instanceof ConnectException
                    || t instanceof UnknownHostException || t instanceof SocketTimeoutException) {
                cause = t;
                break;
            }
            if (t instanceof IOException || t instanceof org.apache.http.HttpException) {
                cause = t;
            }
        }
        if (!deadline.passed.get() && !(cause instanceof IOException) && !(cause instanceof org.apache.http.HttpException)) {
            throw new IllegalStateException("the request could not be sent: " + thrown, thrown);
        }
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (deadline.passed.get()) {
            return new Failure(Failure.Kind.TIMEOUT, "no complete answer within " + limits.timeout().toMillis() + " ms");
        }
        if (cause instanceof TooLargeException) {
            return new Failure(Failure.Kind.TOO_LARGE, text);
        }
        if (cause instanceof UnknownHostException) {
            return new Failure(Failure.Kind.UNREACHABLE, "the host " + endpoint.getHost() + " is unknown");
        }
        if (cause instanceof ConnectTimeoutException) {
            return new Failure(Failure.Kind.UNREACHABLE, "no connection to " + endpoint.getAuthority() + " within " + limits.connectTimeout().toMillis() + " ms");
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return new Failure(Failure.Kind.UNREACHABLE, "nothing listens at " + endpoint.getAuthority());
        }
        if (cause instanceof SocketTimeoutException) {
            return new Failure(Failure.Kind.TIMEOUT, "no answer within " + limits.timeout().toMillis() + " ms");
        }
        if (cause instanceof SSLException) {
            return new Failure(Failure.Kind.TLS, "TLS: " + text);
        }
        return new Failure(Failure.Kind.BROKEN, text);
    }

    @Override
    public void close() {
        http.getConnectionManager().shutdown();
    }

    /** An answer beyond the limit. */
    private static final class TooLargeException extends IOException {
        TooLargeException(String message) {
            super(message);
        }
    }
}
