package org.imagecopy.conformance.exchange;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.imagecopy.conformance.signature.PercentEncoding;

/**
 * One secret in all its spellings. They are worked out only when a text shows the beginning of one: each request has sensitive texts
 * of its own, and hardly any answer shows them. Thread safe.
 */
final class Secret {

    /** Secrets of fewer characters cannot be told from ordinary text. */
    static final int SHORTEST = Spelling.KEY_LENGTH;
    private static final int TELLING = 8;
    /** So much of a text settles how each of its spellings begins. */
    private static final int HEAD = 32;
    /** Longer texts are what an endpoint computes, not what it was sent: nobody echoes them inside an encoded request. */
    private static final int LONGEST_SENT = 1024;

    private final String text;
    private final int[] keys;

    Secret(String text) {
        this.text = text;
        String head = text.length() <= HEAD ? text : text.substring(0, HEAD);
        String tail = text.length() <= HEAD ? text : text.substring(text.length() - HEAD);
        Set<Integer> found = new LinkedHashSet<>();
        spelled(head, tail, forms(head), forms(tail)).forEach(pattern -> found.add(key(pattern)));
        this.keys = found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The secret itself. */
    String text() {
        return text;
    }

    /** How its spellings begin. */
    int[] keys() {
        return keys;
    }

    /** Its spellings that begin like this. Texts show hardly any of them: all together take fifty times its size, and are not kept. */
    List<byte[]> patterns(int key) {
        Set<String> forms = text.length() > LONGEST_SENT ? Set.of(text) : forms(text);
        return spelled(text, text, forms, forms).stream().filter(pattern -> key(pattern) == key).toList();
    }

    /**
     * Where a spelling ends if it begins here.
     *
     * @param partly whether it counts too when the text breaks off
     * @return the end; negative when it does not begin here
     */
    static int match(byte[] pattern, String in, int from, boolean partly) {
        int at = from;
        int matched = 0;
        while (matched < pattern.length) {
            if (at >= in.length() || in.charAt(at) == '…') {
                return partly && matched >= TELLING ? at : -1;
            }
            int plain = Spelling.plain(in.charAt(at));
            if (plain >= 0 && (byte) plain == pattern[matched]) {
                matched++;
                at++;
                continue;
            }
            long unit = Spelling.at(in, at);
            int taken = Spelling.compared(unit, pattern, matched);
            if (taken > 0) {
                matched += taken;
                at = Spelling.end(unit);
            } else if (matched > 0 && (Spelling.value(unit) == '\n' || Spelling.value(unit) == '\r')) {
                // Encoders break long lines.
                at = Spelling.end(unit);
            } else if (Spelling.fold(in.charAt(at)) == pattern[matched] && in.charAt(at) < 0x80) {
                matched++;
                at++;
            } else {
                return -1;
            }
        }
        return at;
    }

    private static int key(byte[] pattern) {
        return pattern[0] & 0xFF | (pattern[1] & 0xFF) << 8 | (pattern[2] & 0xFF) << 16 | pattern[3] << 24;
    }

    /** Base64 and hexadecimal also hide what was escaped before: whole bodies and addresses are echoed like that. */
    private static Set<String> forms(String text) {
        String once = PercentEncoding.encode(text);
        return new LinkedHashSet<>(List.of(text, once, once.replace("%20", "+"), URLEncoder.encode(text, StandardCharsets.UTF_8), PercentEncoding.encode(once), json(text)));
    }

    /** The patterns to search for, besides the escapes that the search sees through. */
    private static Collection<byte[]> spelled(String head, String tail, Set<String> heads, Set<String> tails) {
        List<byte[]> found = new ArrayList<>();
        addBoth(found, head);
        for (String form : heads) {
            byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
            add(found, Spelling.literal(HexFormat.of().formatHex(bytes)));
            base64(found, bytes);
        }
        for (String form : tails) {
            addBoth(found, new StringBuilder(form).reverse().toString());
        }
        return found;
    }

    /** A text may hold what looks like an escape; it is found whether or not that is read as one. */
    private static void addBoth(List<byte[]> found, String text) {
        byte[] literal = Spelling.literal(text);
        byte[] read = Spelling.read(text);
        add(found, literal);
        if (!Arrays.equals(read, literal)) {
            add(found, read);
        }
    }

    private static void add(List<byte[]> found, byte[] pattern) {
        if (pattern.length >= SHORTEST) {
            found.add(pattern);
        }
    }

    /** The parts of Base64 that a secret always shows, whatever stands before it and after it. */
    private static void base64(List<byte[]> found, byte[] secret) {
        for (int offset = 0; offset < 3; offset++) {
            byte[] padded = new byte[offset + secret.length];
            System.arraycopy(secret, 0, padded, offset, secret.length);
            String whole = Base64.getEncoder().encodeToString(Arrays.copyOf(padded, padded.length - padded.length % 3));
            int skipped = offset == 0 ? 0 : 4;
            if (whole.length() - skipped >= TELLING) {
                found.add(Spelling.literal(whole.substring(skipped)));
            }
        }
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    }
}
