package org.imagecopy.conformance.steps;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.check.Expectation;
import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Signing;

/**
 * Scenes as bytes, for the build that wrote them and no other: every word once, then what each scene asks for as numbers of words.
 * Equal scenes give equal bytes.
 */
public final class SceneBytes {

    private SceneBytes() {
    }

    /** These scenes as bytes. */
    public static byte[] of(List<Scene> scenes) {
        Words words = new Words();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(body);
            out.writeInt(scenes.size());
            for (Scene scene : scenes) {
                write(scene, words, out);
            }
            out.flush();
            DataOutputStream head = new DataOutputStream(whole);
            words.write(head);
            head.flush();
            body.writeTo(whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return whole.toByteArray();
    }

    /**
     * The scenes that these bytes hold.
     *
     * @throws IOException              when they end early
     * @throws IllegalArgumentException when they name what this build does not know
     */
    public static List<Scene> read(DataInputStream in) throws IOException {
        String[] words = new String[count(in)];
        for (int i = 0; i < words.length; i++) {
            byte[] letters = new byte[count(in)];
            in.readFully(letters);
            words[i] = new String(letters, StandardCharsets.UTF_8);
        }
        Scene[] scenes = new Scene[count(in)];
        for (int i = 0; i < scenes.length; i++) {
            scenes[i] = scene(words, in);
        }
        return List.of(scenes);
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException("no number of things that could follow: " + count);
        }
        return count;
    }

    private static void write(Scene scene, Words words, DataOutputStream out) throws IOException {
        Case is = scene.scenario();
        for (String word : List.of(is.address(), is.row(), is.title(), is.feature(), is.topic())) {
            words.write(word, out);
        }
        out.writeInt(is.line());
        words.write(new ArrayList<>(is.tags()), out);
        words.write(is.sentences(), out);
        words.write(scene.base().kind().name(), out);
        words.write(scene.base().regions(), out);
        out.writeInt(scene.changes().size());
        for (Change change : scene.changes()) {
            for (String word : List.of(change.kind().name(), change.parameter(), change.value())) {
                words.write(word, out);
            }
        }
        out.writeInt(scene.expectations().size());
        for (Expectation expectation : scene.expectations()) {
            words.write(expectation.check().name(), out);
            words.write(expectation.arguments(), out);
            words.write(expectation.sentence(), out);
        }
        words.write(scene.signing().name(), out);
        words.write(scene.transport(), out);
        for (boolean flag : new boolean[] {scene.reversed(), scene.repeated(), scene.onSameConnection()}) {
            out.writeBoolean(flag);
        }
        out.writeInt(scene.together());
        out.writeInt(scene.times());
    }

    private static Scene scene(String[] words, DataInputStream in) throws IOException {
        Scene scene = new Scene();
        scene.begin(new Case(word(words, in), word(words, in), word(words, in), word(words, in), word(words, in), in.readInt(),
                Collections.unmodifiableSet(new LinkedHashSet<>(list(words, in))), list(words, in)));
        scene.base(new Base(Base.Kind.valueOf(word(words, in)), list(words, in)));
        for (int left = count(in); left > 0; left--) {
            scene.change(new Change(Change.Kind.valueOf(word(words, in)), word(words, in), word(words, in)));
        }
        for (int left = count(in); left > 0; left--) {
            scene.expect(new Expectation(Check.valueOf(word(words, in)), list(words, in), word(words, in)));
        }
        scene.sign(Signing.valueOf(word(words, in)));
        scene.travel(word(words, in));
        if (in.readBoolean()) {
            scene.reverse();
        }
        if (in.readBoolean()) {
            scene.repeat();
        }
        if (in.readBoolean()) {
            scene.sameConnection();
        }
        scene.together(in.readInt());
        scene.times(in.readInt());
        return scene;
    }

    private static List<String> list(String[] words, DataInputStream in) throws IOException {
        String[] list = new String[count(in)];
        for (int i = 0; i < list.length; i++) {
            list[i] = word(words, in);
        }
        return List.of(list);
    }

    private static String word(String[] words, DataInputStream in) throws IOException {
        int number = in.readInt();
        if (number < 0 || number >= words.length) {
            throw new IOException("no word has the number " + number);
        }
        return words[number];
    }

    /** Words by their numbers. */
    private static final class Words {
        private final Map<String, Integer> numbers = new LinkedHashMap<>();

        void write(String word, DataOutputStream out) throws IOException {
            out.writeInt(numbers.computeIfAbsent(word, w -> numbers.size()));
        }

        void write(List<String> list, DataOutputStream out) throws IOException {
            out.writeInt(list.size());
            for (String word : list) {
                write(word, out);
            }
        }

        void write(DataOutputStream out) throws IOException {
            out.writeInt(numbers.size());
            for (String word : numbers.keySet()) {
                byte[] letters = word.getBytes(StandardCharsets.UTF_8);
                out.writeInt(letters.length);
                out.write(letters);
            }
        }
    }
}
