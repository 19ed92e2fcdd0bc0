package org.imagecopy.conformance.exchange;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;

/**
 * Removes secrets from every text that leaves the process, however an endpoint may echo them: plain or reversed, as hexadecimal or
 * Base64 at any offset, and each of these percent-encoded, JSON-escaped, HTML-escaped or quoted-printable, once, repeatedly and mixed,
 * in either case of letters. A secret that is cut off at the end of a text counts from its eighth character on. Base64 of gzip data
 * is removed as a whole, for it cannot be searched. A growing one forgets the oldest of what it learned when that is more than the
 * requests of thousands of cases bring; never what it knew at first. Thread safe.
 */
public final class Redactor {

    /** What stands in place of a secret. */
    public static final String MASK = "[redacted]";
    private static final String GZIP_IN_BASE64 = "H4sI";
    private static final int SHORTEST_GZIP = 20;
    /** Sieves of few and of very many secrets; both leave next to nothing to look up. */
    private static final int SMALL_SIEVE_BITS = 12;
    private static final int LARGE_SIEVE_BITS = 19;

    /** So many texts make a shelf; a growing redactor keeps two of them. Each request has two texts: its signature, and what was signed. */
    private static final int SHELF = 4_096;

    private final boolean growing;
    private volatile Known known;

    private Redactor(boolean growing) {
        this.growing = growing;
        this.known = new Known(growing ? LARGE_SIEVE_BITS : SMALL_SIEVE_BITS, List.of(new Shelf()));
    }

    /** A redactor of these secrets; texts of fewer than four characters are too short to be recognised and are ignored. */
    public static Redactor of(Collection<String> secrets) {
        Redactor redactor = new Redactor(false);
        redactor.learn(secrets);
        return redactor;
    }

    /** A new redactor that knows what this one knows now, with room for the sensitive texts of thousands of requests. */
    public Redactor growing() {
        Redactor more = new Redactor(true);
        Shelf first = new Shelf();
        known.shelves.forEach(shelf -> shelf.secrets.values().forEach(secret -> first.add(secret, head -> { })));
        more.known = new Known(LARGE_SIEVE_BITS, List.of(first, new Shelf()));
        return more;
    }

    /** Adds secrets, such as the sensitive texts of a request. */
    public void learn(Collection<String> more) {
        for (String text : more) {
            if (text.length() >= Secret.SHORTEST && !known.latelyOrAlways(text)) {
                Secret secret = new Secret(text);
                synchronized (this) {
                    known.add(secret);
                    if (growing && known.latest().secrets.size() >= SHELF) {
                        known = new Known(LARGE_SIEVE_BITS, List.of(known.shelves.get(0), known.latest(), new Shelf()));
                    }
                }
            }
        }
    }

    /** The text without any secret. */
    public String redact(String text) {
        StringBuilder clean = null;
        int kept = 0;
        for (long found = next(text, 0, true); found >= 0; found = next(text, kept, true)) {
            clean = clean == null ? new StringBuilder(text.length()) : clean;
            clean.append(text, kept, begin(found)).append(MASK);
            kept = end(found);
        }
        return clean == null ? text : clean.append(text, kept, text.length()).toString();
    }

    /** Whether the text shows a whole secret in any encoding. */
    public boolean finds(String text) {
        return next(text, 0, false) >= 0;
    }

    private static int begin(long found) {
        return (int) (found >> 32);
    }

    private static int end(long found) {
        return (int) found;
    }

    /** The first secret from this place on: its begin and end; negative when there is none. */
    private long next(String text, int from, boolean hiding) {
        Known known = this.known;
        int window = 0;
        int plain = 0;
        for (int last = from; last < text.length(); last++) {
            int folded = Spelling.plain(text.charAt(last));
            plain = folded < 0 ? 0 : plain + 1;
            window = window >>> 8 | folded << 24;
            int at = last - Secret.SHORTEST + 1;
            if (at >= from) {
                int end = plain >= Secret.SHORTEST ? known.match(window, text, at, hiding) : matchEscaped(known, text, at, hiding);
                if (hiding && text.charAt(at) == 'H') {
                    end = Math.max(end, gzip(text, at));
                }
                if (end > at) {
                    return (long) at << 32 | end;
                }
            }
        }
        return -1;
    }

    private static int matchEscaped(Known known, String text, int at, boolean partly) {
        long decoded = Spelling.key(text, at, false);
        int end = decoded < 0 ? -1 : known.match((int) decoded, text, at, partly);
        if (Spelling.leads(text.charAt(at))) {
            long literal = Spelling.key(text, at, true);
            end = literal < 0 ? end : Math.max(end, known.match((int) literal, text, at, partly));
        }
        return end;
    }

