package org.imagecopy.conformance.exchange;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

import org.imagecopy.conformance.signature.PercentEncoding;

/**
 * One secret in all its spellings. They are worked out only when a text shows the beginning of one: each request has sensitive texts
 * of its own, and hardly any answer shows them. Thread safe.
 */
final class Secret {

    /** Secrets of fewer characters cannot be told from ordinary text. */
    static final int SHORTEST = Spelling.KEY_LENGTH;
    private static final int TELLING = 8;
    /** So much of a text settles how each of its spellings begins ... */
    private static final int SETTLING = 32;
    /** ... for so many bytes ... */
    private static final int HEAD = 12;
    /** ... when they are followed by so many, for the last of them may be half an escape. */
    private static final int UNSETTLED = 12;
    /** Longer texts are what an endpoint computes, not what it was sent: nobody echoes them inside an encoded request. */
    private static final int LONGEST_SENT = 1024;

    /** The secret as it is, and as others spell it before they encode it: whole bodies and addresses are echoed as hexadecimal or Base64. */
    private static final List<UnaryOperator<String>> FORMS = List.of(UnaryOperator.identity(), PercentEncoding::encode, text -> PercentEncoding.encode(text).replace("%20", "+"),
            text -> URLEncoder.encode(text, StandardCharsets.UTF_8), text -> PercentEncoding.encode(PercentEncoding.encode(text)), Secret::json);
    /** Spellings by their numbers: the secret literally and read, then each form in four encodings, then each form reversed, literally and read. */
    private static final int ENCODED = 2;
    private static final int ENCODINGS = 4;
    private static final int REVERSED = ENCODED + ENCODINGS * FORMS.size();
    private static final int SPELLINGS = REVERSED + 2 * FORMS.size();

    private final String text;

    Secret(String text) {
        this.text = text;
    }

    /** The secret itself. */
    String text() {
        return text;
    }

    /** How its spellings begin, each with the set of the spellings that do; not kept either. */
    Map<Head, Long> heads() {
        boolean whole = text.length() <= SETTLING;
        List<String> head = forms(whole ? text : text.substring(0, SETTLING));
        List<String> tail = whole ? head : forms(text.substring(text.length() - SETTLING));
        Map<Head, Long> found = new LinkedHashMap<>();
        for (int number = 0; number < SPELLINGS; number++) {
            byte[] spelling = spelling(number, (number < REVERSED ? head : tail)::get);
            if (spelling.length >= SHORTEST) {
                found.merge(Head.of(spelling, whole), 1L << number, (known, added) -> known | added);
            }
        }
        return found;
    }

    private static List<String> forms(String text) {
        return FORMS.stream().map(form -> form.apply(text)).toList();
    }

    /** These of its spellings. Texts show hardly any of them: all together take fifty times its size, and are not kept. */
    List<byte[]> patterns(long spellings) {
        List<byte[]> found = new ArrayList<>();
        for (int number = 0; number < SPELLINGS; number++) {
            if ((spellings & 1L << number) != 0 && (text.length() <= LONGEST_SENT || form(number) == 0)) {
                byte[] pattern = spelling(number, form -> FORMS.get(form).apply(text));
                if (found.stream().noneMatch(known -> Arrays.equals(known, pattern))) {
                    found.add(pattern);
                }
            }
        }
        return found;
    }

    private static int form(int number) {
        return number < ENCODED ? 0 : number < REVERSED ? (number - ENCODED) / ENCODINGS : (number - REVERSED) / 2;
    }

    /** What is searched for, besides the escapes that the search sees through. A text may hold what looks like an escape; it is found whether or not that is read as one. */
    private static byte[] spelling(int number, IntFunction<String> forms) {
        String form = forms.apply(form(number));
        if (number >= ENCODED && number < REVERSED) {
            byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
            int encoding = (number - ENCODED) % ENCODINGS;
            return Spelling.literal(encoding == 0 ? HexFormat.of().formatHex(bytes) : base64(bytes, encoding - 1));
        }
        String shown = number < ENCODED ? form : new StringBuilder(form).reverse().toString();
        return number % 2 == 0 ? Spelling.literal(shown) : Spelling.read(shown);
    }

    /** The part of Base64 that a secret always shows, whatever stands after it and however many bytes before; empty when that is too little. */
    private static String base64(byte[] secret, int before) {
        byte[] padded = new byte[before + secret.length];
        System.arraycopy(secret, 0, padded, before, secret.length);
        String shown = Base64.getEncoder().encodeToString(Arrays.copyOf(padded, padded.length - padded.length % 3));
        String certain = before == 0 ? shown : shown.substring(Math.min(4, shown.length()));
        return certain.length() >= TELLING ? certain : "";
    }

    /**
     * Where a spelling ends if it begins here.
     *
     * @param partly whether it counts too when the text breaks off
     * @return the end; when it does not begin here, the complement of the last place of the pattern that was looked at: no pattern that is the same up to and
     *     with it begins here either
     */
    static int match(byte[] pattern, String in, int from, boolean partly) {
        int at = from;
        int matched = 0;
        while (matched < pattern.length) {
            if (at >= in.length() || in.charAt(at) == '…') {
                return partly && matched >= TELLING ? at : ~matched;
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
                return ~(matched + Spelling.width(unit) - 1);
            }
        }
        return at;
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
    }

    /** The first bytes of spellings: {@value #HEAD}, a few more so that no character is cut, or fewer when that is all that is certain. */
    static final class Head {
        private final byte[] bytes;

        private Head(byte[] bytes) {
            this.bytes = bytes;
        }

        private static Head of(byte[] pattern, boolean whole) {
            int length = Math.min(pattern.length, whole || pattern.length >= HEAD + UNSETTLED ? HEAD : SHORTEST);
            while (length < pattern.length && (pattern[length] & 0xC0) == 0x80) {
                length++;
            }
            return new Head(Arrays.copyOf(pattern, length));
        }

        /** The first four of them, as {@link Spelling#key} reads them from a text. */
        int key() {
            return bytes[0] & 0xFF | (bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF) << 16 | bytes[3] << 24;
        }

        /** Whether a spelling that begins like this may begin here. */
        boolean matches(String text, int at, boolean partly) {
            return match(bytes, text, at, partly) >= 0;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Head head && Arrays.equals(bytes, head.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }
}
