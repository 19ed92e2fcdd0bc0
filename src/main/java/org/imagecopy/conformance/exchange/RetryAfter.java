package org.imagecopy.conformance.exchange;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date. */
public final class RetryAfter {

    /** What an endpoint may ask for at most; beyond this it only counts as "longer than anybody waits". */
    public static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {
    }

    /**
     * How long to wait.
     *
     * @param value value of the header; may be empty
     * @param now   the time that a date is compared with
     * @return from zero to {@link #LONGEST}; empty when the value says nothing that can be understood
     */
    public static Optional<Duration> of(String value, Instant now) {
        String text = value.strip();
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        if (text.matches("[0-9]+")) {
            return Optional.of(LONGEST);
        }
        try {
            Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT)).toInstant();
            // A date has no fractions of a second; now has.
            return Optional.of(bounded(Duration.between(now.truncatedTo(ChronoUnit.SECONDS), then)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
