package org.imagecopy.conformance.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Serves an emulator over HTTP/1.1, a thread for each connection. All threads are daemons.
 *
 * <p>Whatever arrives is answered in the vendor's envelope, as far as it can be told where a request begins. A client that sends
 * slowly or not at all costs the others nothing: when there are too many connections, the one that has kept the server waiting
 * longest is given up.
 */
public final class EmulatorServer implements AutoCloseable {

  /** The greatest body that is read, in bytes. */
  public static final int GREATEST_BODY = 16 * 1024 * 1024;

  private static final int BACKLOG = 1024;

  private final Emulator emulator;
  private final ServerOptions options;
  private final ServerSocket socket;
  private final ExecutorService threads;
  private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong sequence = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);

  private EmulatorServer(Emulator emulator, ServerOptions options) throws IOException {
    this.emulator = emulator;
    this.options = options;
    socket = options.tls().isPresent() ? options.tls().get().getServerSocketFactory().createServerSocket() : new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(options.address(), options.port()), BACKLOG);
    } catch (IOException taken) {
      socket.close();
      throw taken;
    }
    AtomicLong number = new AtomicLong();
    threads = Executors.newCachedThreadPool(task -> {
      Thread thread = new Thread(task, "emulator-" + emulator.family() + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    });
  }

  /**
   * Starts a server.
   *
   * @throws UncheckedIOException if the address cannot be bound
   */
  public static EmulatorServer start(Emulator emulator, ServerOptions options) {
    try {
      EmulatorServer started = new EmulatorServer(emulator, options);
      started.threads.execute(started::accept);
      return started;
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "Cannot listen on " + options.address().getHostAddress() + " port " + options.port() + ": " + failed.getMessage(),
          failed);
    }
  }

  /** Returns the address that clients use, without a path. */
  public URI endpoint() {
    InetAddress bound = socket.getInetAddress();
    String host = bound.getHostAddress();
    String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return URI.create((options.tls().isPresent() ? "https" : "http") + "://" + literal + ":" + socket.getLocalPort());
  }

  /** Stops at once; requests in flight lose their connection. */
  @Override
  public void close() {
    closed.countDown();
    try {
      socket.close();
    } catch (IOException gone) {
      // Nobody can connect any more, which is all that matters.
    }
    connections.forEach(ClientConnection::abort);
    threads.shutdownNow();
  }

  private void accept() {
    for (long number = 1; closed.getCount() > 0; number++) {
      try {
        serve(new ClientConnection(socket.accept(), number, this));
      } catch (IOException failed) {
        // Either the server is closed, or one client was lost before it was accepted, or descriptors are short for a moment.
        rest(Duration.ofMillis(10));
      }
    }
  }

  private void serve(ClientConnection connection) {
    if (connections.size() >= options.connections()) {
      connections.stream().filter(other -> other.doing() != ClientConnection.Doing.ANSWERING)
          .min(Comparator.comparing(ClientConnection::doing).thenComparing(ClientConnection::since))
          .ifPresent(ClientConnection::abort);
    }
    connections.add(connection);
    try {
      threads.execute(connection);
    } catch (RejectedExecutionException stopping) {
      connection.abort();
    }
  }

  ServerOptions options() {
    return options;
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  long nextSequence() {
    return sequence.incrementAndGet();
  }

  void ended(ClientConnection connection) {
    connections.remove(connection);
  }

  /** Has a request answered and logged; returns when the answer is due. */
  Wire answer(Call call) {
    long start = System.nanoTime();
    Wire wire = emulator.serve(call);
    options.log().ifPresent(log -> log.println(RequestLog.line(emulator, call, wire, System.nanoTime() - start)));
    rest(options.latency());
    rest(wire.delay());
    return wire;
  }

  /** Waits; closing the server ends every wait. */
  void rest(Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      return;
    }
    try {
      closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
