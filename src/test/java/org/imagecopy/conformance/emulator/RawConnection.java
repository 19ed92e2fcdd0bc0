package org.imagecopy.conformance.emulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A connection on which tests send exactly the bytes that they mean to. Reading gives up after half a minute. */
public final class RawConnection implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  /** Connects to an endpoint. */
  public RawConnection(URI endpoint) throws IOException {
    socket = new Socket(endpoint.getHost(), endpoint.getPort());
    socket.setSoTimeout(30_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * An answer.
   *
   * @param status the status
   * @param headers the headers by lower-case name
   * @param body the body
   */
  public record Reply(int status, Map<String, String> headers, byte[] body) {

    /** Returns the body as a document. */
    public JsonNode json() {
      return Json.parse(body);
    }

    /** Returns the body as text. */
    public String text() {
      return new String(body, UTF_8);
    }
  }

  /** Sends bytes. */
  public RawConnection send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends a text, one byte per character. */
  public RawConnection send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  /** Sends no more, but keeps listening. */
  public RawConnection finish() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Reads the next answer, which must announce its length. */
  public Reply read() throws IOException {
    String[] first = line().split(" ", 3);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.put(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT), line.substring(line.indexOf(':') + 1).strip());
    }
    return new Reply(Integer.parseInt(first[1]), headers, in.readNBytes(Integer.parseInt(headers.get("content-length"))));
  }

  /** Returns whether the other side has ended the connection without sending more. */
  public boolean isEnded() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  /** Reads one line of a head. */
  public String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended within an answer, after: " + line);
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  /** Sends one request on a connection of its own and reads the answer. */
  public static Reply exchange(URI endpoint, String request) throws IOException {
    try (RawConnection connection = new RawConnection(endpoint)) {
      return connection.send(request).read();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
