package org.imagecopy.conformance.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.ProtocolException;
import org.apache.http.client.entity.DeflateInputStream;

/** Reads the body of an answer: all of it, up to a limit, decompressed. */
final class Body {

    private static final int MOST_CODINGS = 3;

    private Body() {
    }

    /**
     * The bytes.
     *
     * @param most largest body that is read, after decompression
     * @throws TooLargeException when it is larger
     * @throws HttpException     when its framing or coding cannot be relied on
     * @throws IOException       when it ends early or its compression is damaged
     */
    static byte[] of(HttpResponse response, int most) throws IOException, HttpException {
        framing(response);
        HttpEntity entity = response.getEntity();
        InputStream raw = entity == null ? null : entity.getContent();
        if (raw == null || entity.getContentLength() == 0) {
            return new byte[0];
        }
        // Never closed here: closing reads what is left, and a hostile answer has no end. The connection is cut instead.
        InputStream decoded = decoded(raw, codings(response));
        byte[] bytes = bytes(decoded, most);
        if (decoded != raw) {
            // What follows the compressed data still belongs to the body.
            bytes(raw, most);
        }
        return bytes;
    }

    private static byte[] bytes(InputStream in, int most) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            bytes.write(chunk, 0, read);
            if (bytes.size() > most) {
                throw new TooLargeException("the answer is larger than " + most + " bytes");
            }
        }
        return bytes.toByteArray();
    }

    private static void framing(HttpResponse response) throws ProtocolException {
        List<String> lengths = values(response, "Content-Length");
        if (lengths.stream().distinct().count() > 1) {
            throw new ProtocolException("the answer announces several lengths: " + String.join(", ", lengths));
        }
        if (!lengths.isEmpty() && !lengths.get(0).matches("\\d{1,18}")) {
            throw new ProtocolException("the answer announces the length '" + lengths.get(0) + "'");
        }
        List<String> transfer = values(response, "Transfer-Encoding");
        if (!transfer.isEmpty() && !transfer.equals(List.of("chunked")) && !transfer.equals(List.of("identity"))) {
            throw new ProtocolException("the answer is transferred as '" + String.join(", ", transfer) + "'");
        }
    }

    private static List<String> codings(HttpResponse response) throws ProtocolException {
        List<String> codings = values(response, "Content-Encoding").stream().filter(c -> !c.equals("identity")).collect(Collectors.toList());
        if (codings.size() > MOST_CODINGS) {
            throw new ProtocolException("the body is encoded " + codings.size() + " times");
        }
        Collections.reverse(codings);
        return codings;
    }

    private static InputStream decoded(InputStream raw, List<String> codings) throws IOException, HttpException {
        InputStream in = raw;
        for (String coding : codings) {
            in = switch (coding) {
                case "gzip", "x-gzip" -> new GZIPInputStream(in);
                case "deflate" -> new DeflateInputStream(in);
                default -> throw new ProtocolException("the body is encoded as '" + coding + "', which nobody asked for");
            };
        }
        return in;
    }

    private static List<String> values(HttpResponse response, String name) {
        return Arrays.stream(response.getHeaders(name)).map(Header::getValue).flatMap(value -> Arrays.stream(value.split(",")))
                .map(value -> value.strip().toLowerCase(Locale.ROOT)).filter(value -> !value.isEmpty()).toList();
    }
}
