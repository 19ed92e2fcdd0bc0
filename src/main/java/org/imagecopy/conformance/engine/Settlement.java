package org.imagecopy.conformance.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.check.Sighting;
import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Place;

/** Follows every image that appears during a run, look by look, and finds out who caused it. Not thread safe. */
final class Settlement {

    private final Census before;
    private final Map<Key, List<Optional<Image>>> tracks = new LinkedHashMap<>();
    private final Map<Key, Integer> firstSeen = new HashMap<>();
    private final Set<Key> released = new HashSet<>();
    private final Set<String> shown = new TreeSet<>();

    Settlement(Census before) {
        this.before = before;
        shown.addAll(before.shown());
    }

    record Key(Place place, String id) {
    }

    /**
     * Takes one look at everything.
     *
     * @param until number of the last exchange that went before it
     */
    void look(Census now, int until) {
        shown.addAll(now.shown());
        now.images().forEach((place, images) -> images.forEach((id, image) -> {
            if (before.find(place, id).isEmpty()) {
                tracks.computeIfAbsent(new Key(place, id), k -> new ArrayList<>());
                firstSeen.putIfAbsent(new Key(place, id), until);
            }
        }));
        tracks.forEach((key, looks) -> {
            if (released.contains(key)) {
                return;
            }
            Optional<Image> seen = now.find(key.place(), key.id());
            Optional<Image> last = looks.isEmpty() ? Optional.empty() : looks.get(looks.size() - 1);
            // Most looks show what the one before showed; then they share it.
            looks.add(seen.equals(last) && !looks.isEmpty() ? last : seen);
        });
    }

    /** Whether the last look, and only the last, shows some image as anything else after it was usable. */
    boolean changedForTheWorse() {
        return tracks.entrySet().stream().filter(track -> !released.contains(track.getKey())).anyMatch(track -> new Sighting(track.getValue(), true).changedForTheWorse());
    }

    /** Follows these images no further: the run deleted them, and what was seen of them before is what counts. */
    void release(List<Image> images) {
        images.forEach(image -> released.add(new Key(image.place(), image.id())));
    }

    /** The images of every act: first by the ids that answers promised, then by markers. */
    Map<Act, List<Sighting>> attribute(List<Act> acts) {
        Map<Act, List<Sighting>> owned = new LinkedHashMap<>();
        Map<String, Act> byPromise = new HashMap<>();
        Map<String, List<Act>> byMarker = new HashMap<>();
        for (Act act : acts) {
            for (Answer.Promise promise : act.answer().copies()) {
                byPromise.putIfAbsent(promise.imageId(), act);
            }
            byMarker.computeIfAbsent(act.marker().toLowerCase(Locale.ROOT), k -> new ArrayList<>()).add(act);
        }
        tracks.forEach((key, looks) -> {
            Sighting sighting = new Sighting(looks, looks.get(looks.size() - 1).isPresent());
            Act owner = byPromise.get(key.id());
            if (owner == null || !mentions(sighting, owner.marker()) && !owner.asked().destinations().contains(key.place())) {
                owner = byMarkerOf(byMarker, sighting, firstSeen.get(key)).filter(act -> !act.answer().accepted() || agrees(sighting, act, byMarker.keySet())).orElse(owner);
            }
            if (owner != null) {
                owned.computeIfAbsent(owner, k -> new ArrayList<>()).add(sighting);
            }
        });
        return owned;
    }

    /** Requests that were sent after an image had been seen did not cause it. */
    private static Optional<Act> byMarkerOf(Map<String, List<Act>> byMarker, Sighting sighting, int firstSeen) {
        for (Map.Entry<String, List<Act>> entry : byMarker.entrySet()) {
            if (mentions(sighting, entry.getKey())) {
                List<Act> before = entry.getValue().stream().filter(a -> a.number() > 0 && a.number() <= firstSeen).toList();
                List<Act> candidates = before.isEmpty() ? entry.getValue() : before;
                // What no answer promised comes from a request of which nobody knows, or one that was refused, if there is one; else from the last.
                return candidates.stream().filter(a -> a.number() > 0 && !a.answer().accepted() && !a.answer().refused()).findFirst()
                        .or(() -> candidates.stream().filter(a -> !a.answer().accepted()).findFirst())
                        .or(() -> candidates.stream().max(Comparator.comparingInt(Act::number)));
            }
        }
        return Optional.empty();
    }

    /** Whether neither text is one that nobody asked for: somebody else may use the names that he sees for images of his own. */
    private static boolean agrees(Sighting sighting, Act act, Set<String> markers) {
        return agrees(sighting.first().name(), act.asked().text("name"), markers) && agrees(sighting.first().description(), act.asked().text("description"), markers);
    }

    private static boolean agrees(String text, Optional<String> asked, Set<String> markers) {
        String words = text.toLowerCase(Locale.ROOT);
        return text.isBlank() || asked.map(wanted -> wanted.strip().equals(text.strip())).orElse(true) || markers.stream().anyMatch(words::contains);
    }

    private static boolean mentions(Sighting sighting, String marker) {
        String needle = marker.toLowerCase(Locale.ROOT);
        Image image = sighting.first();
        return image.name().toLowerCase(Locale.ROOT).contains(needle) || image.description().toLowerCase(Locale.ROOT).contains(needle);
    }

    /** Images that nobody of this run asked for. */
    List<Sighting> strangers(Map<Act, List<Sighting>> owned) {
        Set<List<Optional<Image>>> ours = Collections.newSetFromMap(new IdentityHashMap<>());
        owned.values().forEach(seen -> seen.forEach(sighting -> ours.add(sighting.looks())));
        List<Sighting> strangers = new ArrayList<>();
        tracks.values().forEach(looks -> {
            if (!ours.contains(looks)) {
                strangers.add(new Sighting(looks, looks.get(looks.size() - 1).isPresent()));
            }
        });
        return strangers;
    }

    /** An image as it was before the run. */
    Optional<Image> before(Place place, String id) {
        return before.find(place, id);
    }

    /** Which texts of images the listings show: {@code name}, {@code description}, {@code tag}. */
    Set<String> shown() {
        return shown;
    }
}
