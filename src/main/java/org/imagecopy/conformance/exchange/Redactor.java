package org.imagecopy.conformance.exchange;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;

/**
 * Removes secrets from every text that leaves the process, however an endpoint may echo them: plain or reversed, as hexadecimal or
 * Base64 at any offset, and each of these percent-encoded, JSON-escaped, HTML-escaped or quoted-printable, once, repeatedly and mixed,
 * in either case of letters. A secret that is cut off at the end of a text counts from its eighth character on. Base64 of gzip data
 * is removed as a whole, for it cannot be searched. Thread safe.
 */
public final class Redactor {

    /** What stands in place of a secret. */
    public static final String MASK = "[redacted]";
    private static final String GZIP_IN_BASE64 = "H4sI";
    private static final int SHORTEST_GZIP = 20;
    /** Sieves of few and of very many secrets; both leave next to nothing to look up. */
    private static final int SMALL_SIEVE_BITS = 12;
    private static final int LARGE_SIEVE_BITS = 19;

    private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
    private final Map<Integer, List<Secret>> byKey = new ConcurrentHashMap<>();
    /** Tells for almost every place of a text, without a look-up, that no secret begins there. */
    private final AtomicLongArray sieve;
    private final int sieveShift;

    private Redactor(int sieveBits) {
        this.sieve = new AtomicLongArray(1 << sieveBits - 6);
        this.sieveShift = 32 - sieveBits;
    }

    /** A redactor of these secrets; texts of fewer than four characters are too short to be recognised and are ignored. */
    public static Redactor of(Collection<String> secrets) {
        return new Redactor(SMALL_SIEVE_BITS).learn(secrets);
    }

    /** A new redactor that knows what this one knows now, with room for the sensitive texts of thousands of requests. */
    public Redactor growing() {
        Redactor growing = new Redactor(LARGE_SIEVE_BITS);
        secrets.values().forEach(growing::learn);
        return growing;
    }

    /** Adds secrets, such as the sensitive texts of a request. */
    public Redactor learn(Collection<String> more) {
        for (String text : more) {
            if (text.length() >= Secret.SHORTEST && !secrets.containsKey(text)) {
                learn(new Secret(text));
            }
        }
        return this;
    }

    private void learn(Secret secret) {
        secrets.put(secret.text(), secret);
        for (int key : secret.keys()) {
            byKey.merge(key, List.of(secret), (known, added) -> Stream.concat(known.stream(), added.stream()).distinct().toList());
            int place = place(key);
            sieve.updateAndGet(place >> 6, bits -> bits | 1L << place);
        }
    }

    /** The text without any secret. */
    public String redact(String text) {
        StringBuilder clean = null;
        int kept = 0;
        for (long found = next(text, 0, true); found >= 0; found = next(text, kept, true)) {
            clean = clean == null ? new StringBuilder(text.length()) : clean;
            clean.append(text, kept, begin(found)).append(MASK);
            kept = end(found);
        }
        return clean == null ? text : clean.append(text, kept, text.length()).toString();
    }

    /** Whether the text shows a whole secret in any encoding. */
    public boolean finds(String text) {
        return next(text, 0, false) >= 0;
    }

    private static int begin(long found) {
        return (int) (found >> 32);
    }

    private static int end(long found) {
        return (int) found;
    }

    /** The first secret from this place on: its begin and end; negative when there is none. */
    private long next(String text, int from, boolean hiding) {
        int window = 0;
        int plain = 0;
        for (int last = from; last < text.length(); last++) {
            int folded = Spelling.plain(text.charAt(last));
            plain = folded < 0 ? 0 : plain + 1;
            window = window >>> 8 | folded << 24;
            int at = last - Secret.SHORTEST + 1;
            if (at >= from) {
                int end = plain >= Secret.SHORTEST ? match(window, text, at, hiding) : matchEscaped(text, at, hiding);
                if (hiding && text.charAt(at) == 'H') {
                    end = Math.max(end, gzip(text, at));
                }
                if (end > at) {
                    return (long) at << 32 | end;
                }
            }
        }
        return -1;
    }

    private int matchEscaped(String text, int at, boolean partly) {
        long decoded = Spelling.key(text, at, false);
        int end = decoded < 0 ? -1 : match((int) decoded, text, at, partly);
        if (Spelling.leads(text.charAt(at))) {
            long literal = Spelling.key(text, at, true);
            end = literal < 0 ? end : Math.max(end, match((int) literal, text, at, partly));
        }
        return end;
    }

    private int match(int key, String text, int at, boolean partly) {
        int place = place(key);
        if ((sieve.get(place >> 6) & 1L << place) == 0) {
            return -1;
        }
        int end = -1;
        for (Secret secret : byKey.getOrDefault(key, List.of())) {
            end = Math.max(end, secret.match(key, text, at, partly));
        }
        return end;
    }

    private int place(int key) {
        return key * 0x9E3779B1 >>> sieveShift;
    }

    private static int gzip(String text, int from) {
        if (!text.startsWith(GZIP_IN_BASE64, from)) {
            return -1;
        }
        int end = from;
        while (end < text.length() && base64(text.charAt(end))) {
            end++;
        }
        return end - from < SHORTEST_GZIP ? -1 : end;
    }

    /** Letters of Base64, also percent-encoded or with escaped slashes. */
    private static boolean base64(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "+/=-_%\\".indexOf(c) >= 0);
    }
}
