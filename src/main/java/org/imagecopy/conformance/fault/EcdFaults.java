package org.imagecopy.conformance.fault;

import static org.imagecopy.conformance.fault.Dialect.ECD;
import static org.imagecopy.conformance.fault.Expected.RECORDED;
import static org.imagecopy.conformance.fault.Expected.REFUTED;
import static org.imagecopy.conformance.fault.Expected.STRICT;
import static org.imagecopy.conformance.fault.Expected.UNDECIDED;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Parameter;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import tools.jackson.databind.node.ObjectNode;

/** The faults that only ECD can have. */
final class EcdFaults {

  private static final String NAME = "DestinationImageName";
  private static final String DESCRIPTION = "DestinationDescription";
  private static final String LEGAL = "[A-Za-z\\p{IsHan}0-9:_-]*";

  private EcdFaults() {}

  static List<Fault> list() {
    Table table = new Table(ECD);
    nameLengths(table);
    nameCharacters(table);
    descriptions(table);
    regions(table);
    answers(table);
    authentication(table);
    otherOperations(table);
    return table.faults();
  }

  private static void nameLengths(Table table) {
    String row = "ECD-NAME-02";
    String rule = NAME + ".length";
    table.fault("E-NAME-MIN1", row, REFUTED, "A name of 1 character is accepted.", () -> Rules.accepting(rule, length(1, 1)));
    table.fault("E-NAME-MIN3", row, REFUTED, "A name of 2 characters is refused.",
        () -> Rules.refusing(ECD, rule, length(2, 2)));
    table.fault("E-NAME-MAX127", row, REFUTED, "A name of 128 characters is refused.",
        () -> Rules.refusing(ECD, rule, length(128, 128)));
    table.fault("E-NAME-MAX129", row, REFUTED, "A name of 129 characters is accepted.",
        () -> Rules.accepting(rule, length(129, 129)));
    table.fault("E-NAME-NOMAX", row, REFUTED, "A name of any length above 128 is accepted.",
        () -> Rules.accepting(rule, length(129, Integer.MAX_VALUE)));
    table.fault("E-NAME-NOMIN", row, REFUTED, "A name may be shorter than 2 characters.",
        () -> Rules.accepting(rule, length(0, 1)));
    table.fault("E-NAME-BYTES", "ECD-NAME-06", RECORDED, "A long name beyond ASCII is refused earlier than an ASCII one.",
        () -> Rules.refusing(ECD, rule, value -> value.getBytes(StandardCharsets.UTF_8).length > 128));
  }

