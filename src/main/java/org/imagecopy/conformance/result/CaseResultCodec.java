package org.imagecopy.conformance.result;

import org.imagecopy.conformance.contract.CaseCodec;
import org.imagecopy.conformance.spool.Codec;
import org.imagecopy.conformance.spool.Decoder;
import org.imagecopy.conformance.spool.Encoder;

/** Results of cases as bytes. */
public final class CaseResultCodec implements Codec<CaseResult> {

    private static final CaseCodec CASE = new CaseCodec();
    private static final Outcome[] OUTCOMES = Outcome.values();

    @Override
    public void encode(CaseResult result, Encoder to) {
        CASE.encode(result.scenario(), to);
        to.count(result.outcome().ordinal()).all(result.findings(), CaseResultCodec::encode).text(result.control()).texts(result.effects())
                .all(result.exchanges(), (number, out) -> out.count(number)).text(result.again());
    }

    private static void encode(Finding finding, Encoder to) {
        to.count(finding.outcome().ordinal()).text(finding.check()).text(finding.sentence()).text(finding.expected()).text(finding.actual()).texts(finding.details());
    }

    @Override
    public CaseResult decode(Decoder from) {
        return new CaseResult(CASE.decode(from), OUTCOMES[from.count()], from.all(CaseResultCodec::finding), from.text(), from.texts(), from.all(Decoder::count), from.text());
    }

    private static Finding finding(Decoder from) {
        return new Finding(OUTCOMES[from.count()], from.text(), from.text(), from.text(), from.text(), from.texts());
    }
}
