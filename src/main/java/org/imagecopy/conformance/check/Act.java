package org.imagecopy.conformance.check;

import java.util.Optional;

import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.exchange.Exchange;
import org.imagecopy.conformance.exchange.Spool;

/**
 * One copy request of a run with everything that is known of it except its effects.
 *
 * @param address     the case that it belongs to; several acts may share one
 * @param marker      the text in name or description that attributes images to it
 * @param expects     what the case expects of it
 * @param neutral     whether it is a neutral request without any change
 * @param unauthentic whether its defect is one of authentication
 * @param forged      whether nothing but its signature is wrong
 * @param authority   whether it touches what the caller is not known to have, so that lacking permission is a refusal of the defect
 * @param transport   how it travelled
 * @param asked       what it asked for
 * @param schema      the schema of its answer, below {@code schemas/}
 * @param kept        the exchange, which may have to be read from a file; empty when it was never sent
 * @param answer      what the family reads in it
 * @param control     the neutral request without its defect, as sent in this run; empty for neutral requests
 */
public record Act(String address, String marker, Expects expects, boolean neutral, boolean unauthentic, boolean forged, boolean authority, String transport,
                  Asked asked, String schema, Optional<Spool.Kept> kept, Answer answer, Optional<Act> control) {

    /** What a case expects of a request. */
    public enum Expects {
        /** To be accepted. */
        ACCEPTANCE,
        /** To be refused. */
        REFUSAL,
        /** Either: what is said must also be done. */
        EITHER,
        /** Nothing: recorded only. */
        NOTHING
    }

    /** Of what hardly two acts share: the other parts are many, and the control is an act again. */
    @Override
    public int hashCode() {
        return 31 * marker.hashCode() + number();
    }

    /** Whether its case is about keys and signatures. */
    public boolean aboutSigning() {
        return address.matches("[A-Z]+-AUTH-.*");
    }

    /** The exchange; empty when it was never sent. It may be read from a file each time. */
    public Optional<Exchange> exchange() {
        return kept.map(Spool.Kept::exchange);
    }

    /** Number of its exchange, 0 when it was never sent. */
    public int number() {
        return kept.map(Spool.Kept::number).orElse(0);
    }

    /** Case and transport in one word for messages. */
    public String inWords() {
        return address + " over " + transport + " (#" + number() + ")";
    }
}
