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
 * @param log where to write one line per request, without parameters
 * @param tls the context for HTTPS; plain HTTP if empty
 */
public record ServerOptions(
    InetAddress address, int port, Duration latency, Optional<PrintStream> log, Optional<SSLContext> tls) {

  /** Returns the defaults: plain HTTP on a free port of the loopback address, no latency, no log. */
  public static ServerOptions defaults() {
    return new ServerOptions(
        InetAddress.getLoopbackAddress(), 0, Duration.ZERO, Optional.empty(), Optional.empty());
  }

  /** Returns these options with another address. */
  public ServerOptions withAddress(InetAddress other) {
    return new ServerOptions(other, port, latency, log, tls);
  }

  /** Returns these options with another port. */
  public ServerOptions withPort(int other) {
    return new ServerOptions(address, other, latency, log, tls);
  }

  /** Returns these options with another latency. */
  public ServerOptions withLatency(Duration other) {
    return new ServerOptions(address, port, other, log, tls);
  }

  /** Returns these options with a request log. */
  public ServerOptions withLog(PrintStream other) {
    return new ServerOptions(address, port, latency, Optional.of(other), tls);
  }

  /** Returns these options with HTTPS. */
  public ServerOptions withTls(SSLContext other) {
    return new ServerOptions(address, port, latency, log, Optional.of(other));
  }
}
