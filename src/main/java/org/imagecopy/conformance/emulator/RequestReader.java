package org.imagecopy.conformance.emulator;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.http.ConnectionClosedException;
import org.apache.http.MalformedChunkCodingException;
import org.apache.http.MessageConstraintException;
import org.apache.http.config.MessageConstraints;
import org.apache.http.impl.io.ChunkedInputStream;
import org.apache.http.impl.io.ContentLengthInputStream;
import org.apache.http.impl.io.HttpTransportMetricsImpl;
import org.apache.http.impl.io.SessionInputBufferImpl;
import org.apache.http.util.CharArrayBuffer;

/**
 * Reads HTTP/1.x requests from one connection. The target is taken as it is: unlike a URI it may hold anything but blanks, and
 * whether it makes sense is for the emulator to say in the vendor's own envelope.
 */
final class RequestReader {

  /** The greatest length of the request line and of each header, in bytes. */
  static final int GREATEST_LINE = 128 * 1024;
  /** The greatest number of headers. */
  static final int GREATEST_HEADERS = 200;

  private static final MessageConstraints CONSTRAINTS = MessageConstraints.custom().setMaxLineLength(GREATEST_LINE).build();
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VERSION = Pattern.compile("HTTP/[0-9]\\.[0-9]");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  private final SessionInputBufferImpl in;
  private final CharArrayBuffer line = new CharArrayBuffer(512);
  private final int greatestBody;

  /**
   * Reads from a stream.
   *
   * @param greatestBody the greatest body that is kept, in bytes
   */
  RequestReader(InputStream stream, int greatestBody) {
    this.greatestBody = greatestBody;
    in = new SessionInputBufferImpl(new HttpTransportMetricsImpl(), 8192, -1, CONSTRAINTS, null);
    in.bind(stream);
  }

  /**
   * The request line and the headers.
   *
   * @param method the method
   * @param target the target as sent, one character per byte
   * @param minor the number after the dot of the HTTP version
   * @param headers values by header name as sent, one character per byte
   */
  record Head(String method, String target, int minor, Map<String, List<String>> headers) {

    /** Returns the first value of a header, in lower case without blanks around it, empty if there is none. */
    String first(String name) {
      return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(name)).findFirst()
          .map(header -> header.getValue().get(0).strip().toLowerCase(Locale.ROOT)).orElse("");
    }

    /** Returns all values of a header, also those that one line gives. */
    List<String> all(String name) {
      List<String> values = new ArrayList<>();
      headers.forEach((other, lines) -> {
        if (other.equalsIgnoreCase(name)) {
          lines.forEach(text -> values.addAll(List.of(COMMA.split(text.strip(), -1))));
        }
      });
      return values;
    }

