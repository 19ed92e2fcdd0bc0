package org.imagecopy.conformance.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
 * @param sourceDifferences what changed in the source images, and in an exclusive account which other images are gone; empty when they could not be looked at again
 * @param strangers   images that appeared without any request that explains them
 * @param lateEffects what refused requests of earlier rounds turned out to have made, in words
 * @param exclusive   whether nobody else makes images in this account during the run
 * @param shown       which texts of images the listings show at all: {@code name}, {@code description}, {@code tag}
 * @param cancellation what came of a copy that was cancelled while it was being made; empty when none was
 * @param checks     everything that the sentences of this run ask
 * @param settling    the settling time in words
 * @param secrets     finds credentials in answers
 */
public record Evidence(List<Act> acts, Map<Act, List<Sighting>> sightings, boolean listing, String trouble, boolean barrier,
                       Optional<Act> closing, Optional<Image> source, Optional<List<String>> sourceDifferences,
                       List<Sighting> strangers, List<String> lateEffects, boolean exclusive, Set<String> shown, Optional<Ruling> cancellation, Set<Check> checks, String settling, Redactor secrets) {

    /** Images that an act caused. */
    public List<Sighting> of(Act act) {
        return sightings.getOrDefault(act, List.of());
    }

    /** Codes that this endpoint gives to wrong signatures and to nothing else. */
    public Set<String> signatureCodes() {
        Set<String> codes = new TreeSet<>();
        acts.stream().filter(a -> a.forged() && a.answer().refused()).forEach(a -> codes.add(a.answer().code()));
        acts.stream().filter(a -> !a.unauthentic() && a.expects() == Act.Expects.REFUSAL && a.answer().refused()).forEach(a -> codes.remove(a.answer().code()));
        codes.remove("");
        return codes;
    }

    /** Images that nothing explains and that look as if a request of this run had made them under a default name. */
    public List<Sighting> suspects() {
        return strangers.stream().filter(s -> exclusive || s.first().name().isBlank() || source.filter(i -> s.first().name().contains(i.name())).isPresent()).toList();
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
