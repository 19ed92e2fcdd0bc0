package org.imagecopy.conformance.fault;

import static org.imagecopy.conformance.fault.Dialect.UHOST;
import static org.imagecopy.conformance.fault.Expected.RECORDED;
import static org.imagecopy.conformance.fault.Expected.REFUTED;
import static org.imagecopy.conformance.fault.Expected.STRICT;
import static org.imagecopy.conformance.fault.Expected.UNDECIDED;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Copy;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Parameter;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Region;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.State;
import org.imagecopy.conformance.emulator.Transport;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The faults that only UHost can have. */
final class UHostFaults {

  private static final String LIST = "TargetRegionList";

  private final Table table = new Table(UHOST);

  private UHostFaults() {}

  static List<Fault> list() {
    UHostFaults faults = new UHostFaults();
    faults.batchEffects();
    faults.batchAnswers();
    faults.batchRequests();
    faults.returnCodes();
    faults.members();
    faults.places();
    faults.others();
    faults.authentication();
    return faults.table.faults();
  }

  private void batchEffects() {
    batch("U-BAT-FIRST", "BATC-02", REFUTED, "Of a list of regions only the first one gets a copy.",
        (context, copies) -> copies.subList(0, 1));
    batch("U-BAT-LAST", "BATC-02", REFUTED, "Of a list of regions only the last one gets a copy.",
        (context, copies) -> copies.subList(copies.size() - 1, copies.size()));
    batch("U-BAT-HOLLOW", "BATC-12", REFUTED, "The last task of a batch names an image that never appears.",
        (context, copies) -> lastOf(copies, Copy::hollow));
    batch("U-BAT-HIDDEN", "BATC-02", REFUTED, "A batch makes one more copy, in a region that was not asked for.",
        (context, copies) -> with(copies, elsewhere(context, copies).map(Copy::hidden)));
    batch("U-BAT-SHORT", "BATC-07", STRICT, "The answer to a batch leaves out the last of the copies that are made.",
        (context, copies) -> lastOf(copies, Copy::hidden));
    batch("U-BAT-EXCESS", "BATC-07", STRICT, "The answer to a batch has a task for a region that was not asked for.",
        (context, copies) -> with(copies, elsewhere(context, copies).map(Copy::hollow)));
    batch("U-BAT-MUTE", "BATC-12", REFUTED, "Of a list that names a region twice, the last copy is made and not told.",
        (context, copies) -> new HashSet<>(context.call().list(LIST).values()).size() == context.call().list(LIST).size()
            ? copies : lastOf(copies, Copy::hidden));
    batch("U-BAT-NAME1", "NAME-02", REFUTED, "Only the first copy of a batch has the requested name.",
        (context, copies) -> butFirst(copies, image -> image.withName(
            Copies.sourceOf(UHOST, context).map(Image::name).orElse(""))));
    batch("U-BAT-DESC1", "DESC-02", REFUTED, "Only the first copy of a batch has the requested description.",
        (context, copies) -> butFirst(copies, image -> image.withDescription("")));
    batch("U-BAT-TAG1", "TAG-02", STRICT, "Only the first copy of a batch has the requested business group.",
        (context, copies) -> butFirst(copies, image -> image.withTag("Default")));
    fault("U-BAT-PARTIAL", "COPY-02", REFUTED, "A batch with an impossible region is refused, its other regions get copies.",
        UHostFaults::partial);
  }

  private void batch(
      String id, String row, Expected expected, String difference, BiFunction<Context, List<Copy>, List<Copy>> change) {
    fault(id, row, expected, difference, () -> Copies.all((context, copies) ->
        isBatch(context.call()) && !copies.isEmpty() ? change.apply(context, copies) : copies));
  }

  private static boolean isBatch(Call call) {
    return !call.list(LIST).isEmpty();
  }

  private static List<Copy> lastOf(List<Copy> copies, Function<Copy, Copy> change) {
    List<Copy> changed = new ArrayList<>(copies);
    changed.add(change.apply(changed.remove(changed.size() - 1)));
    return changed;
  }

