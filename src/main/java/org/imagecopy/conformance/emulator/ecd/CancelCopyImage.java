package org.imagecopy.conformance.emulator.ecd;

import java.util.List;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Effects;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Operation;
import org.imagecopy.conformance.emulator.Rule;
import tools.jackson.databind.node.ObjectNode;

/** {@code CancelCopyImage}: ends a copy that is not finished; the new image disappears. */
final class CancelCopyImage implements Operation {

  @Override
  public String name() {
    return "CancelCopyImage";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        ParameterRules.required("RegionId"),
        ParameterRules.required("ImageId"),
        ParameterRules.knownRegion("RegionId"),
        ParameterRules.resource("ImageId.exists", 400, "InvalidImageId.NotFound", "There is no such image in the region.",
            context -> !context.call().has("ImageId") || Images.named(context).isPresent()),
        ParameterRules.resource("ImageId.copy", 400, "ImageCreatedNotFromCopy", "The image is not a copy.",
            context -> Images.named(context).map(image -> image.copyOf().isPresent()).orElse(true)),
        ParameterRules.resource("ImageId.copying", 400, "IncorrectImageStatus", "The copy is finished.",
            context -> Images.named(context).map(image -> Images.isWorking(image, context.now())).orElse(true)));
  }

  @Override
  public ObjectNode perform(Context context, Effects effects) {
    Images.named(context).ifPresent(effects::remove);
    return Json.object();
  }
}
