package org.imagecopy.conformance.fault;

import static org.imagecopy.conformance.fault.Dialect.ECD;
import static org.imagecopy.conformance.fault.Expected.RECORDED;
import static org.imagecopy.conformance.fault.Expected.REFUTED;
import static org.imagecopy.conformance.fault.Expected.STRICT;
import static org.imagecopy.conformance.fault.Expected.UNDECIDED;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.imagecopy.conformance.emulator.Account;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Copy;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Parameter;
import org.imagecopy.conformance.emulator.Phase;
import org.imagecopy.conformance.emulator.Project;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Region;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.State;
import org.imagecopy.conformance.emulator.Transport;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;
import tools.jackson.databind.node.ObjectNode;

/** The faults that both families can have. */
final class CommonFaults {

  private final Dialect dialect;
  private final Table table;

  private CommonFaults(Dialect dialect) {
    this.dialect = dialect;
    table = new Table(dialect);
  }

  static List<Fault> of(Dialect dialect) {
    CommonFaults faults = new CommonFaults(dialect);
    faults.signatures();
    faults.keys();
    faults.coverage();
    faults.parameters();
    faults.texts();
    faults.sources();
    faults.places();
    faults.namesAndDescriptions();
    faults.lives();
    faults.copiesDespiteRefusals();
    faults.answers();
    faults.documents();
    faults.refusals();
    faults.sequences();
    return faults.table.faults();
  }

  private void signatures() {
    fault("C-AUTH-OFF", "AUTH-04", "AUTH-03", REFUTED, "Requests are served whatever their signature, or without any.",
        () -> Rules.without("Signature.required", Signatures.MATCHES));
    fault("C-AUTH-PRESENCE", "AUTH-04", "AUTH-04", REFUTED, "Any text that is not empty passes for a signature.",
        () -> Rules.without(context -> context.call().has("Signature"), Signatures.MATCHES));
    fault("C-AUTH-ANON", "AUTH-06", "AUTH-03", REFUTED, "A request without a signature is served.",
        () -> Rules.without(
            context -> !context.call().has("Signature") && context.call().header("authorization").isEmpty(),
            rule -> rule.kind() == Rule.Kind.AUTHENTICATION));
    fault("C-AUTH-LENGTH", "AUTH-04", "AUTH-04", REFUTED, "A wrong signature passes if it has the usual length and alphabet.",
        () -> Signatures.resembling((presented, expected) -> presented.length() == expected.length()
            && presented.matches(expected.matches("[0-9a-f]+") ? "[0-9a-f]+" : "[A-Za-z0-9+/=]+")));
    fault("C-AUTH-SUFFIX", "AUTH-04", "AUTH-06", REFUTED, "What follows a right signature is ignored.",
        () -> Signatures.resembling(String::startsWith));
    fault("C-AUTH-PREFIX", "AUTH-04", "AUTH-06", REFUTED, "A signature passes if its first eight characters are right.",
        () -> Signatures.resembling((presented, expected) -> presented.startsWith(expected.substring(0, 8))));
    fault("C-AUTH-BEGINNING", "AUTH-04", "AUTH-06", REFUTED, "The beginning of a right signature passes.",
        () -> Signatures.resembling((presented, expected) -> presented.length() >= 8 && expected.startsWith(presented)));
    fault("C-AUTH-ENDS", "AUTH-04", "AUTH-06", REFUTED, "A signature passes if its first and last six characters are right.",
        () -> Signatures.resembling((presented, expected) -> presented.length() == expected.length()
            && presented.startsWith(expected.substring(0, 6)) && presented.endsWith(expected.substring(expected.length() - 6))));
    fault("C-AUTH-TAIL", "AUTH-04", "AUTH-06", REFUTED, "A signature passes if its second half is right.",
        () -> Signatures.resembling((presented, expected) -> presented.length() == expected.length()
            && presented.endsWith(expected.substring(expected.length() / 2))));
    fault("C-AUTH-ORDER", "AUTH-08", "AUTH-09", REFUTED, "A signed request is refused if its parameters come in another order.",
        () -> Signatures.failing(dialect, sent -> {
          List<String> names = sent.stream().map(Parameter::name).toList();
          return !names.equals(names.stream().sorted().toList());
        }));
    fault("C-AUTH-RESERVED", "AUTH-09", "AUTH-10", REFUTED,
        "A signed request is refused if a value has a star, a tilde or a plus.",
        () -> Signatures.failing(dialect, anyValue(value -> value.matches("(?s).*[*~+].*"))));
    fault("C-AUTH-UTF8", "AUTH-09", "AUTH-10", REFUTED, "A signed request is refused if a value goes beyond ASCII.",
        () -> Signatures.failing(dialect, anyValue(value -> value.chars().anyMatch(character -> character > 0x7F))));
    fault("C-AUTH-LONG", "AUTH-04", "AUTH-05", REFUTED, "The signature of a long request is not verified.",
        () -> Rules.without(context -> context.call().value(dialect.description).length() > 200, Signatures.MATCHES));
    fault("C-AUTH-METHODS", "AUTH-04", "AUTH-04", REFUTED, "Requests that come as a form are not verified.",
        () -> Rules.without(context -> context.call().transport() == Transport.POST_FORM, Signatures.MATCHES));
    fault("C-AUTH-NTH", "AUTH-18", "AUTH-11", REFUTED, "One request for a copy in seven is served whatever its signature.",
        Signatures::missingEverySeventh);
    fault("C-AUTH-REMEMBERED", "AUTH-18", "AUTH-11", REFUTED, "A signature that was right once is accepted for every later request.",
        Signatures::remembering);
    fault("C-AUTH-CONN", "AUTH-18", "AUTH-11", REFUTED, "After one good request everything passes on the same connection.",
        Signatures::oncePerConnection);
  }

