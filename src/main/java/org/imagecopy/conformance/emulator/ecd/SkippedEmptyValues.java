package org.imagecopy.conformance.emulator.ecd;

import java.util.Optional;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;

/**
 * Accepts the older scheme's signatures of clients that send parameters with an empty value without signing them, as some
 * official SDKs do. The documented way, which includes them, stays accepted.
 */
public final class SkippedEmptyValues implements Filter {

  @Override
  public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
    if (honest.isEmpty() || !rule.name().equals("Signature.matches")
        || !context.signing().scheme().equals(RpcSigning.SCHEME)) {
      return honest;
    }
    Call stripped = context.call().withSent(parameter -> !String.join("", parameter.values()).isEmpty());
    String expected = context.signing().expected(stripped, context.caller().secret());
    return context.signing().presented().filter(expected::equals).isPresent() ? Optional.empty() : honest;
  }
}