  private static List<Copy> butFirst(List<Copy> copies, Function<Image, Image> change) {
    return Stream.concat(copies.stream().limit(1),
        copies.stream().skip(1).map(copy -> copy.withImage(change.apply(copy.image())))).toList();
  }

  private static List<Copy> with(List<Copy> copies, Optional<Copy> another) {
    return Stream.concat(copies.stream(), another.stream()).toList();
  }

  private static Optional<Copy> elsewhere(Context context, List<Copy> copies) {
    Image image = copies.get(0).image();
    return context.world().regions().stream().map(Region::id)
        .filter(region -> !region.equals(context.call().value("Region")) && !context.call().list(LIST).containsValue(region))
        .findFirst().map(region -> new Copy(Copies.inRegion(image, region).withId(Copies.newId(UHOST, context)),
            context.world().newId("task-", 16)));
  }

  private static Filter partial() {
    return new Filter() {
      @Override
      public void refused(Context context, Refusal refusal) {
        if (refusal.rule().equals(LIST + ".known") && context.isCopy()) {
          context.asked().stream().map(Copy::image)
              .filter(image -> context.world().region(image.place().region()).isPresent())
              .forEach(context.world()::add);
        }
      }
    };
  }

  private void batchAnswers() {
    infos("U-BAT-TOP", "BATC-04", STRICT, "The answer to a batch has the ids of its first copy at the top as well.",
        (body, infos) -> {
          body.set("TargetImageId", infos.get(0).get("TargetImageId"));
          body.set("TaskId", infos.get(0).get("TaskId"));
        });
    infos("U-BAT-NOINFOS", "BATC-06", REFUTED, "The answer to a batch has no list of tasks.",
        (body, infos) -> body.remove("Infos"));
    infos("U-BAT-OBJECT", "BATC-06", REFUTED, "The answer to a batch has one task instead of a list.",
        (body, infos) -> body.set("Infos", infos.get(0)));
    infos("U-BAT-TEXT", "BATC-06", REFUTED, "The answer to a batch has the list of tasks as a text.",
        (body, infos) -> body.put("Infos", infos.toString()));
    infos("U-BAT-DUPTASK", "BATC-11", STRICT, "All tasks of a batch have the same id.",
        (body, infos) -> infos.forEach(info -> ((ObjectNode) info).set("TaskId", infos.get(0).get("TaskId"))));
    infos("U-BAT-DUPIMAGE", "BATC-09", REFUTED, "All tasks of a batch name the same image.",
        (body, infos) -> infos.forEach(info -> ((ObjectNode) info).set("TargetImageId", infos.get(0).get("TargetImageId"))));
    infos("U-BAT-PAIR", "BATC-12", REFUTED, "Each task of a batch names the image of the next region.", (body, infos) -> {
      List<String> ids = new ArrayList<>(infos.valueStream().map(info -> info.get("TargetImageId").asString()).toList());
      Collections.rotate(ids, -1);
      for (int i = 0; i < ids.size(); i++) {
        ((ObjectNode) infos.get(i)).put("TargetImageId", ids.get(i));
      }
    });
    fault("U-BAT-ECHO", "BATC-07", REFUTED, "Each task of a batch names the region of the source.",
        () -> Answers.accepted((context, answer) -> {
          answer.body().path("Infos").forEach(
              info -> ((ObjectNode) info).put("TargetRegion", context.call().value("Region")));
          return answer;
        }));
  }

  private interface InfosChange {

    void apply(ObjectNode body, ArrayNode infos);
  }

  private void infos(String id, String row, Expected expected, String difference, InfosChange change) {
    fault(id, row, expected, difference, () -> Answers.members(body -> {
      if (body.get("Infos") instanceof ArrayNode infos && !infos.isEmpty()) {
        change.apply(body, infos);
      }
    }));
  }

