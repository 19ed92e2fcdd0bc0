package org.imagecopy.conformance.selftest;

import java.util.List;
import java.util.Set;

/**
 * One line of the kill matrix.
 *
 * @param kind      what was tried
 * @param family    its family
 * @param id        its id in the catalogue
 * @param wanted    what had to come of it
 * @param row       the row that it breaks; empty when it breaks none
 * @param text      the difference in words
 * @param passed    whether it came as wanted
 * @param precise   whether the first row that turned red is the broken one; true when nothing had to turn red
 * @param explained why another row comes first; empty when nothing explains it
 * @param red       rows that turned red, in the order of the page
 * @param undecided rows that could not be decided
 * @param killers   cases that turned red, in the order of the page
 * @param checks    the checks that object in the broken row
 * @param exitCode  exit code of the run
 * @param diagnosis why the run could not begin; empty when it did
 * @param left      images left behind
 * @param verified  share of the MUST rows that came out verified, in percent
 */
public record Line(Kind kind, String family, String id, String wanted, String row, String text, boolean passed, boolean precise, String explained,
                   List<String> red, List<String> undecided, List<String> killers, Set<String> checks, int exitCode, String diagnosis, int left, double verified) {

    /** What a line is about. */
    public enum Kind {
        /** A seeded fault. */
        FAULT,
        /** A conformant variant. */
        VARIANT,
        /** An endpoint without any sense. */
        TRIVIAL,
        /** Two faults at once. */
        PAIR,
        /** A check that was left out. */
        CHECK
    }

    /** Whether the build may go on: it came as wanted, and precisely or for a known reason. */
    public boolean good() {
        return passed && (precise || !explained.isEmpty());
    }

    /** One line for people. */
    public String inWords() {
        StringBuilder words = new StringBuilder(!passed ? failed() : precise ? "ok        " : explained.isEmpty() ? "IMPRECISE " : "explained ");
        words.append(family).append(' ').append(id).append(" [").append(wanted).append(row.isEmpty() ? "" : " in " + row).append(']');
        if (!red.isEmpty()) {
            words.append(" red ").append(shortened(red));
        }
        if (!undecided.isEmpty()) {
            words.append(" undecided ").append(shortened(undecided));
        }
        if (!diagnosis.isEmpty()) {
            words.append(" diagnosis: ").append(diagnosis);
        }
        if (left > 0) {
            words.append(" left ").append(left);
        }
        return words.toString();
    }

    private String failed() {
        return switch (kind) {
            case FAULT, PAIR -> "SURVIVED  ";
            case VARIANT -> "ACCUSED   ";
            case TRIVIAL -> "BELIEVED  ";
            case CHECK -> "NEEDLESS  ";
        };
    }

    private static String shortened(List<String> rows) {
        return rows.size() > 6 ? rows.size() + " rows: " + String.join(",", rows.subList(0, 6)) + ",…" : String.join(",", rows);
    }
}
