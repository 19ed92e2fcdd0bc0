package org.imagecopy.conformance.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.imagecopy.conformance.exchange.Place;

/**
 * What a copy request asked for, in terms of listings.
 *
 * @param source       id of the image to be copied
 * @param destinations where the copies must appear
 * @param batch        whether a list of regions was asked for
 * @param within       whether no region was asked for, so that the copy stays in that of its source
 * @param shown        values by parameter that a listing must show again; parameters left out are missing
 * @param listed       which listed value belongs to which parameter: {@code name}, {@code description} or {@code tag}
 */
public record Asked(String source, List<Place> destinations, boolean batch, boolean within, Map<String, String> shown, Map<String, String> listed) {

    /** Takes as little room as it can: a run holds one for each request until it is judged. */
    public Asked {
        destinations = List.copyOf(destinations);
        shown = Map.copyOf(shown);
    }

    /** The text that was asked for as name, description or tag; empty when none was. */
    public Optional<String> text(String what) {
        return listed.entrySet().stream().filter(e -> e.getValue().equals(what)).map(e -> shown.get(e.getKey())).filter(Objects::nonNull).findFirst();
    }
}
