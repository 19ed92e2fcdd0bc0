package org.imagecopy.conformance.emulator.ecd;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Copy;
import org.imagecopy.conformance.emulator.Effects;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Operation;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.State;
import tools.jackson.databind.node.ObjectNode;

/** {@code CopyImage}, as its page states it. */
final class CopyImage implements Operation {

  @Override
  public String name() {
    return "CopyImage";
  }

  @Override
  public boolean isCopy() {
    return true;
  }

  @Override
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (String name : List.of(
        "RegionId", "ImageId", "DestinationImageName", "DestinationDescription", "DestinationRegionId")) {
      rules.add(ParameterRules.required(name));
    }
    rules.addAll(ParameterRules.imageName("DestinationImageName"));
    rules.addAll(ParameterRules.description("DestinationDescription"));
    rules.add(ParameterRules.knownRegion("RegionId"));
    rules.add(ParameterRules.knownRegion("DestinationRegionId"));
    rules.add(ParameterRules.request("DestinationRegionId.differs", "InvalidDestinationRegionId",
        "DestinationRegionId must differ from the region of the image.",
        context -> !context.call().has("DestinationRegionId")
            || !context.call().value("DestinationRegionId").equals(sourceRegion(context))));
    rules.add(ParameterRules.resource("ImageId.exists", 400, "InvalidImageId.NotFound",
        "There is no such image in the region.",
        context -> !context.call().has("ImageId") || Images.named(context).isPresent()));
    rules.add(ParameterRules.resource("ImageId.custom", 400, "InvalidImageType.NotSupported",
        "Only custom images can be copied.", context -> Images.named(context).map(Images::isCustom).orElse(true)));
    rules.add(ParameterRules.resource("ImageId.available", 400, "InvalidImageStatus.NotValid",
        "The image is not available.",
        context -> Images.named(context).map(image -> image.state(context.now()) == State.AVAILABLE).orElse(true)));
    return List.copyOf(rules);
  }

  @Override
  public ObjectNode perform(Context context, Effects effects) {
    List<Copy> announced = effects.make(context.asked());
    ObjectNode members = Json.object();
    if (!announced.isEmpty()) {
      members.put("ImageId", announced.get(0).image().id());
    }
    return members;
  }

  @Override
  public List<Copy> plan(Context context) {
    Call call = context.call();
    Image source = Images.named(context).or(() -> anywhere(context)).orElseGet(() -> Images.bare(context));
    String region = call.has("DestinationRegionId") ? call.value("DestinationRegionId") : source.place().region();
    Instant start = context.now();
    Image image = Copy.imageOf(source, "CUSTOM", Images.own(context, region), context.world().newId("m-", 17),
        call.value("DestinationImageName"), call.value("DestinationDescription"), "",
        start, start.plus(context.world().copyTime()));
    return List.of(new Copy(image, ""));
  }

  private static String sourceRegion(Context context) {
    return Images.named(context).or(() -> anywhere(context)).map(image -> image.place().region())
        .orElse(context.call().value("RegionId"));
  }

  private static Optional<Image> anywhere(Context context) {
    return context.world().find(context.call().value("ImageId"));
  }
}
