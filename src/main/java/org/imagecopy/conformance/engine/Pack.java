package org.imagecopy.conformance.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Signing;
import org.imagecopy.conformance.steps.Change;
import org.imagecopy.conformance.steps.Scene;

/**
 * Cases that are to be accepted and differ from the neutral request in different points, so that one request can have all their
 * differences at the same time. If it is accepted, none of them was a reason to refuse it. Not thread safe.
 */
final class Pack {

    /** No value of a parameter. */
    private static final String NOTHING = "\0";
    /** Letters of a marker. */
    private static final int MARKER = 11;

    private final Base base;
    private final Set<String> texts;
    private final Map<String, String> points = new LinkedHashMap<>();
    private final List<Scene> scenes = new ArrayList<>();

    /** @param texts parameters of which at least one has to carry the marker */
    Pack(Base base, Set<String> texts) {
        this.base = base;
        this.texts = texts;
    }

    /** Whether a case may share its request with others at all. */
    static boolean possible(Scene scene) {
        return !scene.expectations().isEmpty() && scene.expectations().get(0).check() == Check.ACCEPTED && !scene.repeated() && !scene.onSameConnection()
                && scene.together() == 1 && scene.times() == 1 && !scene.scenario().tagged("alone")
                && scene.changes().stream().allMatch(c -> c.kind() == Change.Kind.SET || c.kind() == Change.Kind.LEFT_OUT);
    }

    /**
     * Adds a case, if it does not contradict the others.
     *
     * @param transport the way in which it has to travel; empty for any
     */
    boolean add(Scene scene, String transport) {
        if (!scene.base().equals(base)) {
            return false;
        }
        Map<String, String> wanted = new LinkedHashMap<>();
        scene.changes().forEach(c -> wanted.put("parameter " + c.parameter(), c.kind() == Change.Kind.LEFT_OUT ? NOTHING : c.value()));
        if (!transport.isEmpty()) {
            wanted.put("transport", transport);
        }
        if (scene.signing() != Signing.PROPERLY) {
            wanted.put("signing", scene.signing().name());
        }
        if (scene.reversed()) {
            wanted.put("order", "reversed");
        }
        Map<String, String> all = new LinkedHashMap<>(points);
        for (Map.Entry<String, String> point : wanted.entrySet()) {
            String before = all.putIfAbsent(point.getKey(), point.getValue());
            if (before != null && !before.equals(point.getValue())) {
                return false;
            }
        }
        if (texts.stream().noneMatch(text -> marked(all.getOrDefault("parameter " + text, "{marker}")))) {
            return false;
        }
        points.putAll(all);
        scenes.add(scene);
        return true;
    }

    /** Whether the template of a value is filled with the whole marker. */
    private static boolean marked(String template) {
        Matcher counted = Pattern.compile("\\{(\\d+) [a-z ]*(letters|characters)}").matcher(template);
        return template.contains("{marker}") || counted.find() && Integer.parseInt(counted.group(1)) > MARKER;
    }

    /** The cases. */
    List<Scene> scenes() {
        return scenes;
    }

    /** How the request travels; empty for any way. */
    String transport() {
        return points.getOrDefault("transport", "");
    }

    /** The neutral request that they all begin with. */
    Base base() {
        return base;
    }
}
