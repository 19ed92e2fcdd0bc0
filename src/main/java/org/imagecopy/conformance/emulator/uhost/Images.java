package org.imagecopy.conformance.emulator.uhost;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.Project;
import org.imagecopy.conformance.emulator.State;
import tools.jackson.databind.node.ObjectNode;

/** What a project sees of the images of a region, and how. */
final class Images {

  private Images() {}

  /** Returns the project that a request acts in: the given one, or the default one of the caller's account. */
  static String project(Context context) {
    if (context.call().has("ProjectId")) {
      return context.call().value("ProjectId");
    }
    return context.world().projects().stream()
        .filter(project -> project.account().equals(context.caller().id()) && project.isDefault())
        .map(Project::id).findFirst().orElse("");
  }

  static Place place(Context context) {
    return new Place(context.call().value("Region"), project(context));
  }

  /** Returns the listed image of an id that the project sees in the region of the request. */
  static Optional<Image> visible(Context context, String id) {
    Place place = place(context);
    return context.world().image(place, id)
        .or(() -> context.world().image(new Place(place.region(), Place.PUBLIC), id))
        .filter(image -> image.isListed(context.now()));
  }

  static boolean isCustom(Image image) {
    return image.type().equals("Custom");
  }

  /** Returns a stand-in for a source that does not exist. */
  static Image bare(Context context) {
    return new Image(context.call().value("SourceImageId"), place(context), "", "", "Default", "Custom",
        UHostWorld.ATTRIBUTES, context.now(), List.of(), Optional.empty());
  }

  static String word(State state) {
    return switch (state) {
      case CREATING, ABSENT -> "Making";
      case COPYING -> "Copying";
      case AVAILABLE -> "Available";
      case FAILED -> "Unavailable";
    };
  }

  static ObjectNode render(Context context, Image image) {
    Instant now = context.now();
    ObjectNode node = Json.object();
    node.put("ImageId", image.id());
    node.put("ImageName", image.name());
    node.put("ImageDescription", image.description());
    node.put("ImageType", image.type());
    node.put("State", word(image.state(now)));
    node.put("Tag", image.tag());
    node.put("CreateTime", image.created().getEpochSecond());
    context.world().region(image.place().region()).filter(region -> !region.zones().isEmpty())
        .ifPresent(region -> node.put("Zone", region.zones().get(0)));
    Json.putAll(node, image.attributes());
    return node;
  }
}