  private void batchRequests() {
    fault("U-BAT-SORT10", "AUTH-09", REFUTED, "A signed batch of eleven regions or more is refused.",
        () -> Signatures.failing(UHOST,
            sent -> sent.stream().map(Parameter::name).anyMatch(name -> name.matches(LIST + "\\.[0-9]{2,}"))));
    fault("U-BAT-SORTLAST", "AUTH-09", REFUTED, "The numbered parameters are expected at the end of what is signed, behind all others.",
        () -> Signatures.failing(UHOST, sent -> sent.stream().map(Parameter::name).anyMatch(name -> name.startsWith(LIST + "."))
            && sent.stream().map(Parameter::name).anyMatch(name -> !name.startsWith(LIST + ".") && name.compareTo(LIST + ".") > 0)));
    odd("U-BAT-GAP", "A list of regions whose numbers have gaps is refused.",
        list -> list.isEmpty() || list.lastKey() - list.firstKey() == list.size() - 1);
    odd("U-BAT-BASE1", "A list of regions that does not start at 0 is refused.",
        list -> list.isEmpty() || list.firstKey() == 0);
    odd("U-BAT-TWICE", "A list that names a region twice is refused.",
        list -> new HashSet<>(list.values()).size() == list.size());
    fault("U-BAT-SOURCE", "BATC-03", RECORDED, "A list that names the region of the source is refused.",
        () -> Rules.with(UHOST, LIST + ".others", Rule.Kind.PARAMETER,
            context -> !context.call().list(LIST).containsValue(context.call().value("Region"))));
    fault("U-BAT-BOTH", "BATC-03", RECORDED, "A single target region outranks the list.",
        () -> Misreadings.copies(UHOST, call -> call.has("TargetRegion") ? withList(call, List.of()) : call));
    fault("U-BAT-COMMA", "BATC-03", RECORDED, "An element of the list with a comma in it stands for two regions.",
        () -> Misreadings.copies(UHOST, call -> withList(call,
            call.list(LIST).values().stream().flatMap(element -> Stream.of(element.split(","))).toList())));
  }

  private void odd(String id, String difference, Predicate<SortedMap<Integer, String>> holds) {
    fault(id, "BATC-03", RECORDED, difference, () -> Rules.with(UHOST, LIST + ".form", Rule.Kind.PARAMETER,
        context -> holds.test(context.call().list(LIST))));
  }

  static Call withList(Call call, List<String> regions) {
    Call changed = call;
    for (String name : call.parameters().keySet()) {
      if (name.startsWith(LIST + ".")) {
        changed = changed.without(name);
      }
    }
    for (int i = 0; i < regions.size(); i++) {
      changed = changed.with(LIST + "." + i, regions.get(i));
    }
    return changed;
  }

  private void returnCodes() {
    accepted("U-RET-MISSING", "ANSW-01", REFUTED, "The answer has no RetCode.", body -> body.remove("RetCode"));
    accepted("U-RET-NULL", "ANSW-01", REFUTED, "The RetCode is null.", body -> body.putNull("RetCode"));
    accepted("U-RET-BOOL", "ANSW-01", REFUTED, "The RetCode is the boolean true.", body -> body.put("RetCode", true));
    fault("U-RET-STRING", "ANSW-14", STRICT, "The RetCode is a number in quotes.", () -> Answers.of((context, answer) -> {
      if (context.isCopy() && answer.body() instanceof ObjectNode body && body.has("RetCode")) {
        body.put("RetCode", body.get("RetCode").asString());
      }
      return answer;
    }));
    accepted("U-RET-FLOAT", "ANSW-13", RECORDED, "The RetCode is written as 0.0.", body -> body.put("RetCode", 0.0));
    refused("U-RET-ZERO", "ERRS-01", REFUTED, "A refusal has the RetCode 0.", body -> body.put("RetCode", 0));
    accepted("U-RET-NONZERO", "ANSW-02", REFUTED, "The RetCode is not 0 although the copy is made.",
        body -> body.put("RetCode", 8039).put("Message", "Copy image failed"));
    fault("U-HTTP-400", "ERRS-04", RECORDED, "A refusal has status 400.",
        () -> Answers.refused((context, answer) -> answer.withStatus(400)));
  }

  private void accepted(String id, String row, Expected expected, String difference, Consumer<ObjectNode> change) {
    fault(id, row, expected, difference, () -> Answers.members(change));
  }

  private void refused(String id, String row, Expected expected, String difference, Consumer<ObjectNode> change) {
    fault(id, row, expected, difference, () -> Answers.refusalMembers((context, body) -> change.accept(body)));
  }

