package org.imagecopy.conformance.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

import org.imagecopy.conformance.contract.CaseIndex;
import org.imagecopy.conformance.steps.Scene;
import org.imagecopy.conformance.steps.SceneBytes;

/**
 * What the features ask for. Cucumber takes as long to read them as all the rest of a plan, and they do not change with the target: so
 * what it read is kept beside the jars, as Java keeps their classes. It belongs to the jars as they are, is written by itself, and
 * may be deleted at any time.
 */
public final class Rehearsals {

    /** Raise it when what is kept changes its form. */
    private static final int FORM = 1;

    /** The jar with features and sentences: builds that are unpacked over one another may differ in nothing but its content. */
    private static final String OWN = "image-copy-conformance";

    private final Optional<Path> folder;
    private final List<String> jars;

    private Rehearsals(Optional<Path> folder, List<String> jars) {
        this.folder = folder;
        this.jars = jars;
    }

    /** Always lets Cucumber read. */
    public static Rehearsals unkept() {
        return new Rehearsals(Optional.empty(), List.of());
    }

    /**
     * Keeps what Cucumber read, as long as no jar of the class path changes. When there is more on it than jars, nothing is kept.
     *
     * @param folder where; may be read-only
     */
    public static Rehearsals keptIn(Path folder) {
        return keptIn(folder, System.getProperty("java.class.path"));
    }

    static Rehearsals keptIn(Path folder, String classPath) {
        List<String> jars = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            try {
                Path jar = Path.of(entry);
                BasicFileAttributes is = Files.readAttributes(jar, BasicFileAttributes.class);
                if (!is.isRegularFile()) {
                    return unkept();
                }
                String name = jar.getFileName().toString();
                jars.add(name + " " + is.size() + " " + is.lastModifiedTime().toMillis() + (name.startsWith(OWN) ? " " + sum(Files.readAllBytes(jar)) : ""));
            } catch (IOException | RuntimeException e) {
                return unkept();
            }
        }
        return new Rehearsals(Optional.of(folder), jars);
    }

    /**
     * The scenes of these families in reading order, family by family.
     *
     * @throws IllegalStateException when a sentence is unknown
     */
    public List<Scene> of(List<String> families) {
        Map<String, List<Scene>> scenes = new LinkedHashMap<>();
        families.forEach(family -> scenes.put(family, List.of()));
        folder.ifPresent(place -> scenes.replaceAll((family, none) -> read(file(place, family))));
        List<String> missing = families.stream().filter(family -> scenes.get(family).isEmpty()).toList();
        if (!missing.isEmpty()) {
            List<Scene> read = new Features(CaseIndex.of(missing)).rehearse();
            for (String family : missing) {
                List<Scene> its = read.stream().filter(scene -> scene.scenario().family().equals(family)).toList();
                scenes.put(family, its);
                folder.ifPresent(place -> write(its, file(place, family)));
            }
        }
        return scenes.values().stream().flatMap(List::stream).toList();
    }

    private static Path file(Path folder, String family) {
        return folder.resolve("rehearsal-" + family + ".bin");
    }

    /** The scenes of a file; none when it is missing, damaged or of other jars. */
    private List<Scene> read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length - Long.BYTES;
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
            boolean whole = new DataInputStream(new ByteArrayInputStream(bytes, end, Long.BYTES)).readLong() == sum(bytes, end);
            byte[] head = head();
            return whole && Arrays.equals(in.readNBytes(head.length), head) ? SceneBytes.read(in) : List.of();
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong with it, Cucumber reads the features and the file is written anew.
            return List.of();
        }
    }

    private void write(List<Scene> scenes, Path file) {
        Path fresh = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(head());
            bytes.write(SceneBytes.of(scenes));
            new DataOutputStream(bytes).writeLong(sum(bytes.toByteArray(), bytes.size()));
            Files.write(fresh, bytes.toByteArray());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // It is kept for speed alone: a folder that cannot be written costs a second, not a run.
            fresh.toFile().delete();
        }
    }

    private byte[] head() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORM);
            for (String jar : jars) {
                out.writeUTF(jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static long sum(byte[] bytes) {
        return sum(bytes, bytes.length);
    }

    private static long sum(byte[] bytes, int end) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, end);
        return sum.getValue();
    }
}
