package org.imagecopy.conformance.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.Reference;
import org.imagecopy.conformance.target.Setting;
import org.imagecopy.conformance.target.Target;
import org.imagecopy.conformance.target.TargetFile;

import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The options that say what a command works on: a file, a target of it, and every single setting. An option outdoes an environment
 * variable, a variable outdoes the file.
 */
final class TargetOptions {

    private static final Map<String, String> SHORT = Map.of("limits.copies", "--budget", "limits.workers", "--parallel");
    private static final List<String> CREDENTIALS = List.of("credentials.key", "credentials.secret", "credentials.token");

    @Option(names = "--config", paramLabel = "FILE", description = "file with named targets; 'conformance init' writes an example")
    private Path config;
    @Option(names = "--target", paramLabel = "NAME", description = "which target of the file; not needed when there is one")
    private String name;
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Gives a command one option for every setting. */
    static final class Settings implements IModelTransformer {

        @Override
        public CommandSpec transform(CommandSpec command) {
            for (Setting setting : Setting.ALL) {
                OptionSpec.Builder option = SHORT.containsKey(setting.path()) ? OptionSpec.builder(SHORT.get(setting.path()), setting.option())
                        : OptionSpec.builder(setting.option());
                option.description(setting.help() + (setting.standard().isEmpty() ? "" : "; default " + setting.standard()) + " [" + setting.variable() + "]");
                if (setting.kind() == Setting.Kind.FLAG) {
                    // Takes a value only if the next word is true or false.
                    option.type(Boolean.class).arity("0..1").fallbackValue("true").paramLabel("true|false");
                } else {
                    option.type(String.class).paramLabel(setting.kind() == Setting.Kind.SECRET ? "env:NAME|file:PATH" : setting.kind().name());
                }
                command.addOption(option.build());
            }
            return command;
        }
    }

    /** What the environment and the options say, by path; and into {@code origins} where. */
    private Map<String, String> given(Map<String, String> environment, Map<String, String> origins) {
        Map<String, String> given = new LinkedHashMap<>();
        for (Setting setting : Setting.ALL) {
            String value = environment.get(setting.variable());
            if (value != null && !value.isEmpty()) {
                given.put(setting.path(), value);
                origins.put(setting.path(), setting.variable());
            }
            OptionSpec option = spec.findOption(setting.option());
            Object said = option == null ? null : option.getValue();
            if (said != null) {
                if (setting.kind() == Setting.Kind.SECRET && !Reference.is(said.toString())) {
                    throw new ConfigurationException(setting.option() + " takes env:NAME or file:PATH: others could read a secret on the command line");
                }
                given.put(setting.path(), said.toString());
                origins.put(setting.path(), option.longestName());
            }
        }
        given.forEach((path, value) -> {
            Setting setting = Setting.at(path).orElseThrow();
            if (!value.isEmpty() && !setting.kind().accepts(value)) {
                throw new ConfigurationException(origins.get(path) + ": " + setting.wrong(value));
            }
        });
        return given;
    }

    /**
     * The configured target, or the reference emulators, which are then started.
     *
     * @param families families that were named; none for all, or for that of the target
     * @param faults   faults of the emulators
     * @throws ConfigurationException when anything is missing, malformed or contradictory
     */
    Targets choose(List<String> families, List<String> faults) {
        return choose(families, faults, true);
    }

    /** The same target, for a command that sends nothing: emulators are not started. */
    Targets describe(List<String> families, List<String> faults) {
        return choose(families, faults, false);
    }

    private Targets choose(List<String> families, List<String> faults, boolean start) {
        Map<String, String> environment = System.getenv();
        Map<String, String> origins = new LinkedHashMap<>();
        Map<String, String> given = given(environment, origins);
        List<String> wanted = new ArrayList<>(new LinkedHashSet<>(families));
        wanted.forEach(Family::of);
        if (config == null && !given.containsKey("endpoint")) {
            if (name != null) {
                throw new ConfigurationException("--target names a target of a file; name the file with --config");
            }
            List<String> all = wanted.isEmpty() ? Family.all().stream().map(Family::id).toList() : wanted;
            return start ? Targets.embedded(all, faults, given) : Targets.described(all, faults, given);
        }
        if (!faults.isEmpty()) {
            throw new ConfigurationException("--fault breaks the embedded emulators; leave it out, or leave --config and --endpoint out");
        }
        Map<String, String> standard = wanted.size() == 1 ? Map.of("family", wanted.get(0)) : Map.of();
        Target target = configured(name, given, origins, environment, standard);
        if (!wanted.isEmpty() && !wanted.equals(List.of(target.family()))) {
            throw new ConfigurationException("target '" + target.name() + "' is of family " + target.family() + ", not " + String.join(" and ", wanted));
        }
        return Targets.of(target);
    }

    /**
     * The target that a ledger belongs to.
     *
     * @param recorded its name there, for files with several targets
     * @param standard settings that the ledger knows
     * @throws ConfigurationException when anything is missing or malformed
     */
    Target recorded(String recorded, Map<String, String> standard) {
        Map<String, String> origins = new LinkedHashMap<>();
        Map<String, String> given = given(System.getenv(), origins);
        boolean filed = config != null && TargetFile.read(config).names().contains(recorded);
        return configured(name != null ? name : config == null || filed ? recorded : null, given, origins, System.getenv(), standard);
    }

    private Target configured(String wanted, Map<String, String> given, Map<String, String> origins, Map<String, String> environment, Map<String, String> standard) {
        Map<String, String> values = new LinkedHashMap<>(standard);
        String called = wanted == null ? "target" : wanted;
        Path folder = Path.of("").toAbsolutePath();
        Map<String, String> filed = new LinkedHashMap<>();
        if (config != null) {
            TargetFile file = TargetFile.read(config);
            if (wanted == null && file.names().size() > 1) {
                throw new ConfigurationException(config + " has several targets; say --target " + String.join(" or --target ", file.names()));
            }
            called = wanted == null ? file.names().get(0) : wanted;
            Map<String, String> places = new LinkedHashMap<>();
            filed.putAll(file.values(called, places));
            places.forEach(origins::putIfAbsent);
            CREDENTIALS.forEach(path -> filed.computeIfPresent(path, (p, value) -> given.containsKey(p) ? value
                    : Reference.follow(p, value, places.get(p), environment, file.folder())));
        }
        values.putAll(filed);
        CREDENTIALS.forEach(path -> given.computeIfPresent(path, (p, value) -> Reference.follow(p, value, origins.get(p), environment, folder)));
        values.putAll(given);
        if (values.containsKey("family")) {
            known(values.get("family"), origins.get("family"));
        }
        Target target = Target.of(called, values, origins);
        known(target.family(), origins.get("family"));
        return target;
    }

    private static void known(String family, String place) {
        if (Family.all().stream().noneMatch(f -> f.id().equals(family))) {
            throw new ConfigurationException((place == null ? "" : place + ": ") + "no family '" + family + "'; known: "
                    + String.join(", ", Family.all().stream().map(Family::id).toList()));
        }
    }
}
