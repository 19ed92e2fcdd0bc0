package org.imagecopy.conformance.emulator.ecd;

import java.util.ArrayList;
import java.util.List;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Effects;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Operation;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.State;
import tools.jackson.databind.node.ObjectNode;

/** {@code ModifyImageAttribute}: changes name and description of an available custom image. */
final class ModifyImageAttribute implements Operation {

  @Override
  public String name() {
    return "ModifyImageAttribute";
  }

  @Override
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    rules.add(ParameterRules.required("RegionId"));
    rules.add(ParameterRules.required("ImageId"));
    rules.addAll(ParameterRules.imageName("Name"));
    rules.addAll(ParameterRules.description("Description"));
    rules.add(ParameterRules.knownRegion("RegionId"));
    rules.add(ParameterRules.resource("ImageId.exists", 400, "InvalidImageId.NotFound",
        "There is no such image in the region.",
        context -> !context.call().has("ImageId") || Images.named(context).isPresent()));
    rules.add(ParameterRules.resource("ImageId.custom", 403, "OperationDenied.SystemImage",
        "System images cannot be changed.", context -> Images.named(context).map(Images::isCustom).orElse(true)));
    rules.add(ParameterRules.resource("ImageId.available", 400, "InvalidImageStatus.NotValid",
        "The image is not available.",
        context -> Images.named(context).map(image -> image.state(context.now()) == State.AVAILABLE).orElse(true)));
    return List.copyOf(rules);
  }

  @Override
  public ObjectNode perform(Context context, Effects effects) {
    Images.named(context).ifPresent(
        image -> context.world().update(image.place(), image.id(), current -> changed(current, context.call()).refreshed(context.now())));
    return Json.object();
  }

  private static Image changed(Image image, Call call) {
    Image named = call.has("Name") ? image.withName(call.value("Name")) : image;
    return call.has("Description") ? named.withDescription(call.value("Description")) : named;
  }
}
