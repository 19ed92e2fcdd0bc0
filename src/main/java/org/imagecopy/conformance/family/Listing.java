package org.imagecopy.conformance.family;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * The members of a listed image that are compared, as texts.
     *
     * @param names which those are
     * @param texts texts of the same page: copies of one image agree in nearly all of them, and share them
     */
    public static Map<String, String> attributes(JsonNode image, List<String> names, Map<String, String> texts) {
        Map<String, String> attributes = new HashMap<>();
        for (String name : names) {
            if (image.has(name)) {
                String text = text(image.get(name));
                attributes.put(name, texts.computeIfAbsent(text, t -> t));
            }
        }
        return Map.copyOf(attributes);
    }

    /** A page that could not be read. */
    public static Listing unreadable(String problem) {
        return new Listing(List.of(), Set.of(), "", problem);
    }
}
