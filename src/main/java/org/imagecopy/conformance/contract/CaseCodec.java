package org.imagecopy.conformance.contract;

import java.util.Collections;
import java.util.LinkedHashSet;

import org.imagecopy.conformance.spool.Codec;
import org.imagecopy.conformance.spool.Decoder;
import org.imagecopy.conformance.spool.Encoder;

/** Cases as bytes. */
public final class CaseCodec implements Codec<Case> {

    @Override
    public void encode(Case scenario, Encoder to) {
        to.text(scenario.address()).text(scenario.row()).text(scenario.title()).text(scenario.feature()).text(scenario.topic()).count(scenario.line())
                .texts(scenario.tags()).texts(scenario.sentences());
    }

    @Override
    public Case decode(Decoder from) {
        return new Case(from.text(), from.text(), from.text(), from.text(), from.text(), from.count(),
                Collections.unmodifiableSet(new LinkedHashSet<>(from.texts())), from.texts());
    }
}
