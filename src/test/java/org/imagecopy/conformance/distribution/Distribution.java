package org.imagecopy.conformance.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The archive of the build, unpacked.
 *
 * @param home    the folder with the start scripts
 * @param entries what the archive holds, folders with a slash at the end, and their permissions
 */
record Distribution(Path home, Map<String, Set<PosixFilePermission>> entries) {

    /** What the tests of the distribution take for granted on a machine: the tools of the start script. */
    private static final List<String> TOOLS = List.of("readlink", "head", "tr", "wc", "mv", "rm");
    private static final long PATIENCE_SECONDS = 120;

    /** Where the build left the archive. */
    static Path archive() {
        return Path.of(System.getProperty("distribution.archive"));
    }

    /** Unpacks the archive as {@code unzip} would: with its permissions. */
    static Distribution unpack(Path to) {
        Map<String, Set<PosixFilePermission>> entries = new LinkedHashMap<>();
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + archive().toUri()), Map.of("enablePosixFileAttributes", "true"));
             Stream<Path> found = Files.walk(zip.getPath("/"))) {
            for (Path entry : found.filter(path -> path.getNameCount() > 0).toList()) {
                Path file = to.resolve(entry.toString().substring(1));
                boolean folder = Files.isDirectory(entry);
                if (folder) {
                    Files.createDirectories(file);
                } else {
                    Files.copy(entry, file);
                }
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(entry);
                Files.setPosixFilePermissions(file, permissions);
                entries.put(entry.toString().substring(1) + (folder ? "/" : ""), permissions);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String top = entries.keySet().iterator().next();
        return new Distribution(to.resolve(top), entries);
    }

    /** Another folder with the start script and its libraries, in which nothing has run yet. */
    Distribution fresh(Path to) throws IOException {
        Files.createDirectories(to.resolve("lib"));
        Files.copy(home.resolve("conformance"), to.resolve("conformance"));
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                Files.createLink(to.resolve("lib").resolve(jar.getFileName()), jar);
            }
        }
        return new Distribution(to, entries);
    }

    /** The class-data archives beside the start script. */
    List<String> classData() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.contains(".jsa")).toList();
        }
    }

    /** A {@code PATH} of one folder: the tools that the start script needs. No Java, no Maven. */
    static String tools(Path folder) throws IOException {
        for (String tool : TOOLS) {
            script(folder.resolve(tool), "#!/bin/sh\nexec " + found(tool) + " \"$@\"\n");
        }
        return folder.toString();
    }

    private static Path found(String tool) {
        return Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, tool)).filter(Files::isExecutable).findFirst().orElseThrow();
    }

    /** The Java of this process. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Writes a script. */
    static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * What a process came to.
     *
     * @param out what it wrote to the standard output
     * @param err what it wrote to the error output
     */
    record Ended(int code, String out, String err) {
    }

    /** A command line that is put together: where it runs, and in which environment. */
    static final class Call {

        private final ProcessBuilder builder;

        /** Nothing is inherited from the environment of this process; the locale is the C one. */
        Call(Path folder, String path, Object... line) {
            builder = new ProcessBuilder(Stream.of(line).map(Object::toString).toList()).directory(folder.toFile());
            builder.environment().clear();
            builder.environment().put("PATH", path);
        }

        Call with(String name, Object value) {
            builder.environment().put(name, value.toString());
            return this;
        }

        /** As a user who may write only where everybody may; empty where this process cannot become one. */
        Optional<Call> asNobody() {
            if (!"root".equals(System.getProperty("user.name"))) {
                return Optional.of(this);
            }
            List<String> line = new ArrayList<>(List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
            line.addAll(builder.command());
            builder.command(line);
            return Optional.of(this).filter(call -> Files.isExecutable(Path.of(line.get(0))));
        }

        /** Lets go of what it says. */
        Call discarding() {
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            return this;
        }

        Process start() throws IOException {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        }

        Ended run() throws IOException, InterruptedException {
            Path out = Files.createTempFile(builder.directory().toPath(), "out", ".txt");
            Path err = Files.createTempFile(builder.directory().toPath(), "err", ".txt");
            Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("still runs: " + builder.command());
            }
            return new Ended(process.exitValue(), taken(out), taken(err));
        }

        private static String taken(Path file) throws IOException {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Files.delete(file);
            return text;
        }
    }
}
