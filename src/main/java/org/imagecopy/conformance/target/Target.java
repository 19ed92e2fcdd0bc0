package org.imagecopy.conformance.target;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
        this.values = values.entrySet().stream().filter(e -> !e.getValue().isEmpty()).collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        this.origins = Map.copyOf(origins);
        for (Setting setting : Setting.ALL) {
            String value = text(setting.path());
            if (!value.isEmpty() && !setting.kind().accepts(value)) {
                throw new ConfigurationException(origin(setting.path()) + ": " + setting.wrong(value));
            }
        }
        String url = required("endpoint");
        this.endpoint = URI.create(url.endsWith("/") ? url : url + "/");
        this.credentials = new Credentials(required("credentials.key"), required("credentials.secret"), text("credentials.token"));
        this.limits = new Limits(text("limits.copies").isEmpty() ? OptionalInt.empty() : OptionalInt.of(number("limits.copies")),
                number("limits.requests-per-second"), number("limits.workers"), duration("limits.connect-timeout"),
                duration("limits.timeout"), duration("limits.settling-time"), duration("limits.patience"), duration("limits.late-effects"), number("limits.cases-at-once"),
                number("limits.answer-bytes"));
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
                    + setting.variable() + ", or give " + setting.option() + (setting.kind() == Setting.Kind.SECRET ? " env:NAME" : ""));
        }
        return value;
    }

    /** The texts of a list setting; empty when not given. */
    public List<String> list(String path) {
        return Arrays.stream(text(path).split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    /** Whether a value is that of one of these settings, or one of the values of a list setting. */
    public boolean declares(String value, String... paths) {
        return Arrays.stream(paths).anyMatch(path -> list(path).contains(value));
    }

    /** The value of a flag. */
    public boolean flag(String path) {
        return text(path).equalsIgnoreCase("true");
    }

    private int number(String path) {
        return Integer.parseInt(text(path));
    }

    private Duration duration(String path) {
        return parseDuration(text(path));
    }

    /** Whether a value other than the standard one was given. */
    public boolean given(String path) {
        return values.containsKey(path);
    }

    /** Where the value of a setting was said: file and line, a variable, an option; the name of the target for standard values. */
    public String origin(String path) {
        return origins.getOrDefault(path, "target '" + name + "'");
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

    /** That requests without a project reach the source image; which one the default project is only the endpoint knows, so it is assumed until the preflight looks. */
    public static final String DEFAULT_PROJECT = "default-project";

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
        if (!text("projects.target").isEmpty()) {
            found.add(DEFAULT_PROJECT);
        }
        if (!text("projects.target").isEmpty() && !text("projects.target").equals(text("projects.source"))) {
            found.add("second-project");
        }
        if (!text("regions.second-source").isEmpty() && !text("images.second-source").isEmpty()) {
            found.add("second-source");
        }
        if (!text("zone").isEmpty()) {
            found.add("zone");
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
        for (Setting setting : Setting.ALL) {
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
