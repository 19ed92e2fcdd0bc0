package org.imagecopy.conformance.exchange;

import java.util.Map;

/**
 * An image as a listing shows it.
 *
 * @param place       where it was listed
 * @param id          its id
 * @param name        its name; empty when not shown
 * @param description its description; empty when not shown
 * @param tag         its tag; empty when not shown
 * @param state       what the vendor's state word means
 * @param stateWord   the vendor's state word
 * @param attributes  other listed members that a copy shares with its source or that do not change by themselves, as text
 */
public record Image(Place place, String id, String name, String description, String tag, State state, String stateWord,
                    Map<String, String> attributes) {

    /** The same image with another meaning of its state word. */
    public Image in(State other) {
        return new Image(place, id, name, description, tag, other, stateWord, attributes);
    }

    /** An image of which nothing is known but its id. */
    public static Image unseen(Place place, String id) {
        return new Image(place, id, "", "", "", State.UNKNOWN, "", Map.of());
    }

    /** What a state word means for a copy. */
    public enum State {
        /** Still being made. */
        WORKING,
        /** Ready to be used. */
        USABLE,
        /** Ended without success. */
        FAILED,
        /** A word that no page documents. */
        UNKNOWN
    }
}
