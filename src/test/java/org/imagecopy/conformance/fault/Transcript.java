package org.imagecopy.conformance.fault;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.Wire;

/** What an endpoint answers to a fixed series of requests, with invented ids replaced by numbers in order of appearance. */
final class Transcript {

  private static final Pattern INVENTED = Pattern.compile(
      "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|(uimage-|m-|task-)(?!demo)[0-9a-z]{6,}|[0-9a-f]{32}");

  private final Emulator emulator;
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Integer> ids = new LinkedHashMap<>();

  Transcript(Emulator emulator) {
    this.emulator = emulator;
  }

  Wire send(Call call) {
    Wire wire = emulator.serve(call);
    String body = new String(wire.body(), StandardCharsets.UTF_8);
    text.append(wire.status()).append(' ').append(wire.headers().get("Content-Type")).append(' ').append(wire.headers().keySet()).append(wire.delay())
        .append(wire.pause()).append(wire.chunked()).append(wire.close())
        .append(' ').append(numbered(body)).append('\n');
    return wire;
  }

  private String numbered(String body) {
    return INVENTED.matcher(body).replaceAll(id -> "#" + ids.computeIfAbsent(id.group(), any -> ids.size()) + '/' + id.group().length());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
