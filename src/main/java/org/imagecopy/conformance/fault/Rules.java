package org.imagecopy.conformance.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;

/** Filters that change what is checked, and how. */
final class Rules {

  private Rules() {}

  /** Switches rules off. */
  static Filter without(String... rules) {
    return without(context -> true, rules);
  }

  /** Switches rules off for some requests. */
  static Filter without(Predicate<Context> when, String... rules) {
    Set<String> names = Set.of(rules);
    return without(when, rule -> names.contains(rule.name()));
  }

  /** Switches rules of a kind off for some requests. */
  static Filter without(Predicate<Context> when, Predicate<Rule> which) {
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        return honest.isPresent() && which.test(rule) && when.test(context) ? Optional.empty() : honest;
      }
    };
  }

  /** Makes a rule about a value of the copy operation accept some values that it refuses. */
  static Filter accepting(String rule, Predicate<String> values) {
    return without(context -> context.isCopy() && given(context, rule).filter(values).isPresent(), rule);
  }

  /** Makes a rule about a value of the copy operation refuse some values that it accepts. */
  static Filter refusing(Dialect dialect, String rule, Predicate<String> values) {
    return refusingWhen(dialect, rule, context -> given(context, rule).filter(values).isPresent());
  }

  /** Makes a rule refuse requests for copies that it accepts. */
  static Filter refusingWhen(Dialect dialect, String name, Predicate<Context> when) {
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        return honest.isEmpty() && rule.name().equals(name) && context.isCopy() && when.test(context)
            ? Optional.of(dialect.refusal(name, rule.kind())) : honest;
      }
    };
  }

  /** Adds a rule for requests for copies, after all others. */
  static Filter with(Dialect dialect, String name, Rule.Kind kind, Predicate<Context> holds) {
    Rule added = new Rule(name, kind,
        context -> holds.test(context) ? Optional.empty() : Optional.of(dialect.refusal(name, kind)));
    return ordered(rules -> {
      rules.add(added);
      return rules;
    }, Context::isCopy);
  }

  /** Changes the list of rules. */
  static Filter ordered(UnaryOperator<List<Rule>> change, Predicate<Context> when) {
    return new Filter() {
      @Override
      public List<Rule> rules(Context context, List<Rule> honest) {
        return when.test(context) ? change.apply(new ArrayList<>(honest)) : honest;
      }
    };
  }

  /** Changes every refusal. */
  static Filter refusals(UnaryOperator<Refusal> change) {
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        return honest.map(change);
      }
    };
  }

  private static Optional<String> given(Context context, String rule) {
    return context.call().parameter(rule.substring(0, rule.indexOf('.')));
  }
}
