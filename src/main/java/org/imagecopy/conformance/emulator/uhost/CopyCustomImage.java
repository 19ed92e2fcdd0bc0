package org.imagecopy.conformance.emulator.uhost;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Copy;
import org.imagecopy.conformance.emulator.Effects;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Operation;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.State;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code CopyCustomImage}, as its page states it: a single copy, or a batch if {@code TargetRegionList} has elements.
 *
 * <p>Choices where the page is silent: the list may start at any number and have gaps; it outranks {@code TargetRegion}; a
 * region that it names twice gets one copy; a batch is carried out as a whole or not at all.
 */
final class CopyCustomImage implements Operation {

  @Override
  public String name() {
    return "CopyCustomImage";
  }

  @Override
  public boolean isCopy() {
    return true;
  }

  @Override
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    for (String name : List.of("Region", "SourceImageId", "TargetProjectId")) {
      rules.add(ParameterRules.required(name));
    }
    rules.add(ParameterRules.projectOfSubAccount());
    rules.add(ParameterRules.knownRegion("Region"));
    rules.add(ParameterRules.knownZone());
    rules.add(ParameterRules.knownRegion("TargetRegion"));
    rules.add(ParameterRules.available("TargetRegionList", "known",
        context -> context.call().list("TargetRegionList").values().stream()
            .allMatch(region -> context.world().region(region).isPresent())));
    rules.add(ParameterRules.knownProject("ProjectId"));
    rules.add(ParameterRules.knownProject("TargetProjectId"));
    rules.add(ParameterRules.resource("SourceImageId.exists", "8956", "Image does not exist or is not a custom image",
        context -> !context.call().has("SourceImageId") || source(context).isPresent()));
    rules.add(ParameterRules.resource("SourceImageId.custom", "8956", "Image does not exist or is not a custom image",
        context -> source(context).map(Images::isCustom).orElse(true)));
    rules.add(ParameterRules.resource("SourceImageId.available", "8961", "The state of the source image is not usable",
        context -> source(context).map(image -> image.state(context.now()) == State.AVAILABLE).orElse(true)));
    rules.add(ParameterRules.resource("Target.differs", "8962", "Source and target are the same project and region",
        context -> source(context).isEmpty() || !context.call().has("TargetProjectId")
            || targets(context).stream().noneMatch(source(context).get().place()::equals)));
    return List.copyOf(rules);
  }

  @Override
  public ObjectNode perform(Context context, Effects effects) {
    List<Copy> announced = effects.make(context.asked());
    ObjectNode members = Json.object();
    if (isBatch(context.call())) {
      ArrayNode infos = members.putArray("Infos");
      for (Copy copy : announced) {
        ObjectNode info = infos.addObject();
        info.put("TaskId", copy.taskId());
        info.put("TargetImageId", copy.image().id());
        info.put("TargetRegion", copy.image().place().region());
      }
    } else if (!announced.isEmpty()) {
      members.put("TargetImageId", announced.get(0).image().id());
      members.put("TaskId", announced.get(0).taskId());
    }
    return members;
  }

  @Override
  public List<Copy> plan(Context context) {
    Call call = context.call();
    Image source = source(context).or(() -> anywhere(context)).orElseGet(() -> Images.bare(context));
    String name = call.has("TargetImageName") ? call.value("TargetImageName") : source.name();
    String tag = call.has("TargetImageTag") ? call.value("TargetImageTag") : "Default";
    List<Copy> copies = new ArrayList<>();
    for (Place target : targets(context)) {
      Image image = Copy.imageOf(source, "Custom", target, context.world().newId("uimage-", 12), name,
          call.value("TargetImageDescription"), tag, context.now(), context.now().plus(context.world().copyTime()));
      copies.add(new Copy(image, context.world().newId("task-", 16)));
    }
    return copies;
  }

  private static boolean isBatch(Call call) {
    return !call.list("TargetRegionList").isEmpty();
  }

  private static List<Place> targets(Context context) {
    Call call = context.call();
    String project = call.has("TargetProjectId") ? call.value("TargetProjectId") : Images.project(context);
    String single = call.has("TargetRegion") ? call.value("TargetRegion") : call.value("Region");
    Collection<String> regions =
        isBatch(call) ? new LinkedHashSet<>(call.list("TargetRegionList").values()) : List.of(single);
    return regions.stream().map(region -> new Place(region, project)).toList();
  }

  private static Optional<Image> source(Context context) {
    return Images.visible(context, context.call().value("SourceImageId"));
  }

  private static Optional<Image> anywhere(Context context) {
    return context.world().find(context.call().value("SourceImageId"));
  }
}
