package org.imagecopy.conformance.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.imagecopy.conformance.engine.Rehearsals;

/** The folder of the launcher, which names it in the property {@code imagecopy.home}. */
final class Home {

    private Home() {
    }

    private static Optional<Path> folder() {
        return Optional.ofNullable(System.getProperty("imagecopy.home")).map(Path::of);
    }

    /** What the features ask for; kept there by a launcher, and read anew by a command that was started without one. */
    static Rehearsals rehearsals() {
        return folder().map(Rehearsals::keptIn).orElseGet(Rehearsals::unkept);
    }

    /** Where Allure lies; a folder that may be missing. */
    static Path allure() throws IOException {
        Path parent = folder().orElse(Path.of("target", "conformance")).resolve("allure");
        if (Files.isDirectory(parent)) {
            try (Stream<Path> found = Files.list(parent)) {
                return found.filter(p -> Files.isDirectory(p.resolve("lib"))).findFirst().orElse(parent);
            }
        }
        return parent;
    }
}
