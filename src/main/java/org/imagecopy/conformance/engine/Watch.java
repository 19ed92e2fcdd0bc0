package org.imagecopy.conformance.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.check.Sighting;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.target.Target;

/** Looks at all places of a run again and again, until its copies have come to their ends. All copies are awaited together. Not thread safe. */
final class Watch {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    /** Longer than a listing lags behind, shorter than a copy that really changes its state. */
    private static final Duration BEFORE_CONFIRMATION = Duration.ofSeconds(5);
    private static final Duration AFTER_HALT = Duration.ofSeconds(15);
    private static final Duration LONGEST_BETWEEN = Duration.ofSeconds(10);
    private static final int LOOKS_AFTER_USABLE = 2;
    private static final int MOST_CONFIRMATIONS = 20;

    private final Target target;
    private final Messenger messenger;
    private final List<Place> places;
    private final Time time;
    private final Progress progress;
    private final Halt halt;
    private final Settlement settlement;
    private String trouble = "";

    Watch(Target target, Messenger messenger, List<Place> places, Census before, Time time, Progress progress, Halt halt) {
        this.target = target;
        this.messenger = messenger;
        this.places = places;
        this.time = time;
        this.progress = progress;
        this.halt = halt;
        this.settlement = new Settlement(before);
    }

    /** Takes one look, if images can be listed at all. */
    void look() {
        if (target.capabilities().contains("listing")) {
            int until = messenger.last();
            Census now = Census.take(messenger, places);
            trouble = now.trouble();
            if (trouble.isEmpty()) {
                settlement.look(now, until);
            }
        }
    }

    /** Why the last look was incomplete; empty when it was complete. */
    String trouble() {
        return trouble;
    }

    /** The images that appeared, by the request that caused them. */
    Map<Act, List<Sighting>> attribute(List<Act> acts) {
        return settlement.attribute(acts);
    }

    /** Follows these images no further, for the run deleted them. */
    void release(List<Image> images) {
        settlement.release(images);
    }

    /** Images that no request explains. */
    List<Sighting> strangers(Map<Act, List<Sighting>> owned) {
        return settlement.strangers(owned);
    }

    /**
     * Looks until every copy is at its end, or the settling time of the target is over.
     *
     * @param acts      every copy request of the run
     * @param notBefore until then looks go on in any case: a refused request may have its effect later
     */
    void settle(List<Act> acts, Instant notBefore) {
        if (!target.capabilities().contains("listing")) {
            return;
        }
        Instant began = time.clock().instant();
        Instant deadline = began.plus(target.limits().settlingTime());
        Duration longest = Duration.ofMillis(Math.max(1000, Math.min(30_000, target.limits().settlingTime().toMillis() / 12)));
        Duration wait = FIRST_WAIT;
        int quiet = 0;
        int confirmations = 0;
        while (true) {
            look();
            int open = open(acts);
            progress.count(target.family() + "  copies settled", acts.size() - open, acts.size());
            quiet = open == 0 && trouble.isEmpty() ? quiet + 1 : 0;
            boolean unconfirmed = confirmations < MOST_CONFIRMATIONS && attribute(acts).values().stream().flatMap(List::stream).anyMatch(Sighting::changedForTheWorse);
            confirmations += unconfirmed ? 1 : 0;
            Instant now = time.clock().instant();
            boolean over = now.isAfter(deadline) || halt.reason().isPresent() && now.isAfter(began.plus(AFTER_HALT));
            if (!unconfirmed && (over || quiet > LOOKS_AFTER_USABLE && !now.isBefore(notBefore))) {
                return;
            }
            pause(unconfirmed ? BEFORE_CONFIRMATION : quiet > LOOKS_AFTER_USABLE ? shorter(wait, Duration.between(now, notBefore)) : wait);
            wait = shorter(longest, wait.multipliedBy(3).dividedBy(2));
        }
    }

    /**
     * Looks until these copies are at their ends.
     *
     * @param soonest time before the first look
     * @param most    longest time
     * @return whether they are; not when images cannot be listed, for nobody would know
     */
    boolean ended(List<Act> acts, Duration soonest, Duration most) {
        if (!target.capabilities().contains("listing")) {
            return false;
        }
        Instant deadline = time.clock().instant().plus(most);
        halt.pause(time, soonest);
        int confirmations = 0;
        for (Duration wait = FIRST_WAIT;; wait = shorter(LONGEST_BETWEEN, wait.multipliedBy(5).dividedBy(4))) {
            look();
            boolean unconfirmed = confirmations < MOST_CONFIRMATIONS && settlement.changedForTheWorse();
            confirmations += unconfirmed ? 1 : 0;
            if (!unconfirmed && trouble.isEmpty() && open(acts) == 0) {
                return true;
            }
            Duration left = Duration.between(time.clock().instant(), deadline);
            if (halt.reason().isPresent() || left.isNegative() || left.isZero()) {
                return false;
            }
            halt.pause(time, unconfirmed ? BEFORE_CONFIRMATION : shorter(wait, left));
        }
    }

    /** After a halt there is little to wait for, but an interval without any waiting would flood the endpoint. */
    private void pause(Duration duration) {
        halt.pause(time, duration);
        if (halt.reason().isPresent()) {
            time.pause(FIRST_WAIT);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Requests whose copies are still to be awaited. */
    private int open(List<Act> acts) {
        Map<Act, List<Sighting>> sightings = attribute(acts);
        int open = 0;
        for (Act act : acts) {
            List<Sighting> seen = sightings.getOrDefault(act, List.of());
            boolean missing = act.answer().accepted() && act.expects() == Act.Expects.ACCEPTANCE && seen.size() < act.asked().destinations().size();
            boolean working = seen.stream().anyMatch(s -> s.present() && (s.last().state() == Image.State.WORKING || s.last().state() == Image.State.UNKNOWN));
            if (missing || working) {
                open++;
            }
        }
        return open;
    }

    /** The source image as it was before the run. */
    Optional<Image> before(Place place, String id) {
        return settlement.before(place, id);
    }

    /** Which texts of an image the listings of this run show at all: {@code name}, {@code description}, {@code tag}. */
    java.util.Set<String> shown() {
        return settlement.shown();
    }
}
