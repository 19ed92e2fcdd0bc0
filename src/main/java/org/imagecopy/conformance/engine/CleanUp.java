package org.imagecopy.conformance.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Place;

/** Deletes images that are known to be ours, looks whether they are gone, and tries again. */
final class CleanUp {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final List<Place> places;
    private final Messenger messenger;
    private final Time time;
    private final Ledger ledger;
    private final Duration patience;

    /**
     * @param places   where images of the run can be
     * @param patience the longest time that may be spent waiting for images that were deleted and are still there
     */
    CleanUp(List<Place> places, Messenger messenger, Time time, Ledger ledger, Duration patience) {
        this.places = places;
        this.messenger = messenger;
        this.time = time;
        this.ledger = ledger;
        this.patience = patience;
    }

    /**
     * What became of it.
     *
     * @param deleted images that are gone now
     * @param left    images that are still listed
     */
    record Result(List<Image> deleted, List<Image> left) {
    }

    /** Deletes these images, all at the same time, until no listing shows them or patience ends. */
    Result delete(List<Image> ours) {
        messenger.renewPatience();
        Map<String, Image> left = new LinkedHashMap<>();
        ours.forEach(image -> left.put(key(image.place(), image.id()), image));
        List<Image> deleted = new ArrayList<>();
        Waits waits = new Waits();
        for (int round = 0; !left.isEmpty() && waits.next(); round++) {
            // An image in a state that nobody knows may be one to cancel or one to delete.
            boolean cancel = round % 2 == 1;
            messenger.together(left.values().stream().map(image -> (Callable<Boolean>) () -> {
                messenger.delete(cancel && image.state() == Image.State.UNKNOWN ? image.in(Image.State.WORKING) : image);
                return true;
            }).toList());
            Census now = Census.take(messenger, places);
            int before = deleted.size();
            if (now.trouble().isEmpty()) {
                for (Image image : List.copyOf(left.values())) {
                    Optional<Image> found = now.find(image.place(), image.id());
                    if (found.isPresent()) {
                        left.put(key(image.place(), image.id()), found.get());
                    } else {
                        left.remove(key(image.place(), image.id()));
                        ledger.deleted(image.place(), image.id());
                        deleted.add(image);
                    }
                }
            }
            if (deleted.size() > before) {
                // An endpoint that is slow to delete is not one that does not.
                messenger.renewPatience();
                waits.renew();
            }
        }
        return new Result(deleted, List.copyOf(left.values()));
    }

    /**
     * Deletes images that no listing can show, until the answers say that they are gone or patience ends.
     *
     * @return those that no answer said to be gone
     */
    List<Image> deleteUnseen(List<Image> ours) {
        messenger.renewPatience();
        List<Image> left = ours;
        Waits waits = new Waits();
        for (int round = 0; !left.isEmpty() && waits.next(); round++) {
            boolean cancel = round % 2 == 1;
            List<Image> tried = left;
            List<Boolean> gone = messenger.together(tried.stream().map(image -> (Callable<Boolean>) () ->
                    messenger.delete(cancel ? image.in(Image.State.WORKING) : image).accepted()).toList());
            left = new ArrayList<>();
            for (int i = 0; i < tried.size(); i++) {
                if (gone.get(i)) {
                    ledger.deleted(tried.get(i).place(), tried.get(i).id());
                } else {
                    left.add(tried.get(i));
                }
            }
        }
        return left;
    }

    /** Waits between one round and the next, each twice as long as the one before. */
    private final class Waits {

        private Duration next = Duration.ZERO;
        private Duration left = patience;

        /** Full patience again. */
        void renew() {
            left = patience;
            next = FIRST_WAIT;
        }

        /** Waits, though not before the first round; false when patience is used up. */
        boolean next() {
            if (!next.isZero()) {
                if (left.isZero()) {
                    return false;
                }
                Duration wait = next.compareTo(left) < 0 ? next : left;
                time.pause(wait);
                left = left.minus(wait);
            }
            next = next.isZero() ? FIRST_WAIT : next.multipliedBy(2);
            return true;
        }
    }

    private static String key(Place place, String id) {
        return place + " " + id;
    }
}