  private static void nameCharacters(Table table) {
    String first = NAME + ".first";
    String characters = NAME + ".characters";
    String prefix = NAME + ".prefix";
    pairs("DIGIT", "[0-9].*", "UNDERSCORE", "_.*", "HYPHEN", "-.*", "COLON", ":.*").forEach((word, pattern) ->
        table.fault("E-NAME-FIRST-" + word, "ECD-NAME-03", REFUTED,
            "A name whose first character is a " + word.toLowerCase(Locale.ROOT) + " is accepted.",
            () -> Rules.accepting(first, matching(pattern))));
    table.fault("E-NAME-FIRST-UPPER", "ECD-NAME-03", REFUTED, "A name that starts with a small letter is refused.",
        () -> Rules.refusing(ECD, first, matching("[a-z].*")));
    table.fault("E-NAME-FIRST-LOWER", "ECD-NAME-03", REFUTED, "A name that starts with a capital letter is refused.",
        () -> Rules.refusing(ECD, first, matching("[A-Z].*")));
    pairs("SPACE", " ", "DOT", ".", "SLASH", "/", "AT", "@", "PLUS", "+", "COMMA", ",", "PERCENT", "%").forEach(
        (word, hole) -> table.fault("E-NAME-SET-" + word, "ECD-NAME-05", REFUTED,
            "A name with the character '" + hole + "' in it is accepted.",
            () -> Rules.accepting(characters, value -> value.contains(hole) && value.replace(hole, "").matches(LEGAL))));
    pairs("COLON", ".*:.*", "UNDERSCORE", ".*_.*", "HYPHEN", ".*-.*", "DIGIT", ".*[0-9].*").forEach((word, pattern) ->
        table.fault("E-NAME-LACK-" + word, "ECD-NAME-05", REFUTED,
            "A name with a " + word.toLowerCase(Locale.ROOT) + " in it is refused.",
            () -> Rules.refusing(ECD, characters, matching(pattern))));
    table.fault("E-NAME-SECOND", "ECD-NAME-05", REFUTED, "A name is refused whose second character is a digit.",
        () -> Rules.refusing(ECD, characters, matching("(?s).[0-9].*")));
    table.fault("E-NAME-FIND", "ECD-NAME-05", REFUTED, "A name with illegal characters is accepted if any part of it is legal.",
        () -> Rules.without(context -> matching(".*[A-Za-z][A-Za-z0-9:_-].*").test(context.call().value(NAME)),
            first, characters));
    table.fault("E-NAME-LASTCHAR", "ECD-NAME-05", REFUTED, "A name is accepted whose only illegal character is the last one.",
        () -> Rules.accepting(characters, value -> allButLast(value).matches(LEGAL)));
    table.fault("E-NAME-CONTROL", "ECD-NAME-05", REFUTED, "A name with a control character in it is accepted.",
        () -> Rules.accepting(characters, value -> value.matches("(?s).*[\\x00-\\x1F\\x7F].*") && value.replaceAll("[\\x00-\\x1F\\x7F]", "").matches(LEGAL)));
    table.fault("E-NAME-SECONDCHAR", "ECD-NAME-05", REFUTED, "A name is accepted whose only illegal character is the second one.",
        () -> Rules.accepting(characters, value -> value.length() > 1 && ("a" + value.substring(2)).matches(LEGAL)));
    table.fault("E-NAME-HEAD64", "ECD-NAME-05", REFUTED, "Characters of a name after the 64th are not looked at.",
        () -> Rules.accepting(characters, value -> value.length() > 64 && value.substring(0, 64).matches(LEGAL)));
    table.fault("E-NAME-NEWLINE", "ECD-NAME-07", RECORDED, "A name followed by a line feed is accepted.",
        () -> Rules.accepting(characters, value -> value.endsWith("\n") && allButLast(value).matches(LEGAL)));
    table.fault("E-NAME-PREFIXWIDE", "ECD-NAME-04", REFUTED, "A name is refused because it starts with http, without slashes.",
        () -> Rules.refusing(ECD, prefix, value -> value.toLowerCase(Locale.ROOT).startsWith("http")));
    table.fault("E-NAME-UNIQUE", "ECD-NAME-08", RECORDED, "A name that an image of the destination has already is refused.",
        () -> Rules.with(ECD, NAME + ".unique", Rule.Kind.RESOURCE, context -> context.world().images().stream().noneMatch(
            image -> image.isListed(context.now()) && image.name().equals(context.call().value(NAME))
                && image.place().region().equals(context.call().value("DestinationRegionId")))));
    table.fault("E-NAME-CHINESE", "ECD-NAME-06", RECORDED, "A name that starts with a Chinese character is refused.",
        () -> Rules.refusing(ECD, first, matching("\\p{IsHan}.*")));
  }

  private static void descriptions(Table table) {
    String length = DESCRIPTION + ".length";
    String prefix = DESCRIPTION + ".prefix";
    table.fault("E-DESC-MIN1", "ECD-DESC-02", REFUTED, "A description of 1 character is accepted.",
        () -> Rules.accepting(length, length(1, 1)));
    table.fault("E-DESC-MIN3", "ECD-DESC-02", REFUTED, "A description of 2 characters is refused.",
        () -> Rules.refusing(ECD, length, length(2, 2)));
    table.fault("E-DESC-MAX255", "ECD-DESC-02", REFUTED, "A description of 256 characters is refused.",
        () -> Rules.refusing(ECD, length, length(256, 256)));
    table.fault("E-DESC-MAX257", "ECD-DESC-02", REFUTED, "A description of 257 characters is accepted.",
        () -> Rules.accepting(length, length(257, 257)));
    table.fault("E-DESC-HTTP", "ECD-DESC-03", REFUTED, "A description that starts with http:// is accepted.",
        () -> Rules.accepting(prefix, value -> value.startsWith("http://")));
    table.fault("E-DESC-HTTPS", "ECD-DESC-03", REFUTED, "A description that starts with https:// is accepted.",
        () -> Rules.accepting(prefix, value -> value.startsWith("https://")));
    table.fault("E-DESC-CONTAINS", "ECD-DESC-03", REFUTED, "A description with an address further in is refused.",
        () -> Rules.refusing(ECD, prefix, value -> value.contains("http://") || value.contains("https://")));
    table.fault("E-DESC-PREFIXCASE", "ECD-DESC-06", RECORDED, "A description that starts with HTTP:// is refused.",
        () -> Rules.refusing(ECD, prefix, matching("(?i)https?://.*")));
    table.fault("E-DESC-CHARSET", "ECD-DESC-04", REFUTED, "A description with characters that a name may not have is refused.",
        () -> Rules.refusing(ECD, prefix, value -> !value.matches(LEGAL)));
    table.fault("E-DESC-OPTIONAL", "ECD-PARM-08", REFUTED, "A request without a description is accepted.",
        () -> Rules.without(context -> context.isCopy() && context.call().parameter(DESCRIPTION).isEmpty(),
            DESCRIPTION + ".required", DESCRIPTION + ".length"));
    table.fault("E-DESC-EMPTY", "ECD-PARM-08", REFUTED, "A request with an empty description is accepted.",
        () -> Rules.without(context -> context.isCopy() && context.call().parameter(DESCRIPTION).filter(String::isEmpty).isPresent(),
            DESCRIPTION + ".required", DESCRIPTION + ".length"));
  }

