package org.imagecopy.conformance.target;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** One configured endpoint. Immutable; every value has been checked. */
public final class Target {

    private final String name;
    private final boolean embedded;
    private final Map<String, String> values;
    private final Map<String, String> origins;
    private final URI endpoint;
    private final Credentials credentials;
    private final Limits limits;

    private Target(String name, boolean embedded, Map<String, String> values, Map<String, String> origins) {
        this.name = name;
        this.embedded = embedded;
        this.values = Map.copyOf(values);
        this.origins = Map.copyOf(origins);
        this.endpoint = endpoint(required("endpoint"));
        this.credentials = new Credentials(required("credentials.key"), required("credentials.secret"), text("credentials.token"));
        this.limits = new Limits(text("limits.copies").isEmpty() ? OptionalInt.empty() : OptionalInt.of(number("limits.copies")),
                number("limits.requests-per-second"), Math.max(1, number("limits.workers")), duration("limits.connect-timeout"),
                duration("limits.timeout"), duration("limits.settling-time"), duration("limits.patience"), duration("limits.late-effects"), number("limits.answer-bytes"));
        Setting.ALL.stream().filter(s -> s.kind() == Setting.Kind.FLAG).forEach(s -> flag(s.path()));
    }

    /**
     * Builds a target from the values of its settings.
     *
     * @param name    how reports call it
     * @param values  by path of {@link Setting}; settings left out take their standard value
     * @param origins where each value was said, for messages; may lack entries
     * @throws ConfigurationException when a required value is missing or one is malformed
     */
    public static Target of(String name, Map<String, String> values, Map<String, String> origins) {
        return new Target(name, false, values, origins);
    }

    /** A target that is the reference emulator of this process. */
    public static Target embedded(String name, Map<String, String> values) {
        return new Target(name, true, values, Map.of());
    }

    private static URI endpoint(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text : text + "/");
            if (uri.getHost() == null || !Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                throw new ConfigurationException("endpoint '" + text + "' is no http or https URL; write for example http://127.0.0.1:8085");
            }
            if (uri.getQuery() != null || uri.getUserInfo() != null || uri.getFragment() != null) {
                throw new ConfigurationException("endpoint '" + text + "' carries more than scheme, host, port and path; leave the rest out");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new ConfigurationException("endpoint '" + text + "' is no URL: " + e.getReason());
        }
    }

    /** How reports call this target. */
    public String name() {
        return name;
    }

    /** Whether it is the reference emulator that the suite carries itself. */
    public boolean embedded() {
        return embedded;
    }

    /** The contract that it is judged by. */
    public String family() {
        return required("family");
    }

    /** Base URL, ending with a slash. */
    public URI endpoint() {
        return endpoint;
    }

    /** What requests are signed with. */
    public Credentials credentials() {
        return credentials;
    }

    /** What a run may cost. */
    public Limits limits() {
        return limits;
    }

    /** The value of a setting, its standard value, or the empty text. */
    public String text(String path) {
        return values.getOrDefault(path, Setting.at(path).orElseThrow(() -> new IllegalArgumentException(path)).standard());
    }

    /**
     * The value of a setting that must be given.
     *
     * @throws ConfigurationException when it is not
     */
    public String required(String path) {
        String value = text(path);
        if (value.isEmpty()) {
            Setting setting = Setting.at(path).orElseThrow();
            throw new ConfigurationException("target '" + name + "' lacks '" + path + "' (" + setting.help() + "): add it to the file, or set "
                    + setting.variable() + (setting.kind() == Setting.Kind.SECRET ? "" : ", or give " + setting.option()));
        }
        return value;
    }

    /** The texts of a list setting; empty when not given. */
    public List<String> list(String path) {
        return Arrays.stream(text(path).split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    /** The value of a flag. */
    public boolean flag(String path) {
        String value = text(path).toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            throw malformed(path, "true or false");
        }
        return value.equals("true");
    }

    private int number(String path) {
        try {
            int value = Integer.parseInt(text(path));
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below, together with negative numbers
        }
        throw malformed(path, "a whole number from 0");
    }

    private Duration duration(String path) {
        try {
            return parseDuration(text(path));
        } catch (IllegalArgumentException e) {
            throw malformed(path, "a number with the unit ms, s, m or h, for example 90s");
        }
    }

    private ConfigurationException malformed(String path, String wanted) {
        return new ConfigurationException(origins.getOrDefault(path, "target '" + name + "'") + ": '" + path + "' is '" + text(path) + "', expected " + wanted);
    }

    /**
     * Reads {@code 250ms}, {@code 90s}, {@code 5m}, {@code 2h}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Duration parseDuration(String text) {
        java.util.regex.Matcher matcher = java.util.regex.Pattern.compile("(\\d{1,9})(ms|s|m|h)").matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no duration; write for example 250ms, 90s, 5m or 2h");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** What the target can do, by the names that contract rows and features use. */
    public Set<String> capabilities() {
        Set<String> found = new TreeSet<>();
        for (String flag : List.of("batch", "task-id", "tag", "listing", "deletion", "signatures")) {
            if (flag("capabilities." + flag)) {
                found.add(flag);
            }
        }
        if (list("regions.destinations").size() > 1) {
            found.add("third-region");
        }
        if (!text("projects.target").isEmpty() && !text("projects.target").equals(text("projects.source"))) {
            found.add("second-project");
        }
        if (!text("regions.second-source").isEmpty() && !text("images.second-source").isEmpty()) {
            found.add("second-source");
        }
        for (String image : List.of("base", "unready", "foreign")) {
            if (!text("images." + image).isEmpty()) {
                found.add(image + "-image");
            }
        }
        return found;
    }

    /** Every setting that has a value, secrets replaced, in the order of the documentation. */
    public Map<String, String> redacted() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (Setting setting : new ArrayList<>(Setting.ALL)) {
            String value = text(setting.path());
            if (!value.isEmpty()) {
                shown.put(setting.path(), setting.kind() == Setting.Kind.SECRET ? "(hidden)" : value);
            }
        }
        return shown;
    }

    /** The same target with some values replaced. */
    public Target with(Map<String, String> changes) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.putAll(changes);
        return new Target(name, embedded, changed, origins);
    }
}
