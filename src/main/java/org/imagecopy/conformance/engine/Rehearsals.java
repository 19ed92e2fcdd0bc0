package org.imagecopy.conformance.engine;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

import org.imagecopy.conformance.contract.CaseIndex;
import org.imagecopy.conformance.spool.Decoder;
import org.imagecopy.conformance.spool.Encoder;
import org.imagecopy.conformance.spool.SpooledList;
import org.imagecopy.conformance.steps.Scene;
import org.imagecopy.conformance.steps.SceneCodec;

/**
 * What the features ask for. Cucumber takes as long to read them as all the rest of a plan, and they do not change with the target: so
 * what it read is kept beside the jars, as Java keeps their classes. It belongs to the jars as they are, is written by itself, and
 * may be deleted at any time.
 */
public final class Rehearsals {

    /** Raise it when what is kept changes its form. */
    private static final int FORM = 2;
    /** Stands where the length of a scene would. */
    private static final int END = 0;
    private static final int BUFFER = 1 << 16;
    private static final SceneCodec CODEC = new SceneCodec();

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
     * The scenes of these families by family, in reading order.
     *
     * @throws IllegalStateException when a sentence is unknown
     */
    public Map<String, List<Scene>> of(List<String> families) {
        Map<String, List<Scene>> scenes = new LinkedHashMap<>();
        families.forEach(family -> scenes.put(family, new SpooledList<>(CODEC)));
        folder.ifPresent(place -> scenes.replaceAll((family, none) -> read(file(place, family))));
        List<String> missing = families.stream().filter(family -> scenes.get(family).isEmpty()).toList();
        if (!missing.isEmpty()) {
            new Features().rehearse(missing.stream().flatMap(family -> CaseIndex.features(family).stream()).toList(),
                    scene -> scenes.get(scene.scenario().family()).add(scene));
            folder.ifPresent(place -> missing.forEach(family -> write(scenes.get(family), file(place, family))));
        }
        return scenes;
    }

    private static Path file(Path folder, String family) {
        return folder.resolve("rehearsal-" + family + ".bin");
    }

    /** The scenes of a file; none when it is missing, damaged or of other jars. */
    private List<Scene> read(Path file) {
        CRC32 sum = new CRC32();
        List<Scene> scenes = new SpooledList<>(CODEC);
        try (InputStream stream = Files.newInputStream(file); DataInputStream in = new DataInputStream(new CheckedInputStream(new BufferedInputStream(stream, BUFFER), sum))) {
            byte[] head = head();
            if (!Arrays.equals(in.readNBytes(head.length), head)) {
                return new SpooledList<>(CODEC);
            }
            for (int length = in.readInt(); length != END; length = in.readInt()) {
                byte[] bytes = in.readNBytes(length);
                scenes.add(CODEC.decode(new Decoder(ByteBuffer.wrap(bytes))));
            }
            long found = sum.getValue();
            return in.readLong() == found ? scenes : new SpooledList<>(CODEC);
        } catch (IOException | RuntimeException e) {
            // Whatever is wrong with it, Cucumber reads the features and the file is written anew.
            return new SpooledList<>(CODEC);
        }
    }

    private void write(List<Scene> scenes, Path file) {
        Path fresh = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            CRC32 sum = new CRC32();
            try (OutputStream stream = Files.newOutputStream(fresh); DataOutputStream out = new DataOutputStream(new CheckedOutputStream(new BufferedOutputStream(stream, BUFFER), sum))) {
                out.write(head());
                for (Scene scene : scenes) {
                    byte[] bytes = Encoder.bytes(CODEC, scene);
                    out.writeInt(bytes.length);
                    out.write(bytes);
                }
                out.writeInt(END);
                out.writeLong(sum.getValue());
            }
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
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }
}
