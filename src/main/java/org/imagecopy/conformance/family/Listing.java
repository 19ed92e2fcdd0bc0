package org.imagecopy.conformance.family;

import java.util.List;

import org.imagecopy.conformance.exchange.Image;

/**
 * One page of a listing.
 *
 * @param images  its images
 * @param next    cursor of the next page; empty on the last one
 * @param problem why the page cannot be read; empty when it can
 */
public record Listing(List<Image> images, String next, String problem) {

    /** A page that could not be read. */
    public static Listing unreadable(String problem) {
        return new Listing(List.of(), "", problem);
    }
}
