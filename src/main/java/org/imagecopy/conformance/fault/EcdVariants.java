package org.imagecopy.conformance.fault;

import static org.imagecopy.conformance.fault.Dialect.ECD;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.Wire;
import tools.jackson.databind.node.ObjectNode;

/** The conformant variants of ECD. */
final class EcdVariants {

  private static final String NAME = "DestinationImageName";
  private static final String DESCRIPTION = "DestinationDescription";
  private static final byte[] XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>MissingAction</Code></Error>".getBytes(StandardCharsets.UTF_8);
  private static final List<Integer> STATUSES = List.of(403, 404, 409, 422);

  private EcdVariants() {}

  static List<Variant> list() {
    Table table = new Table(ECD);
    CommonVariants.add(table, ECD);
    answers(table);
    capabilities(table);
    silence(table);
    return table.variants();
  }

  private static void answers(Table table) {
    table.variant("V6-request-id-shape", "Request ids are in lower case and of another version.",
        () -> Answers.documents(body -> body.put("RequestId",
            body.path("RequestId").asString().toLowerCase(Locale.ROOT).replaceFirst("-4", "-7"))));
    table.variant("V7-short-refusals", "Refusals have neither HostId nor Recommend.",
        () -> Answers.documents(body -> body.remove(List.of("HostId", "Recommend"))));
    table.variant("V9-plain-content-type", "The content type has no character set.",
        () -> CommonVariants.contentType("application/json"));
    table.variant("V9-xml-by-default", "What names no format and is not signed in the newer scheme is answered in XML.", () -> new Filter() {
      @Override
      public Wire wire(Context context, Wire honest) {
        boolean newer = context.call().header("Authorization").filter(value -> value.startsWith("ACS3-")).isPresent();
        return newer || context.call().has("Format") ? honest : honest.withHeader("Content-Type", "text/xml;charset=utf-8").withBody(XML);
      }
    });
    table.variant("V17-status-400", "Every refusal has status 400.", () -> Rules.refusals(refusal -> refusal.withStatus(400)));
    table.variant("V18-mixed-statuses", "Refusals have the statuses 403, 404, 409 and 422.", () -> Rules.refusals(
        refusal -> refusal.withStatus(STATUSES.get(Math.floorMod(refusal.rule().hashCode(), STATUSES.size())))));
    table.variant("V30-other-states", "A copy that is being made has a state that no page names.",
        () -> Answers.membersOf("DescribeImages", body -> body.path("Images").forEach(image -> {
          if (image.path("Status").asString().equals("Creating")) {
            ((ObjectNode) image).put("Status", "Distributing");
          }
        })));
    table.variant("V31-no-progress", "Listings do not tell any progress.",
        () -> Answers.membersOf("DescribeImages",
            body -> body.path("Images").forEach(image -> ((ObjectNode) image).remove("Progress"))));
    table.variant("V31-early-progress", "Listings tell a progress of 100 percent before the copy is usable.",
        () -> Answers.membersOf("DescribeImages",
            body -> body.path("Images").forEach(image -> ((ObjectNode) image).put("Progress", "100%"))));
  }

  private static void capabilities(Table table) {
    table.variant("V37-older-scheme", "Only the older signing scheme is known; the target has to say so.",
        () -> scheme("RPC-1.0"));
    table.variant("V37-newer-scheme", "Only the newer signing scheme is known; the target has to say so.",
        () -> scheme("ACS3"));
  }

  private static Filter scheme(String known) {
    return Rules.ordered(rules -> {
      rules.add(0, new Rule("Signature.scheme", Rule.Kind.AUTHENTICATION, context ->
          context.signing().scheme().equals(known) ? Optional.empty()
              : Optional.of(ECD.refusal("Signature.scheme", Rule.Kind.AUTHENTICATION))));
      return rules;
    }, context -> true);
  }

  private static void silence(Table table) {
    table.severalFilters("V40-bytes", "Lengths count bytes.",
        () -> lengths(value -> value.getBytes(StandardCharsets.UTF_8).length));
    table.severalFilters("V40-utf16", "Lengths count UTF-16 units.", () -> lengths(String::length));
    table.variant("V41-latin-first", "A name must not start with a Chinese character.",
        () -> Rules.refusing(ECD, NAME + ".first", EcdFaults.matching("\\p{IsHan}.*")));
    table.variant("V43-late-refusal", "A copy of an image that the caller does not have is accepted and fails later.",
        () -> CommonFaults.failingLate(ECD));
    table.variant("V49-single-pages", "Listings have pages of one image, whatever is asked for.",
        () -> Misreadings.calls(call -> call.value("Action").equals("DescribeImages") ? call.with("MaxResults", "1") : call));
  }

  private static List<Filter> lengths(ToIntFunction<String> length) {
    return List.of(
        Rules.refusing(ECD, NAME + ".length", value -> length.applyAsInt(value) > 128),
        Rules.refusing(ECD, DESCRIPTION + ".length", value -> length.applyAsInt(value) > 256));
  }
}
