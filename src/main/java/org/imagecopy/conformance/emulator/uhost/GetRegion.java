package org.imagecopy.conformance.emulator.uhost;

import java.util.List;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Effects;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Operation;
import org.imagecopy.conformance.emulator.Region;
import org.imagecopy.conformance.emulator.Rule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GetRegion}: lists the regions, one entry per availability zone. */
final class GetRegion implements Operation {

  @Override
  public String name() {
    return "GetRegion";
  }

  @Override
  public List<Rule> rules() {
    return List.of();
  }

  @Override
  public ObjectNode perform(Context context, Effects effects) {
    ArrayNode regions = Json.array();
    int number = 0;
    for (Region region : context.world().regions()) {
      number++;
      for (String zone : region.zones()) {
        ObjectNode node = regions.addObject();
        node.put("RegionId", 1000 + number);
        node.put("RegionName", region.name());
        node.put("IsDefault", number == 1);
        node.put("BitMaps", "1");
        node.put("Region", region.id());
        node.put("Zone", zone);
      }
    }
    ObjectNode members = Json.object();
    members.set("Regions", regions);
    return members;
  }
}
