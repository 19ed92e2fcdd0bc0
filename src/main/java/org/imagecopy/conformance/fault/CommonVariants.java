package org.imagecopy.conformance.fault;

import static org.imagecopy.conformance.fault.Dialect.ECD;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.imagecopy.conformance.emulator.Account;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Phase;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.Project;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.State;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.emulator.World;

/** The variants that both families can have. */
final class CommonVariants {

  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Set<String> REMOVALS = Set.of("CancelCopyImage", "DeleteImages", "TerminateCustomImage");

  private CommonVariants() {}

  static void add(Table table, Dialect dialect) {
    documents(table);
    ids(table, dialect);
    transfer(table);
    refusals(table, dialect);
    time(table);
    capabilities(table, dialect);
    silence(table, dialect);
    neighbours(table, dialect);
    TroubleVariants.add(table, dialect);
  }

  private static void documents(Table table) {
    table.variant("V1-member-order", "The members of every answer come in reverse order.",
        () -> Answers.of((context, answer) -> answer.withBody(Answers.reversed(answer.body()))));
    table.variant("V2-white-space", "Every answer is spread over lines with odd white space.", () -> Answers.wires(
        (context, wire) -> isJson(wire) ? Answers.rewritten(wire, text -> "\r\n" + Json.parse(wire.body()).toPrettyString()
            .replace("\n", "\r\n\t ") + "\n\n") : wire));
    table.variant("V3-extra-members", "Every answer has members that no page names.",
        () -> Answers.documents(body -> body.put("TraceId", "0b1c").putObject("Extra").putArray("Values").add(1).addNull()));
    table.variant("V4-unicode-escapes", "The first character of every text is written as an escape.",
        () -> Answers.wires((context, wire) -> isJson(wire) ? Answers.rewritten(wire, CommonVariants::escaped) : wire));
    table.variant("V9-full-content-type", "The content type has a character set after a blank.",
        () -> contentType("application/json; charset=UTF-8"));
    table.variant("V9-capital-content-type", "The content type is written in other letter case.",
        () -> contentType("Application/JSON; Charset=UTF-8"));
  }

  static Filter contentType(String type) {
    return Answers.wires((context, wire) -> isJson(wire) ? wire.withHeader("Content-Type", type) : wire);
  }

  private static boolean isJson(Wire wire) {
    return wire.body().length > 0 && (wire.body()[0] == '{' || wire.body()[0] == '[');
  }

  private static String escaped(String json) {
    return TEXT.matcher(json).replaceAll(text -> Matcher.quoteReplacement(
        text.group(1).isEmpty() || text.group(1).startsWith("\\") ? text.group()
            : String.format(Locale.ROOT, "\"\\u%04x", (int) text.group(1).charAt(0)) + text.group(1).substring(1) + "\""));
  }

  private static void ids(Table table, Dialect dialect) {
    String prefix = dialect == ECD ? "m-" : "uimage-";
    table.variant("V5-uuid-ids", "The ids of copies are UUIDs.",
        () -> Copies.images(image -> image.withId(UUID.randomUUID().toString())));
    table.variant("V5-long-ids", "The ids of copies are forty characters long.",
        () -> Copies.each((context, image) -> image.withId(context.world().newId(prefix, 40 - prefix.length()))));
    table.variant("V5-digit-ids", "The ids of copies consist of digits.", () -> {
      AtomicInteger count = new AtomicInteger();
      return Copies.images(image -> image.withId(Integer.toString(70_000_000 + count.incrementAndGet())));
    });
    table.variant("V54-padded-ids", "The ids of copies have leading zeros and end with equals signs.",
        () -> Copies.each((context, image) -> image.withId(context.world().newId("000", 12) + "==")));
  }

