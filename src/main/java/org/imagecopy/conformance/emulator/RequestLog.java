package org.imagecopy.conformance.emulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line for each request: what came, what went, how long it took. Signatures, tokens and secrets do not appear, neither under
 * their own name nor anywhere else; key ids appear by their first four characters. Nothing of a request can break the line or
 * steer a terminal.
 */
public final class RequestLog {

  private static final int GREATEST_VALUE = 80;
  private static final int GREATEST_COUNT = 40;
  private static final Pattern SECRET =
      Pattern.compile("Signature|(?!NextToken$).*(secret|token|password|private|authorization).*", Pattern.CASE_INSENSITIVE);
  private static final Pattern KEY_ID = Pattern.compile("AccessKeyId|PublicKey", Pattern.CASE_INSENSITIVE);
  private static final Pattern CODE = Pattern.compile("\"(?:Ret)?Code\":\\s*\"?([^\",}\\s]+)|<Code>([^<]*)</Code>");
  private static final Pattern MESSAGE = Pattern.compile("\"Message\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"|<Message>([^<]*)</Message>");

  private RequestLog() {}

  /** Returns the line of a request, without its end. */
  static String line(Emulator emulator, Call call, Wire wire, long nanos) {
    String action = call.parameters().getOrDefault("Action", call.header("x-acs-action").orElse("-"));
    String parameters = call.sent().stream().filter(parameter -> !parameter.name().equals("Action")).limit(GREATEST_COUNT)
        .map(parameter -> ' ' + plain(parameter.name(), 60) + '=' + value(parameter)).collect(Collectors.joining());
    String more = call.sent().size() > GREATEST_COUNT + 1 ? " ..." : "";
    String line = String.format(Locale.ROOT, "%s %s #%d connection %d: %s %s %s%s%s -> %s, %d bytes, %.1f ms",
        Instant.now().truncatedTo(ChronoUnit.MILLIS), emulator.family(), call.sequence(), call.connection(), plain(call.method(), 20),
        call.path().equals("/") ? carrier(call.transport()) : plain(call.path(), 40), plain(action, 60), parameters, more, outcome(wire),
        wire.body().length, nanos / 1e6);
    return redacted(emulator.world(), line);
  }

  private static String carrier(Transport transport) {
    return switch (transport) {
      case GET, POST_QUERY -> "query";
      case POST_FORM -> "form";
      case POST_JSON -> "json";
      case OTHER -> "other";
    };
  }

  private static String outcome(Wire wire) {
    if (wire.drop()) {
      return "dropped";
    }
    String body = new String(wire.body(), 0, Math.min(wire.body().length, 4096), StandardCharsets.UTF_8);
    Matcher code = CODE.matcher(body);
    if (!code.find() || "0".equals(code.group(1))) {
      return Integer.toString(wire.status());
    }
    Matcher message = MESSAGE.matcher(body);
    return wire.status() + " " + plain(group(code), 60) + (message.find() ? " \"" + plain(group(message), 200) + '"' : "");
  }

  private static String group(Matcher matcher) {
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  private static String value(Parameter parameter) {
    String value = parameter.array() ? parameter.values().toString() : parameter.values().get(0);
    if (SECRET.matcher(parameter.name()).matches()) {
      return value.isEmpty() ? "" : "***";
    }
    if (KEY_ID.matcher(parameter.name()).matches()) {
      return plain(value.substring(0, Math.min(4, value.length())), 4) + "...";
    }
    String plain = plain(value, GREATEST_VALUE);
    return plain.indexOf(' ') >= 0 ? '"' + plain + '"' : plain;
  }

  /** Keeps what is harmless on a terminal and cuts what is long. */
  private static String plain(String text, int greatest) {
    StringBuilder plain = new StringBuilder();
    text.codePoints().limit(greatest).forEach(character -> plain.appendCodePoint(isHarmless(character) ? character : '?'));
    return text.codePointCount(0, text.length()) > greatest ? plain + "... (" + text.length() + ")" : plain.toString();
  }

  private static boolean isHarmless(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED, Character.PRIVATE_USE -> false;
      default -> true;
    };
  }

  private static String redacted(World world, String line) {
    String redacted = line;
    // The longest first: one secret may be part of another.
    for (String secret : world.accounts().stream()
        .flatMap(account -> Stream.concat(Stream.of(account.secret()), account.securityToken().stream()))
        .sorted(Comparator.comparing(String::length).reversed()).toList()) {
      redacted = redacted.replace(secret, "***");
    }
    return redacted;
  }
}
