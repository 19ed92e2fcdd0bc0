package org.imagecopy.conformance.report;

/** Builds HTML: what is written as text is made visible and escaped, what is written as markup comes from this package only. */
final class Html {

    private final StringBuilder out = new StringBuilder(1 << 12);

    /** Appends markup as it is. */
    Html markup(String markup) {
        out.append(markup);
        return this;
    }

    /** Appends text that may come from anywhere; also fit for the value of an attribute in double quotes. */
    Html text(String text) {
        out.append(escaped(PlainText.block(text)));
        return this;
    }

    /** Appends an element that holds nothing but text. */
    Html element(String name, String classes, String text) {
        out.append('<').append(name);
        if (!classes.isEmpty()) {
            out.append(" class=\"").append(classes).append('"');
        }
        out.append('>');
        text(text);
        out.append("</").append(name).append('>');
        return this;
    }

    /** Appends a link to a place within the page. */
    Html link(String anchor, String text) {
        return markup("<a href=\"#").text(anchor).markup("\">").text(text).markup("</a>");
    }

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
