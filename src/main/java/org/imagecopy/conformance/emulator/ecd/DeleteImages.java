package org.imagecopy.conformance.emulator.ecd;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Effects;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Operation;
import org.imagecopy.conformance.emulator.Rule;
import tools.jackson.databind.node.ObjectNode;

/** {@code DeleteImages}: removes 1 to 100 custom images, all of them or none. */
final class DeleteImages implements Operation {

  @Override
  public String name() {
    return "DeleteImages";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        ParameterRules.required("RegionId"),
        ParameterRules.request("ImageId.required", "MissingImageId", "ImageId.1 is mandatory for this action.",
            context -> !ids(context).isEmpty()),
        ParameterRules.request("ImageId.count", "InvalidImageId", "At most 100 images can be deleted at once.",
            context -> context.call().list("ImageId").size() <= 100),
        ParameterRules.knownRegion("RegionId"),
        ParameterRules.resource("ImageId.exists", 400, "InvalidImageId.NotFound", "There is no such image in the region.",
            context -> ids(context).stream().allMatch(id -> image(context, id).isPresent())),
        ParameterRules.resource("ImageId.custom", 403, "OperationDenied.SystemImage", "System images cannot be deleted.",
            context -> each(context, Images::isCustom)),
        ParameterRules.resource("ImageId.finished", 403, "OperationDenied.ImageCopying",
            "The image is still being made; cancel the copy instead.",
            context -> each(context, image -> !Images.isWorking(image, context.now()))));
  }

  @Override
  public ObjectNode perform(Context context, Effects effects) {
    for (String id : ids(context)) {
      image(context, id).ifPresent(effects::remove);
    }
    return Json.object();
  }

  private static boolean each(Context context, Predicate<Image> condition) {
    return ids(context).stream().flatMap(id -> image(context, id).stream()).allMatch(condition);
  }

  private static Collection<String> ids(Context context) {
    return new LinkedHashSet<>(context.call().list("ImageId").values());
  }

  private static Optional<Image> image(Context context, String id) {
    return Images.visible(context, "RegionId", id);
  }
}
