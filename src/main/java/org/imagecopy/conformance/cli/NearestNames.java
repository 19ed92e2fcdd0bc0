package org.imagecopy.conformance.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that are spelt nearly like one that does not exist. */
final class NearestNames {

    private static final int MOST = 5;

    private NearestNames() {
    }

    /** At most five of these names: first those that begin with the word, then the nearest ones; upper and lower case are the same. */
    static List<String> to(String word, Collection<String> names) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return names.stream().sorted(Comparator.comparing((String name) -> !name.toLowerCase(Locale.ROOT).startsWith(wanted))
                .thenComparing(name -> distance(name.toLowerCase(Locale.ROOT), wanted))).limit(MOST).toList();
    }

    /** How many letters have to be put in, taken out or replaced. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = corner + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
