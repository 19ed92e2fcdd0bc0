package org.imagecopy.conformance.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Serves an emulator over HTTP/1.1. All its threads are daemons. */
public final class EmulatorServer implements AutoCloseable {

  /** The greatest body that is read, in bytes. */
  public static final int GREATEST_BODY = 16 * 1024 * 1024;

  private static final int THREADS = 256;

  static {
    // Both are read once, when the server classes of the JDK are loaded. Without the first, every answer waits 40 ms.
    defaultProperty("sun.net.httpserver.nodelay", "true");
    defaultProperty("sun.net.httpserver.maxReqTime", "30");
  }

  private final Emulator emulator;
  private final ServerOptions options;
  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final AtomicLong sequence = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);

  private EmulatorServer(Emulator emulator, ServerOptions options) throws IOException {
    this.emulator = emulator;
    this.options = options;
    InetSocketAddress address = new InetSocketAddress(options.address(), options.port());
    if (options.tls().isPresent()) {
      HttpsServer secure = HttpsServer.create(address, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(options.tls().get()));
      server = secure;
    } else {
      server = HttpServer.create(address, 0);
    }
    AtomicLong number = new AtomicLong();
    threads = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
      Thread thread = new Thread(task, "emulator-" + emulator.family() + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    });
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
    server.createContext("/", this::exchange);
  }

  /**
   * Starts a server.
   *
   * @throws UncheckedIOException if the address cannot be bound
   */
  public static EmulatorServer start(Emulator emulator, ServerOptions options) {
    try {
      EmulatorServer started = new EmulatorServer(emulator, options);
      started.server.start();
      return started;
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "Cannot listen on " + options.address().getHostAddress() + " port " + options.port() + ": " + failed.getMessage(),
          failed);
    }
  }

  /** Returns the address that clients use, without a path. */
  public URI endpoint() {
    InetSocketAddress bound = server.getAddress();
    String host = bound.getAddress().getHostAddress();
    String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return URI.create((options.tls().isPresent() ? "https" : "http") + "://" + literal + ":" + bound.getPort());
  }

  /** Stops at once; requests in flight lose their connection. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void exchange(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    Call call = read(exchange);
    Wire wire = emulator.serve(call);
    log(call, wire, System.nanoTime() - start);
    rest(options.latency());
    rest(wire.delay());
    if (closed.getCount() == 0 || wire.drop()) {
      drop(exchange);
    } else {
      send(exchange, wire);
    }
  }

  private Call read(HttpExchange exchange) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] body = in.readNBytes(GREATEST_BODY + 1);
    boolean tooLarge = body.length > GREATEST_BODY;
    URI uri = exchange.getRequestURI();
    // A relative or opaque address has no path; the rules refuse what is not the root.
    String path = Optional.ofNullable(uri.getRawPath()).orElse("");
    Call call = CallReader.read(
        exchange.getRequestMethod(),
        path.isEmpty() && uri.isAbsolute() ? "/" : path,
        uri.getRawQuery(),
        exchange.getRequestHeaders(),
        tooLarge ? new byte[0] : body,
        connection(exchange),
        sequence.incrementAndGet());
    return tooLarge
        ? call.withDefect(Optional.of(new Defect(413, "The body is larger than " + GREATEST_BODY + " bytes")))
        : call;
  }

  private static long connection(HttpExchange exchange) {
    return exchange.getRemoteAddress().getPort();
  }

  private void send(HttpExchange exchange, Wire wire) throws IOException {
    wire.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    if (wire.close()) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    byte[] body = wire.body();
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || wire.status() == 204 || wire.status() == 304;
    OptionalLong announced = wire.announcedLength();
    long length = announced.orElse(body.length);
    // The server of the JDK reads 0 as chunked and -1 as no body.
    long code = bodiless || length == 0 && !wire.chunked() ? -1 : wire.chunked() ? 0 : length;
    exchange.sendResponseHeaders(wire.status(), code);
    if (code == -1) {
      exchange.close();
      return;
    }
    int count = (int) (wire.chunked() ? body.length : Math.min(length, body.length));
    OutputStream out = exchange.getResponseBody();
    if (wire.pause().isZero()) {
      out.write(body, 0, count);
    } else {
      for (int i = 0; i < count && closed.getCount() > 0; i++) {
        out.write(body[i]);
        out.flush();
        rest(wire.pause());
      }
    }
    out.flush();
    exchange.close();
  }

  private static void drop(HttpExchange exchange) {
    // An exception out of the handler is the one way to make the JDK's server close a connection without an answer.
    throw new DroppedConnection(exchange.getRequestMethod());
  }

  private void rest(Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      return;
    }
    try {
      // Closing the server ends every wait.
      if (closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void log(Call call, Wire wire, long nanos) {
    options.log().ifPresent(log -> {
      String action = call.parameters().getOrDefault("Action", call.header("x-acs-action").orElse("-"));
      log.println(String.format(Locale.ROOT, "%s #%d connection %d: %s %s %s, status %d, %d bytes, %.1f ms",
          emulator.family(), call.sequence(), call.connection(), call.method(), call.transport(), printable(action),
          wire.status(), wire.body().length, nanos / 1e6));
    });
  }

  private static String printable(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9_.-]", "?");
    return plain.length() > 40 ? plain.substring(0, 40) : plain;
  }

  private static void defaultProperty(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  private static final class DroppedConnection extends RuntimeException {

    DroppedConnection(String method) {
      super("The connection of a " + method + " request is dropped on purpose", null, false, false);
    }
  }
}