  private static void transfer(Table table) {
    table.variant("V10-gzip", "Answers are compressed for clients that accept it.", () -> Answers.wires((context, wire) ->
        context.call().header("accept-encoding").orElse("").toLowerCase(Locale.ROOT).contains("gzip") ? zipped(wire) : wire));
    table.variant("V11-chunked", "Every answer comes in chunks.", () -> Answers.wires((context, wire) -> wire.inChunks()));
    table.variant("V12-closing", "The connection is closed after every answer.",
        () -> Answers.wires((context, wire) -> wire.closing()));
    table.variant("V14-extra-headers", "Every answer has headers and cookies that no page names.",
        () -> Answers.wires((context, wire) -> wire.withHeader("Set-Cookie", "a=b; Path=/").withHeader("X-Cache", "MISS")
            .withHeader("Strict-Transport-Security", "max-age=1")));
    table.variant("V15-slow-body", "Every answer trickles in.",
        () -> Answers.wires((context, wire) -> wire.paced(Duration.ofNanos(50_000))));
    table.variant("V53-reconnect", "The connection is closed after every tenth answer.", () -> {
      AtomicInteger count = new AtomicInteger();
      return Answers.wires((context, wire) -> count.incrementAndGet() % 10 == 0 ? wire.closing() : wire);
    });
  }