  /** Some value that is about copying; keys may hold any character. */
  private Predicate<List<Parameter>> anyValue(Predicate<String> condition) {
    return sent -> sent.stream().filter(parameter -> !parameter.name().equals(dialect.key)).flatMap(parameter -> parameter.values().stream()).anyMatch(condition);
  }

  private void keys() {
    String exists = dialect.key + ".exists";
    fault("C-AUTH-KEY-ANY", "AUTH-05", "AUTH-02", REFUTED, "An unknown key id passes with the secret of the account.",
        () -> Rules.without(context -> isUnknownKey(context)
            && Signatures.isSignedWith(context, context.call(), context.caller().secret()), exists, Signatures.MATCHES));
    fault("C-AUTH-KEY-PREFIX", "AUTH-05", "AUTH-02", REFUTED, "A key id that begins with a known one passes for it.",
        () -> Rules.without(context -> isUnknownKey(context)
            && context.signing().keyId().filter(id -> id.startsWith(context.caller().keyId())).isPresent()
            && Signatures.isSignedWith(context, context.call(), context.caller().secret()), exists, Signatures.MATCHES));
    fault("C-AUTH-KEY-CASE", "AUTH-05", "AUTH-02", REFUTED, "A key id passes whatever the case of its letters.",
        () -> Rules.without(context -> isUnknownKey(context)
            && context.signing().keyId().filter(context.caller().keyId()::equalsIgnoreCase).isPresent()
            && Signatures.isSignedWith(context, context.call(), context.caller().secret()), exists, Signatures.MATCHES));
    fault("C-AUTH-KEY-EMPTY", "AUTH-06", "AUTH-01", REFUTED, "An empty key id passes with the secret of the account.",
        () -> Rules.without(context -> context.call().sent().stream().anyMatch(p -> p.name().equals(dialect.key)) && context.call().value(dialect.key).isEmpty()
            && Signatures.isSignedWith(context, context.call(), context.caller().secret()), rule -> rule.kind() == Rule.Kind.AUTHENTICATION));
    fault("C-AUTH-KEY-SKIP", "AUTH-05", "AUTH-02", REFUTED, "An unknown key id passes with any signature.",
        () -> Rules.without(CommonFaults::isUnknownKey, exists, Signatures.MATCHES));
    fault("C-AUTH-EMPTYSECRET", "AUTH-05", "AUTH-02", REFUTED,
        "An unknown key id passes with the signature of an empty secret.",
        () -> Rules.without(context -> isUnknownKey(context) && Signatures.isSignedWith(context, context.call(), ""),
            exists, Signatures.MATCHES));
    fault("C-AUTH-FOREIGN", "SRCE-04", "SRCE-04", REFUTED, "An image of another account can be copied.",
        () -> Rules.without(context -> context.isCopy()
            && Copies.sourceOf(dialect, context).filter(image -> isForeign(context, image)).isPresent(), exists()));
  }

