package org.imagecopy.conformance.fault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Parameter;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Repetition;
import org.imagecopy.conformance.emulator.Rule;

/** Filters that change how signatures are verified. */
final class Signatures {

  static final String MATCHES = "Signature.matches";

  private static final int MEMORY = 300;

  private Signatures() {}

  /** Accepts a wrong signature if it resembles the right one, presented first. */
  static Filter resembling(BiPredicate<String, String> alike) {
    return Rules.without(context -> {
      Optional<String> presented = context.signing().presented();
      return presented.isPresent()
          && alike.test(presented.get(), context.signing().expected(context.call(), context.caller().secret()));
    }, MATCHES);
  }

  /** Accepts a signature also if it is right for another reading of the request. */
  static Filter reading(Function<Context, Stream<Call>> readings) {
    return Rules.without(context -> isSigned(context, readings), MATCHES);
  }

  /** Verifies a part of the request only, and lets the rest outrank it. */
  static Filter overridden(Predicate<Parameter> verified) {
    return Rules.without(context -> {
      Call part = context.call().withSent(verified);
      return !Repetition.contradictsAcross(part) && isSignedWith(context, part, context.caller().secret());
    }, "Parameters.conflict", MATCHES);
  }

  static boolean isSigned(Context context, Function<Context, Stream<Call>> readings) {
    return readings.apply(context).anyMatch(call -> isSignedWith(context, call, context.caller().secret()));
  }

  static boolean isSignedWith(Context context, Call call, String secret) {
    return context.signing().presented().filter(context.signing().expected(call, secret)::equals).isPresent();
  }

  /**
   * Leaves a parameter out of what a signature protects. The value that was signed is not sent, so it is searched for: among
   * the values seen before, the ids of the world, the beginnings of the value that was sent; or it was not sent at all.
   */
  static Filter notCovering(Predicate<String> parameters) {
    ConcurrentLinkedDeque<String> seen = new ConcurrentLinkedDeque<>();
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        if (!rule.name().equals(MATCHES)) {
          return honest;
        }
        List<Parameter> open =
            context.call().sent().stream().filter(parameter -> parameters.test(parameter.name())).toList();
        if (honest.isEmpty()) {
          open.forEach(parameter -> remember(seen, String.join("", parameter.values())));
          return honest;
        }
        return isSigned(context, any -> open.stream().flatMap(parameter -> candidates(context, seen, parameter)))
            ? Optional.empty() : honest;
      }
    };
  }

  private static Stream<Call> candidates(Context context, Iterable<String> seen, Parameter parameter) {
    Call call = context.call();
    String value = String.join("", parameter.values());
    Set<String> values = new LinkedHashSet<>();
    seen.forEach(values::add);
    context.world().regions().forEach(region -> values.add(region.id()));
    context.world().projects().forEach(project -> values.add(project.id()));
    context.world().images().forEach(image -> values.addAll(List.of(image.id(), image.name(), image.description())));
    for (int i = 0; i <= value.length(); i++) {
      values.add(value.substring(0, i));
      values.add(value.substring(i));
    }
    return Stream.concat(
        values.stream().map(candidate -> call.withSent(parameter.name(), candidate)),
        Stream.of(call.withSent(other -> !other.name().equals(parameter.name()))));
  }

  private static void remember(ConcurrentLinkedDeque<String> seen, String value) {
    if (!seen.contains(value)) {
      seen.addFirst(value);
      if (seen.size() > MEMORY) {
        seen.pollLast();
      }
    }
  }

  /** Accepts one or two parameters that the signer did not know of. */
  static Filter ignoringAdditions() {
    return reading(context -> {
      Call call = context.call();
      List<String> names = new ArrayList<>(new LinkedHashSet<>(call.sent().stream().map(Parameter::name).toList()));
      return names.stream().flatMap(first -> names.stream().map(
          second -> call.withSent(sent -> !sent.name().equals(first) && !sent.name().equals(second))));
    });
  }

  /** Does not verify every seventh request for a copy. */
  static Filter missingEverySeventh() {
    AtomicInteger count = new AtomicInteger();
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        return rule.name().equals(MATCHES) && context.isCopy() && count.incrementAndGet() % 7 == 0
            ? Optional.empty() : honest;
      }
    };
  }

  /** Accepts every signature that was right once, whatever the request. */
  static Filter remembering() {
    Set<String> verified = ConcurrentHashMap.newKeySet();
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        Optional<String> presented = context.signing().presented();
        if (!rule.name().equals(MATCHES) || presented.isEmpty()) {
          return honest;
        }
        if (honest.isEmpty()) {
          verified.add(presented.get());
          return honest;
        }
        return verified.contains(presented.get()) ? Optional.empty() : honest;
      }
    };
  }

  /** Verifies the first request of a connection only. */
  static Filter oncePerConnection() {
    Set<Long> trusted = ConcurrentHashMap.newKeySet();
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        if (!rule.name().equals(MATCHES)) {
          return honest;
        }
        if (honest.isEmpty()) {
          trusted.add(context.call().connection());
          return honest;
        }
        return trusted.contains(context.call().connection()) ? Optional.empty() : honest;
      }
    };
  }

  /** Refuses well-signed requests for copies that have some parameter. */
  static Filter failing(Dialect dialect, Predicate<List<Parameter>> sent) {
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        List<Parameter> signed = context.call().sent().stream()
            .filter(parameter -> !parameter.name().equals("Signature")).toList();
        if (honest.isPresent() || !rule.name().equals(MATCHES) || !context.isCopy() || !sent.test(signed)) {
          return honest;
        }
        return Optional.of(dialect == Dialect.ECD
            ? new Refusal(MATCHES, rule.kind(), 400, "SignatureDoesNotMatch", "The signature does not match.")
            : new Refusal(MATCHES, rule.kind(), 200, "171", "Signature VerifyAC Error"));
      }
    };
  }
}