    private static int gzip(String text, int from) {
        if (!text.startsWith(GZIP_IN_BASE64, from)) {
            return -1;
        }
        int end = from;
        while (end < text.length() && base64(text.charAt(end))) {
            end++;
        }
        return end - from < SHORTEST_GZIP ? -1 : end;
    }

    /** Letters of Base64, also percent-encoded or with escaped slashes. */
    private static boolean base64(char c) {
        return c < 128 && (Character.isLetterOrDigit(c) || "+/=-_%\\".indexOf(c) >= 0);
    }

    /** What is known at one time: always the first shelf, and of the others the last two. */
    private static final class Known {
        private final List<Shelf> shelves;
        /** Tells for almost every place of a text, without a look-up, that no secret begins there. */
        private final AtomicLongArray sieve;
        private final int sieveShift;

        Known(int sieveBits, List<Shelf> shelves) {
            this.shelves = shelves;
            this.sieve = new AtomicLongArray(1 << sieveBits - 6);
            this.sieveShift = 32 - sieveBits;
            shelves.forEach(shelf -> shelf.byKey.keySet().forEach(this::sift));
        }

        Shelf latest() {
            return shelves.get(shelves.size() - 1);
        }

        boolean latelyOrAlways(String text) {
            return latest().secrets.containsKey(text) || shelves.get(0).secrets.containsKey(text);
        }

        void add(Secret secret) {
            latest().add(secret, head -> sift(head.key()));
        }

        private void sift(int key) {
            int place = place(key);
            sieve.updateAndGet(place >> 6, bits -> bits | 1L << place);
        }

        int match(int key, String text, int at, boolean partly) {
            int place = place(key);
            if ((sieve.get(place >> 6) & 1L << place) == 0) {
                return -1;
            }
            int end = -1;
            for (Shelf shelf : shelves) {
                for (Branch branch = shelf.byKey.get(key); branch != null; branch = branch.next) {
                    end = Math.max(end, branch.match(text, at, partly));
                }
            }
            return end;
        }

        private int place(int key) {
            return key * 0x9E3779B1 >>> sieveShift;
        }
    }

    /** Secrets by how their spellings begin. */
    private static final class Shelf {
        private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
        private final Map<Integer, Branch> byKey = new ConcurrentHashMap<>();

        void add(Secret secret, Consumer<Secret.Head> each) {
            if (secrets.putIfAbsent(secret.text(), secret) == null) {
                secret.heads().forEach((head, spellings) -> {
                    byKey.compute(head.key(), (key, known) -> Branch.grown(known, head, secret, spellings));
                    each.accept(head);
                });
            }
        }
    }

    /** Spellings that begin alike. All that is signed does, and the names of its parameters stand in every request: most places are told from it by the head. */
    private static final class Branch {
        private final Secret.Head head;
        private final Branch next;
        private volatile Chain chain;

        private Branch(Secret.Head head, Branch next) {
            this.head = head;
            this.next = next;
        }

        /** These branches with one more secret. */
        static Branch grown(Branch first, Secret.Head head, Secret secret, long spellings) {
            Branch found = first;
            while (found != null && !found.head.equals(head)) {
                found = found.next;
            }
            Branch grown = found == null ? new Branch(head, first) : found;
            grown.chain = new Chain(secret, spellings, grown.chain);
            return found == null ? grown : first;
        }

        int match(String text, int at, boolean partly) {
            if (!head.matches(text, at, partly)) {
                return -1;
            }
            int end = -1;
            byte[] other = {};
            int reach = 0;
            for (Chain link = chain; link != null; link = link.next) {
                for (byte[] pattern : link.patterns()) {
                    // What is signed is alike far beyond the head: most of a long chain differs from the text where the pattern before it did.
                    int shared = Arrays.mismatch(pattern, other);
                    if (shared < 0 || shared > reach) {
                        continue;
                    }
                    int match = Secret.match(pattern, text, at, partly);
                    end = Math.max(end, match);
                    if (match < 0) {
                        other = pattern;
                        reach = ~match;
                    }
                }
            }
            return end;
        }
    }

    /** Secrets of one branch: some chains are as long as a shelf, so that adding must not copy them. */
    private static final class Chain {
        private final Secret secret;
        private final long spellings;
        private final Chain next;
        private volatile List<byte[]> patterns;

        Chain(Secret secret, long spellings, Chain next) {
            this.secret = secret;
            this.spellings = spellings;
            this.next = next;
        }

        List<byte[]> patterns() {
            if (patterns == null) {
                patterns = secret.patterns(spellings);
            }
            return patterns;
        }
    }
}
