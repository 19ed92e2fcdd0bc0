package org.imagecopy.conformance.emulator;

import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How an endpoint is served.
 *
 * @param address the address to bind
 * @param port the port to bind, 0 for a free one
 * @param latency how long every answer is held back
 * @param log where to write one line per request, see {@link RequestLog}
 * @param tls the context for HTTPS; plain HTTP if empty
 * @param connections the greatest number of connections at the same time, at least 1
 * @param idle how long a connection may stay open without a request
 * @param patience how long a request may take to arrive, from its first byte to its last
 */
public record ServerOptions(
    InetAddress address,
    int port,
    Duration latency,
    Optional<PrintStream> log,
    Optional<SSLContext> tls,
    int connections,
    Duration idle,
    Duration patience) {

  /**
   * Returns the defaults: plain HTTP on a free port of the loopback address, no latency, no log, 1,024 connections, a minute
   * without a request, half a minute for a request.
   */
  public static ServerOptions defaults() {
    return new ServerOptions(InetAddress.getLoopbackAddress(), 0, Duration.ZERO, Optional.empty(), Optional.empty(), 1024,
        Duration.ofMinutes(1), Duration.ofSeconds(30));
  }

  /** Returns these options with another address. */
  public ServerOptions withAddress(InetAddress other) {
    return new ServerOptions(other, port, latency, log, tls, connections, idle, patience);
  }

  /** Returns these options with another port. */
  public ServerOptions withPort(int other) {
    return new ServerOptions(address, other, latency, log, tls, connections, idle, patience);
  }

  /** Returns these options with another latency. */
  public ServerOptions withLatency(Duration other) {
    return new ServerOptions(address, port, other, log, tls, connections, idle, patience);
  }

  /** Returns these options with a request log. */
  public ServerOptions withLog(PrintStream other) {
    return new ServerOptions(address, port, latency, Optional.of(other), tls, connections, idle, patience);
  }

  /** Returns these options with HTTPS. */
  public ServerOptions withTls(SSLContext other) {
    return new ServerOptions(address, port, latency, log, Optional.of(other), connections, idle, patience);
  }

  /** Returns these options with another greatest number of connections. */
  public ServerOptions withConnections(int other) {
    return new ServerOptions(address, port, latency, log, tls, other, idle, patience);
  }

  /** Returns these options with other deadlines: one for the first byte of a request, one for the whole of it. */
  public ServerOptions withDeadlines(Duration otherIdle, Duration otherPatience) {
    return new ServerOptions(address, port, latency, log, tls, connections, otherIdle, otherPatience);
  }
}
