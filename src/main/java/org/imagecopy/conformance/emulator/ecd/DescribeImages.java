package org.imagecopy.conformance.emulator.ecd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
 * {@code DescribeImages}: lists the images of a region, in pages of 1 to 100, 10 by default. Without {@code ImageStatus} it
 * lists every status; {@code ImageName} is compared as a whole.
 */
final class DescribeImages implements Operation {

  private static final List<String> ATTRIBUTE_FILTERS =
      List.of("OsType", "ProtocolType", "SessionType", "GpuCategory", "GpuDriverVersion");

  @Override
  public String name() {
    return "DescribeImages";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        ParameterRules.required("RegionId"),
        ParameterRules.request("ImageId.count", "InvalidImageId", "At most 100 images can be asked for by id.",
            context -> context.call().list("ImageId").size() <= 100),
        ParameterRules.text("ImageStatus", "known", "must be Creating, Available or CreateFailed.",
            value -> Set.of("", "Creating", "Available", "CreateFailed").contains(value)),
        ParameterRules.text("ImageType", "known", "must be SYSTEM or CUSTOM.",
            value -> Set.of("", "SYSTEM", "CUSTOM").contains(value)),
        ParameterRules.request("MaxResults.range", "InvalidMaxResults", "MaxResults must be from 1 to 100.",
            context -> size(context.call()) >= 1 && size(context.call()) <= 100),
        ParameterRules.text("NextToken", "valid", "was not issued by this operation.",
            value -> value.isEmpty() || Token.parse(value).isPresent()),
        ParameterRules.knownRegion("RegionId"));
  }

  @Override
  public ObjectNode perform(Context context, Effects effects) {
    List<Image> images = effects.list(matching(context));
    int size = Math.max(1, size(context.call()));
    int from = Token.parse(context.call().value("NextToken")).map(token -> token.start(images)).orElse(0);
    int to = Math.min(images.size(), from + size);
    ObjectNode members = Json.object();
    ArrayNode page = members.putArray("Images");
    images.subList(from, to).forEach(image -> page.add(Images.render(image, context.now())));
    members.put("NextToken", to < images.size() ? new Token(to, images.get(to - 1).id(), images.get(to).id()).text() : "");
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
    if (call.has("ImageStatus")) {
      conditions = conditions.and(image -> call.value("ImageStatus").equals(Images.word(image.state(context.now()))));
    }
    if (call.has("ImageType")) {
      conditions = conditions.and(image -> call.value("ImageType").equals(image.type()));
    }
    if (call.has("ImageName")) {
      conditions = conditions.and(image -> call.value("ImageName").equals(image.name()));
    }
    for (String filter : ATTRIBUTE_FILTERS) {
      if (call.has(filter)) {
        conditions = conditions.and(image -> call.value(filter).equalsIgnoreCase(String.valueOf(image.attributes().get(filter))));
      }
    }
    if (call.has("LanguageType")) {
      conditions = conditions.and(image -> image.attributes().get("SupportedLanguages") instanceof List<?> languages
          && languages.contains(call.value("LanguageType")));
    }
    return conditions;
  }

  private static List<Image> candidates(Context context) {
    String region = context.call().value("RegionId");
    Set<String> ids = new LinkedHashSet<>(context.call().list("ImageId").values());
    if (!ids.isEmpty()) {
      return ids.stream().flatMap(id -> Images.visible(context, "RegionId", id).stream()).toList();
    }
    List<Image> all = new ArrayList<>(context.world().images(Images.own(context, region)));
    all.addAll(context.world().images(new Place(region, Place.PUBLIC)));
    return all;
  }

  private static int size(Call call) {
    return ParameterRules.number(call, "MaxResults", 10);
  }

  /** The place between the last image of a page and the first one of the next. */
  private record Token(int offset, String last, String next) {

    static Optional<Token> parse(String text) {
      try {
        String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", -1);
        if (parts.length == 3 && parts[0].matches("[1-9][0-9]{0,8}")) {
          return Optional.of(new Token(Integer.parseInt(parts[0]), parts[1], parts[2]));
        }
        return Optional.empty();
      } catch (IllegalArgumentException foreign) {
        return Optional.empty();
      }
    }

    String text() {
      byte[] plain = (offset + "\n" + last + "\n" + next).getBytes(StandardCharsets.UTF_8);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }

    /** Images come and go between two pages: the neighbours count more than the position. */
    int start(List<Image> images) {
      int following = -1;
      for (int i = 0; i < images.size(); i++) {
        String id = images.get(i).id();
        if (id.equals(last)) {
          return i + 1;
        }
        if (id.equals(next)) {
          following = i;
        }
      }
      return following >= 0 ? following : Math.min(images.size(), offset - 1);
    }
  }
}
