package org.imagecopy.conformance.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;

import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.Setting;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code init}: writes a commented target file. */
@Command(name = "init", mixinStandardHelpOptions = true, header = "Writes an example of a target file.")
final class InitCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "default: targets.yaml", defaultValue = "targets.yaml")
    private Path file;
    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            Files.writeString(file, text(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new ConfigurationException(file + " exists; name another file");
        }
        spec.commandLine().getOut().println(file + " written; edit it, then: ./conformance run --config " + file + " --target ecd-lab");
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static String text() {
        StringBuilder text = new StringBuilder("# Targets of the image copy conformance suite. Secrets: env:NAME or file:PATH, never in clear.\ntargets:\n");
        for (String family : java.util.List.of("ecd", "uhost")) {
            Map<String, String> values = Embedded.settings(family, "http://127.0.0.1:" + (family.equals("ecd") ? 8085 : 8086));
            values.put("credentials.secret", "env:" + family.toUpperCase(java.util.Locale.ROOT) + "_SECRET");
            text.append("  ").append(family).append("-lab:\n");
            String section = "";
            for (Setting setting : Setting.ALL) {
                boolean given = values.containsKey(setting.path());
                boolean ours = given || setting.path().matches("limits.*|capabilities.transports|tls.*") || setting.path().startsWith("capabilities.") && family.equals("uhost");
                if (!ours) {
                    continue;
                }
                int dot = setting.path().indexOf('.');
                String head = dot < 0 ? "" : setting.path().substring(0, dot);
                if (!head.equals(section) && !head.isEmpty()) {
                    boolean any = Setting.ALL.stream().anyMatch(s -> s.path().startsWith(head + ".") && values.containsKey(s.path()));
                    text.append(any ? "    " : "    # ").append(head).append(":\n");
                }
                section = head;
                String value = values.getOrDefault(setting.path(), setting.standard());
                if (setting.kind() == Setting.Kind.LIST) {
                    value = "[" + value.replace(",", ", ") + "]";
                }
                boolean quote = value.contains("@") || value.contains(": ") || value.isEmpty();
                text.append(given ? "    " : "    # ").append(dot < 0 ? "" : "  ").append(setting.path().substring(dot + 1)).append(": ")
                        .append(quote ? "'" + value + "'" : value).append("    # ").append(setting.help()).append('\n');
            }
        }
        return text.toString();
    }
}
