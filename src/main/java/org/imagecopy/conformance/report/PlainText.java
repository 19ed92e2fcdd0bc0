package org.imagecopy.conformance.report;

/**
 * Text of an endpoint as it may stand in a terminal, a log or a page: whatever would move the cursor, hide itself or turn the
 * reading direction shows as {@code \}{@code uXXXX}. What is left is legal in XML 1.0.
 */
public final class PlainText {

    private PlainText() {
    }

    /** One line: ends of lines and tabs show as {@code \n}, {@code \r} and {@code \t}. */
    public static String of(String text) {
        return shown(text, false);
    }

    /** Several lines: ends of lines stay. Applied to JSON it changes the spelling only, not the value. */
    public static String block(String text) {
        return shown(text, true);
    }

    private static String shown(String text, boolean lines) {
        int plain = 0;
        while (plain < text.length() && (text.charAt(plain) >= ' ' && text.charAt(plain) < 0x7F || lines && text.charAt(plain) == '\n')) {
            plain++;
        }
        return plain == text.length() ? text : rewritten(text, lines);
    }

    private static String rewritten(String text, boolean lines) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                out.append(lines ? "\n" : "\\n");
            } else if (c == '\t' || c == '\r') {
                out.append(c == '\t' ? "\\t" : "\\r");
            } else if (hidden(c)) {
                for (char half : Character.toChars(c)) {
                    out.append("\\u").append(hex(half));
                }
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                 Character.PARAGRAPH_SEPARATOR -> true;
            default -> (c & 0xFFFE) == 0xFFFE;
        };
    }

    private static String hex(char c) {
        String digits = Integer.toHexString(c);
        return "0000".substring(digits.length()) + digits.toUpperCase(java.util.Locale.ROOT);
    }
}
