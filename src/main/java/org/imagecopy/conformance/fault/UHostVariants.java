package org.imagecopy.conformance.fault;

import static org.imagecopy.conformance.fault.Dialect.UHOST;

import java.util.List;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Parameter;
import tools.jackson.databind.node.ObjectNode;

/** The conformant variants of UHost. */
final class UHostVariants {

  private UHostVariants() {}

  static List<Variant> list() {
    Table table = new Table(UHOST);
    CommonVariants.add(table, UHOST);
    answers(table);
    choices(table);
    return table.variants();
  }

  private static void answers(Table table) {
    table.variant("V22-status-400", "Refusals have status 400 besides their RetCode.",
        () -> Rules.refusals(refusal -> refusal.withStatus(400)));
    table.variant("V23-refusals-without-action", "Refusals have no Action.", () -> Answers.of((context, answer) -> {
      if (!answer.isSuccess() && answer.body() instanceof ObjectNode body) {
        body.remove("Action");
      }
      return answer;
    }));
    table.variant("V24-code-220", "A missing parameter is refused with the code 220.", () -> Rules.refusals(
        refusal -> refusal.code().equals("210") ? refusal.withCode("220") : refusal));
    table.variant("V25-empty-message", "A success has an empty Message.", () -> message(""));
    table.variant("V25-success-message", "A success has the Message success.", () -> message("success"));
    table.variant("V30-other-states", "A copy that is being made has a state that no page names.",
        () -> Answers.membersOf("DescribeImage", body -> body.path("ImageSet").forEach(image -> {
          if (image.path("State").asString().equals("Copying")) {
            ((ObjectNode) image).put("State", "Syncing");
          }
        })));
  }

  private static Filter message(String text) {
    return Answers.of((context, answer) -> {
      if (answer.isSuccess() && answer.body() instanceof ObjectNode body) {
        body.put("Message", text);
      }
      return answer;
    });
  }

  private static void choices(Table table) {
    table.severalFilters("V32-earlier-edition", "No batches, no task ids, no business groups; the target has to say so.",
        () -> List.of(
            Misreadings.copies(UHOST, call -> UHostFaults.withList(call, List.of()).without("TargetImageTag")),
            Answers.members(body -> body.remove("TaskId"))));
    table.variant("V46-same-place", "A copy to the same project and the same region is accepted.",
        () -> Rules.without("Target.differs"));
    table.variant("V47-empty-default-name", "A copy without a requested name has an empty one.",
        () -> Copies.each((context, image) -> context.call().has(UHOST.name) ? image : image.withName("")));
    table.variant("V60-lists-not-signed", "No signature of a JSON body with real lists fits, for no page says how they are signed.",
        () -> Signatures.failing(UHOST, sent -> sent.stream().anyMatch(Parameter::array)));
  }
}
