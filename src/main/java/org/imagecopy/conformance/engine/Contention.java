package org.imagecopy.conformance.engine;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.exchange.Answer;

/**
 * The habit of an endpoint to refuse a copy while another one is under way. No page forbids it, and such a refusal says nothing about
 * the request.
 *
 * @param status HTTP status of these refusals
 * @param code   their code; may be empty
 */
record Contention(int status, String code) {

    /** What the habit would look like if this refusal were one of it. */
    static Contention of(Answer refusal) {
        return new Contention(refusal.status(), refusal.code());
    }

    /** Whether a request was refused in this way. */
    boolean explains(Act act) {
        return act.answer().verdict() == Answer.Verdict.REFUSED && of(act.answer()).equals(this);
    }

    /** Status and code, as an answer is described. */
    String inWords() {
        return "HTTP " + status + (code.isEmpty() ? "" : ", " + code);
    }
}
