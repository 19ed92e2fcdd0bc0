package org.imagecopy.conformance.emulator.uhost;

import static org.imagecopy.conformance.emulator.Rule.Kind.PARAMETER;
import static org.imagecopy.conformance.emulator.Rule.Kind.RESOURCE;

import java.util.Optional;
import java.util.function.Predicate;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Region;
import org.imagecopy.conformance.emulator.Rule;

/** The rules of single parameters that several operations share. An empty value counts as not given. */
final class ParameterRules {

  private ParameterRules() {}

  static Rule required(String name) {
    return Rule.of(name + ".required", PARAMETER, 200, "210", "Missing params [" + name + "]",
        context -> context.call().has(name));
  }

  static Rule knownRegion(String name) {
    return available(name, "known",
        context -> !context.call().has(name) || context.world().region(context.call().value(name)).isPresent());
  }

  /** The zone, if given, must be one of the region. */
  static Rule knownZone() {
    return available("Zone", "known",
        context -> !context.call().has("Zone") || !context.call().has("Region")
            || context.world().region(context.call().value("Region"))
                .map(Region::zones).map(zones -> zones.contains(context.call().value("Zone"))).orElse(true));
  }

  /** A sub-account has no default project. */
  static Rule projectOfSubAccount() {
    return Rule.of("ProjectId.required", PARAMETER, 200, "210", "Missing params [ProjectId]",
        context -> !context.caller().subAccount() || context.call().has("ProjectId"));
  }

  /** The project, if given, must be one of the caller's account. */
  static Rule knownProject(String name) {
    return new Rule(name + ".exists", RESOURCE, context -> {
      String id = context.call().value(name);
      boolean exists = id.isEmpty()
          || context.world().project(id).filter(known -> known.account().equals(context.caller().id())).isPresent();
      return exists ? Optional.empty() : Optional.of(new Refusal(name + ".exists", RESOURCE, 200, "292",
          "Project [" + UHostEmulator.plain(id) + "] not exists"));
    });
  }

  static Rule available(String name, String topic, Predicate<Context> condition) {
    return Rule.of(name + "." + topic, PARAMETER, 200, "230", "Params [" + name + "] not available", condition);
  }

  static Rule resource(String rule, String code, String message, Predicate<Context> condition) {
    return Rule.of(rule, RESOURCE, 200, code, message, condition);
  }

  /** Returns the number that a parameter gives, or a default if it is not given, or -1 if it is no number. */
  static int number(Call call, String name, int missing) {
    if (!call.has(name)) {
      return missing;
    }
    return call.value(name).matches("[0-9]{1,9}") ? Integer.parseInt(call.value(name)) : -1;
  }
}