  private static Wire zipped(Wire wire) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(wire.body());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return wire.withHeader("Content-Encoding", "gzip").withBody(bytes.toByteArray());
  }

  private static void refusals(Table table, Dialect dialect) {
    table.variant("V20-authentication-last", "Key and signature are checked after everything else.",
        () -> ordered(Comparator.comparing(rule -> rule.kind() == Rule.Kind.AUTHENTICATION)));
    table.variant("V20-existence-first", "What exists is checked before the parameters.",
        () -> ordered(Comparator.comparing(rule -> rule.kind() == Rule.Kind.PARAMETER)));
    table.variant("V21-string-to-sign", "A refused signature is explained with the text that the server signed.",
        () -> Answers.refusalMembers((context, body) -> {
          if (body.path("Message").asString().toLowerCase(Locale.ROOT).contains("signature")) {
            body.put("Message", "The server string to sign is: " + context.signing().text(context.call()));
          }
        }));
    table.variant("V19-chinese-texts", "Refusals have other codes, and Chinese texts.", () -> Rules.refusals(refusal ->
        refusal.withMessage("\u8bf7\u6c42\u53c2\u6570\u9519\u8bef").withCode(dialect == ECD
            ? "Illegal." + refusal.rule() : Integer.toString(40_000 + Math.floorMod(refusal.rule().hashCode(), 10_000)))));
  }

  private static Filter ordered(Comparator<Rule> order) {
    return Rules.ordered(rules -> {
      rules.sort(order);
      return rules;
    }, context -> true);
  }

  private static void time(Table table) {
    table.variant("V26-usable-at-once", "Copies are usable at once.",
        () -> Copies.living((now, ready) -> List.of(new Phase(now, State.AVAILABLE))));
    for (int seconds : List.of(5, 600)) {
      table.variant("V27-usable-after-" + seconds, "Copies are usable after " + seconds + " seconds.",
          () -> Copies.living((now, ready) -> List.of(
              new Phase(now, State.COPYING), new Phase(now.plusSeconds(seconds), State.AVAILABLE))));
    }
    table.variant("V28-listed-late", "Copies are listed three seconds after the answer.",
        () -> Copies.living((now, ready) -> ready.isAfter(now.plusSeconds(3))
            ? List.of(new Phase(now.plusSeconds(3), State.COPYING), new Phase(ready, State.AVAILABLE))
            : List.of(new Phase(now.plusSeconds(3), State.AVAILABLE))));
    table.variant("V29-stale-listing", "Deleted images are listed for two more seconds.", () -> new Filter() {
      @Override
      public boolean removed(Context context, Image image, boolean honest) {
        context.world().later(context.now().plusSeconds(2), world -> world.remove(image.place(), image.id()));
        return false;
      }
    });
  }

  private static void capabilities(Table table, Dialect dialect) {
    table.variant("V34-no-removal", "There is no operation that deletes or cancels; the target has to say so.",
        () -> Misreadings.calls(call -> REMOVALS.contains(call.value("Action"))
            ? call.with("Action", "No" + call.value("Action")) : call));
    table.variant("V38-no-get", "Requests with GET are refused; the target has to say so.", () -> Rules.ordered(rules -> {
      rules.add(0, new Rule("Method.post", Rule.Kind.PROTOCOL, context -> context.call().method().equals("GET")
          ? Optional.of(dialect.refusal("Method.post", Rule.Kind.PROTOCOL)) : Optional.empty()));
      return rules;
    }, context -> true));
  }

  private static void silence(Table table, Dialect dialect) {
    table.variant("V39-trims", "Blanks at the edges of name and description are dropped.",
        () -> Misreadings.copies(dialect, call -> Misreadings.changed(
            Misreadings.changed(call, dialect.name, String::strip), dialect.description, String::strip)));
    table.variant("V44-unique-names", "A name that is taken in the target is refused.",
        () -> Rules.with(dialect, dialect.name + ".unique", Rule.Kind.RESOURCE, context -> context.asked().stream().noneMatch(
            copy -> context.world().images(copy.image().place()).stream().anyMatch(
                image -> image.isListed(context.now()) && image.name().equals(copy.image().name())))));
    table.variant("V45-unknown-parameters-refused", "A parameter that no page knows is refused.",
        () -> Rules.with(dialect, "Parameter.known", Rule.Kind.PARAMETER,
            context -> context.call().parameters().keySet().stream().allMatch(dialect::knows)));
    table.variant("V48-working-copies-hidden", "A listing without conditions shows no images that are being made.",
        () -> new Filter() {
          @Override
          public List<Image> listed(Context context, List<Image> honest) {
            boolean conditional = context.call().has("ImageStatus") || context.call().has("ImageId")
                || !context.call().list("ImageId").isEmpty() || !context.call().list("ImageIds").isEmpty();
            return conditional ? honest : honest.stream()
                .filter(image -> !Set.of(State.CREATING, State.COPYING).contains(image.state(context.now()))).toList();
          }
        });
    table.variant("V49-random-order", "Listings are in no meaningful order.", () -> new Filter() {
      @Override
      public List<Image> listed(Context context, List<Image> honest) {
        return honest.stream().sorted(Comparator.comparing((Image image) -> image.id().hashCode() * 0x9E3779B9)).toList();
      }
    });
  }

  private static void neighbours(Table table, Dialect dialect) {
    table.variant("V50-crowd", "Hundreds of other images are there, some with similar names.", () -> {
      AtomicBoolean added = new AtomicBoolean();
      return Rules.ordered(rules -> rules, context -> {
        if (added.compareAndSet(false, true)) {
          crowd(context.world(), dialect);
        }
        return false;
      });
    });
    table.variant("V51-other-tenants", "Other accounts copy images of the same names at the same time.",
        () -> Copies.then((context, image) -> context.world().add(Copies.renewed(dialect, context, image)
            .withPlace(new Place(image.place().region(), stranger(context))))));
    table.variant("V52-throttling", "One request in twenty is refused for its frequency.", () -> {
      AtomicInteger count = new AtomicInteger();
      return Rules.ordered(rules -> {
        rules.add(0, throttle(dialect));
        return rules;
      }, context -> count.incrementAndGet() % 20 == 0);
    });
  }

  private static void crowd(World world, Dialect dialect) {
    List<Image> seeds = world.images().stream().filter(image -> !image.place().owner().equals(Place.PUBLIC)).toList();
    for (Image seed : seeds) {
      for (int i = 1; i <= 20; i++) {
        String id = dialect == ECD ? world.newId("m-", 17) : world.newId("uimage-", 12);
        world.add(seed.withId(id).withName(seed.name() + (i % 4 == 0 ? "" : "-" + i)));
      }
    }
  }

  private static String stranger(Context context) {
    String account = context.world().accounts().stream().map(Account::id)
        .filter(id -> !id.equals(context.caller().id())).findFirst().orElse("stranger");
    return context.world().projects().stream().filter(project -> project.account().equals(account))
        .map(Project::id).findFirst().orElse(account);
  }

  private static Rule throttle(Dialect dialect) {
    Refusal refusal = dialect == ECD
        ? new Refusal("Requests.rate", Rule.Kind.PROTOCOL, 400, "Throttling.User", "Request was denied due to user flow control.")
        : new Refusal("Requests.rate", Rule.Kind.PROTOCOL, 200, "153", "Request too frequent, rate limit exceeded");
    return new Rule("Requests.rate", Rule.Kind.PROTOCOL, context -> Optional.of(refusal));
  }
}
