package org.imagecopy.conformance.emulator.ecd;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.State;
import tools.jackson.databind.node.ObjectNode;

/** What a caller sees of the images of a region, and how. */
final class Images {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Images() {}

  static Place own(Context context, String region) {
    return new Place(region, context.caller().id());
  }

  /** Returns the listed image of an id that the caller sees in the region of a parameter. */
  static Optional<Image> visible(Context context, String regionParameter, String id) {
    String region = context.call().value(regionParameter);
    return context.world().image(own(context, region), id)
        .or(() -> context.world().image(new Place(region, Place.PUBLIC), id))
        .filter(image -> image.isListed(context.now()));
  }

  /** Returns the image that {@code RegionId} and {@code ImageId} name. */
  static Optional<Image> named(Context context) {
    return visible(context, "RegionId", context.call().value("ImageId"));
  }

  static boolean isCustom(Image image) {
    return image.type().equals("CUSTOM");
  }

  static boolean isWorking(Image image, Instant now) {
    return image.state(now) == State.CREATING || image.state(now) == State.COPYING;
  }

  /** Returns a stand-in for a source that does not exist. */
  static Image bare(Context context) {
    return new Image(context.call().value("ImageId"), own(context, context.call().value("RegionId")), "", "", "", "CUSTOM",
        EcdWorld.ATTRIBUTES, context.now(), List.of(), Optional.empty());
  }

  static String word(State state) {
    return switch (state) {
      case CREATING, COPYING, ABSENT -> "Creating";
      case AVAILABLE -> "Available";
      case FAILED -> "CreateFailed";
    };
  }

  static ObjectNode render(Image image, Instant now) {
    ObjectNode node = Json.object();
    node.put("ImageId", image.id());
    node.put("Name", image.name());
    node.put("Description", image.description());
    node.put("Status", word(image.state(now)));
    node.put("Progress", (int) image.progress(now) + "%");
    node.put("ImageType", image.type());
    node.put("CreationTime", TIME.format(image.created()));
    node.put("UpdateTime", TIME.format(image.since(now)));
    Map<String, Object> attributes = image.attributes();
    Json.putAll(node, attributes);
    return node;
  }
}
