package org.imagecopy.conformance.emulator.uhost;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Effects;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Operation;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.Rule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code DescribeImage}: lists the images that a project sees in a region, 20 by default, any number if asked for. An unknown
 * id is no error, the listing is empty.
 */
final class DescribeImage implements Operation {

  @Override
  public String name() {
    return "DescribeImage";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        ParameterRules.required("Region"),
        ParameterRules.projectOfSubAccount(),
        ParameterRules.knownRegion("Region"),
        ParameterRules.knownZone(),
        ParameterRules.available("ImageType", "known",
            context -> Set.of("", "Base", "Business", "Custom").contains(context.call().value("ImageType"))),
        ParameterRules.available("OsType", "known",
            context -> Set.of("", "Linux", "Windows").contains(context.call().value("OsType"))),
        ParameterRules.available("Offset", "range", context -> offset(context.call()) >= 0),
        ParameterRules.available("Limit", "range", context -> limit(context.call()) >= 0),
        ParameterRules.knownProject("ProjectId"));
  }

  @Override
  public ObjectNode perform(Context context, Effects effects) {
    List<Image> images = effects.list(matching(context));
    int from = Math.min(images.size(), Math.max(0, offset(context.call())));
    int to = (int) Math.min(images.size(), from + (long) Math.max(0, limit(context.call())));
    ObjectNode members = Json.object();
    members.put("TotalCount", images.size());
    ArrayNode page = members.putArray("ImageSet");
    images.subList(from, to).forEach(image -> page.add(Images.render(context, image)));
    return members;
  }

  private static List<Image> matching(Context context) {
    Predicate<Image> conditions = conditions(context);
    List<Image> matching = new ArrayList<>();
    for (Image image : candidates(context)) {
      if (conditions.test(image)) {
        matching.add(image);
      }
    }
    return matching;
  }

  /** Only conditions that are given are looked at, for each of what may be thousands of images. */
  private static Predicate<Image> conditions(Context context) {
    Call call = context.call();
    Predicate<Image> conditions = image -> image.isListed(context.now());
    if (call.has("ImageType")) {
      conditions = conditions.and(image -> call.value("ImageType").equals(image.type()));
    }
    if (call.has("OsType")) {
      conditions = conditions.and(image -> call.value("OsType").equals(image.attributes().get("OsType")));
    }
    if (call.has("Tag")) {
      conditions = conditions.and(image -> call.value("Tag").equals(image.tag()));
    }
    return conditions;
  }

  private static List<Image> candidates(Context context) {
    Set<String> ids = new LinkedHashSet<>(context.call().list("ImageIds").values());
    if (context.call().has("ImageId")) {
      ids.add(context.call().value("ImageId"));
    }
    if (!ids.isEmpty()) {
      return ids.stream().flatMap(id -> Images.visible(context, id).stream()).toList();
    }
    Place place = Images.place(context);
    List<Image> all = new ArrayList<>(context.world().images(place));
    all.addAll(context.world().images(new Place(place.region(), Place.PUBLIC)));
    return all;
  }

  private static int offset(Call call) {
    return ParameterRules.number(call, "Offset", 0);
  }

  private static int limit(Call call) {
    return ParameterRules.number(call, "Limit", 20);
  }
}
