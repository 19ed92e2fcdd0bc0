package org.imagecopy.conformance.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Ways in which an endpoint may echo a text, written without any help of the code under test. */
public enum Disguise {
    PLAIN(t -> t),
    UPPER_CASE_URL(t -> url(t).toUpperCase(Locale.ROOT)),
    URL_ONCE(Disguise::url),
    URL_ONCE_LOWER(t -> lowerHex(url(t))),
    URL_TWICE(t -> url(url(t))),
    URL_TWICE_LOWER(t -> lowerHex(url(url(t)))),
    URL_THRICE(t -> url(url(url(t)))),
    URL_EVERY_BYTE(t -> each(t, b -> String.format(Locale.ROOT, "%%%02X", b))),
    FORM(t -> URLEncoder.encode(t, StandardCharsets.UTF_8)),
    HEX(t -> HexFormat.of().formatHex(bytes(t))),
    HEX_UPPER(t -> HexFormat.of().withUpperCase().formatHex(bytes(t))),
    BASE64(t -> Base64.getEncoder().encodeToString(bytes(t))),
    BASE64_AFTER_ONE(t -> Base64.getEncoder().encodeToString(bytes("." + t + "..."))),
    BASE64_AFTER_TWO(t -> Base64.getEncoder().encodeToString(bytes(".." + t + "..."))),
    BASE64_URL(t -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(t))),
    BASE64_URL_AFTER_ONE(t -> Base64.getUrlEncoder().encodeToString(bytes("?" + t + "?>"))),
    BASE64_URL_AFTER_TWO(t -> Base64.getUrlEncoder().encodeToString(bytes("?>" + t + "?>"))),
    BASE64_OF_URL(t -> Base64.getEncoder().encodeToString(bytes("Signature=" + url(t) + "&x"))),
    BASE64_OF_FORM(t -> Base64.getEncoder().encodeToString(bytes("a=" + URLEncoder.encode(t, StandardCharsets.UTF_8) + "&x"))),
    BASE64_IN_URL(t -> url(Base64.getEncoder().encodeToString(bytes(t)))),
    BASE64_IN_LINES(t -> Base64.getMimeEncoder(16, bytes("\r\n")).encodeToString(bytes("t: " + t))),
    JSON(Disguise::json),
    JSON_SLASHES(t -> json(t).replace("/", "\\/")),
    JSON_OF_GSON(t -> json(t).replace("=", "\\u003d").replace("&", "\\u0026").replace("<", "\\u003c").replace("'", "\\u0027").replace("+", "\\u002b")),
    JSON_TWICE(t -> json(json(t).replace("/", "\\/"))),
    UNICODE_ESCAPES(t -> each16(t, c -> String.format(Locale.ROOT, "\\u%04x", c))),
    UNICODE_ESCAPES_UPPER(t -> each16(t, c -> String.format(Locale.ROOT, "\\u%04X", c))),
    UNICODE_ESCAPES_TWICE(t -> each16(t, c -> String.format(Locale.ROOT, "\\\\u%04x", c))),
    BYTE_ESCAPES(t -> each(t, b -> String.format(Locale.ROOT, "\\x%02x", b))),
    HTML(t -> t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;")),
    HTML_TWICE(t -> HTML.of(HTML.of(t))),
    HTML_NAMES(t -> t.replace("&", "&amp;").replace("+", "&plus;").replace("/", "&sol;").replace("=", "&equals;")),
    HTML_DECIMAL(t -> each16(t, c -> "&#" + c + ";")),
    HTML_HEXADECIMAL(t -> each16(t, c -> String.format(Locale.ROOT, "&#x%X;", c))),
    REVERSED(t -> new StringBuilder(t).reverse().toString()),
    QUOTED_PRINTABLE(t -> each(t, b -> b == '=' || b >= 0x7F || b < 0x20 ? String.format(Locale.ROOT, "=%02X", b) : String.valueOf((char) (int) b))),
    QUOTED_PRINTABLE_LINES(t -> t.length() < 12 ? t.replace("=", "=3D") : t.substring(0, 6).replace("=", "=3D") + "=\r\n" + t.substring(6).replace("=", "=3D")),
    URL_IN_JSON(t -> "{\"q\":\"" + url(t).replace("%", "\\u0025") + "\"}"),
    JSON_IN_URL(t -> url("{\"k\":\"" + JSON_OF_GSON.of(t) + "\"}")),
    GZIP_IN_BASE64(t -> Base64.getEncoder().encodeToString(gzip("{\"secret\":\"" + t + "\"}")));

    private final UnaryOperator<String> way;

    Disguise(UnaryOperator<String> way) {
        this.way = way;
    }

    /** The text in this disguise. */
    public String of(String text) {
        return way.apply(text);
    }

    /** The text in every disguise, by its name. */
    public static Map<String, String> all(String text) {
        Map<String, String> all = new LinkedHashMap<>();
        for (Disguise disguise : values()) {
            all.put(disguise.name(), disguise.of(text));
        }
        return all;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String url(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    private static String lowerHex(String encoded) {
        StringBuilder out = new StringBuilder(encoded);
        for (int i = 0; i + 2 < out.length(); i++) {
            if (out.charAt(i) == '%') {
                out.replace(i + 1, i + 3, out.substring(i + 1, i + 3).toLowerCase(Locale.ROOT));
            }
        }
        return out.toString();
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static String each(String text, IntFunction<String> one) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes(text)) {
            out.append(one.apply(b & 0xFF));
        }
        return out.toString();
    }

    private static String each16(String text, IntFunction<String> one) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append(one.apply(c)));
        return out.toString();
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
