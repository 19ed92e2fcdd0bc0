package org.imagecopy.conformance.exchange;

import java.util.List;
import java.util.function.Supplier;

import tools.jackson.databind.JsonNode;

/**
 * A reply as its family reads it.
 *
 * @param verdict  what the endpoint said
 * @param status   HTTP status; 0 when no reply came
 * @param document reads the document; {@code null} when there is none
 * @param problems what is wrong with the text of the body
 * @param code     the vendor's code of a refusal, for the record; may be empty; cut off where it is longer than any code
 * @param reason   one line on why this is the verdict, or the endpoint's message; cut off where nobody would read on
 * @param copies   the copies that the answer promises, in its order
 */
public record Answer(Verdict verdict, int status, Supplier<JsonNode> document, List<String> problems, String code, String reason,
                     List<Promise> copies) {

    private static final int LONGEST = 1_000;

    /** What an endpoint said to a request. */
    public enum Verdict {
        /** Done, or begun. */
        ACCEPTED,
        /** Refused for the request itself. */
        REFUSED,
        /** Refused because of who asks or how it is signed. */
        UNAUTHENTIC,
        /** Refused because the caller lacks a permission. */
        FORBIDDEN,
        /** Not now: rate limit. */
        THROTTLED,
        /** Not before something is deleted: the account may have no more images. */
        EXHAUSTED,
        /** The endpoint is in trouble, or answers something that is neither: nothing can be concluded. */
        TROUBLED,
        /** No reply came. */
        SILENT
    }

    /**
     * A copy that an answer promises.
     *
     * @param region  region that the answer names; empty when it names none
     * @param imageId id of the copy; empty when the answer gives none
     */
    public record Promise(String region, String imageId) {
    }

    /** Cuts its words; thousands of answers share the same ones. */
    public Answer {
        code = clipped(code, LONGEST).intern();
        reason = clipped(reason, LONGEST).intern();
    }

    /** The document; {@code null} when there is none. */
    public JsonNode body() {
        return document.get();
    }

    /** The same answer, with another way to come by its document. */
    public Answer read(Supplier<JsonNode> later) {
        return new Answer(verdict, status, later, problems, code, reason, copies);
    }

    /** Characters of all that it holds besides the document. */
    public long words() {
        return code.length() + reason.length() + problems.stream().mapToLong(String::length).sum()
                + copies.stream().mapToLong(copy -> copy.region().length() + copy.imageId().length()).sum();
    }

    /** Whether the endpoint accepted. */
    public boolean accepted() {
        return verdict == Verdict.ACCEPTED;
    }

    /** Whether the endpoint refused, for whatever cause that can be attributed to the request. */
    public boolean refused() {
        return verdict == Verdict.REFUSED || verdict == Verdict.UNAUTHENTIC || verdict == Verdict.FORBIDDEN;
    }

    /** Whether the body, or a status that asks for a repetition, says that the endpoint is not available for now; 5xx says so by itself. */
    public boolean unavailable() {
        return verdict == Verdict.TROUBLED && (status / 100 == 4 || status / 100 == 2 && !code.isEmpty());
    }

    /** One line for people: {@code refused, HTTP 400, InvalidName}. */
    public String inWords() {
        StringBuilder words = new StringBuilder(switch (verdict) {
            case ACCEPTED -> "accepted";
            case REFUSED -> "refused";
            case UNAUTHENTIC -> "refused as not authentic";
            case FORBIDDEN -> "refused for lack of permission";
            case THROTTLED -> "throttled";
            case EXHAUSTED -> "turned away, for a quota is used up";
            case TROUBLED -> "neither accepted nor refused";
            case SILENT -> "no answer";
        });
        if (status > 0) {
            words.append(", HTTP ").append(status);
        }
        if (!code.isEmpty()) {
            words.append(", ").append(clipped(code, 80));
        }
        if (!reason.isEmpty()) {
            words.append(" (").append(clipped(reason, 200)).append(')');
        }
        return words.toString();
    }

    private static String clipped(String text, int most) {
        return text.length() > most ? text.substring(0, most) + "…" : text;
    }
}
