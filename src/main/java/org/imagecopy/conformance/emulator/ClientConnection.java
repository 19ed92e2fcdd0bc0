package org.imagecopy.conformance.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.http.impl.EnglishReasonPhraseCatalog;
import org.apache.http.impl.io.ChunkedOutputStream;
import org.apache.http.impl.io.HttpTransportMetricsImpl;
import org.apache.http.impl.io.SessionOutputBufferImpl;

/** One connection of a client: reads a request, has it answered, and so on until one of both sides ends it. */
final class ClientConnection implements Runnable {

  /** What a connection is doing, in the order in which it is given up when there are too many. */
  enum Doing {
    /** Part of a request has arrived. */
    READING,
    /** No request is under way. */
    IDLE,
    /** An answer is being sent. */
    SENDING,
    /** A request is being answered. */
    ANSWERING
  }

  private static final Pattern ABSOLUTE = Pattern.compile("https?://[^/]*(/.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Duration LINGER = Duration.ofSeconds(2);
  private static final long GREATEST_LINGER = 64L * 1024 * 1024;

  private final Socket socket;
  private final long number;
  private final EmulatorServer server;
  private volatile PatientStream input;
  private volatile Doing doing = Doing.IDLE;
  private volatile long since = System.nanoTime();

  /**
   * Takes over a connection.
   *
   * @param number tells connections apart
   */
  ClientConnection(Socket socket, long number, EmulatorServer server) {
    this.socket = socket;
    this.number = number;
    this.server = server;
  }

  /** Returns what it is doing now. */
  Doing doing() {
    // The stream alone knows when the first byte of a request arrives.
    PatientStream stream = input;
    return doing == Doing.IDLE && stream != null && stream.hasBegun() ? Doing.READING : doing;
  }

  /** Returns since when it waits for its client, by {@link System#nanoTime}. */
  long since() {
    PatientStream stream = input;
    return doing == Doing.IDLE && stream != null ? stream.since() : since;
  }

  /** Ends the connection at once, whatever it is doing. */
  void abort() {
    try {
      socket.close();
    } catch (IOException gone) {
      // That is what was wanted.
    }
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      input = new PatientStream(socket, server.options().idle(), server.options().patience());
      RequestReader reader = new RequestReader(input, EmulatorServer.GREATEST_BODY);
      boolean open = true;
      while (open) {
        enter(Doing.IDLE);
        input.expectRequest(reader.hasMore());
        open = exchange(reader);
      }
    } catch (SocketTimeoutException idle) {
      // The client wants nothing more.
    } catch (IOException lost) {
      // The client is gone: there is nobody to tell.
    } finally {
      server.ended(this);
    }
  }

  private void enter(Doing now) {
    doing = now;
    since = System.nanoTime();
  }

  private boolean exchange(RequestReader reader) throws IOException {
    RequestReader.Head head = new RequestReader.Head("-", "/", 1, Map.of());
    byte[] body = new byte[0];
    Optional<Defect> defect = Optional.empty();
    try {
      Optional<RequestReader.Head> next = reader.head();
      if (next.isEmpty()) {
        return false;
      }
      head = next.get();
      invite(head);
      body = reader.body(head);
    } catch (RequestReader.Broken broken) {
      defect = Optional.of(broken.defect());
    }
    enter(Doing.ANSWERING);
    Wire wire = server.answer(call(head, body, defect));
    if (wire.drop() || server.isClosed()) {
      return false;
    }
    boolean keep = !wire.close() && defect.isEmpty() && keepsAlive(head) && wire.announcedLength().orElse(0) <= wire.body().length;
    enter(Doing.SENDING);
    send(wire, head, keep);
    if (!keep) {
      linger();
    }
    return keep;
  }

  private void invite(RequestReader.Head head) throws IOException, RequestReader.Broken {
    if (head.minor() > 0 && head.first("Expect").equals("100-continue") && head.announced() <= EmulatorServer.GREATEST_BODY) {
      socket.getOutputStream().write(CONTINUE);
    }
  }

  private Call call(RequestReader.Head head, byte[] body, Optional<Defect> defect) {
    String target = head.target();
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    Matcher absolute = ABSOLUTE.matcher(path);
    if (absolute.matches()) {
      path = absolute.group(1) == null ? "/" : absolute.group(1);
    }
    Call call = CallReader.read(head.method(), path, question < 0 ? "" : target.substring(question + 1), head.headers(), body,
        number, server.nextSequence());
    return defect.isPresent() ? call.withDefect(defect) : call;
  }

  private static boolean keepsAlive(RequestReader.Head head) {
    List<String> options = head.all("Connection").stream().map(option -> option.toLowerCase(Locale.ROOT)).toList();
    return head.minor() > 0 ? !options.contains("close") : options.contains("keep-alive");
  }

  private void send(Wire wire, RequestReader.Head head, boolean keep) throws IOException {
    byte[] body = wire.body();
    boolean bodiless = head.method().equals("HEAD") || wire.status() == 204 || wire.status() == 304;
    boolean chunked = wire.chunked() && head.minor() > 0;
    long length = wire.announcedLength().orElse(body.length);
    StringBuilder text = new StringBuilder(512);
    String reason = EnglishReasonPhraseCatalog.INSTANCE.getReason(wire.status(), Locale.ENGLISH);
    text.append("HTTP/1.1 ").append(wire.status()).append(' ').append(reason == null ? "" : reason).append("\r\n");
    BiConsumer<String, String> header = (name, value) -> text.append(name).append(": ").append(value).append("\r\n");
    if (!wire.headers().containsKey("Date")) {
      header.accept("Date", DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
    }
    wire.headers().forEach(header);
    if (chunked) {
      header.accept("Transfer-Encoding", "chunked");
    } else if (wire.status() != 204) {
      header.accept("Content-Length", Long.toString(length));
    }
    if (!keep) {
      header.accept("Connection", "close");
    } else if (head.minor() == 0) {
      header.accept("Connection", "keep-alive");
    }
    byte[] start = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    SessionOutputBufferImpl out = new SessionOutputBufferImpl(new HttpTransportMetricsImpl(), 8192);
    out.bind(socket.getOutputStream());
    out.write(start);
    if (!bodiless) {
      int count = (int) (chunked ? body.length : Math.min(length, body.length));
      if (chunked) {
        ChunkedOutputStream chunks = new ChunkedOutputStream(2048, out);
        write(chunks, body, count, wire.pause());
        chunks.finish();
      } else {
        out.write(body, 0, wire.pause().isZero() ? count : 0);
        if (!wire.pause().isZero()) {
          out.flush();
          write(socket.getOutputStream(), body, count, wire.pause());
        }
      }
    }
    out.flush();
  }

  private void write(OutputStream out, byte[] body, int count, Duration pause) throws IOException {
    if (pause.isZero()) {
      out.write(body, 0, count);
      return;
    }
    for (int i = 0; i < count && !server.isClosed(); i++) {
      out.write(body[i]);
      out.flush();
      server.rest(pause);
    }
  }

  /** Reads what the client is still sending: closing at once would take the answer away from it. */
  private void linger() {
    try {
      socket.shutdownOutput();
      long deadline = System.nanoTime() + LINGER.toNanos();
      InputStream rest = socket.getInputStream();
      byte[] sink = new byte[8192];
      long total = 0;
      int count = 0;
      while (count >= 0 && total < GREATEST_LINGER && System.nanoTime() < deadline) {
        socket.setSoTimeout((int) LINGER.toMillis());
        count = rest.read(sink);
        total += count;
      }
    } catch (IOException gone) {
      // The answer was received, or nobody wants it.
    }
  }
}
