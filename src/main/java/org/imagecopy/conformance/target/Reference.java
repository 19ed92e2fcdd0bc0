package org.imagecopy.conformance.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** A value that stands somewhere else: {@code env:NAME} or {@code file:PATH}. */
public final class Reference {

    private Reference() {
    }

    /** Whether a text is one. */
    public static boolean is(String text) {
        return text.matches("(?s)(env|file):.+");
    }

    /**
     * What a text refers to, or the text itself when it is no reference.
     *
     * @param path        the setting, for messages
     * @param place       where the text stands, for messages
     * @param environment variables that {@code env:NAME} may mean
     * @param folder      where relative paths begin
     * @throws ConfigurationException when the variable is not set or the file cannot be read
     */
    public static String follow(String path, String text, String place, Map<String, String> environment, Path folder) {
        if (!is(text)) {
            return text;
        }
        String name = text.substring(text.indexOf(':') + 1);
        if (text.startsWith("env:")) {
            String found = environment.getOrDefault(name, "");
            if (found.isEmpty()) {
                throw new ConfigurationException(place + ": '" + path + "' is to come from the environment variable " + name
                        + ", which is not set; export it and try again");
            }
            return found;
        }
        try {
            String found = Files.readString(folder.resolve(name), StandardCharsets.UTF_8).strip();
            if (found.isEmpty()) {
                throw new ConfigurationException(place + ": '" + path + "' is to come from the file " + name + ", which is empty");
            }
            return found;
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(place + ": '" + path + "' is to come from the file " + name + ", which does not exist"
                    + (Path.of(name).isAbsolute() ? "" : " in " + folder));
        } catch (IOException | InvalidPathException e) {
            throw new ConfigurationException(place + ": '" + path + "' is to come from the file " + name + ", which cannot be read: " + e.getMessage());
        }
    }
}
