package org.imagecopy.conformance.emulator.uhost;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Effects;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Operation;
import org.imagecopy.conformance.emulator.Rule;
import tools.jackson.databind.node.ObjectNode;

/** {@code GetImageCopyProgress}: tells how far a copy has come, in percent with two decimals. No longer a public operation. */
final class GetImageCopyProgress implements Operation {

  @Override
  public String name() {
    return "GetImageCopyProgress";
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
        ParameterRules.resource("ImageId.copy", "8971", "The progress of the copy is not known",
            context -> !context.call().has("ImageId") || copy(context).isPresent()));
  }

  @Override
  public ObjectNode perform(Context context, Effects effects) {
    double progress = copy(context).map(image -> image.progress(context.now())).orElse(0.0);
    return Json.object().put("ProgressInfo", String.format(Locale.ROOT, "%.2f", progress));
  }

  private static Optional<Image> copy(Context context) {
    return Images.visible(context, context.call().value("ImageId")).filter(image -> image.copyOf().isPresent());
  }
}
