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
    private static final int ROUNDS = 7;

    private final List<Place> places;
    private final Messenger messenger;
    private final Time time;
    private final Ledger ledger;

    /** @param places where images of the run can be */
    CleanUp(List<Place> places, Messenger messenger, Time time, Ledger ledger) {
        this.places = places;
        this.messenger = messenger;
        this.time = time;
        this.ledger = ledger;
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
        Duration wait = FIRST_WAIT;
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            // An image in a state that nobody knows may be one to cancel or one to delete.
            boolean cancel = round % 2 == 1;
            messenger.together(left.values().stream().map(image -> (Callable<Boolean>) () -> {
                messenger.delete(cancel && image.state() == Image.State.UNKNOWN ? image.in(Image.State.WORKING) : image);
                return true;
            }).toList());
            Census now = Census.take(messenger, places);
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
            if (!left.isEmpty()) {
                time.pause(wait);
                wait = wait.multipliedBy(2);
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
        Duration wait = FIRST_WAIT;
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
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
            if (!left.isEmpty()) {
                time.pause(wait);
                wait = wait.multipliedBy(2);
            }
        }
        return left;
    }

    private static String key(Place place, String id) {
        return place + " " + id;
    }
}