  private static void regions(Table table) {
    String differs = "DestinationRegionId.differs";
    table.fault("E-REGN-SAME", "ECD-REGN-04", REFUTED, "A copy into the region of the source is accepted.",
        () -> Rules.without(differs));
    table.fault("E-REGN-SAMESKIP", "ECD-REGN-04", REFUTED,
        "A copy within a region is refused in the first region only, accepted in every other one.",
        () -> Rules.without(context -> !context.call().value("DestinationRegionId")
            .equals(context.world().regions().iterator().next().id()), differs));
    table.fault("E-REGN-IGNORED", "ECD-REGN-03", REFUTED, "Every copy appears in the same region, whichever is asked for.",
        EcdFaults::firstDestinationForEver);
    table.fault("E-REGN-SWAPPED", "ECD-REGN-03", REFUTED,
        "The copy appears in the region of the source, not in the destination.",
        () -> Copies.each((context, image) -> Copies.inRegion(image, context.call().value("RegionId"))));
    table.fault("E-REGN-UNKNOWN", "ECD-REGN-06", RECORDED, "A copy into a region that does not exist is accepted.",
        () -> Rules.without("DestinationRegionId.known"));
  }

  private static void answers(Table table) {
    request(table, "NOREQ", "ECD-ANSW-05", "The answer has no RequestId.", body -> body.remove("RequestId"));
    request(table, "REQEMPTY", "ECD-ANSW-05", "The RequestId is an empty text.", body -> body.put("RequestId", ""));
    request(table, "REQNUMBER", "ECD-ANSW-05", "The RequestId is a number.", body -> body.put("RequestId", 4711));
    table.fault("E-ANSW-REQCONST", "ECD-ANSW-06", REFUTED, "Every answer has the same RequestId.",
        () -> Answers.documents(body -> body.put("RequestId", "0A1B2C3D-0000-4000-8000-0123456789AB")));
    table.fault("E-ANSW-201", "ECD-ANSW-07", STRICT, "Success is answered with status 201.",
        () -> Answers.accepted((context, answer) -> answer.withStatus(201)));
    table.fault("E-ANSW-CODE", "ECD-ANSW-08", STRICT, "The answer to an accepted request has a Code.",
        () -> Answers.members(body -> body.put("Code", "200")));
    table.fault("E-ANSW-ERRID", "ECD-ERRS-07", STRICT, "A refusal names an ImageId.",
        () -> Answers.refusalMembers((context, body) -> body.put("ImageId", "m-refused0000000001")));
    table.fault("E-ERRS-200", "ECD-ERRS-02", REFUTED, "A refusal has status 200.",
        () -> Answers.refused((context, answer) -> answer.withStatus(200)));
    table.fault("E-ERRS-NOCODE", "ECD-ERRS-04", REFUTED, "A refusal has no Code.",
        () -> Answers.refusalMembers((context, body) -> body.remove("Code")));
    table.fault("E-ERRS-NOMSG", "ECD-ERRS-05", REFUTED, "A refusal has no Message.",
        () -> Answers.refusalMembers((context, body) -> body.remove("Message")));
    table.fault("E-ERRS-NOREQ", "ECD-ERRS-06", REFUTED, "A refusal has no RequestId.",
        () -> Answers.refusalMembers((context, body) -> body.remove("RequestId")));
    table.fault("E-ERRS-NESTED", "ECD-ERRS-04", REFUTED, "Everything that a refusal says is inside a member Error.",
        () -> Answers.refused((context, answer) -> answer.withBody(Json.object().set("Error", answer.body()))));
  }

