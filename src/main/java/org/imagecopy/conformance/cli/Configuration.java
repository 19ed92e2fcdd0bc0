package org.imagecopy.conformance.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.imagecopy.conformance.engine.Plan;
import org.imagecopy.conformance.target.Setting;
import org.imagecopy.conformance.target.Target;

/** What a target is configured as, for people. Never shows a secret. */
final class Configuration {

    private Configuration() {
    }

    /** The points that decide what a run touches and what it may cost, in a few lines. */
    static List<String> brief(Plan plan) {
        Target target = plan.target();
        List<String> lines = new ArrayList<>();
        lines.add(target.name() + "  " + target.family() + "  " + target.endpoint() + (target.flag("tls.insecure") ? "  ANY CERTIFICATE IS ACCEPTED" : ""));
        lines.add("  copies   " + target.text("images.source") + " from " + target.text("regions.source") + project(target, "projects.source") + " to "
                + String.join(", ", target.list("regions.destinations")) + project(target, "projects.target"));
        lines.add("  signs    with key " + target.credentials().key() + (target.credentials().token().isEmpty() ? "" : " and a security token"));
        lines.add("  limits   " + (plan.budget() < 0 ? "no budget" : "at most " + plan.budget() + (plan.budget() == 1 ? " copy" : " copies") + (plan.frugal() ? ", frugal" : ""))
                + ", " + target.limits().workers() + " requests at a time" + (target.limits().requestsPerSecond() == 0 ? "" : ", " + target.limits().requestsPerSecond() + " in a second")
                + ", copies usable within " + target.text("limits.settling-time"));
        List<String> lacks = Setting.ALL.stream().filter(s -> s.path().startsWith("capabilities.") && s.kind() == Setting.Kind.FLAG && !target.flag(s.path()))
                .map(s -> s.path().substring("capabilities.".length())).toList();
        if (!lacks.isEmpty()) {
            lines.add("  lacks    " + String.join(", ", lacks));
        }
        return lines;
    }

    private static String project(Target target, String path) {
        return target.text(path).isEmpty() ? "" : " (" + target.text(path) + ")";
    }

    /** Every setting that has a value, and where it was said. */
    static List<String> complete(Target target) {
        Map<String, String> values = new LinkedHashMap<>(target.redacted());
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        int valueWidth = Math.min(44, values.values().stream().mapToInt(String::length).max().orElse(0));
        List<String> lines = new ArrayList<>();
        lines.add(target.name());
        values.forEach((path, value) -> lines.add(String.format("  %-" + width + "s  %-" + valueWidth + "s  %s", path, value,
                target.given(path) ? target.origin(path) : "standard")));
        return lines;
    }
}
