package org.imagecopy.conformance.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

import org.imagecopy.conformance.exchange.Image;

/**
 * One page of a listing.
 *
 * @param images  its images
 * @param shown   which texts of images it shows at all: {@code name}, {@code description}, {@code tag}
 * @param next    cursor of the next page; empty on the last one
 * @param problem why the page cannot be read; empty when it can
 */
public record Listing(List<Image> images, Set<String> shown, String next, String problem) {

    /** A listed member as text; lists without regard to their order. */
    public static String text(JsonNode member) {
        if (member.isArray()) {
            List<String> items = new ArrayList<>();
            member.forEach(item -> items.add(text(item)));
            return items.stream().sorted().toList().toString();
        }
        return member.isContainer() ? member.toString() : member.asString("");
    }

    /** A page that could not be read. */
    public static Listing unreadable(String problem) {
        return new Listing(List.of(), Set.of(), "", problem);
    }
}
