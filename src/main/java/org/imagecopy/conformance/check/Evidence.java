package org.imagecopy.conformance.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Redactor;

/**
 * Everything that a run saw.
 *
 * @param acts        every copy request
 * @param sightings   the images that appeared, by the act that caused them
 * @param listing     whether the target can list images
 * @param trouble     why the listings are incomplete; empty when they are complete
 * @param barrier     whether a copy accepted after everything else became visible
 * @param closing     the request that was sent last of all; empty when the run ended before
 * @param source      the source image before the run; empty when unknown
 * @param sourceDifferences what changed in the source images
 * @param settling    the settling time in words
 * @param secrets     finds credentials in answers
 */
public record Evidence(List<Act> acts, Map<Act, List<Sighting>> sightings, boolean listing, String trouble, boolean barrier,
                       Optional<Act> closing, Optional<Image> source, List<String> sourceDifferences, String settling, Redactor secrets) {

    /** Images that an act caused. */
    public List<Sighting> of(Act act) {
        return sightings.getOrDefault(act, List.of());
    }

    /** Whether an acceptance is more than words: its image was seen, or images cannot be listed at all. */
    public boolean proven(Act act) {
        return act.answer().accepted() && (!listing || !of(act).isEmpty());
    }

    /** Whether some request of the run was accepted and had its effect. */
    public boolean anyProven() {
        return acts.stream().anyMatch(this::proven);
    }
}
