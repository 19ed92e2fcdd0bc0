package org.imagecopy.conformance.report;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import org.imagecopy.conformance.result.CurlLine;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One redacted exchange as people read it; every text is safe to show. */
final class ExchangeText {

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final int number;
    private final String json;
    private final JsonNode node;

    private ExchangeText(int number, String json, JsonNode node) {
        this.number = number;
        this.json = json;
        this.node = node;
    }

    /** The exchange of this number; null when there is none. */
    static ExchangeText of(int number, IntFunction<String> exchanges) {
        String json = exchanges.apply(number);
        if (json == null) {
            return null;
        }
        try {
            return new ExchangeText(number, json, JSON.readTree(json));
        } catch (JacksonException e) {
            return new ExchangeText(number, json, JSON.createObjectNode());
        }
    }

    /** Its number in the run. */
    int number() {
        return number;
    }

    /** One line: {@code #17 POST CopyImage: HTTP 200, 12 ms}. */
    String title() {
        JsonNode reply = node.path("reply");
        String came = reply.isMissingNode() ? node.path("failure").path("kind").asString("no reply")
                : "HTTP " + reply.path("status").asString("?");
        return PlainText.of(("#" + number + " " + node.path("request").path("method").asString("") + " "
                + node.path("operation").asString("") + ": " + came + ", " + node.path("millis").asString("?") + " ms").replaceAll(" +", " "));
    }

    /** The whole exchange in the manner of HTTP. */
    String text() {
        JsonNode request = node.path("request");
        if (!request.isObject()) {
            return PlainText.block(indented(json));
        }
        StringBuilder out = new StringBuilder();
        out.append("# ").append(PlainText.of(node.path("purpose").asString(""))).append("  ")
                .append(PlainText.of(node.path("at").asString(""))).append("\n");
        out.append(PlainText.of(request.path("method").asString(""))).append(" ")
                .append(PlainText.of(request.path("target").asString(""))).append("\n");
        message(out, request);
        JsonNode reply = node.path("reply");
        if (reply.isObject()) {
            out.append("\nHTTP ").append(PlainText.of(reply.path("status").asString(""))).append("\n");
            message(out, reply);
        }
        if (node.path("failure").isObject()) {
            out.append("\nno reply: ").append(PlainText.of(node.path("failure").path("kind").asString(""))).append(": ")
                    .append(PlainText.of(node.path("failure").path("text").asString(""))).append("\n");
        }
        return out.toString();
    }

    private static void message(StringBuilder out, JsonNode message) {
        for (JsonNode header : message.path("headers")) {
            out.append(PlainText.of(header.isString() ? header.asString() : header.toString())).append("\n");
        }
        String body = message.path("body").asString("");
        if (!body.isEmpty()) {
            out.append("\n").append(PlainText.block(indented(body))).append("\n");
        }
    }

    /** The JSON of the exchange, indented; every token as it came. */
    String json() {
        return PlainText.block(indented(json));
    }

    /** How long it took, in milliseconds. */
    long millis() {
        return node.path("millis").asLong(0);
    }

    /** What it was for: the address of a case, {@code control}, {@code listing cn-hangzhou}. */
    String purpose() {
        return PlainText.of(node.path("purpose").asString(""));
    }

    /**
     * A curl line that repeats it, secrets as a variable; empty when the request is unknown.
     *
     * @param endpoint URL of the endpoint
     */
    String curl(String endpoint) {
        JsonNode request = node.path("request");
        if (!request.isObject()) {
            return "";
        }
        List<String> headers = new ArrayList<>();
        request.path("headers").forEach(header -> headers.add(header.asString("")));
        return PlainText.of(CurlLine.of(request.path("method").asString(""), headers, request.path("body").asString(""), endpoint, request.path("target").asString(""),
                "[redacted]"));
    }

    /** When it was sent; {@code otherwise} when it does not say. */
    Instant sent(Instant otherwise) {
        try {
            return Instant.parse(node.path("at").asString(""));
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    /** When its answer was complete. */
    Instant answered(Instant otherwise) {
        return sent(otherwise).plusMillis(millis());
    }

    /** Indents JSON and leaves every token alone, duplicate members included; what is no JSON stays as it is. */
    static String indented(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith("{") && !stripped.startsWith("[")) {
            return text;
        }
        try {
            JSON.readTree(text);
        } catch (JacksonException e) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (quoted) {
                out.append(c);
                if (c == '\\') {
                    out.append(stripped.charAt(++i));
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
                out.append(c);
            } else if (c == '{' || c == '[') {
                depth++;
                out.append(c);
                line(out, depth);
            } else if (c == '}' || c == ']') {
                depth--;
                int end = out.length();
                while (Character.isWhitespace(out.charAt(end - 1))) {
                    end--;
                }
                out.setLength(end);
                if (out.charAt(end - 1) != (c == '}' ? '{' : '[')) {
                    line(out, depth);
                }
                out.append(c);
            } else if (c == ',') {
                out.append(c);
                line(out, depth);
            } else if (c == ':') {
                out.append(": ");
            } else if (!Character.isWhitespace(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static void line(StringBuilder out, int depth) {
        out.append("\n").append("  ".repeat(Math.min(depth, 40)));
    }
}
