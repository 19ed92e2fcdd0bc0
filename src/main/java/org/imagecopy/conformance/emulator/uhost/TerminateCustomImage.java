package org.imagecopy.conformance.emulator.uhost;

import java.util.List;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Effects;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Operation;
import org.imagecopy.conformance.emulator.Rule;
import tools.jackson.databind.node.ObjectNode;

/** {@code TerminateCustomImage}: removes a custom image, even one that is still being copied. */
final class TerminateCustomImage implements Operation {

  @Override
  public String name() {
    return "TerminateCustomImage";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        ParameterRules.required("Region"),
        ParameterRules.required("ImageId"),
        ParameterRules.projectOfSubAccount(),
        ParameterRules.knownRegion("Region"),
        ParameterRules.knownZone(),
        ParameterRules.knownProject("ProjectId"),
        ParameterRules.resource("ImageId.exists", "8956", "Image does not exist or is not a custom image",
            context -> !context.call().has("ImageId")
                || Images.visible(context, context.call().value("ImageId")).filter(Images::isCustom).isPresent()));
  }

  @Override
  public ObjectNode perform(Context context, Effects effects) {
    String id = context.call().value("ImageId");
    Images.visible(context, id).ifPresent(effects::remove);
    return Json.object().put("ImageId", id);
  }
}