  private static void request(Table table, String id, String row, String difference, Consumer<ObjectNode> change) {
    table.fault("E-ANSW-" + id, row, REFUTED, difference, () -> Answers.members(change));
  }

  private static void authentication(Table table) {
    String nonce = "SignatureNonce.unused";
    table.fault("E-AUTH-REPLAY", "ECD-AUTH-14", REFUTED, "The same request is carried out as often as it is sent.",
        () -> Rules.without(nonce));
    table.fault("E-AUTH-BODYWINS", "ECD-AUTH-07", REFUTED, "A body that is not signed outranks the signed query.",
        EcdFaults::bodyOutranksQuery);
    table.fault("E-AUTH-REPLAY-SHORT", "ECD-AUTH-14", REFUTED, "A nonce can be used again after five seconds.",
        EcdFaults::forgettingNonces);
    table.fault("E-AUTH-REPLAY-DIFF", "ECD-AUTH-14", REFUTED,
        "A used nonce is accepted with other parameters and a new signature.",
        EcdFaults::refusingRepeatsOnly);
    table.fault("E-AUTH-REPLAY-SCHEME", "ECD-AUTH-14", RECORDED, "A nonce can be used once more over another transport.",
        EcdFaults::noncesByTransport);
    table.fault("E-AUTH-NONCELESS", "ECD-AUTH-15", REFUTED, "A request without a nonce is accepted.",
        () -> Rules.without(context -> !context.call().has("SignatureNonce"),
            "SignatureNonce.required", "SignedHeaders.complete"));
    table.fault("E-AUTH-OLD", "ECD-AUTH-16", REFUTED, "A request an hour old is accepted.",
        () -> Rules.without(context -> skew(context).isNegative(), "Timestamp.window"));
    table.fault("E-AUTH-STRICTCLOCK", "ECD-AUTH-16", REFUTED, "A request is refused whose time stamp is half a minute off.",
        () -> Rules.refusingWhen(ECD, "Timestamp.window", context -> skew(context).abs().getSeconds() >= 30));
    table.fault("E-AUTH-FUTURE", "ECD-AUTH-19", RECORDED, "A request from an hour ahead is accepted.",
        () -> Rules.without(context -> !skew(context).isNegative(), "Timestamp.window"));
    table.fault("E-AUTH-BADDATE", "ECD-AUTH-17", REFUTED, "A request is accepted whose time stamp is not a time.",
        () -> Rules.without("Timestamp.format"));
    table.fault("E-AUTH-TIMELESS", "ECD-AUTH-17", REFUTED, "A request without a time stamp is accepted.",
        () -> Rules.without(context -> !context.call().has("Timestamp"), "Timestamp.required", "Timestamp.format", "Timestamp.window", "SignedHeaders.complete"));
    table.fault("E-AUTH-TIMESWAP", "ECD-AUTH-07", REFUTED, "A request is served although its time was changed after it was signed.",
        () -> Signatures.reading(EcdFaults::atOtherTimes));
    table.fault("E-AUTH-METHOD", "ECD-AUTH-10", REFUTED, "A request signed for one HTTP method is accepted with another.",
        () -> Signatures.reading(context -> Stream.of("GET", "POST").map(context.call()::withMethod)));
    table.fault("E-AUTH-ALG", "ECD-AUTH-11", REFUTED, "An unknown signature method stands for no signature at all.",
        () -> Rules.without(context -> rpc(context) && !context.call().value("SignatureMethod").equals("HMAC-SHA1"),
            "SignatureMethod.known", "Signature.required", Signatures.MATCHES));
    table.fault("E-AUTH-BODYHASH", "ECD-AUTH-13", REFUTED, "A body is accepted that is not the one whose hash was signed.",
        () -> Rules.without("Body.hash"));
    table.fault("E-AUTH-SIGNEDLIST", "ECD-AUTH-12", REFUTED, "A request is accepted whose signature leaves out the action.",
        () -> Rules.without("SignedHeaders.complete"));
    table.fault("E-AUTH-CASEFOLD", "ECD-AUTH-04", REFUTED, "A signature is accepted with one letter in the other case.",
        () -> Rules.without(EcdFaults::isFolded, Signatures.MATCHES));
    table.fault("E-AUTH-DOWNGRADE", "ECD-AUTH-06", REFUTED,
        "A request with a broken Authorization header and nothing else is served.",
        () -> Rules.without(context -> !rpc(context) && context.signing().presented().isEmpty(),
            rule -> rule.kind() == Rule.Kind.AUTHENTICATION));
  }

