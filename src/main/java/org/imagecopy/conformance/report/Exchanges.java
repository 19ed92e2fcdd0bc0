package org.imagecopy.conformance.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

import org.imagecopy.conformance.result.CaseResult;

/** The exchanges of a run by number; those of a usual run are read once, of a larger one those asked for lately are held. Not thread safe. */
final class Exchanges {

    private static final int HELD = 2_048;

    private final IntFunction<String> source;
    private final Map<Integer, Optional<ExchangeText>> read = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Optional<ExchangeText>> eldest) {
            return size() > HELD;
        }
    };

    /** @param source redacted exchange as JSON by number; may answer null */
    Exchanges(IntFunction<String> source) {
        this.source = source;
    }

    /** The exchange of this number; null when there is none. */
    ExchangeText of(int number) {
        return read.computeIfAbsent(number, n -> Optional.ofNullable(ExchangeText.of(n, source))).orElse(null);
    }

    /** The exchanges of a case that are there. */
    List<ExchangeText> of(CaseResult result) {
        return result.exchanges().stream().map(this::of).filter(Objects::nonNull).toList();
    }
}
