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
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.target.Target;

/** Deletes images that are known to be ours, looks whether they are gone, and tries again. */
final class CleanUp {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int ROUNDS = 7;

    private final Target target;
    private final Family family;
    private final Messenger messenger;
    private final Time time;
    private final Ledger ledger;

    CleanUp(Target target, Family family, Messenger messenger, Time time, Ledger ledger) {
        this.target = target;
        this.family = family;
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
            Census now = Census.take(messenger, family.places(target));
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

    private static String key(Place place, String id) {
        return place + " " + id;
    }
}
