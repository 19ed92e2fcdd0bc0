package org.imagecopy.conformance.emulator.ecd;

import static org.imagecopy.conformance.emulator.Rule.Kind.PARAMETER;
import static org.imagecopy.conformance.emulator.Rule.Kind.RESOURCE;

import java.util.List;
import java.util.function.Predicate;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Rule;

/** The rules of single parameters as the page of {@code CopyImage} states them. Lengths count code points. */
final class ParameterRules {

  private ParameterRules() {}

  static Rule required(String name) {
    return Rule.of(name + ".required", PARAMETER, 400, "Missing" + name, name + " is mandatory for this action.",
        context -> context.call().has(name));
  }

  static Rule knownRegion(String name) {
    return Rule.of(name + ".known", RESOURCE, 400, "InvalidRegionId", name + " is not a region that DescribeRegions lists.",
        context -> !context.call().has(name) || context.world().region(context.call().value(name)).isPresent());
  }

  /** Returns the rules of an image name: length, prefix, first character, character set. */
  static List<Rule> imageName(String name) {
    return List.of(
        text(name, "length", "must have 2 to 128 characters.", value -> hasLength(value, 2, 128)),
        text(name, "prefix", "must not start with http:// or https://.", value -> !isAddress(value)),
        text(name, "first", "must start with a letter.", value -> value.isEmpty() || isLetter(value.codePointAt(0))),
        text(name, "characters", "may hold letters, digits, colons, underscores and hyphens only.",
            value -> value.codePoints().allMatch(ParameterRules::isNameCharacter)));
  }

  /** Returns the rules of a description: length and prefix. */
  static List<Rule> description(String name) {
    return List.of(
        text(name, "length", "must have 2 to 256 characters.", value -> hasLength(value, 2, 256)),
        text(name, "prefix", "must not start with http:// or https://.", value -> !isAddress(value)));
  }

  /** Creates a rule for the value of a parameter; it holds if the parameter is not given. */
  static Rule text(String name, String topic, String message, Predicate<String> condition) {
    return Rule.of(name + "." + topic, PARAMETER, 400, "Invalid" + name, name + " " + message,
        context -> context.call().parameter(name).map(condition::test).orElse(true));
  }

  /** Creates a rule for a request as a whole. */
  static Rule request(String rule, String code, String message, Predicate<Context> condition) {
    return Rule.of(rule, PARAMETER, 400, code, message, condition);
  }

  /** Creates a rule for what exists. */
  static Rule resource(String rule, int status, String code, String message, Predicate<Context> condition) {
    return Rule.of(rule, RESOURCE, status, code, message, condition);
  }

  /** Returns the number that a parameter gives, or a default if it is not given, or -1 if it is no number. */
  static int number(Call call, String name, int missing) {
    if (!call.has(name)) {
      return missing;
    }
    return call.value(name).matches("[0-9]{1,9}") ? Integer.parseInt(call.value(name)) : -1;
  }

  private static boolean hasLength(String value, int least, int most) {
    int length = value.codePointCount(0, value.length());
    return length >= least && length <= most;
  }

  private static boolean isAddress(String value) {
    return value.startsWith("http://") || value.startsWith("https://");
  }

  private static boolean isNameCharacter(int character) {
    return isLetter(character) || character >= '0' && character <= '9'
        || character == ':' || character == '_' || character == '-';
  }

  private static boolean isLetter(int character) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || Character.isIdeographic(character) && Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
  }
}
