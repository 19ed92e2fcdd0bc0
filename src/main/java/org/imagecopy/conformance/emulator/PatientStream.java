package org.imagecopy.conformance.emulator;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The input of a connection, with two deadlines: one for the first byte of a request, one for the whole request. A client that
 * sends a byte now and then gains no time.
 */
final class PatientStream extends FilterInputStream {

  private static final byte FIRST_BYTE_OF_TLS = 0x16;

  private final Socket socket;
  private final Duration idle;
  private final Duration patience;
  private volatile boolean begun;
  private volatile long since;
  private long deadline;

  PatientStream(Socket socket, Duration idle, Duration patience) throws IOException {
    super(socket.getInputStream());
    this.socket = socket;
    this.idle = idle;
    this.patience = patience;
    expectRequest(false);
  }

  /** A request that has begun does not arrive in time. */
  static final class Late extends SocketTimeoutException {

    Late() {
      super("The request does not arrive in time");
    }
  }

  /** A client wants to speak TLS where plain HTTP is spoken. */
  static final class Tls extends IOException {

    Tls() {
      super("TLS on a plain port");
    }
  }

  /**
   * Starts the time of another request.
   *
   * @param begun whether its first bytes have arrived already
   */
  void expectRequest(boolean begun) {
    since = System.nanoTime();
    deadline = since + (begun ? patience : idle).toNanos();
    this.begun = begun;
  }

  /** Returns whether the first byte of a request has arrived. */
  boolean hasBegun() {
    return begun;
  }

  /** Returns since when it waits for the request, or for the rest of it, by {@link System#nanoTime}. */
  long since() {
    return since;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw timeout();
    }
    socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
    try {
      int count = super.read(buffer, offset, length);
      if (!begun) {
        expectRequest(true);
        // Such a greeting holds no end of line: waiting for one would leave the client in the dark.
        if (count > 0 && buffer[offset] == FIRST_BYTE_OF_TLS) {
          throw new Tls();
        }
      }
      return count;
    } catch (SocketTimeoutException late) {
      throw timeout();
    }
  }

  private SocketTimeoutException timeout() {
    return begun ? new Late() : new SocketTimeoutException("No request");
  }
}
