package org.imagecopy.conformance.fault;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Parameter;
import org.imagecopy.conformance.emulator.Transport;

/** Filters that misunderstand requests. Their signatures stay valid. */
final class Misreadings {

  private static final Pattern ESCAPE = Pattern.compile("%([0-7][0-9A-Fa-f])");

  private Misreadings() {}

  /** Changes requests for copies. */
  static Filter copies(Dialect dialect, UnaryOperator<Call> change) {
    return calls(call -> call.value("Action").equals(dialect.operation) ? change.apply(call) : call);
  }

  /** Changes requests of every kind. */
  static Filter calls(UnaryOperator<Call> change) {
    return new Filter() {
      @Override
      public Call receive(Call call) {
        return change.apply(call);
      }
    };
  }

  /** Changes the value of a parameter of requests for copies, if it is given. */
  static Filter value(Dialect dialect, String name, UnaryOperator<String> change) {
    return copies(dialect, call -> changed(call, name, change));
  }

  static Call changed(Call call, String name, UnaryOperator<String> change) {
    return call.parameter(name).map(value -> call.with(name, change.apply(value))).orElse(call);
  }

  /** Takes an operation with a longer name for the one that copies. */
  static Filter guessedAction(Dialect dialect) {
    return calls(call -> call.value("Action").startsWith(dialect.operation) ? call.with("Action", dialect.operation) : call);
  }

  /** Finds parameters whatever the case of their names. */
  static Filter anyCase(Dialect dialect) {
    return calls(call -> {
      Map<String, String> believed = new LinkedHashMap<>(call.parameters());
      call.parameters().forEach((name, value) -> dialect.business.stream()
          .filter(known -> known.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
          .forEach(known -> believed.putIfAbsent(known, value)));
      return call.withParameters(believed);
    });
  }

  /** Takes the last one of the values of a parameter. */
  static Call last(Call call) {
    Map<String, String> believed = new LinkedHashMap<>(call.parameters());
    call.sent().stream().filter(parameter -> !parameter.array())
        .forEach(parameter -> believed.computeIfPresent(parameter.name(), (name, first) -> parameter.values().get(0)));
    return call.withParameters(believed);
  }

  /** Does not look into forms. */
  static Filter withoutForm(Dialect dialect) {
    return copies(dialect, call -> {
      if (call.transport() != Transport.POST_FORM) {
        return call;
      }
      Map<String, String> believed = new LinkedHashMap<>(call.parameters());
      call.sent().stream().filter(parameter -> parameter.origin() == Parameter.Origin.BODY)
          .map(Parameter::name).filter(dialect.business::contains).forEach(believed::remove);
      return call.withParameters(believed);
    });
  }

  /** Does not take a plus in a form for a blank. */
  static Filter plusKept(Dialect dialect) {
    return copies(dialect, call -> {
      if (call.transport() != Transport.POST_FORM) {
        return call;
      }
      String prefix = dialect.description + "=";
      for (String pair : new String(call.body(), StandardCharsets.ISO_8859_1).split("&")) {
        if (pair.startsWith(prefix) && pair.contains("+")) {
          return changed(call, dialect.description, value -> value.replace(' ', '+'));
        }
      }
      return call;
    });
  }

  /** Decodes percent signs once more. */
  static String decodedAgain(String value) {
    return ESCAPE.matcher(value).replaceAll(
        escape -> Matcher.quoteReplacement(
            String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }
}