    /** Returns the length that the head announces for the body, -1 for chunks. */
    long announced() throws Broken {
      List<String> codings = all("Transfer-Encoding");
      List<String> lengths = all("Content-Length");
      if (!codings.isEmpty()) {
        if (codings.size() != 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
          throw broken(501, Defect.Part.BODY, "Of transfer encodings only chunked is supported");
        }
        if (!lengths.isEmpty()) {
          throw broken(400, Defect.Part.BODY, "The request has both a length and a transfer encoding");
        }
        return -1;
      }
      if (lengths.isEmpty()) {
        return 0;
      }
      if (lengths.stream().distinct().count() != 1 || !lengths.get(0).matches("[0-9]{1,18}")) {
        throw broken(400, Defect.Part.BODY, "Content-Length is not one whole number");
      }
      return Long.parseLong(lengths.get(0));
    }
  }

  /** A request that cannot be read to its end. */
  static final class Broken extends Exception {

    private final transient Defect defect;

    private Broken(Defect defect) {
      super(defect.reason(), null, false, false);
      this.defect = defect;
    }

    Defect defect() {
      return defect;
    }
  }

  private static Broken broken(int status, Defect.Part part, String reason) {
    return new Broken(new Defect(status, part, reason));
  }

  /**
   * Reads the next head.
   *
   * @return the head, empty if the client ended the connection before it
   * @throws Broken if it is malformed, too large, or does not arrive in time
   * @throws SocketTimeoutException if not even its first byte arrives in time
   * @throws IOException if the connection is lost
   */
  Optional<Head> head() throws IOException, Broken {
    boolean begun = false;
    try {
      do {
        // Some clients send an empty line after the body of a form.
        line.clear();
        if (in.readLine(line) < 0) {
          return Optional.empty();
        }
        begun = true;
      } while (line.isEmpty());
      return Optional.of(head(line.toString()));
    } catch (MessageConstraintException tooLong) {
      throw broken(begun ? 431 : 414, Defect.Part.HEAD, "The request line or a header is longer than " + GREATEST_LINE + " bytes");
    } catch (PatientStream.Tls greeting) {
      throw broken(400, Defect.Part.HEAD, "This port speaks plain HTTP, not TLS");
    } catch (PatientStream.Late late) {
      throw broken(408, Defect.Part.HEAD, "The head of the request did not arrive in time");
    }
  }

  private Head head(String requestLine) throws IOException, Broken {
    String[] parts = requestLine.split(" ", -1);
    if (parts.length != 3 || !TOKEN.matcher(parts[0]).matches() || parts[1].isEmpty() || !VERSION.matcher(parts[2]).matches()) {
      throw broken(400, Defect.Part.HEAD, "The request line is not a method, a target and an HTTP version, one blank between them");
    }
    if (!parts[2].startsWith("HTTP/1.")) {
      throw broken(505, Defect.Part.HEAD, "Only HTTP/1.0 and HTTP/1.1 are supported");
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int number = 0; ; number++) {
      line.clear();
      if (in.readLine(line) < 0) {
        throw new EOFException("The connection ended within a head");
      }
      if (line.isEmpty()) {
        return new Head(parts[0], parts[1], parts[2].charAt(7) - '0', headers);
      }
      if (number == GREATEST_HEADERS) {
        throw broken(431, Defect.Part.HEAD, "There are more than " + GREATEST_HEADERS + " headers");
      }
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon);
      if (!TOKEN.matcher(name).matches()) {
        throw broken(400, Defect.Part.HEAD, "A header is not a name, a colon and a value");
      }
      headers.computeIfAbsent(name, any -> new ArrayList<>()).add(line.substringTrimmed(colon + 1, line.length()));
    }
  }

  /** Returns whether bytes of another request have been received already. */
  boolean hasMore() {
    return in.hasBufferedData();
  }

  /**
   * Reads the body that belongs to a head.
   *
   * @throws Broken if its framing is malformed, if it is too large, ends early, or does not arrive in time
   * @throws IOException if the connection is lost
   */
  byte[] body(Head head) throws IOException, Broken {
    long length = head.announced();
    if (length == 0) {
      return new byte[0];
    }
    try {
      // Not closed: closing would read the rest, and there is another request behind it.
      InputStream body = length < 0 ? new ChunkedInputStream(in, CONSTRAINTS) : new ContentLengthInputStream(in, length);
      byte[] read = length > greatestBody ? null : body.readNBytes(greatestBody + 1);
      if (read == null || read.length > greatestBody) {
        throw broken(413, Defect.Part.BODY, "The body is larger than " + greatestBody + " bytes");
      }
      return read;
    } catch (PatientStream.Late late) {
      throw broken(408, Defect.Part.BODY, "The body did not arrive in time; is it as long as the request says?");
    } catch (MalformedChunkCodingException malformed) {
      throw broken(400, Defect.Part.BODY, "The chunks of the body are malformed");
    } catch (ConnectionClosedException | MessageConstraintException malformed) {
      throw broken(400, Defect.Part.BODY, "The body ends before its length is reached");
    }
  }
}
