package org.imagecopy.conformance.spool;

import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list that grows at its end only. Its first elements are held, as many as a usual run has; the others stand in a file, and each time
 * that one is asked for, it is read again: then elements are equal, but not the same. Many threads may read it while nobody adds.
 *
 * @param <T> its elements
 */
public final class SpooledList<T> extends AbstractList<T> implements RandomAccess {

    /** More than the cases of all families. */
    private static final int HELD = 1_024;

    private final Codec<T> codec;
    private final SpoolFile file;
    private final int most;
    private final List<T> held = new ArrayList<>();
    /** Of every element: where it begins in the file, or the complement of its place among those that are held. */
    private long[] places = new long[16];
    private int[] lengths = new int[16];
    private int size;

    /** An empty list. */
    public SpooledList(Codec<T> codec) {
        this(codec, HELD, new SpoolFile());
    }

    /**
     * An empty list.
     *
     * @param most how many elements are held
     * @param file where the others go
     */
    public SpooledList(Codec<T> codec, int most, SpoolFile file) {
        this.codec = codec;
        this.most = most;
        this.file = file;
    }

    /** Adds an element. When no file can be written, as on a full disk, it is held after all. */
    @Override
    public boolean add(T element) {
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            lengths = Arrays.copyOf(lengths, 2 * size);
        }
        if (size < most || !filed(element)) {
            places[size] = ~held.size();
            held.add(element);
        }
        size++;
        return true;
    }

    private boolean filed(T element) {
        byte[] bytes = Encoder.bytes(codec, element);
        try {
            places[size] = file.append(bytes);
            lengths[size] = bytes.length;
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public T get(int index) {
        Objects.checkIndex(index, size);
        return places[index] < 0 ? held.get((int) ~places[index]) : codec.decode(file.read(places[index], lengths[index]));
    }

    @Override
    public int size() {
        return size;
    }

    /**
     * Some of these elements as a list of their own, which holds none that this one does not hold.
     *
     * @param order their indexes
     */
    public List<T> at(int[] order) {
        return new Selected<>(this, order.clone());
    }

    private static final class Selected<T> extends AbstractList<T> implements RandomAccess {
        private final List<T> from;
        private final int[] order;

        Selected(List<T> from, int[] order) {
            this.from = from;
            this.order = order;
        }

        @Override
        public T get(int index) {
            return from.get(order[index]);
        }

        @Override
        public int size() {
            return order.length;
        }
    }
}
