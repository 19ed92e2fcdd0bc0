package org.imagecopy.conformance.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Place;

/**
 * Complete listings of every watched place at one moment.
 *
 * @param images  by place and id
 * @param shown   which texts of images they show at all
 * @param trouble why they are incomplete; empty when they are complete
 */
record Census(Map<Place, Map<String, Image>> images, Set<String> shown, String trouble) {

    /** What is known of places that cannot be listed. */
    static final Census EMPTY = new Census(Map.of(), Set.of(), "");

    private static final int MOST_PAGES = 500;
    /** Pages in a row that show nothing new; an endpoint may look for images first and filter then. */
    private static final int MOST_BARREN_PAGES = 20;
    private static final int MOST_IMAGES = 20_000;
    /** Characters of all texts of the images of one place. */
    private static final long MOST_TEXT = 8_000_000;

    static Census take(Messenger messenger, List<Place> places) {
        Map<Place, Map<String, Image>> all = new LinkedHashMap<>();
        List<String> troubles = new ArrayList<>();
        Set<String> shown = ConcurrentHashMap.newKeySet();
        List<java.util.concurrent.Callable<Map.Entry<Place, Map<String, Image>>>> tasks = new ArrayList<>();
        for (Place place : places) {
            tasks.add(() -> Map.entry(place, list(messenger, place, shown, troubles)));
        }
        messenger.together(tasks).forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        synchronized (troubles) {
            return new Census(all, shown, troubles.isEmpty() ? "" : troubles.get(0));
        }
    }

    private static Map<String, Image> list(Messenger messenger, Place place, Set<String> shown, List<String> troubles) {
        Map<String, Image> found = new LinkedHashMap<>();
        Set<String> cursors = new HashSet<>();
        String cursor = "";
        long text = 0;
        int barren = 0;
        for (int page = 0; page < MOST_PAGES; page++) {
            org.imagecopy.conformance.family.Listing listing = messenger.list(place, cursor);
            if (!listing.problem().isEmpty()) {
                trouble(troubles, listing.problem());
                return found;
            }
            int before = found.size();
            for (Image image : listing.images()) {
                found.put(image.id(), image);
                text += size(image);
            }
            if (found.size() > MOST_IMAGES || text > MOST_TEXT) {
                trouble(troubles, "images of " + place + ": more than " + (text > MOST_TEXT ? MOST_TEXT + " characters of text" : MOST_IMAGES + " images"));
                return found;
            }
            shown.addAll(listing.shown());
            cursor = listing.next();
            if (cursor.isEmpty()) {
                return found;
            }
            barren = found.size() == before ? barren + 1 : 0;
            if (!cursors.add(cursor) || barren > MOST_BARREN_PAGES) {
                trouble(troubles, "images of " + place + ": the listing repeats itself and never ends");
                return found;
            }
        }
        trouble(troubles, "images of " + place + ": more than " + MOST_PAGES + " pages");
        return found;
    }

    private static long size(Image image) {
        return image.id().length() + image.name().length() + image.description().length() + image.tag().length() + image.stateWord().length()
                + image.attributes().entrySet().stream().mapToLong(e -> e.getKey().length() + e.getValue().length()).sum();
    }

    private static void trouble(List<String> troubles, String text) {
        synchronized (troubles) {
            troubles.add(text);
        }
    }

    Optional<Image> find(Place place, String id) {
        return Optional.ofNullable(images.getOrDefault(place, Map.of()).get(id));
    }

    /** The same without these images. */
    Census without(List<Image> gone) {
        Map<Place, Map<String, Image>> others = new LinkedHashMap<>();
        images.forEach((place, all) -> others.put(place, new LinkedHashMap<>(all)));
        gone.forEach(image -> others.getOrDefault(image.place(), new LinkedHashMap<>()).remove(image.id()));
        return new Census(others, shown, trouble);
    }

    int size() {
        return images.values().stream().mapToInt(Map::size).sum();
    }
}