  private static boolean isUnknownKey(Context context) {
    return context.signing().keyId().flatMap(context.world()::account).isEmpty();
  }

  private static boolean isForeign(Context context, Image image) {
    String owner = image.place().owner();
    String account = context.world().project(owner).map(Project::account).orElse(owner);
    return !account.equals(context.caller().id())
        && context.world().accounts().stream().map(Account::id).anyMatch(account::equals);
  }

  private String exists() {
    return dialect.source + ".exists";
  }

  private void coverage() {
    for (String parameter : dialect.business) {
      fault("C-AUTH-SUBSET-" + parameter, "AUTH-07", "AUTH-07", REFUTED,
          "A request is served although " + parameter + " was changed after it was signed.",
          () -> Signatures.notCovering(parameter::equals));
    }
    fault("C-AUTH-KNOWN-REGION", "AUTH-07", "AUTH-07", REFUTED,
        "A request is served although the region of the copy was changed from another known one after it was signed.",
        () -> Signatures.reading(context -> context.world().regions().stream()
            .map(region -> context.call().withSent(dialect.destination(), region.id()))));
    fault("C-AUTH-KNOWN-IMAGE", "AUTH-07", "AUTH-07", REFUTED, "A request is served although its image was changed from another known one after it was signed.",
        () -> Signatures.reading(context -> context.world().images().stream().map(image -> context.call().withSent(dialect.source, image.id()))));
    fault("C-AUTH-KNOWN-ACTION", "AUTH-07", "AUTH-07", REFUTED, "A request is served although it was signed for another known operation.",
        () -> Signatures.reading(context -> Stream.of("DescribeImages", "DescribeImage", "DescribeRegions").map(action -> context.call().withSent("Action", action))));
    fault("C-AUTH-EXTRA", "AUTH-07", "AUTH-08", REFUTED, "A parameter is obeyed that was added after the request was signed.",
        Signatures::ignoringAdditions);
  }

  private void parameters() {
    for (String parameter : dialect.required) {
      String row = switch (parameter) {
        case "RegionId" -> "PARM-02";
        case "ImageId" -> "PARM-04";
        case "DestinationImageName" -> "PARM-06";
        case "DestinationRegionId" -> "PARM-10";
        case "Region" -> "PARM-04";
        case "SourceImageId" -> "PARM-08";
        default -> "PARM-09";
      };
      fault("C-PARM-MISS-" + parameter, row, row, REFUTED, "A request without " + parameter + " is accepted.",
          () -> notRequiring(parameter, Optional::isEmpty));
      boolean name = parameter.equals(dialect.name);
      fault("C-PARM-EMPTY-" + parameter, name ? row : "PARM-13", "PARM-11", name ? REFUTED : RECORDED,
          "A request with an empty " + parameter + " is accepted.",
          () -> notRequiring(parameter, value -> value.filter(String::isEmpty).isPresent()));
    }
    fault("C-PARM-ACTION", "PARM-12", "PARM-01", REFUTED, "An action whose name is longer copies all the same.",
        () -> Misreadings.guessedAction(dialect));
    fault("C-PARM-CASE", "PARM-16", "PARM-13", RECORDED, "The names of parameters are understood in any case.",
        () -> Misreadings.anyCase(dialect));
    fault("C-PARM-DUP", "PARM-15", "PARM-12", RECORDED, "Of a parameter that is given twice one value is taken.",
        () -> Rules.without("Parameters.repeated"));
    fault("C-PARM-UNKNOWN", "PARM-14", "PARM-10", RECORDED, "A request with a parameter that no page knows is refused.",
        () -> Rules.with(dialect, "Parameter.known", Rule.Kind.PARAMETER,
            context -> context.call().parameters().keySet().stream().allMatch(dialect::knows)));
    fault("C-PARM-LAXGET", "HTTP-01", "HTTP-02", REFUTED, "What a parameter holds is not looked at when it comes with GET.",
        () -> Rules.without(context -> context.isCopy() && context.call().method().equals("GET"), rule -> rule.kind() == Rule.Kind.PARAMETER));
    fault("C-PARM-FORM", "HTTP-01", "HTTP-02", REFUTED, "What is sent in a form counts as missing.",
        () -> Misreadings.withoutForm(dialect));
  }

