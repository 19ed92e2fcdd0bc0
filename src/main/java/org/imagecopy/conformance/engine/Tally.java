package org.imagecopy.conformance.engine;

import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.exchange.Image;

/** What the rounds of a run came to besides outcomes: what they made and deleted, and what there is to say about it. Not thread safe. */
final class Tally {

    private static final int NAMED = 5;

    private final Plan plan;
    private final Set<String> notes = new LinkedHashSet<>();
    /** Markers, by number, of which no request was anything but refused. */
    private final BitSet refused = new BitSet();
    private List<String> effectsOfRefusals = List.of();
    private final Map<Settlement.Key, Image> staying = new LinkedHashMap<>();
    private final Set<Settlement.Key> promised = new LinkedHashSet<>();
    private final Set<Settlement.Key> kept = new HashSet<>();
    private final Set<Settlement.Key> strangers = new HashSet<>();
    private Set<Settlement.Key> madeNow = new HashSet<>();
    private Set<Settlement.Key> madeBefore = new HashSet<>();
    private int created;
    private int deleted;
    private boolean unfinished;

    Tally(Plan plan) {
        this.plan = plan;
    }

    /** Something worth knowing; what several rounds say is said once. */
    void note(String text) {
        notes.add(text);
    }

    /** These are all requests of a round. */
    void sent(List<Act> acts) {
        BitSet others = new BitSet();
        acts.forEach(act -> plan.number(act.marker()).ifPresent(act.answer().refused() ? refused::set : others::set));
        refused.andNot(others);
    }

    /** What refused requests of earlier rounds turned out to have made since this was asked the last time, in words. */
    List<String> effectsOfRefusals() {
        List<String> effects = effectsOfRefusals;
        effectsOfRefusals = List.of();
        return effects;
    }

    /**
     * Copies of earlier rounds came when those were over.
     *
     * @param ours  what nobody else can have made
     * @param maybe what somebody else may have made, who saw our names
     */
    void late(List<Image> ours, List<Image> maybe) {
        created(ours);
        said(ours, "of an earlier round came when it was over");
        effectsOfRefusals = Stream.concat(effectsOfRefusals.stream(), ours.stream().filter(image -> plan.number(image.name() + " " + image.description()).stream().anyMatch(refused::get))
                .map(image -> "a request of an earlier round was refused, yet there is " + image.id() + " in " + image.place() + " named '" + image.name() + "' now")).toList();
        if (!maybe.isEmpty()) {
            strange(maybe);
            unfinished = true;
            said(maybe, "may be of an earlier round, but others may have used its names, and nothing of others is deleted");
        }
    }

    private void said(List<Image> copies, String what) {
        if (!copies.isEmpty()) {
            note(copies.size() + (copies.size() == 1 ? " copy " : " copies ") + what + ": "
                    + String.join(", ", copies.stream().limit(NAMED).map(image -> image.id() + " in " + image.place()).toList()));
        }
    }

    /** An image of ours could not be deleted. */
    void left(Image image) {
        staying.put(key(image), image);
    }

    /** An image of ours may be there that nobody could see. */
    void maybeLeft(Image image) {
        promised.add(key(image));
        unfinished = true;
    }

    /**
     * Strikes off what was left and is not there any more; what is still there may have changed.
     *
     * @param now every image that is there
     * @return what could not be deleted and went away by itself
     */
    List<Image> strike(Census now) {
        promised.removeIf(key -> now.find(key.place(), key.id()).isEmpty());
        List<Image> gone = staying.values().stream().filter(image -> now.find(image.place(), image.id()).isEmpty()).toList();
        gone.forEach(this::forget);
        staying.replaceAll((key, image) -> now.find(key.place(), key.id()).orElse(image));
        return gone;
    }

    /** What could not be deleted so far. */
    List<Image> staying() {
        return List.copyOf(staying.values());
    }

    private void forget(Image image) {
        staying.remove(key(image));
        promised.remove(key(image));
        // A listing that lags behind is not to show it as something new.
        madeNow.add(key(image));
    }

    /** Copies were promised, and nobody can see them. */
    void created(int copies) {
        created += copies;
    }

    /** Copies were made. */
    void created(List<Image> copies) {
        created += copies.size();
        copies.forEach(image -> madeNow.add(key(image)));
    }

    /** Copies were deleted. */
    void deleted(List<Image> copies) {
        deleted += copies.size();
        copies.forEach(this::forget);
    }

    /** Images that no request explains are left alone, for ever. */
    void strange(List<Image> images) {
        images.forEach(image -> strangers.add(key(image)));
    }

    /** Whether an image may be a copy of an earlier round that was not counted: it was neither counted nor left alone as a stranger. */
    boolean unknown(Image image) {
        Settlement.Key key = key(image);
        return !strangers.contains(key) && !staying.containsKey(key) && !kept.contains(key) && !madeNow.contains(key) && !madeBefore.contains(key);
    }

    /** Another round begins. Listings may lag behind deletions, but not for two whole rounds: older copies are forgotten. */
    void nextRound() {
        madeBefore = madeNow;
        madeNow = new HashSet<>();
    }

    /** Copies stay, for the target cannot delete any. */
    void kept(List<Image> copies) {
        copies.forEach(image -> kept.add(key(image)));
        unfinished = true;
    }

    private static Settlement.Key key(Image image) {
        return new Settlement.Key(image.place(), image.id());
    }

    /** Something of ours may still be there. */
    void unfinish() {
        unfinished = true;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** What may still be there although it should not, in words. */
    List<String> leftovers() {
        return Stream.concat(staying.keySet().stream(), promised.stream()).distinct().map(key -> key.id() + " in " + key.place()).toList();
    }

    int created() {
        return created;
    }

    int deleted() {
        return deleted;
    }

    int kept() {
        return kept.size();
    }

    boolean unfinished() {
        return unfinished || !staying.isEmpty();
    }
}
