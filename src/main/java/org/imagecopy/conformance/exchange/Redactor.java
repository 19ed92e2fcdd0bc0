package org.imagecopy.conformance.exchange;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.imagecopy.conformance.signature.PercentEncoding;

/**
 * Removes secrets from every text that leaves the process, in every encoding in which an endpoint may echo them:
 * plain, percent-encoded once and twice, form-encoded, Base64 at any offset, hexadecimal, JSON-escaped, HTML-escaped and reversed.
 */
public final class Redactor {

    /** What stands in place of a secret. */
    public static final String MASK = "[redacted]";
    private static final int SHORTEST = 4;

    private final List<String> patterns;

    private Redactor(List<String> patterns) {
        this.patterns = patterns;
    }

    /** A redactor of these secrets; texts of fewer than four characters are too short to be recognised and are ignored. */
    public static Redactor of(Collection<String> secrets) {
        Set<String> patterns = new LinkedHashSet<>();
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST) {
                patterns.addAll(encodings(secret));
            }
        }
        return new Redactor(patterns.stream().filter(p -> p.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed()).toList());
    }

    /** This redactor with the sensitive texts of one request added. */
    public Redactor with(Collection<String> secrets) {
        List<String> all = new ArrayList<>(of(secrets).patterns);
        all.addAll(patterns);
        return new Redactor(all);
    }

    /** The text without any secret. */
    public String redact(String text) {
        String clean = text;
        for (String pattern : patterns) {
            if (clean.contains(pattern)) {
                clean = clean.replace(pattern, MASK);
            }
        }
        return clean;
    }

    /** Whether the text shows a secret in any encoding. */
    public boolean finds(String text) {
        return patterns.stream().anyMatch(text::contains);
    }

    private static Set<String> encodings(String secret) {
        Set<String> found = new LinkedHashSet<>();
        found.add(secret);
        String once = PercentEncoding.encode(secret);
        String twice = PercentEncoding.encode(once);
        for (String encoded : List.of(once, twice, once.replace("%20", "+"))) {
            found.add(encoded);
            found.add(encoded.replaceAll("%([0-9A-F]{2})", "%$1").toLowerCase(Locale.ROOT));
            found.add(lowerHex(encoded));
        }
        found.remove(secret.toLowerCase(Locale.ROOT));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        found.add(HexFormat.of().formatHex(bytes));
        found.add(HexFormat.of().withUpperCase().formatHex(bytes));
        found.addAll(base64(bytes));
        found.add(json(secret));
        found.add(json(secret).replace("/", "\\/"));
        found.add(unicodeEscapes(secret));
        found.add(secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;"));
        found.add(new StringBuilder(secret).reverse().toString());
        return found;
    }

    private static String lowerHex(String encoded) {
        StringBuilder lower = new StringBuilder(encoded);
        for (int i = 0; i + 2 < lower.length(); i++) {
            if (lower.charAt(i) == '%') {
                lower.setCharAt(i + 1, Character.toLowerCase(lower.charAt(i + 1)));
                lower.setCharAt(i + 2, Character.toLowerCase(lower.charAt(i + 2)));
            }
        }
        return lower.toString();
    }

    /** The parts of Base64 that a secret always shows, whatever stands before it and after it. */
    private static Set<String> base64(byte[] secret) {
        Set<String> found = new LinkedHashSet<>();
        for (int offset = 0; offset < 3; offset++) {
            byte[] padded = new byte[offset + secret.length];
            System.arraycopy(secret, 0, padded, offset, secret.length);
            int usable = padded.length - padded.length % 3;
            byte[] whole = java.util.Arrays.copyOf(padded, usable);
            int skip = offset == 0 ? 0 : 4;
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                String text = encoder.encodeToString(whole);
                if (text.length() - skip >= 8) {
                    found.add(text.substring(skip));
                }
            }
        }
        return found;
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    }

    private static String unicodeEscapes(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(String.format(Locale.ROOT, "\\u%04x", c)));
        return escaped.toString();
    }
}
