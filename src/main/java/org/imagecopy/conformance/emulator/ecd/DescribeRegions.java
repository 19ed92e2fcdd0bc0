package org.imagecopy.conformance.emulator.ecd;

import java.util.List;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Effects;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Operation;
import org.imagecopy.conformance.emulator.Region;
import org.imagecopy.conformance.emulator.Rule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code DescribeRegions}: lists all regions, in one page. */
final class DescribeRegions implements Operation {

  @Override
  public String name() {
    return "DescribeRegions";
  }

  @Override
  public List<Rule> rules() {
    return List.of(ParameterRules.required("RegionId"), ParameterRules.knownRegion("RegionId"));
  }

  @Override
  public ObjectNode perform(Context context, Effects effects) {
    ArrayNode regions = Json.array();
    for (Region region : context.world().regions()) {
      ObjectNode node = regions.addObject();
      node.put("RegionId", region.id());
      node.put("RegionEndpoint", region.endpoint());
      node.put("LocalName", region.name());
    }
    ObjectNode members = Json.object();
    members.set("Regions", regions);
    return members;
  }
}
