package org.imagecopy.conformance.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.spool.Decoder;
import org.imagecopy.conformance.spool.Encoder;

/** What is read again is what was written, whatever an endpoint answered. */
class CaseResultCodecTest {

    private static final CaseResultCodec CODEC = new CaseResultCodec();
    private static final Case CASE = new Case("ECD-NAME-02/129-characters", "ECD-NAME-02", "129 Zeichen, 中", "ecd/30-image-name.feature", "Name", 41,
            new LinkedHashSet<>(List.of("@zeta", "@alpha")), List.of("Given a", "Then b"));

    private static CaseResult again(CaseResult result) {
        return CODEC.decode(new Decoder(ByteBuffer.wrap(Encoder.bytes(CODEC, result))));
    }

    @ParameterizedTest
    @EnumSource
    void everythingOfAResultComesBack(Outcome outcome) {
        Finding first = new Finding(outcome, "copy-made", "the copy is there", "one image", "none \uD800", List.of("a", "", "b"));
        Finding second = new Finding(Outcome.VERIFIED, "", "", "", "", List.of());
        CaseResult result = new CaseResult(CASE, outcome, List.of(first, second), "#3 accepted", List.of("m-1 in cn-hangzhou"), List.of(7, 1_000_000), "curl …");
        assertThat(again(result)).isEqualTo(result);
        assertThat(again(result).scenario().tags()).as("in their order").containsExactly("@zeta", "@alpha");
    }

    @Test
    void nothingComesBackAsNothing() {
        CaseResult result = new CaseResult(CASE, Outcome.INAPPLICABLE, List.of(), "", List.of(), List.of(), "");
        assertThat(again(result)).isEqualTo(result);
    }
}
