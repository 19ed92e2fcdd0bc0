package org.imagecopy.conformance.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

    private final Target target;
    private final LedgerRecord record;
    private final Time time;

    /**
     * Prepares a sweep.
     *
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
     * @param diagnosis why nothing could be done; empty when it could
     * @param found     images of ours that were there, in words
     * @param deleted   how many of them are gone
     * @param left      those that are still there, in words
     */
    public record Result(String diagnosis, List<String> found, int deleted, List<String> left) {
    }

    /**
     * Looks for what is left and deletes it.
     *
     * @param folder where {@code sweep-exchanges.jsonl} and {@code sweep-ledger.jsonl} are written
     * @param delete false to look only
     */
    public Result run(Path folder, boolean delete) {
        Family family = Family.of(target.family());
        ExecutorService workers = Messenger.workers(target, family);
        try (Ledger ledger = new Ledger(folder.resolve("sweep-ledger.jsonl"), true);
             ExchangeLog log = new ExchangeLog(folder.resolve("sweep-exchanges.jsonl"), Redactor.of(List.of(target.credentials().secret(), target.credentials().token())));
             Messenger messenger = new Messenger(target, family, time, log, workers, new AtomicInteger())) {
            ledger.target(target.name(), target.family(), target.endpoint().toString());
            Set<Place> places = new LinkedHashSet<>(family.places(target));
            places.addAll(record.ours().keySet());
            places.addAll(record.present().keySet());
            Census now = Census.take(messenger, List.copyOf(places));
            if (!now.trouble().isEmpty()) {
                return new Result(now.trouble(), List.of(), 0, List.of());
            }
            List<Image> ours = new ArrayList<>();
            now.images().forEach((place, images) -> images.values().stream().filter(this::isOurs).forEach(ours::add));
            List<String> found = ours.stream().map(Sweep::inWords).toList();
            if (!delete || ours.isEmpty()) {
                return new Result("", found, 0, found);
            }
            CleanUp.Result result = new CleanUp(target, family, messenger, time, ledger).delete(ours);
            return new Result("", found, result.deleted().size(), result.left().stream().map(Sweep::inWords).toList());
        } finally {
            workers.shutdownNow();
        }
    }

    private boolean isOurs(Image image) {
        if (record.present().getOrDefault(image.place(), Set.of()).contains(image.id())) {
            return false;
        }
        String words = (image.name() + " " + image.description()).toLowerCase(Locale.ROOT);
        return record.ours().getOrDefault(image.place(), Set.of()).contains(image.id())
                || record.markers().stream().anyMatch(marker -> words.contains(marker.toLowerCase(Locale.ROOT)));
    }

    private static String inWords(Image image) {
        return image.id() + " in " + image.place() + " (" + image.stateWord() + ", '" + image.name() + "')";
    }
}
