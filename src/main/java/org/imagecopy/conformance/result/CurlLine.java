package org.imagecopy.conformance.result;

import java.util.List;
import java.util.regex.Pattern;

/** A request as a line for a shell, so that a reader can repeat it. What is redacted becomes the variable {@code SECRET}. */
public final class CurlLine {

    private static final Pattern PATH = Pattern.compile("(?<=[^:/])/.*$", Pattern.DOTALL);

    private CurlLine() {
    }

    /**
     * The line.
     *
     * @param headers  {@code Name: value}, redacted
     * @param body     redacted; empty for none
     * @param endpoint URL whose scheme and authority the request goes to
     * @param target   path and query of the request line, redacted; it has the path of the endpoint already
     * @param mask     what stands for a secret in redacted text
     */
    public static String of(String method, List<String> headers, String body, String endpoint, String target, String mask) {
        StringBuilder line = new StringBuilder("curl -sS -X ").append(method);
        headers.forEach(header -> line.append(" -H '").append(quoted(header)).append('\''));
        if (!body.isEmpty()) {
            line.append(" --data-binary '").append(quoted(body)).append('\'');
        }
        line.append(" '").append(quoted(PATH.matcher(endpoint).replaceFirst("") + target)).append('\'');
        // Within single quotes a shell fills in nothing: the quotes end before the variable and begin after it.
        return line.toString().replace(mask, "'\"$SECRET\"'");
    }

    private static String quoted(String text) {
        return text.replace("'", "'\\''");
    }
}
