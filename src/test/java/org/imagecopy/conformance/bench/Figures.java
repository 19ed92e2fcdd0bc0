package org.imagecopy.conformance.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Values of one quantity, measured several times.
 *
 * @param values in the order of measurement, at least one
 */
record Figures(List<Double> values) {

    /** The value that half of the measurements stay below. */
    double median() {
        return quantile(0.5);
    }

    /** The arithmetic mean. */
    double mean() {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /**
     * The value that a share of the measurements stays below, between neighbours in proportion.
     *
     * @param share from 0 to 1
     */
    double quantile(double share) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }

    /** Median and range: {@code 6.48 (6.41–6.70)}. */
    String inWords(int decimals) {
        if (values.stream().allMatch(v -> Double.isNaN(v))) {
            return "not measured";
        }
        return values.size() == 1 ? number(median(), decimals)
                : number(median(), decimals) + " (" + number(quantile(0), decimals) + "–" + number(quantile(1), decimals) + ")";
    }

    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
