package org.imagecopy.conformance.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.imagecopy.conformance.exchange.Image;

/** What the rounds of a run came to besides outcomes: what they made and deleted, and what there is to say about it. Not thread safe. */
final class Tally {

    private static final int NAMED = 5;

    private final Set<String> notes = new LinkedHashSet<>();
    private final List<String> leftovers = new ArrayList<>();
    private final Set<Settlement.Key> staying = new HashSet<>();
    private int created;
    private int deleted;
    private int kept;
    private boolean unfinished;

    /** Something worth knowing; what several rounds say is said once. */
    void note(String text) {
        notes.add(text);
    }

    /** Copies of earlier rounds came when those were over: what the run made it deletes, but nobody can be sure which request it was. */
    void late(List<Image> copies) {
        if (!copies.isEmpty()) {
            created(copies.size());
            note(copies.size() + (copies.size() == 1 ? " copy" : " copies") + " of an earlier round came when it was over: "
                    + String.join(", ", copies.stream().limit(NAMED).map(image -> image.id() + " in " + image.place()).toList()));
        }
    }

    /** An image of ours could not be deleted. */
    void left(Image image) {
        left(image.id() + " in " + image.place());
        stay(image);
    }

    /** An image of ours may be there that nobody can delete, in words. */
    void left(String image) {
        leftovers.add(image);
        unfinished = true;
    }

    /** Copies were made. */
    void created(int copies) {
        created += copies;
    }

    /** Copies were deleted. */
    void deleted(int copies) {
        deleted += copies;
    }

    /** Copies stay, for the target cannot delete any. */
    void kept(List<Image> copies) {
        kept += copies.size();
        copies.forEach(this::stay);
        unfinished = true;
    }

    private void stay(Image image) {
        staying.add(new Settlement.Key(image.place(), image.id()));
    }

    /** Whether an image of ours is known to stay. */
    boolean stays(Image image) {
        return staying.contains(new Settlement.Key(image.place(), image.id()));
    }

    /** Something of ours may still be there. */
    void unfinish() {
        unfinished = true;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<String> leftovers() {
        return leftovers;
    }

    int created() {
        return created;
    }

    int deleted() {
        return deleted;
    }

    int kept() {
        return kept;
    }

    boolean unfinished() {
        return unfinished;
    }
}