  private void members() {
    accepted("U-ACT-MISSING", "ANSW-03", REFUTED, "The answer has no Action.", body -> body.remove("Action"));
    accepted("U-ACT-NUMBER", "ANSW-03", REFUTED, "The Action of the answer is a number.", body -> body.put("Action", 17));
    accepted("U-ACT-OTHER", "ANSW-04", STRICT, "The Action of the answer is that of another operation.",
        body -> body.put("Action", "CopyImageResponse"));
    refused("U-ACT-ERRMISSING", "ERRS-04", RECORDED, "A refusal has no Action.", body -> body.remove("Action"));
    refused("U-MSG-NUMBER", "ANSW-05", REFUTED, "The Message of a refusal is a number.", body -> body.put("Message", 17));
    refused("U-MSG-SILENT", "ERRS-02", RECORDED, "A refusal has no Message.", body -> body.remove("Message"));
    single("U-ONE-NOTASK", "ANSW-09", REFUTED, "The answer to a single copy has no task id.", body -> body.remove("TaskId"));
    single("U-ONE-TASKNUM", "ANSW-09", REFUTED, "The task id of a single copy is a number.", body -> body.put("TaskId", 4711));
    single("U-ONE-INFOS", "ANSW-11", STRICT, "The answer to a single copy has a list of tasks as well.",
        body -> body.putArray("Infos").addObject().set("TaskId", body.get("TaskId"))
            .set("TargetImageId", body.get("TargetImageId")));
    single("U-ONE-INFOSNULL", "ANSW-11", RECORDED, "The answer to a single copy has null as list of tasks.",
        body -> body.putNull("Infos"));
  }

  private void single(String id, String row, Expected expected, String difference, Consumer<ObjectNode> change) {
    accepted(id, row, expected, difference, body -> {
      if (body.has("TargetImageId") && !body.has("Infos")) {
        change.accept(body);
      }
    });
  }

