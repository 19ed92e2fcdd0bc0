package org.imagecopy.conformance.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import org.imagecopy.conformance.exchange.ExchangeLog;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.exchange.Redactor;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.target.Target;

/**
 * Finishes the clean-up of a run that could not do it itself, with nothing but its ledger. An image is deleted only if it was not there
 * before that run and the ledger holds its id, or the marker in its name or description.
 */
public final class Sweep {

    /** Listings may lag behind by this much. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(4);
    private static final int MOST_LOOKS = 30;

    private final Target target;
    private final LedgerRecord record;
    private final Time time;

    /**
     * Prepares a sweep.
     *
     * @param target the endpoint of the record, with credentials
     * @param record what the ledger says of this target
     */
    public Sweep(Target target, LedgerRecord record, Time time) {
        this.target = target;
        this.record = record;
        this.time = time;
    }

    /**
     * What a sweep came to.
     *
     * @param diagnosis why not everything could be looked at; empty when it could
     * @param found     images of ours that were there, in words
     * @param deleted   how many of them are gone
     * @param left      those that are still there, or may be, in words
     */
    public record Result(String diagnosis, List<String> found, int deleted, List<String> left) {

        /** One line for people: {@code 3 images found, 2 deleted, left: m-1 in cn-x}. */
        public String inWords() {
            return (diagnosis.isEmpty() ? "" : diagnosis + "; ") + found.size() + (found.size() == 1 ? " image" : " images") + " of the run found, " + deleted + " deleted"
                    + (left.isEmpty() ? "" : ", left: " + String.join(", ", left));
        }
    }

    /**
     * Looks for what is left and deletes it. What is deleted goes into the ledger; {@code sweep-exchanges.jsonl} is written beside it.
     *
     * @param file   the ledger
     * @param delete false to look only; then nothing but the exchanges is written
     * @throws LedgerException when the ledger cannot be written
     */
    public Result run(Path file, boolean delete) {
        Family family = Family.of(target.family());
        ExecutorService workers = Messenger.workers(target, family);
        Path exchanges = file.toAbsolutePath().resolveSibling("sweep-exchanges.jsonl");
        try (ExchangeLog log = new ExchangeLog(exchanges, Redactor.of(List.of(target.credentials().secret(), target.credentials().token())));
             Messenger messenger = new Messenger(target, family, time, log, workers, new AtomicInteger(), new Halt())) {
            if (!delete) {
                Look look = look(messenger, family);
                List<String> found = look.ours().stream().map(Sweep::inWords).toList();
                return new Result(look.trouble(), found, 0, found);
            }
            try (Ledger ledger = Ledger.resume(file, log.redactor())) {
                ledger.again(record);
                return with(messenger, family, ledger);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    /** Looks and deletes until nothing of ours shows up any more. */
    Result with(Messenger messenger, Family family, Ledger ledger) {
        if (!target.capabilities().contains("listing")) {
            return unseen(messenger, ledger);
        }
        // What was asked for just before the crash may come later, and a listing may be late as well.
        Instant until = record.last().map(last -> last.plus(target.limits().lateEffects())).orElse(Instant.MIN);
        Map<String, String> found = new LinkedHashMap<>();
        int deleted = 0;
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            Look look = look(messenger, family);
            if (!look.trouble().isEmpty()) {
                return new Result(look.trouble(), List.copyOf(found.values()), deleted, List.of());
            }
            look.ours().forEach(image -> found.putIfAbsent(image.place() + " " + image.id(), inWords(image)));
            look.ours().forEach(image -> ledger.created("", image.place(), image.id()));
            if (!look.ours().isEmpty() && !target.capabilities().contains("deletion")) {
                return new Result("the target cannot delete images", List.copyOf(found.values()), 0, List.copyOf(found.values()));
            }
            CleanUp.Result result = new CleanUp(places(family), messenger, time, ledger, target.limits().patience()).delete(look.ours());
            deleted += result.deleted().size();
            if (!result.left().isEmpty()) {
                return new Result("", List.copyOf(found.values()), deleted, result.left().stream().map(Sweep::inWords).toList());
            }
            if (look.ours().isEmpty() && !time.clock().instant().isBefore(until)) {
                break;
            }
            time.pause(shorter(BETWEEN_LOOKS, target.limits().lateEffects()));
        }
        ledger.done();
        return new Result("", List.copyOf(found.values()), deleted, List.of());
    }

    /** Without listings only what answers promised is known, and only the answers to deletions say whether it is gone. */
    private Result unseen(Messenger messenger, Ledger ledger) {
        List<Image> promised = new ArrayList<>();
        record.ours().forEach((place, ids) -> ids.forEach(id -> promised.add(Image.unseen(place, id))));
        List<Image> left = target.capabilities().contains("deletion") ? new CleanUp(List.of(), messenger, time, ledger, target.limits().patience()).deleteUnseen(promised) : promised;
        return new Result("images cannot be listed at this target, so nobody can see what is left", promised.stream().map(Sweep::inWords).toList(),
                promised.size() - left.size(), left.stream().map(Sweep::inWords).toList());
    }

    private record Look(List<Image> ours, String trouble) {
    }

    private Look look(Messenger messenger, Family family) {
        Census now = Census.take(messenger, places(family));
        List<Image> ours = new ArrayList<>();
        now.images().values().forEach(images -> images.values().stream().filter(this::isOurs).forEach(ours::add));
        return new Look(ours, now.trouble());
    }

    /** The places that the run watched. */
    private List<Place> places(Family family) {
        return record.present().isEmpty() ? family.places(target) : List.copyOf(record.present().keySet());
    }

    private boolean isOurs(Image image) {
        if (record.present().getOrDefault(image.place(), Set.of()).contains(image.id())) {
            return false;
        }
        String words = (image.name() + " " + image.description()).toLowerCase(Locale.ROOT);
        return record.ours().getOrDefault(image.place(), Set.of()).contains(image.id())
                || record.markers().stream().anyMatch(marker -> words.contains(marker.toLowerCase(Locale.ROOT)));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String inWords(Image image) {
        return image.id() + " in " + image.place() + (image.stateWord().isEmpty() ? "" : " (" + image.stateWord() + ", '" + image.name() + "')");
    }
}
