package org.imagecopy.conformance.emulator.uhost;

import java.util.List;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Effects;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Operation;
import org.imagecopy.conformance.emulator.Project;
import org.imagecopy.conformance.emulator.Rule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GetProjectList}: lists the projects of the caller's account. */
final class GetProjectList implements Operation {

  @Override
  public String name() {
    return "GetProjectList";
  }

  @Override
  public List<Rule> rules() {
    return List.of();
  }

  @Override
  public ObjectNode perform(Context context, Effects effects) {
    ArrayNode projects = Json.array();
    for (Project project : context.world().projects()) {
      if (project.account().equals(context.caller().id())) {
        ObjectNode node = projects.addObject();
        node.put("ProjectId", project.id());
        node.put("ProjectName", project.name());
        node.put("CreateTime", project.created().getEpochSecond());
        node.put("IsDefault", project.isDefault());
        node.put("ResourceCount", 0);
        node.put("MemberCount", 1);
      }
    }
    ObjectNode members = Json.object();
    members.put("ProjectCount", projects.size());
    members.set("ProjectSet", projects);
    return members;
  }
}
