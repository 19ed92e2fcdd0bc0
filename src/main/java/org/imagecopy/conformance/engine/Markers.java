package org.imagecopy.conformance.engine;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Texts that attribute images to the requests of a run: a prefix, five letters of the run, some of the request. Letters only, so that they
 * fit into every rule; no marker of a run begins with another one. Not thread safe.
 */
final class Markers {

    private static final int RUN = 5;
    private static final int LEAST = 3;
    private static final int FIRST_LETTERS = 25;
    private static final int LETTERS = 26;

    private final String prefix;
    private final String run;
    private final int first;
    private int next;

    /**
     * Markers of one run.
     *
     * @param prefix in the letter case that the names of the run begin with
     * @param run    its letters
     * @param first  number of the first one
     */
    Markers(String prefix, String run, int first) {
        this.prefix = prefix;
        this.run = run;
        this.first = first;
        this.next = first;
    }

    /** Other markers with the same numbers. */
    Markers other(String otherPrefix, String letters) {
        return new Markers(otherPrefix, letters, first);
    }

    /** Letters for a run. */
    static String letters(Random random) {
        StringBuilder letters = new StringBuilder();
        random.ints(RUN, 0, LETTERS).forEach(i -> letters.append((char) ('a' + i)));
        return letters.toString();
    }

    /** The next marker. */
    String next() {
        return prefix + run + word(next++);
    }

    /** The number of the next marker. */
    int number() {
        return next;
    }

    /** The number of the first marker of this run that a text contains, in whatever letter case; empty when it contains none. */
    OptionalInt in(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        String head = (prefix + run).toLowerCase(Locale.ROOT);
        for (int at = words.indexOf(head); at >= 0; at = words.indexOf(head, at + 1)) {
            OptionalInt number = number(words, at + head.length());
            if (number.isPresent()) {
                return number;
            }
        }
        return OptionalInt.empty();
    }

    /** Three letters of which the first is no z, for the first 16,900 requests; then longer ones that begin with z. None begins with another. */
    static String word(int n) {
        StringBuilder word = new StringBuilder();
        int rest = n;
        int words = LETTERS * LETTERS;
        while (rest >= FIRST_LETTERS * words) {
            rest -= FIRST_LETTERS * words;
            words *= LETTERS;
            word.append('z');
        }
        for (; words > 0; words /= LETTERS) {
            word.append((char) ('a' + rest / words % LETTERS));
        }
        return word.toString();
    }

    /** The number of the word that stands at this place. */
    private static OptionalInt number(String text, int from) {
        int at = from;
        long before = 0;
        long words = LETTERS * LETTERS;
        for (; at < text.length() && text.charAt(at) == 'z'; at++) {
            before += FIRST_LETTERS * words;
            words *= LETTERS;
        }
        int end = at + LEAST + at - from;
        long number = 0;
        for (; at < end; at++) {
            if (at >= text.length() || text.charAt(at) < 'a' || text.charAt(at) > 'z') {
                return OptionalInt.empty();
            }
            number = number * LETTERS + text.charAt(at) - 'a';
        }
        return before + number > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) (before + number));
    }
}