  /** Overlooks that a parameter is missing, and what follows from it. */
  private Filter notRequiring(String parameter, Predicate<Optional<String>> when) {
    Predicate<Context> missing = context -> context.isCopy() && when.test(context.call().parameter(parameter));
    return parameter.equals(dialect.region)
        ? Rules.without(missing, parameter + ".required", parameter + ".known", exists())
        : Rules.without(missing, parameter + ".required", parameter + ".length");
  }

  private void texts() {
    described("C-PARM-PLUS", REFUTED, "A blank that a form sends as a plus is stored as a plus.",
        () -> Misreadings.plusKept(dialect));
    described("C-PARM-TWICE", REFUTED, "A percent sign with two digits after it is stored as the character of that number.",
        () -> Misreadings.value(dialect, dialect.description, Misreadings::decodedAgain));
    description("C-PARM-ESCAPE", REFUTED, "Angle brackets and ampersands are stored as HTML entities.",
        text -> text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;"));
    fault("C-PARM-TRIM", "DESC-07", "DESC-03", RECORDED, "Blanks at the edges of name and description are dropped.",
        () -> Misreadings.copies(dialect, call -> Misreadings.changed(
            Misreadings.changed(call, dialect.name, String::strip), dialect.description, String::strip)));
    fault("C-PARM-NFC", "DESC-05", "DESC-03", RECORDED, "A letter followed by a combining accent is stored as one character.",
        () -> Copies.images(image -> image.withDescription(Normalizer.normalize(image.description(), Normalizer.Form.NFC))));
    fault("C-PARM-ASTRAL", "DESC-05", "DESC-03", RECORDED, "Characters beyond the basic plane are stored as question marks.",
        () -> Copies.images(image -> image.withDescription(image.description().replaceAll("[^\\x00-\\uFFFF]", "??"))));
  }

  private void described(String id, Expected expected, String difference, Supplier<Filter> filter) {
    fault(id, "DESC-01", "DESC-02", expected, difference, filter);
  }

  private void description(String id, Expected expected, String difference, UnaryOperator<String> change) {
    described(id, expected, difference,
        () -> Copies.images(image -> image.withDescription(change.apply(image.description()))));
  }

  private void sources() {
    Predicate<Context> unknown = context -> context.isCopy() && Copies.sourceOf(dialect, context).isEmpty();
    fault("C-SRCE-ANY", "SRCE-02", "SRCE-02", REFUTED, "A source that does not exist leads to a usable copy.",
        () -> Rules.without(unknown, exists()));
    fault("C-SRCE-PREFIX", "SRCE-02", "SRCE-02", REFUTED, "The beginning of an id stands for the image.", () -> Misreadings.value(dialect, dialect.source, id ->
        id.length() >= 8 && sourceImage().startsWith(id) ? sourceImage() : id));
    fault("C-SRCE-LATE", "SRCE-02", "SRCE-02", dialect == ECD ? RECORDED : REFUTED,
        "A source that does not exist or belongs to others is accepted, and the copy fails later.", () -> failingLate(dialect));
    fault("C-SRCE-REGION", "SRCE-05", "SRCE-05", RECORDED, "An image of another region is found.",
        () -> Rules.without(context -> context.isCopy() && Copies.sourceOf(dialect, context)
            .filter(image -> !isForeign(context, image))
            .filter(image -> !image.place().region().equals(context.call().value(dialect.region))).isPresent(), exists()));
    fault("C-SRCE-UNREADY", "SRCE-07", "SRCE-07", RECORDED,
        "An image that is still being made can be copied.", () -> Rules.without(dialect.source + ".available"));
    fault("C-SRCE-SYSTEM", "SRCE-06", "SRCE-06", RECORDED, "A system image can be copied.",
        () -> Rules.without(Context::isCopy, dialect.source + ".custom"));
    source("C-SRCE-MOVED", "The source is no longer listed when the copy is complete.",
        (context, image) -> image.becoming(State.ABSENT, Copies.ready(context)));
    source("C-SRCE-RENAMED", "The source takes the name of the copy.",
        (context, image) -> image.withName(context.copies().get(0).image().name()));
    source("C-SRCE-REDESC", "The source takes the description of the copy.",
        (context, image) -> image.withDescription(context.copies().get(0).image().description()));
    source("C-SRCE-LOCKED", "The source stays in a working state after the copy.",
        (context, image) -> image.becoming(State.CREATING, context.now()));
    fault("C-SRCE-BYSTANDER", "SRCE-01", "SRCE-01", REFUTED, "An image that was in the target before is gone once something is copied there.",
        () -> Copies.then((context, copy) -> context.world().images(copy.place()).stream()
            .filter(image -> image.copyOf().isEmpty() && image.id().contains("demores")).limit(1).toList()
            .forEach(image -> context.world().remove(image.place(), image.id()))));
    fault("C-SRCE-SHARED", "SRCE-01", "SRCE-01", REFUTED, "Deleting the copy deletes the source.", Removals::alongWithSource);
  }

  private String sourceImage() {
    return dialect == ECD ? EcdWorld.SOURCE_IMAGE : UHostWorld.SOURCE_IMAGE;
  }

  private void source(String id, String difference, BiFunction<Context, Image, Image> change) {
    fault(id, "SRCE-01", "SRCE-01", REFUTED, difference, () -> Copies.source(dialect, change));
  }

  /** Accepts sources that do not exist or belong to others, and lets their copies fail. */
  static Filter failingLate(Dialect dialect) {
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        return context.isCopy() && rule.name().equals(dialect.source + ".exists")
            && !has(context) ? Optional.empty() : honest;
      }

      @Override
      public List<Copy> copies(Context context, List<Copy> honest) {
        return has(context) ? honest : honest.stream().map(copy ->
            copy.withImage(copy.image().becoming(State.FAILED, Copies.ready(context)))).toList();
      }

      private boolean has(Context context) {
        return Copies.sourceOf(dialect, context).filter(image -> !isForeign(context, image)).isPresent();
      }
    };
  }

  private void places() {
    fault("C-COPY-NONE", "COPY-01", "COPY-01", REFUTED, "A request succeeds and no image ever appears.",
        () -> Copies.all((context, copies) -> copies.stream().map(Copy::hollow).toList()));
    fault("C-COPY-HOME", "REGN-03", "REGN-04", REFUTED, "The copy appears in the region of the source.",
        () -> Copies.each((context, image) -> Copies.inRegion(image, home(context))));
    fault("C-COPY-EXTRA", "REGN-03", "REGN-03", REFUTED, "Another copy appears in a region that was not asked for.",
        () -> Copies.besides((context, image) -> third(context, image)
            .map(region -> Copies.renewed(dialect, context, Copies.inRegion(image, region)))));
    fault("C-COPY-DOUBLE", "COPY-01", "COPY-01", REFUTED, "Two images appear for every one that was asked for.",
        () -> Copies.besides((context, image) -> Optional.of(Copies.renewed(dialect, context, image))));
    fault("C-COPY-OTHERID", "COPY-01", "COPY-01", REFUTED, "The id in the answer is never listed, the copy has another one.",
        () -> Copies.announcedAs((context, image) -> Copies.newId(dialect, context)));
    fault("C-COPY-SOURCEID", "ANSW-04", "ANSW-07", REFUTED, "The id in the answer is that of the source.",
        () -> Copies.announcedAs((context, image) -> context.call().value(dialect.source)));
    fault("C-COPY-REUSED", "ANSW-03", "ANSW-08", REFUTED, "Every copy has the same id.", () -> {
      AtomicReference<String> first = new AtomicReference<>();
      return Copies.images(image -> {
        first.compareAndSet(null, image.id());
        return image.withId(first.get());
      });
    });
    fault("C-COPY-OVERWRITE", "STAT-02", "STAT-02", REFUTED, "An image of the same name in the target disappears.",
        () -> Copies.then((context, copy) -> context.world().images(copy.place()).stream()
            .filter(image -> image.name().equals(copy.name()) && !image.id().equals(copy.id()))
            .forEach(image -> context.world().remove(image.place(), image.id()))));
  }

  private String home(Context context) {
    return Copies.sourceOf(dialect, context).map(image -> image.place().region())
        .orElse(context.call().value(dialect.region));
  }

  private Optional<String> third(Context context, Image copy) {
    return context.world().regions().stream().map(Region::id)
        .filter(region -> !region.equals(copy.place().region()) && !region.equals(home(context)))
        .filter(region -> context.asked().stream().noneMatch(asked -> asked.image().place().region().equals(region)))
        .findFirst();
  }

  private void namesAndDescriptions() {
    int most = dialect == ECD ? 127 : 64;
    named("C-COPY-NAME-NONE", "The copy has the name of the source.", (context, image) -> image.withName(
        Copies.sourceOf(dialect, context).map(Image::name).orElse("")));
    named("C-COPY-NAME-CUT", "The name of the copy ends after " + most + " characters.",
        (context, image) -> image.withName(Copies.cut(image.name(), most)));
    named("C-COPY-NAME-LOWER", "The name of the copy is in lower case.",
        (context, image) -> image.withName(image.name().toLowerCase(Locale.ROOT)));
    named("C-COPY-NAME-SUFFIX", "The name of the copy ends with -copy.",
        (context, image) -> image.withName(image.name() + "-copy"));
    fault("C-COPY-CROSSED", "NAME-01", "NAME-02", REFUTED, "Two copies that are asked for at the same time swap their names.",
        Copies::crossed);
    description("C-COPY-DESC-NONE", REFUTED, "The copy has no description.", text -> "");
    description("C-COPY-DESC-CUT", REFUTED, "The description of the copy ends after 255 characters.",
        text -> Copies.cut(text, 255));
    described("C-COPY-DESC-NAME", REFUTED, "The description of the copy is its name.",
        () -> Copies.images(image -> image.withDescription(image.name())));
    fault("C-COPY-CONTENT", "SRCE-03", "SRCE-03", STRICT, "The copy has another system and another size than its source.",
        () -> Copies.images(image -> dialect == ECD
            ? image.withAttribute("OsType", "LINUX").withAttribute("Platform", "Ubuntu").withAttribute("Size", 40)
            : image.withAttribute("OsType", "Windows").withAttribute("OsName", "Windows 2022").withAttribute("ImageSize", 40)));
  }

  private void named(String id, String difference, BiFunction<Context, Image, Image> change) {
    fault(id, "NAME-01", "NAME-02", REFUTED, difference, () -> Copies.each(change));
  }

  private void lives() {
    fault("C-COPY-STUCK", "STAT-01", "STAT-01", UNDECIDED, "The copy is in a working state for ever.",
        () -> Copies.living((now, ready) -> List.of(new Phase(now, State.COPYING))));
    fault("C-COPY-FAILED", "STAT-01", "STAT-01", REFUTED, "The copy ends in the failed state.",
        () -> Copies.ending(State.FAILED));
    fault("C-COPY-LIMP", "STAT-04", "STAT-04", dialect == ECD ? STRICT : RECORDED, "The copy is seen as failed for ten seconds before it becomes usable.",
        () -> Copies.living((now, ready) -> List.of(new Phase(now, State.COPYING), new Phase(now.plusSeconds(4), State.FAILED),
            new Phase(now.plusSeconds(14), State.AVAILABLE))));
    fault("C-COPY-BACK", "STAT-02", "STAT-02", REFUTED,
        "The copy is usable when first seen so, and in a working state after that.",
        () -> Copies.afterFirstLook(State.COPYING));
    fault("C-COPY-VANISH", "STAT-02", "STAT-02", REFUTED, "The copy is usable when first seen so, and not listed after that.",
        () -> Copies.afterFirstLook(State.ABSENT));
  }

  private void copiesDespiteRefusals() {
    despite("C-COPY-ERRAUTH", "A copy appears although the request was refused for its signature.", Duration.ZERO,
        refusal -> refusal.kind() == Rule.Kind.AUTHENTICATION, (context, image) -> image);
    despite("C-COPY-ERRPARM", "A copy appears although the request was refused for a parameter.", Duration.ZERO,
        CommonFaults::isAboutContent, (context, image) -> image);
    despite("C-COPY-ERRLATE", "A copy appears half a minute after the request was refused.", Duration.ofSeconds(30),
        refusal -> true, (context, image) -> image);
    despite("C-COPY-ERRNAME", "A copy under another name than the requested one appears although the request was refused.",
        Duration.ZERO, refusal -> true, (context, image) -> image.withName(
            Copies.sourceOf(dialect, context).map(Image::name).orElse("default")));
  }

  private static boolean isAboutContent(Refusal refusal) {
    return refusal.kind() == Rule.Kind.PARAMETER || refusal.kind() == Rule.Kind.RESOURCE;
  }

  private void despite(String id, String difference, Duration delay, Predicate<Refusal> when,
      BiFunction<Context, Image, Image> change) {
    fault(id, "COPY-03", "COPY-02", REFUTED, difference,
        () -> Copies.despite((context, refusal) -> when.test(refusal), delay, change));
  }

  private void answers() {
    id("C-ANSW-NOID", dialect == ECD ? REFUTED : STRICT, "The answer has no id of the copy.", node -> node.remove(dialect.id));
    id("C-ANSW-IDNULL", REFUTED, "The id of the copy is null.", node -> node.putNull(dialect.id));
    id("C-ANSW-IDEMPTY", REFUTED, "The id of the copy is an empty text.", node -> node.put(dialect.id, ""));
    id("C-ANSW-IDNUMBER", REFUTED, "The id of the copy is a number.", node -> node.put(dialect.id, 4711));
    id("C-ANSW-IDLIST", REFUTED, "The id of the copy is in a list.",
        node -> node.putArray(dialect.id).add("m-listed00000000001"));
    fault("C-ANSW-LOWER", "ANSW-02", "ANSW-01", REFUTED, "The members of the answer are in lower case.",
        () -> Answers.accepted((context, answer) -> answer.withBody(Answers.lowerCase(answer.body()))));
    fault("C-ANSW-WRAP", "ANSW-02", "ANSW-01", REFUTED, "All members of the answer are inside a member data.",
        () -> Answers.accepted((context, answer) -> answer.withBody(Json.object().set("data", answer.body()))));
    fault("C-ANSW-ROOT", "ANSW-01", "ANSW-12", REFUTED, "The answer is a list with one object in it.",
        () -> Answers.accepted((context, answer) -> answer.withBody(Json.array().add(answer.body()))));
    fault("C-ANSW-STALE", "ANSW-03", "ANSW-08", REFUTED, "The answer is that of the accepted request before.", Answers::stale);
  }

  private void id(String id, Expected expected, String difference, Consumer<ObjectNode> change) {
    fault(id, "ANSW-02", "ANSW-06", expected, difference, () -> Answers.carriers(dialect, change));
  }

  private void documents() {
    document("C-ANSW-DUPKEY", STRICT, "The answer has a member twice, with different values.",
        text -> "{\"" + (dialect == ECD ? dialect.id : "Action") + "\":\"other\"," + text.substring(1));
    document("C-ANSW-TAIL", REFUTED, "Text follows the document of the answer.", text -> text + "\n-- end of answer");
    document("C-ANSW-QUOTES", REFUTED, "The texts of the answer are in single quotes.", text -> text.replace('"', '\''));
    document("C-ANSW-BOM", STRICT, "The answer begins with a byte order mark.", text -> '\uFEFF' + text);
    fault("C-ANSW-TYPE", "ANSW-09", "ANSW-13", RECORDED, "The answer is declared as HTML.",
        () -> Answers.acceptedWire(wire -> wire.withHeader("Content-Type", "text/html;charset=utf-8")));
  }

  private void document(String id, Expected expected, String difference, UnaryOperator<String> change) {
    fault(id, "ANSW-01", "ANSW-12", expected, difference, () -> Answers.acceptedText(change));
  }

  private void refusals() {
    fault("C-ERRS-STACK", "SECU-01", "SECU-01", REFUTED, "The message of a refusal is a stack trace with names of hosts.",
        () -> Answers.refusalMembers((context, body) -> body.put("Message", "java.lang.IllegalStateException: invalid"
            + "\n\tat com.example.gateway.Checks.verify(Checks.java:117)\n\tat com.example.gateway.Main.run(Main.java:42)"
            + "\nhost gateway-17.internal.example.com")));
    fault("C-ERRS-SECRET", "SECU-01", "SECU-01", REFUTED, "The message of a refused signature shows the secret of the key.",
        () -> Answers.of((context, answer) -> {
          if (answer.refusal().filter(refusal -> refusal.kind() == Rule.Kind.AUTHENTICATION).isPresent()
              && answer.body() instanceof ObjectNode body) {
            body.put("Message",
                "Signature mismatch, server signs " + context.signing().text(context.call()) + context.caller().secret());
          }
          return answer;
        }));
    fault("C-ERRS-500", "ERRS-02", "ERRS-04", dialect == ECD ? UNDECIDED : RECORDED, "Every refusal has status 500.",
        () -> Answers.refused((context, answer) -> answer.withStatus(500)));
    fault("C-ERRS-HTML", "ERRS-03", "ERRS-03", REFUTED, "Every refusal is an HTML page.", CommonFaults::htmlPages);
    fault("C-ERRS-SAME", "ERRS-01", "ERRS-04", RECORDED, "All refusals have the same code.",
        () -> Answers.refusalMembers((context, body) -> {
          if (dialect == ECD) {
            body.put("Code", "InvalidRequest");
          } else {
            body.put("RetCode", 230);
          }
        }));
  }

  private static Filter htmlPages() {
    return new Filter() {
      @Override
      public Answer answer(Context context, Answer honest) {
        if (!honest.isSuccess() && (context.isCopy() || context.operation().isEmpty())) {
          context.note("CommonFaults.page", () -> Boolean.TRUE);
        }
        return honest;
      }

      @Override
      public Wire wire(Context context, Wire honest) {
        return context.note("CommonFaults.page", () -> Boolean.FALSE)
            ? honest.withHeader("Content-Type", "text/html").withBody(
                "<html><body><h1>Bad request</h1></body></html>".getBytes(StandardCharsets.UTF_8))
            : honest;
      }
    };
  }

  private void sequences() {
    fault("C-STAT-POISON", "STAT-03", "STAT-03", REFUTED, "The first request for a copy after a refused one is refused too.",
        this::poisoned);
    fault("C-STAT-QUOTA", "STAT-03", "STAT-03", RECORDED,
        "After thirty refused requests for copies every further one is refused.",
        this::counted);
    fault("C-STAT-FIRST", "NAME-02", "PARM-09", REFUTED,
        "After the first accepted request for a copy no parameter is checked any more.", CommonFaults::checkedOnce);
    fault("C-RATE-HANG", "HTTP", "HTTP", UNDECIDED, "One request for a copy in five gets no answer.",
        CommonFaults::hanging);
  }

  private Filter poisoned() {
    String name = "Endpoint.healthy";
    AtomicBoolean poisoned = new AtomicBoolean();
    return new Filter() {
      @Override
      public List<Rule> rules(Context context, List<Rule> honest) {
        return context.isCopy() && poisoned.getAndSet(false)
            ? Stream.concat(honest.stream(), Stream.of(new Rule(name, Rule.Kind.RESOURCE,
                any -> Optional.of(dialect.refusal(name, Rule.Kind.RESOURCE))))).toList()
            : honest;
      }

      @Override
      public void refused(Context context, Refusal refusal) {
        if (context.isCopy() && !refusal.rule().equals(name)) {
          poisoned.set(true);
        }
      }
    };
  }

  private Filter counted() {
    AtomicInteger refusals = new AtomicInteger();
    Filter full = Rules.with(dialect, "Quota.left", Rule.Kind.RESOURCE, context -> refusals.get() < 30);
    return new Filter() {
      @Override
      public List<Rule> rules(Context context, List<Rule> honest) {
        return full.rules(context, honest);
      }

      @Override
      public void refused(Context context, Refusal refusal) {
        if (context.isCopy()) {
          refusals.incrementAndGet();
        }
      }
    };
  }

  private static Filter checkedOnce() {
    AtomicBoolean checked = new AtomicBoolean();
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        return checked.get() && context.isCopy() && rule.kind() == Rule.Kind.PARAMETER ? Optional.empty() : honest;
      }

      @Override
      public void accepted(Context context, List<Copy> copies) {
        checked.set(true);
      }
    };
  }

  private static Filter hanging() {
    AtomicInteger count = new AtomicInteger();
    return Answers.wires((context, wire) -> context.isCopy() && count.incrementAndGet() % 5 == 0
        ? wire.delayed(Duration.ofHours(1)) : wire);
  }

  private void fault(
      String id, String ecdRow, String uhostRow, Expected expected, String difference, Supplier<Filter> filter) {
    String row = dialect == ECD ? "ECD-" + ecdRow : "UHOST-" + uhostRow;
    table.fault(id, row, expected, difference, filter);
  }
}
