package org.imagecopy.conformance.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads text the way every usual decoder would at once: a percent escape, a JSON or script escape, an HTML entity and a
 * quoted-printable escape all spell the character they stand for, also when one is wrapped in another. Letters count in either
 * case, and the two alphabets of Base64 are one. Stateless.
 */
final class Spelling {

    private static final int NESTED = 8;
    /** Letters between the ampersand and the semicolon. */
    private static final int LONGEST_ENTITY = 8;
    private static final int VALUE_SHIFT = 36;
    private static final long BYTE = 1L << 62;
    private static final Map<String, Integer> ENTITIES = Map.of("amp", (int) '&', "lt", (int) '<', "gt", (int) '>', "quot", (int) '"', "apos", (int) '\'',
            "plus", (int) '+', "sol", (int) '/', "equals", (int) '=', "bsol", (int) '\\', "percnt", (int) '%');
    private static final byte[] FOLDED = folded();
    private static final byte[] PLAIN = plain();

    /** So many bytes make a key. */
    static final int KEY_LENGTH = 4;

    private Spelling() {
    }

    private static byte[] folded() {
        byte[] table = new byte[128];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) (i >= 'A' && i <= 'Z' ? i + 32 : i == '-' || i == ' ' ? '+' : i == '_' ? '/' : i);
        }
        return table;
    }

    private static byte[] plain() {
        byte[] table = FOLDED.clone();
        for (char lead : new char[] {'%', '\\', '&', '='}) {
            table[lead] = -1;
        }
        return table;
    }

    /** A byte as it is compared: either case and either alphabet of Base64 look the same, and so do a space and its plus in forms. */
    static byte fold(int value) {
        return (value & 0xFF) < 0x80 ? FOLDED[value & 0x7F] : (byte) value;
    }

    /** The byte that this character stands for, folded; negative when it may begin an escape or is no ASCII. */
    static int plain(char c) {
        return c < 0x80 ? PLAIN[c] : -1;
    }

    /** Whether this character may begin an escape. */
    static boolean leads(char c) {
        return c == '%' || c == '\\' || c == '&' || c == '=';
    }

    /**
     * What is spelled at this place.
     *
     * @return to be read with {@link #value}, {@link #end} and {@link #isByte}
     */
    static long at(String text, int from) {
        char first = text.charAt(from);
        if (!leads(first)) {
            int c = Character.isHighSurrogate(first) ? text.codePointAt(from) : first;
            return packed(c, from + Character.charCount(c), false);
        }
        int value = first;
        int end = from + 1;
        boolean octet = false;
        for (int depth = 0; depth < NESTED && (value == '%' || value == '\\' || value == '&' || value == '='); depth++) {
            long next = body(value, text, end, depth == 0);
            if (next < 0) {
                break;
            }
            boolean escapesItself = value == '\\' && value(next) == '\\';
            value = value(next);
            end = end(next);
            octet = isByte(next);
            if (escapesItself) {
                break;
            }
        }
        return packed(value, end, octet);
    }

    static int value(long unit) {
        return (int) (unit >> VALUE_SHIFT & 0x1FFFFF);
    }

    /** Where the next unit begins. */
    static int end(long unit) {
        return (int) (unit & 0x7FFFFFFF);
    }

    /** Whether the value is one byte of UTF-8, not a code point. */
    static boolean isByte(long unit) {
        return (unit & BYTE) != 0;
    }

    private static long packed(int value, int end, boolean octet) {
        return (octet ? BYTE : 0) | (long) value << VALUE_SHIFT | end;
    }

    private static long body(int lead, String text, int from, boolean written) {
        return switch (lead) {
            case '%' -> octet(text, from);
            case '=' -> softBreak(text, from);
            case '&' -> entity(text, from);
            default -> script(text, from, written);
        };
    }

    private static long octet(String text, int from) {
        int value = hex(text, from, 2);
        return value < 0 ? -1 : packed(value, from + 2, true);
    }

    /** Quoted-printable: an octet, or the end of a line that does not count. */
    private static long softBreak(String text, int from) {
        int at = from;
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            return packed('\n', at + 1, false);
        }
        return octet(text, from);
    }

    private static long entity(String text, int from) {
        int semicolon = from;
        while (semicolon < text.length() && semicolon - from <= LONGEST_ENTITY && text.charAt(semicolon) != ';') {
            semicolon++;
        }
        if (semicolon == text.length() || semicolon - from > LONGEST_ENTITY || semicolon == from) {
            return -1;
        }
        String name = text.substring(from, semicolon);
        if (name.charAt(0) != '#') {
            Integer value = ENTITIES.get(name);
            return value == null ? -1 : packed(value, semicolon + 1, false);
        }
        boolean hex = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
        try {
            int value = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(value) ? packed(value, semicolon + 1, false) : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /**
     * JSON and its relatives; escaped once more, a backslash is doubled.
     *
     * @param written whether the backslash before stands there as such; only then more of them can be its doubles
     */
    private static long script(String text, int from, boolean written) {
        int at = from;
        while (written && at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        char c = at < text.length() ? text.charAt(at) : 0;
        int value = switch (c) {
            case 'u' -> hex(text, at + 1, 4);
            case 'x' -> hex(text, at + 1, 2);
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '/', '"', '\'' -> c;
            case '%' -> hex(text, at + 1, 2);
            default -> -1;
        };
        if (c == '%') {
            return value == '"' || value == '\\' || value == '/' ? packed(value, at + 3, true) : -1;
        }
        if (value < 0) {
            return at == from ? -1 : packed('\\', at, false);
        }
        return packed(value, at + (c == 'u' ? 5 : c == 'x' ? 3 : 1), c == 'x');
    }

    private static int hex(String text, int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** How many bytes of the pattern this unit spells from this place on; 0 when it spells something else. */
    static int compared(long unit, byte[] pattern, int at) {
        int value = value(unit);
        if (value < 0x80 || isByte(unit)) {
            return fold(value) == pattern[at] ? 1 : 0;
        }
        byte[] bytes = Character.toString(value).getBytes(StandardCharsets.UTF_8);
        return pattern.length - at >= bytes.length && Arrays.equals(bytes, 0, bytes.length, pattern, at, at + bytes.length) ? bytes.length : 0;
    }

    /** How many bytes of a pattern this unit is compared with, if there are so many. */
    static int width(long unit) {
        int value = value(unit);
        return value < 0x80 || isByte(unit) ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
    }

    /**
     * The first bytes that are spelled here, folded.
     *
     * @param literally whether the first character stands for itself
     * @return the key; negative when the text ends before
     */
    static long key(String text, int from, boolean literally) {
        long key = 0;
        int count = 0;
        int at = from;
        while (count < KEY_LENGTH) {
            if (at >= text.length()) {
                return -1;
            }
            char c = text.charAt(at);
            if (plain(c) >= 0 || literally && at == from) {
                key |= (long) (fold(c) & 0xFF) << 8 * count++;
                at++;
                continue;
            }
            long unit = at(text, at);
            at = end(unit);
            for (byte b : bytes(unit)) {
                if (count < KEY_LENGTH) {
                    key |= (long) (b & 0xFF) << 8 * count++;
                }
            }
        }
        return key;
    }

    private static byte[] bytes(long unit) {
        int value = value(unit);
        return value < 0x80 || isByte(unit) ? new byte[] {fold(value)} : Character.toString(value).getBytes(StandardCharsets.UTF_8);
    }

    /** The text as it reads when everything is decoded, folded, in UTF-8. */
    static byte[] read(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length();) {
            long unit = at(text, i);
            out.writeBytes(bytes(unit));
            i = end(unit);
        }
        return out.toByteArray();
    }

    /** The text as it stands, folded, in UTF-8. */
    static byte[] literal(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] >= 0 ? fold(bytes[i]) : bytes[i];
        }
        return bytes;
    }
}
