package org.imagecopy.conformance.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import tools.jackson.databind.node.ObjectNode;

/** The words in which a family says the same things. */
enum Dialect {
  ECD("CopyImage", "AccessKeyId", "RegionId", "ImageId", "DestinationImageName", "DestinationDescription", "ImageId",
      List.of("RegionId", "ImageId", "DestinationImageName", "DestinationRegionId"),
      List.of("RegionId", "ImageId", "DestinationImageName", "DestinationDescription", "DestinationRegionId"),
      Set.of("Action", "Version", "Format", "AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion",
          "SignatureNonce", "SignatureType", "Timestamp", "SecurityToken")),
  UHOST("CopyCustomImage", "PublicKey", "Region", "SourceImageId", "TargetImageName", "TargetImageDescription", "TargetImageId",
      List.of("Region", "SourceImageId", "TargetProjectId"),
      List.of("Region", "SourceImageId", "TargetProjectId", "TargetRegion", "TargetImageName", "TargetImageDescription",
          "TargetImageTag", "ProjectId"),
      Set.of("Action", "PublicKey", "Signature", "SecurityToken", "Zone"));

  /** The operation that makes copies. */
  final String operation;
  /** The parameter with the id of the key. */
  final String key;
  /** The parameter with the region of the source. */
  final String region;
  /** The parameter with the id of the source. */
  final String source;
  /** The parameter with the name of the copy. */
  final String name;
  /** The parameter with the description of the copy. */
  final String description;
  /** The member of an answer with the id of the copy. */
  final String id;
  /** The parameters whose absence is a fault by itself. */
  final List<String> required;
  /** The parameters of the operation that have one value. */
  final List<String> business;
  /** The parameters that are not about copying. */
  final Set<String> common;

  Dialect(String operation, String key, String region, String source, String name, String description, String id,
      List<String> required, List<String> business, Set<String> common) {
    this.operation = operation;
    this.key = key;
    this.region = region;
    this.source = source;
    this.name = name;
    this.description = description;
    this.id = id;
    this.required = required;
    this.business = business;
    this.common = common;
  }

  static Optional<Dialect> of(String family) {
    return Arrays.stream(values()).filter(dialect -> dialect.family().equals(family)).findFirst();
  }

  String family() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the parameter with the region of the copy. */
  String destination() {
    return this == ECD ? "DestinationRegionId" : "TargetRegion";
  }

  /** Returns whether a parameter is known to the page or to the platform. */
  boolean knows(String parameter) {
    return business.contains(parameter) || common.contains(parameter)
        || this == UHOST && parameter.startsWith("TargetRegionList.");
  }

  /** Returns a refusal such as the family's own for a parameter that is not right. */
  Refusal refusal(String rule, Rule.Kind kind) {
    String subject = rule.substring(0, rule.indexOf('.'));
    if (subject.equals("Quota")) {
      return this == ECD
          ? new Refusal(rule, kind, 403, "QuotaExceed.Image", "The quota of images is used up.")
          : new Refusal(rule, kind, 200, "8095", "Quota insufficient");
    }
    return this == ECD
        ? new Refusal(rule, kind, 400, "Invalid" + subject, subject + " is not valid.")
        : new Refusal(rule, kind, 200, "230", "Params [" + subject + "] not available");
  }

  /** Returns the objects of an answer that carry the id of a copy. */
  List<ObjectNode> carriers(ObjectNode body) {
    if (body.has(id) || this == ECD) {
      return List.of(body);
    }
    return body.path("Infos").valueStream().filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast).toList();
  }
}
