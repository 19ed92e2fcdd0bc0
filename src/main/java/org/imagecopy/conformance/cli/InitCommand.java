package org.imagecopy.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.Setting;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init}: writes a commented target file. */
@Command(name = "init", mixinStandardHelpOptions = true, header = "Writes an example of a target file, which reaches the emulators of 'conformance emulate'.")
final class InitCommand implements Callable<Integer> {

    private static final int FIRST_PORT = 8085;
    private static final int COMMENT_COLUMN = 50;
    private static final Map<String, String> HEADS = Map.of(
            "credentials", "",
            "regions", "",
            "images", "The suite copies 'source' only. With the others more cases apply; remove what you do not have.",
            "projects", "",
            "capabilities", "What the endpoint lacks is not held against it, but has to be said. Standard values:",
            "limits", "What a run may cost and how long it waits. Standard values:",
            "tls", "");

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "default: targets.yaml", defaultValue = "targets.yaml")
    private Path file;
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Files.writeString(file, text(file), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException(file + " exists; name another file");
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be written: " + e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(file + " has a target for each family; edit it, then try: conformance plan --config " + file + " --target " + targetName(Family.all().get(0).id()));
        out.flush();
        return 0;
    }

    private static String targetName(String family) {
        return family + "-lab";
    }

    private static String variable(String family) {
        return family.toUpperCase(Locale.ROOT) + "_SECRET";
    }

    private static String text(Path file) {
        List<String> lines = new ArrayList<>(List.of(
                "# Targets of the image copy conformance suite.",
                "#",
                "# As it stands, this file reaches the reference emulators:",
                "#",
                "#   conformance emulate"));
        List<String> families = Family.all().stream().map(Family::id).toList();
        families.forEach(family -> lines.add("#   export " + variable(family) + "=" + Embedded.settings(family, "").get("credentials.secret")));
        families.forEach(family -> lines.add("#   conformance run --frugal --config " + file + " --target " + targetName(family)));
        lines.addAll(List.of(
                "#",
                "# Secrets are env:NAME or file:PATH and never stand here. Every setting is an environment variable and an option as well:",
                "# regions.source, IMAGECOPY_REGIONS_SOURCE, --regions-source. An option outdoes a variable, a variable outdoes this file.",
                "",
                "targets:"));
        for (int i = 0; i < families.size(); i++) {
            lines.add("");
            target(lines, families.get(i), FIRST_PORT + i);
        }
        return String.join("\n", lines) + "\n";
    }

    private static void target(List<String> lines, String family, int port) {
        Map<String, String> values = Embedded.settings(family, "http://127.0.0.1:" + port);
        values.put("credentials.secret", "env:" + variable(family));
        lines.add("  " + targetName(family) + ":");
        String section = "";
        for (Setting setting : Setting.ALL.stream().filter(s -> s.concerns(family)).toList()) {
            int dot = setting.path().indexOf('.');
            String head = dot < 0 ? "" : setting.path().substring(0, dot);
            if (!head.equals(section)) {
                head(lines, head, values);
                section = head;
            }
            lines.add(line(setting, dot, values));
        }
    }

    private static void head(List<String> lines, String head, Map<String, String> values) {
        lines.add("");
        if (!head.isEmpty()) {
            boolean given = values.keySet().stream().anyMatch(path -> path.startsWith(head + "."));
            if (!HEADS.getOrDefault(head, "").isEmpty()) {
                lines.add("    # " + HEADS.get(head));
            }
            lines.add((given ? "    " : "    # ") + head + ":");
        }
    }

    private static String line(Setting setting, int dot, Map<String, String> values) {
        boolean given = values.containsKey(setting.path());
        boolean below = dot >= 0 && values.keySet().stream().anyMatch(path -> path.startsWith(setting.path().substring(0, dot + 1)));
        String indent = dot < 0 ? "    " : below ? "      " : "    ";
        String value = values.getOrDefault(setting.path(), setting.standard());
        if (setting.kind() == Setting.Kind.LIST) {
            value = "[" + (value.isEmpty() ? "…" : value.replace(",", ", ")) + "]";
        }
        String text = indent + (given ? "" : dot >= 0 && !below ? "#   " : "# ") + setting.path().substring(dot + 1) + ": " + (value.isEmpty() ? "…" : value);
        String help = setting.help().replaceAll(" \\([a-z]+\\)$", "");
        return text + " ".repeat(Math.max(2, COMMENT_COLUMN - text.length())) + "# " + help;
    }
}
