package org.imagecopy.conformance.report;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import org.imagecopy.conformance.spool.Codec;
import org.imagecopy.conformance.spool.Decoder;
import org.imagecopy.conformance.spool.Encoder;
import org.imagecopy.conformance.spool.SpooledList;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of the report that is unpacked when a reader opens it: finished HTML by case and by exchange, as JSON, deflated (RFC 1951),
 * in Base64. Exchanges resemble each other so much that a few per cent of their size remain.
 */
final class EvidenceStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Characters before they are packed; of more, nothing would ever fit. */
    private static final int LARGEST = 16 << 20;

    private final List<Piece> cases = new SpooledList<>(new PieceCodec());
    private final List<Piece> exchanges = new SpooledList<>(new PieceCodec());
    private final BitSet numbers = new BitSet();
    private int size;

    /** Something that is shown, under the name by which the page finds it. */
    private record Piece(String name, String html) {
    }

    private static final class PieceCodec implements Codec<Piece> {

        @Override
        public void encode(Piece piece, Encoder to) {
            to.text(piece.name()).text(piece.html());
        }

        @Override
        public Piece decode(Decoder from) {
            return new Piece(from.text(), from.text());
        }
    }

    /** Keeps the evidence of a case. */
    void add(String anchor, String html) {
        if (room(html)) {
            cases.add(new Piece(anchor, html));
        }
    }

    /** Keeps an exchange; those that matter most come first, for the last ones are left out when there is no room. */
    void add(int number, String html) {
        if (room(html)) {
            exchanges.add(new Piece(String.valueOf(number), html));
            numbers.set(number);
        }
    }

    private boolean room(String html) {
        boolean room = html.length() <= LARGEST - size;
        size += room ? html.length() : 0;
        return room;
    }

    /** Whether this exchange is kept. */
    boolean has(int number) {
        return numbers.get(number);
    }

    /**
     * What fits into so many characters.
     *
     * @param room largest length of the answer; what does not fit is left out, exchanges first
     */
    String packed(int room) {
        int keep = exchanges.size();
        String packed = packed(cases, keep);
        while (packed.length() > room && keep > 0) {
            keep = keep * 3 / 4;
            packed = packed(cases, keep);
        }
        return packed.length() <= room ? packed : packed(List.of(), 0);
    }

    private String packed(List<Piece> told, int keep) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (JsonGenerator json = JSON.createGenerator(new OutputStreamWriter(new DeflaterOutputStream(bytes, deflater), StandardCharsets.UTF_8))) {
            json.writeStartObject();
            write(json, "cases", told);
            write(json, "exchanges", exchanges.subList(0, keep));
            json.writeEndObject();
        } finally {
            deflater.end();
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static void write(JsonGenerator json, String name, List<Piece> pieces) {
        json.writeObjectPropertyStart(name);
        pieces.forEach(piece -> json.writeStringProperty(piece.name(), piece.html()));
        json.writeEndObject();
    }
}