  private void places() {
    fault("U-REGN-ANY", "REGN-01", REFUTED, "An unknown region is accepted, the image is found wherever it is.",
        () -> Rules.without(context -> context.isCopy() && context.call().has("Region")
            && context.world().region(context.call().value("Region")).isEmpty(), "Region.known", "SourceImageId.exists"));
    fault("U-REGN-TANY", "REGN-05", REFUTED, "An unknown target region is accepted.",
        () -> Rules.without("TargetRegion.known", LIST + ".known"));
    fault("U-REGN-DEFAULT", "REGN-03", REFUTED, "Without a target region the copy appears in another region.",
        () -> Copies.each((context, image) -> context.call().has("TargetRegion") || isBatch(context.call())
            ? image : Copies.inRegion(image, otherRegion(context))));
    fault("U-REGN-SAMELOST", "REGN-03", REFUTED, "A request that names its own region as target is accepted, and nothing is copied.",
        () -> Copies.all((context, copies) -> context.call().value("TargetRegion").equals(context.call().value("Region"))
            ? copies.stream().map(Copy::hollow).toList() : copies));
    name("U-COPY-NAME-ESCAPE", "Angle brackets and ampersands of the name are stored as HTML entities.",
        text -> text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    name("U-COPY-NAME-BLANKS", "Blanks in the name are stored as underscores.", text -> text.replace(' ', '_'));
    fault("U-COPY-NAME-ASCII", "NAME-04", RECORDED, "Characters beyond ASCII in the name are stored as question marks.",
        () -> Copies.each((context, image) -> image.withName(image.name().replaceAll("[^\\x00-\\x7F]", "?"))));
    name("U-COPY-NAME-SLASHES", "Quotes in the name are stored with a backslash in front.", text -> text.replaceAll("(['\"])", "\\\\$1"));
    name("U-COPY-NAME-DECODED", "The name is decoded twice.", text -> URLDecoder.decode(text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25").replace("+", "%2B"), StandardCharsets.UTF_8));
    fault("U-REGN-IGNORED", "REGN-04", REFUTED, "A single copy appears in the region of the source, whichever is asked for.",
        () -> Copies.each((context, image) -> isBatch(context.call())
            ? image : Copies.inRegion(image, context.call().value("Region"))));
    fault("U-PROJ-IGNORED", "PROJ-02", REFUTED, "An image of another project of the account is found.",
        () -> Rules.without(context -> context.isCopy() && Copies.sourceOf(UHOST, context)
            .filter(image -> image.place().region().equals(context.call().value("Region")))
            .flatMap(image -> context.world().project(image.place().owner()))
            .filter(project -> project.account().equals(context.caller().id())).isPresent(), "SourceImageId.exists"));
    fault("U-PROJ-ANY", "PROJ-04", REFUTED, "An unknown project is accepted as that of the source.",
        () -> Rules.without(context -> context.isCopy() && context.call().has("ProjectId")
            && context.world().project(context.call().value("ProjectId")).isEmpty(), "ProjectId.exists", "SourceImageId.exists"));
    fault("U-TPRJ-ANY", "PROJ-05", REFUTED, "An unknown target project is accepted.",
        () -> Rules.without("TargetProjectId.exists"));
    fault("U-TPRJ-IGNORED", "PROJ-06", REFUTED, "The copy appears in the project of the source.",
        () -> Copies.each(UHostFaults::inSourceProject));
    fault("U-TPRJ-BOTH", "PROJ-06", REFUTED, "The copy appears in the target project and in the project of the source.",
        () -> Copies.besides((context, image) -> Optional.of(inSourceProject(context, image))
            .filter(other -> !other.place().equals(image.place()))));
    fault("U-TPRJ-OWN", "PROJ-06", REFUTED, "A copy to another region of the same project is refused.",
        () -> Rules.refusingWhen(UHOST, "TargetProjectId.exists", context -> context.call().value("TargetProjectId").equals(context.call().value("ProjectId"))
            && !context.call().value("TargetRegion").equals(context.call().value("Region"))));
    fault("U-SAME-OK", "PROJ-07", RECORDED, "A copy to the same project and the same region is accepted.",
        () -> Rules.without("Target.differs"));
  }

  private void name(String id, String difference, UnaryOperator<String> change) {
    fault(id, "NAME-02", REFUTED, difference, () -> Copies.each((context, image) -> image.withName(change.apply(image.name()))));
  }

  private static String otherRegion(Context context) {
    return context.world().regions().stream().map(Region::id)
        .filter(region -> !region.equals(context.call().value("Region"))).findFirst().orElse("");
  }

  private static Image inSourceProject(Context context, Image image) {
    return Copies.sourceOf(UHOST, context).map(Image::place)
        .map(place -> image.withPlace(new Place(image.place().region(), place.owner()))).orElse(image);
  }

  private void others() {
    fault("U-ZONE-NEEDED", "PARM-06", REFUTED, "A request without a zone is refused.",
        () -> Rules.with(UHOST, "Zone.required", Rule.Kind.PARAMETER, context -> context.call().has("Zone")));
    fault("U-TAG-NONE", "TAG-02", STRICT, "The copy has no business group.", () -> Copies.images(image -> image.withTag("")));
    fault("U-TAG-WRONG", "TAG-02", STRICT, "The copy has the default business group instead of the requested one.",
        () -> Copies.images(image -> image.withTag("Default")));
    single("U-ANSW-INFOSOBJ", "BATC-06", REFUTED, "The answer to a single copy has an object where a list of tasks could be.", body -> body.putObject("Infos"));
    fault("U-AUTH-KEYLIST", "AUTH-02", REFUTED, "An unknown public key passes in a batch.",
        () -> Rules.without(context -> isBatch(context.call()) && context.world().account(context.call().value("PublicKey")).isEmpty(), "PublicKey.exists", Signatures.MATCHES));
    fault("U-TAG-JSON", "TAG-02", STRICT, "A business group that comes in JSON is lost.", () -> Copies.each((context, image) ->
        context.call().transport() == Transport.POST_JSON ? image.withTag("Default") : image));
    fault("U-NAME-LATIN", "NAME-02", REFUTED, "A copy has question marks in its name for what is beyond ASCII.",
        () -> Misreadings.value(UHOST, UHOST.name, UHostFaults::inAscii));
    fault("U-NAME-PLUS-JSON", "NAME-02", REFUTED, "A plus in the name becomes a blank when the request comes as JSON.",
        () -> Misreadings.copies(UHOST, call -> call.transport() == Transport.POST_JSON ? Misreadings.changed(call, UHOST.name, value -> value.replace('+', ' ')) : call));
    fault("U-DESC-LATIN-GET", "DESC-02", REFUTED, "A copy has question marks in its description for what is beyond ASCII when the request comes by GET.",
        () -> Misreadings.copies(UHOST, call -> call.transport() == Transport.GET ? Misreadings.changed(call, UHOST.description, UHostFaults::inAscii) : call));
    fault("U-NAME-LIMIT", "NAME-04", RECORDED, "A name of 64 characters or more is refused.",
        () -> Rules.with(UHOST, "TargetImageName.length", Rule.Kind.PARAMETER,
            context -> context.call().value("TargetImageName").length() < 64));
    fault("U-LIST-TOTAL", "COPY-01", UNDECIDED, "A listing promises more images than its pages ever show.",
        () -> Answers.membersOf("DescribeImage", body -> body.put("TotalCount", body.path("TotalCount").asInt() + 1000)));
    fault("U-STAT-STRANGE", "STAT-04", RECORDED, "A listing shows a state that no page knows while the copy is made.",
        () -> Answers.membersOf("DescribeImage", body -> body.path("ImageSet").forEach(image -> {
          if (image.path("State").asString().equals("Copying")) {
            ((ObjectNode) image).put("State", "Replicating");
          }
        })));
    fault("U-STAT-UNAVAIL", "STAT-01", REFUTED, "The copy ends as not available.", () -> Copies.ending(State.FAILED));
  }

  private void authentication() {
    fault("U-AUTH-LIST", "AUTH-07", REFUTED, "A batch is served although a region of its list was changed after it was signed.",
        () -> Signatures.notCovering(name -> name.startsWith(LIST)));
    fault("U-AUTH-WITHIN", "AUTH-05", REFUTED, "The signature of a copy within its region is not verified.",
        () -> Rules.without(context -> !context.call().has("TargetRegion") && context.call().list(LIST).isEmpty(), Signatures.MATCHES));
    fault("U-AUTH-JSON", "AUTH-04", REFUTED, "Requests that come as JSON are not verified.",
        () -> Rules.without(context -> context.call().transport() == Transport.POST_JSON, Signatures.MATCHES));
    fault("U-AUTH-MERGE", "AUTH-07", REFUTED, "A query that is not signed outranks the signed body.",
        () -> Signatures.overridden(parameter -> parameter.origin() == Parameter.Origin.BODY));
    fault("U-AUTH-ACTION", "AUTH-07", REFUTED, "An action in the query that is not signed outranks the signed one.",
        () -> Signatures.overridden(parameter -> parameter.origin() == Parameter.Origin.BODY || !parameter.name().equals("Action")));
    fault("U-AUTH-TOKEN", "AUTH-12", REFUTED, "Any bearer token stands for a key and its signature.",
        () -> Rules.without("Authorization.token"));
    fault("U-AUTH-UPPER", "AUTH-13", RECORDED, "A signature in capital hexadecimal digits passes.",
        () -> Signatures.resembling(String::equalsIgnoreCase));
    fault("U-AUTH-TAILKEY", "AUTH-05", REFUTED, "A signature passes that was made without the private key.",
        () -> Rules.without(context -> Signatures.isSignedWith(context, context.call(), ""), Signatures.MATCHES));
    fault("U-AUTH-PLUSKEY", "HTTP-01", REFUTED, "A public key with a plus in it is not found when it comes in a query.",
        () -> Rules.refusingWhen(UHOST, "PublicKey.exists", context -> context.call().value("PublicKey").contains("+")
            && context.call().sent().stream().anyMatch(
                parameter -> parameter.name().equals("PublicKey") && parameter.origin() == Parameter.Origin.QUERY)));
  }

  private static String inAscii(String text) {
    return new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
  }

  private void fault(
      String id, String row, Expected expected, String difference, Supplier<Filter> filter) {
    table.fault(id, "UHOST-" + row, expected, difference, filter);
  }
}
