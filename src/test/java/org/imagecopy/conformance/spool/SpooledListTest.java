package org.imagecopy.conformance.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list is the same list whether its elements are held or stand in a file. */
class SpooledListTest {

    private static final Codec<String> TEXTS = new Codec<>() {
        @Override
        public void encode(String text, Encoder to) {
            to.text(text);
        }

        @Override
        public String decode(Decoder from) {
            return from.text();
        }
    };
    private static final List<String> WORDS = Stream.concat(Stream.of("", "ü", "中", "\uD842\uDFB7", "\uD800", "\u0000\r\n", "\uFFFF", "\u00FF", "\u0100"),
            IntStream.range(0, 200).mapToObj(i -> "word " + i + "-".repeat(i))).toList();

    @TempDir
    private Path folder;

    private SpooledList<String> list(int held) {
        SpooledList<String> list = new SpooledList<>(TEXTS, held, new SpoolFile(folder));
        list.addAll(WORDS);
        return list;
    }

    @Test
    void elementsComeBackInTheirOrder() {
        for (int held : new int[] {0, 1, 5, WORDS.size(), 10_000}) {
            SpooledList<String> list = list(held);
            assertThat(list).as("%d held", held).isEqualTo(WORDS);
            for (int i = WORDS.size() - 1; i >= 0; i--) {
                assertThat(list.get(i)).isEqualTo(WORDS.get(i));
            }
        }
    }

    @Test
    void onlyTheFirstOnesAreHeld() {
        SpooledList<String> list = list(3);
        assertThat(list.get(2)).isSameAs(WORDS.get(2));
        assertThat(list.get(3)).isNotSameAs(WORDS.get(3)).isNotSameAs(list.get(3));
    }

    @Test
    void someOfThemAreAListInAnyOrder() {
        SpooledList<String> list = list(3);
        assertThat(list.at(new int[] {7, 0, 7, 2})).containsExactly(WORDS.get(7), WORDS.get(0), WORDS.get(7), WORDS.get(2));
        assertThat(list.at(new int[0])).isEmpty();
    }

    @Test
    void whatIsNotThereIsAnError() {
        SpooledList<String> list = list(5);
        assertThatThrownBy(() -> list.get(WORDS.size())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> list.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new SpooledList<>(TEXTS).get(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** A full disk is one that cannot be written any more. */
    @Test
    void whatCannotBeWrittenIsHeldAfterAll() throws IOException {
        Path place = Files.createDirectory(folder.resolve("place"));
        SpooledList<String> list = new SpooledList<>(TEXTS, 2, new SpoolFile(place.resolve("missing")));
        list.addAll(WORDS);
        assertThat(list).isEqualTo(WORDS);
        assertThat(list.get(WORDS.size() - 1)).isSameAs(WORDS.get(WORDS.size() - 1));
    }

    @Test
    void bytesOfSomethingElseAreAnErrorAndNeverAHugeArray() {
        for (int length : new int[] {1, 1 << 30, -1, Integer.MIN_VALUE}) {
            byte[] bytes = ByteBuffer.allocate(4).putInt(length).array();
            boolean empty = length == -1;
            if (empty) {
                assertThat(new Decoder(ByteBuffer.wrap(bytes)).text()).isEmpty();
            } else {
                assertThatThrownBy(() -> new Decoder(ByteBuffer.wrap(bytes)).text()).isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> new Decoder(ByteBuffer.wrap(bytes)).bytes()).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Decoder(ByteBuffer.wrap(bytes)).texts()).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
