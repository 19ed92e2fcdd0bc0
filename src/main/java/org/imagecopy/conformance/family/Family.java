package org.imagecopy.conformance.family;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.exchange.Exchange;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.exchange.Request;
import org.imagecopy.conformance.target.Target;

/** The port to one API: everything that the engine must know of a vendor. Implementations are stateless and thread safe. */
public interface Family {

    /** Short name, also the folder of its features and schemas. */
    String id();

    /** How its requests can travel, the usual one first. */
    List<Transport> transports();

    /** Parameter that names the copy. */
    String nameParameter();

    /** Parameter that describes the copy. */
    String descriptionParameter();

    /** Parameter that tags the copy; empty when there is none. */
    String tagParameter();

    /**
     * Checks what this family needs of a target beyond endpoint and credentials.
     *
     * @throws org.imagecopy.conformance.target.ConfigurationException when something is missing
     */
    void check(Target target);

    /** Every place whose images a run watches. */
    List<Place> places(Target target);

    /** Where the source image of a neutral request lies. */
    Place source(Target target, Base base);

    /** The id of the source image of a neutral request. */
    String sourceImage(Target target, Base base);

    /** The neutral request, accepted by every conformant endpoint. */
    Draft copy(Target target, Base base, String name, String description);

    /** Parameters that the page calls optional and the neutral request leaves out, one set for each attempt to do without its refusal. */
    List<Map<String, String>> optional(Target target);

    /** Where the copies of an accepted request must appear, in the order of the request. */
    List<Place> destinations(Target target, Draft draft);

    /** Whether the request names no region for its copy, which then stays in that of its source. */
    boolean within(Draft draft);

    /** Whether the request asks for copies to a list of regions. */
    boolean batch(Draft draft);

    /** Signs a draft and puts it on the wire. */
    Request write(Target target, Draft draft, Instant now, String nonce);

    /** Reads the answer to a copy request, a deletion or a listing. */
    Answer read(Exchange exchange);

    /** Asks for a page of the images of a place; an empty cursor asks for the first one. */
    Draft list(Target target, Place place, String cursor);

    /** Reads a page. */
    Listing page(Target target, Place place, String cursor, Exchange exchange);

    /** Asks for the regions that the endpoint knows. */
    Draft regions(Target target);

    /** The regions that it names; empty when it does not say. */
    List<String> regions(Exchange exchange);

    /** Asks to delete an image; one that is still being copied is cancelled where the vendor has an operation for it. */
    Draft delete(Target target, Image image);

    /** The schema that an answer to a copy must match, below {@code schemas/}. */
    String schema(Draft draft, Answer answer);

    /** Whether it is left open that such a neutral request is served at all when it travels so; the endpoint then shows what it can. */
    default boolean unpromised(Base base, String transport) {
        return false;
    }

    /** Parameter that names the source image. */
    String imageParameter();

    /** An id of the usual shape that belongs to no image anywhere. */
    String unknownImage();

    /**
     * Whether a request touches what the caller is not known to have: an image, a region or a project that the target does not declare. Lacking
     * permission for it is a refusal like any other, and the usual way of not telling what exists.
     */
    boolean concernsAuthority(Target target, Draft draft);

    /** Documented attributes of a listed image that copying must not change in its source. */
    List<String> lastingAttributes();

    /** The families of this installation. */
    static List<Family> all() {
        return java.util.ServiceLoader.load(Family.class).stream().map(java.util.ServiceLoader.Provider::get)
                .sorted(java.util.Comparator.comparing(Family::id)).toList();
    }

    /**
     * The family of this name.
     *
     * @throws org.imagecopy.conformance.target.ConfigurationException when there is none
     */
    static Family of(String id) {
        return all().stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow(() ->
                new org.imagecopy.conformance.target.ConfigurationException("no family '" + id + "'; known: "
                        + String.join(", ", all().stream().map(Family::id).toList())));
    }
}
