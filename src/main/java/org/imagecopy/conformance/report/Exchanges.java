package org.imagecopy.conformance.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

import org.imagecopy.conformance.result.CaseResult;

/** The exchanges of a run by number, each read once. Not thread safe. */
final class Exchanges {

    private final IntFunction<String> source;
    private final Map<Integer, Optional<ExchangeText>> read = new HashMap<>();

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
