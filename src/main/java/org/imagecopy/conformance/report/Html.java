package org.imagecopy.conformance.report;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Builds HTML: what is written as text is made visible and escaped, what is written as markup comes from this package only. */
final class Html {

    private final Appendable out;
    private long bytes;

    /** A fragment, which is held. */
    Html() {
        this(new StringBuilder(1 << 12));
    }

    /**
     * A page, which is written while it is built.
     *
     * @param out what hears of it; a failure of it is thrown as {@link UncheckedIOException}
     */
    Html(Appendable out) {
        this.out = out;
    }

    /** Appends markup as it is. */
    Html markup(String markup) {
        return append(markup);
    }

    /** Appends text that may come from anywhere; also fit for the value of an attribute in double quotes. */
    Html text(String text) {
        return append(escaped(PlainText.block(text)));
    }

    /** Appends an element that holds nothing but text. */
    Html element(String name, String classes, String text) {
        append("<").append(name);
        if (!classes.isEmpty()) {
            append(" class=\"").append(classes).append("\"");
        }
        return append(">").text(text).append("</").append(name).append(">");
    }

    /** Appends a link to a place within the page. */
    Html link(String anchor, String text) {
        return markup("<a href=\"#").text(anchor).markup("\">").text(text).markup("</a>");
    }

    private Html append(String written) {
        try {
            out.append(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return this;
    }

    /** How many bytes it has taken so far, in UTF-8. */
    long bytes() {
        return bytes;
    }

    /** What a fragment has come to. */
    @Override
    public String toString() {
        return out.toString();
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