  private static Filter forgettingNonces() {
    return nonces(context -> context.call().value("SignatureNonce"), Duration.ofSeconds(5));
  }

  private static Filter refusingRepeatsOnly() {
    return nonces(context -> context.signing().presented().orElse(""), Duration.ofDays(1));
  }

  private static Filter noncesByTransport() {
    return nonces(context -> context.signing().scheme() + context.call().transport() + context.call().value("SignatureNonce"),
        Duration.ofDays(1));
  }

  private static Filter bodyOutranksQuery() {
    Filter verifying = Signatures.overridden(parameter -> parameter.origin() == Parameter.Origin.QUERY);
    return new Filter() {
      @Override
      public Call receive(Call call) {
        return Misreadings.last(call);
      }

      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        return verifying.verdict(context, rule, honest);
      }
    };
  }

  /** Refuses a used nonce only if a request with the same mark came less than some time ago. */
  private static Filter nonces(Function<Context, String> mark, Duration memory) {
    Map<String, Instant> seen = new ConcurrentHashMap<>();
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        if (!rule.name().equals("SignatureNonce.unused")) {
          return honest;
        }
        Instant before = seen.put(mark.apply(context), context.serverTime());
        return before == null || !before.plus(memory).isAfter(context.serverTime()) ? Optional.empty() : honest;
      }
    };
  }

  private static boolean isFolded(Context context) {
    return rpc(context) && context.signing().presented().filter(
        context.signing().expected(context.call(), context.caller().secret())::equalsIgnoreCase).isPresent();
  }

  /** Returns the request as it would have been in each of the two minutes before. */
  private static Stream<Call> atOtherTimes(Context context) {
    return IntStream.rangeClosed(1, 120).mapToObj(seconds -> context.serverTime().minusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS).toString())
        .map(time -> rpc(context) ? context.call().withSent("Timestamp", time) : context.call().withHeader("x-acs-date", time));
  }

  private static boolean rpc(Context context) {
    return context.signing().scheme().equals("RPC-1.0");
  }

  /** Returns how far the time stamp lies ahead of the clock; nothing if it is no time. */
  private static Duration skew(Context context) {
    try {
      return Duration.between(context.serverTime(), Instant.parse(context.call().value("Timestamp")));
    } catch (DateTimeException unparseable) {
      return Duration.ZERO;
    }
  }

  private static void otherOperations(Table table) {
    table.fault("E-STAT-CANCEL", "ECD-STAT", STRICT, "A cancelled copy is still listed and becomes usable.",
        () -> Removals.ignored("CancelCopyImage"));
    table.fault("E-STAT-CANCELBACK", "ECD-STAT", STRICT, "A cancelled copy goes away and comes back four seconds later.",
        () -> Removals.undone("CancelCopyImage", Duration.ofSeconds(4)));
    table.fault("E-STAT-DELETE", "ECD-STAT", STRICT, "A deleted image is still listed.",
        () -> Removals.ignored("DeleteImages"));
    table.fault("E-STAT-PROGRESS", "ECD-STAT-04", RECORDED, "A listing tells a progress of 140 percent.",
        () -> Answers.membersOf("DescribeImages",
            body -> body.path("Images").forEach(image -> ((ObjectNode) image).put("Progress", "140%"))));
    table.fault("E-LIST-TOKEN", "ECD-COPY-01", UNDECIDED, "The next page of a listing is the first one, for ever.",
        () -> Misreadings.calls(call -> call.without("NextToken")));
  }

  private static Filter firstDestinationForEver() {
    AtomicReference<String> first = new AtomicReference<>();
    return Copies.each((context, image) -> {
      first.compareAndSet(null, image.place().region());
      return Copies.inRegion(image, first.get());
    });
  }

  static Predicate<String> length(int least, int most) {
    return value -> {
      int length = value.codePointCount(0, value.length());
      return length >= least && length <= most;
    };
  }

  static Predicate<String> matching(String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL).asMatchPredicate();
  }

  /** Keeps the order, which Map.of does not. */
  private static Map<String, String> pairs(String... words) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      pairs.put(words[i], words[i + 1]);
    }
    return pairs;
  }

  private static String allButLast(String value) {
    return value.isEmpty() ? value : value.substring(0, value.offsetByCodePoints(value.length(), -1));
  }
}
