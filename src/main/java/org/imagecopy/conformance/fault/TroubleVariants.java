package org.imagecopy.conformance.fault;

import static org.imagecopy.conformance.fault.Dialect.ECD;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Copy;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Phase;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.State;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;

/** Variants that are busy, behind, or shared with others: what real endpoints do every day, and no page forbids. */
final class TroubleVariants {

  private static final Duration LAG = Duration.ofSeconds(2);
  private static final Duration SLOW_REMOVAL = Duration.ofSeconds(20);

  private static final Set<String> CONCERNS_IMAGES = Set.of("DescribeImage", "CopyCustomImage", "TerminateCustomImage");
  private static final String AFTER_NOTHING = "after-nothing";
  private static final String FULL_PAGE = "99";

  private TroubleVariants() {}

  static void add(Table table, Dialect dialect) {
    busy(table, dialect);
    behind(table, dialect);
    shared(table, dialect);
    listings(table, dialect);
  }

  private static void busy(Table table, Dialect dialect) {
    table.variant("V55-transient-503", "One request in fifteen is answered with status 503 and not carried out.",
        () -> turningAway(15, new Refusal("Endpoint.ready", Rule.Kind.PROTOCOL, 503, dialect == ECD ? "ServiceUnavailable" : "150",
            "Service unavailable, retry later."), wire -> wire));
    if (dialect != ECD) {
      table.variant("V55-transient-150", "One request in eight is answered with RetCode 150 under status 200 and not carried out.",
          () -> turningAway(8, new Refusal("Endpoint.ready", Rule.Kind.PROTOCOL, 200, "150", "Service unavailable, retry later."), wire -> wire));
    }
    table.variant("V55-status-408", "One request in twenty gets a page of some gateway with status 408 and is not carried out.",
        () -> turningAway(20, new Refusal("Endpoint.ready", Rule.Kind.PROTOCOL, 408, dialect == ECD ? "RequestTimeout" : "150", "Request timeout"),
            wire -> wire.withHeader("Content-Type", "text/html").withBody("<h1>408 Request Time-out</h1>".getBytes(StandardCharsets.UTF_8))));
    if (dialect == ECD) {
      table.variant("V56-too-frequent", "One request in fifteen is refused for its frequency, under a code of the product.",
          () -> turningAway(15, new Refusal("Requests.rate", Rule.Kind.PROTOCOL, 400, "OperationTooFrequent", "The operation is too frequent."), wire -> wire));
    } else {
      table.variant("V55-image-not-fetched", "One request in fifteen is told that the image could not be fetched, and to try again later.",
          () -> turningAway(15, new Refusal("Endpoint.ready", Rule.Kind.PROTOCOL, 200, "8874", "Get image failed, retry later."), wire -> wire));
    }
    table.variant("V56-status-429", "One request in fifteen is answered with status 429, a text and a time to wait.",
        () -> turningAway(15, new Refusal("Requests.rate", Rule.Kind.PROTOCOL, 429, dialect == ECD ? "Throttling" : "153", "Too many requests."),
            wire -> wire.withHeader("Retry-After", "2").withHeader("Content-Type", "text/plain")
                .withBody("Too many requests".getBytes(StandardCharsets.UTF_8))));
    table.variant("V56-throttled-burst", "Three requests in a row out of sixty are refused for their frequency.", () -> {
      AtomicInteger count = new AtomicInteger();
      Refusal refusal = new Refusal("Requests.rate", Rule.Kind.PROTOCOL, dialect == ECD ? 400 : 200,
          dialect == ECD ? "Throttling.Api" : "153", "Rate limit exceeded.");
      return Rules.ordered(rules -> {
        rules.add(0, new Rule("Requests.rate", Rule.Kind.PROTOCOL, any -> Optional.of(refusal)));
        return rules;
      }, context -> count.incrementAndGet() % 60 >= 57);
    });
  }

  private interface Disguise {

    Wire of(Wire honest);
  }

  private static Filter turningAway(int every, Refusal refusal, Disguise disguise) {
    AtomicInteger count = new AtomicInteger();
    return new Filter() {
      @Override
      public List<Rule> rules(Context context, List<Rule> honest) {
        if (count.incrementAndGet() % every != 0) {
          return honest;
        }
        context.note("TroubleVariants.away", () -> Boolean.TRUE);
        return List.of(new Rule(refusal.rule(), refusal.kind(), any -> Optional.of(refusal)));
      }

      @Override
      public Wire wire(Context context, Wire honest) {
        return context.note("TroubleVariants.away", () -> Boolean.FALSE) ? disguise.of(honest) : honest;
      }
    };
  }

  private static void behind(Table table, Dialect dialect) {
    table.variant("V57-lagging-replica", "Every third listing comes from a replica that is two seconds behind.", () -> {
      AtomicInteger count = new AtomicInteger();
      return new Filter() {
        @Override
        public List<Image> listed(Context context, List<Image> honest) {
          return count.incrementAndGet() % 3 != 0 ? honest
              : honest.stream().filter(image -> !image.created().isAfter(context.now().minus(LAG))).toList();
        }
      };
    });
    table.variant("V61-slow-removal", "Deleted images are listed for twenty more seconds.", () -> new Filter() {
      @Override
      public boolean removed(Context context, Image image, boolean honest) {
        context.world().later(context.now().plus(SLOW_REMOVAL), world -> world.remove(image.place(), image.id()));
        return false;
      }
    });
    table.variant("V66-long-settling", "Copies are usable after five minutes.",
        () -> Copies.living((now, ready) -> List.of(new Phase(now, State.COPYING),
            new Phase(now.plusSeconds(300), State.AVAILABLE))));
  }

  private static void shared(Table table, Dialect dialect) {
    table.variant("V62-colleagues", "Somebody else makes images in the same account all the time; the target has to say so.", () -> {
      AtomicInteger count = new AtomicInteger();
      return new Filter() {
        @Override
        public void accepted(Context context, List<Copy> copies) {
          if (!copies.isEmpty() && count.incrementAndGet() % 5 == 0) {
            Image model = copies.get(0).image();
            context.world().add(model.withId(Copies.newId(dialect, context)).withName("nightly-build-" + count.get())
                .withDescription("made by a colleague"));
          }
        }
      };
    });
    table.severalFilters("V67-one-copy-at-a-time", "An image is not copied twice at the same time: who asks for that is refused.", () -> List.of(
        Copies.living((now, ready) -> List.of(new Phase(now, State.COPYING), new Phase(now.plusSeconds(2), State.AVAILABLE))),
        Rules.with(dialect, "Image.idle", Rule.Kind.RESOURCE, context -> context.asked().stream().noneMatch(copy -> copied(context, copy.image())))));
    table.severalFilters("V68-few-copies-at-a-time", "Three copies of an account may be under way: who asks for more is refused.", () -> List.of(
        Copies.living((now, ready) -> List.of(new Phase(now, State.COPYING), new Phase(now.plusSeconds(2), State.AVAILABLE))),
        Rules.with(dialect, "Copies.few", Rule.Kind.RESOURCE, context -> underWay(context) < 3)));
    table.variant("V58-forbidden-unknown", "An image that the caller does not have is refused for lack of permission.", () -> Rules.refusals(refusal ->
        !refusal.rule().equals(dialect.source + ".exists") ? refusal
            : dialect == ECD ? refusal.withStatus(403).withCode("Forbidden.RAM").withMessage("You are not authorized to operate on this image.")
                : refusal.withCode("299").withMessage("IAM permission denied")));
    table.variant("V62-restless-account", "Images of others come and go between one listing and the next; the target has to say so.", () -> {
      AtomicInteger count = new AtomicInteger();
      return new Filter() {
        @Override
        public List<Image> listed(Context context, List<Image> honest) {
          return honest.isEmpty() ? honest : Stream.concat(honest.stream(), Stream.of(honest.get(0).withId(Copies.newId(dialect, context))
              .withName("nightly-build-" + count.incrementAndGet()).withDescription("made by a colleague"))).toList();
        }
      };
    });
    if (dialect != ECD) {
      table.variant("V58-forbidden-foreign", "What belongs to others is refused for lack of permission.", () -> Rules.refusals(refusal -> {
        boolean others = Set.of("ProjectId.exists", "TargetProjectId.exists").contains(refusal.rule());
        return others ? refusal.withCode("299").withMessage("IAM permission denied") : refusal;
      }));
    }
  }

  private static boolean copied(Context context, Image like) {
    return context.world().images().stream().anyMatch(image -> image.copyOf().isPresent() && image.copyOf().equals(like.copyOf())
        && Set.of(State.CREATING, State.COPYING).contains(image.state(context.now())));
  }

  private static long underWay(Context context) {
    return context.world().images().stream().filter(image -> image.copyOf().isPresent() && Set.of(State.CREATING, State.COPYING).contains(image.state(context.now())))
        .count();
  }

  private static void listings(Table table, Dialect dialect) {
    String operation = dialect == ECD ? "DescribeImages" : "DescribeImage";
    String list = dialect == ECD ? "Images" : "ImageSet";
    table.variant("V59-volatile-members", "Listed images have members that differ from listing to listing.", () -> {
      AtomicInteger count = new AtomicInteger();
      return Answers.membersOf(operation, body -> body.path(list).forEach(
          image -> ((ObjectNode) image).put("Sequence", count.incrementAndGet()).put("LastSeen", "t" + count.get())));
    });
    table.variant("V59-changing-attributes", "Attributes that pages name differ from listing to listing, too.", () -> {
      AtomicInteger count = new AtomicInteger();
      return Answers.membersOf(operation, body -> body.path(list).forEach(
          image -> ((ObjectNode) image).put(dialect == ECD ? "GpuDriverVersion" : "Links", "v" + count.incrementAndGet())));
    });
    table.variant("V60-no-empty-lists", "A listing without images has no list.", () -> Answers.membersOf(operation, body -> {
      if (body.path(list) instanceof ArrayNode images && images.isEmpty()) {
        body.remove(list);
      }
    }));
    table.variant("V60-null-lists", "A listing without images has null for a list.", () -> Answers.membersOf(operation, body -> {
      if (body.path(list) instanceof ArrayNode images && images.isEmpty()) {
        body.putNull(list);
      }
    }));
    table.variant("V35-one-region-pair", "There is one region to copy to, and no second source; the target has to say so.", TroubleVariants::unchanged);
    if (dialect == ECD) {
      table.severalFilters("V64-empty-pages", "The first page of a listing is empty, and names the next one.", () -> List.of(
          Misreadings.calls(call -> call.value("NextToken").equals(AFTER_NOTHING) ? call.without("NextToken").with("MaxResults", FULL_PAGE) : call),
          Answers.of((context, answer) -> {
            boolean first = context.operation().equals(operation) && !context.call().has("NextToken") && !context.call().value("MaxResults").equals(FULL_PAGE);
            if (first && answer.isSuccess() && answer.body() instanceof ObjectNode body) {
              body.putArray(list);
              body.put("NextToken", AFTER_NOTHING);
            }
            return answer;
          })));
    }
    if (dialect != ECD) {
      table.variant("V36-sub-account", "The key is one of a sub-account: whatever concerns images has to name a project.", () -> Rules.ordered(rules -> {
        rules.add(new Rule("ProjectId.given", Rule.Kind.PARAMETER, context -> context.call().has("ProjectId") || !CONCERNS_IMAGES.contains(context.operation()) ? Optional.empty()
            : Optional.of(new Refusal("ProjectId.given", Rule.Kind.PARAMETER, 200, "210", "Missing params [ProjectId]"))));
        return rules;
      }, any -> true));
      table.variant("V36-other-default-project", "The default project is not the one that holds the source image.",
          () -> Misreadings.calls(call -> call.has("ProjectId") ? call : call.with("ProjectId", UHostWorld.THIRD_PROJECT)));
      table.variant("V36-one-project", "There is one project; the target has to say so.", TroubleVariants::unchanged);
      table.variant("V63-no-total", "A listing does not tell how many images there are.",
          () -> Answers.membersOf(operation, body -> body.remove("TotalCount")));
      table.variant("V64-short-pages", "A listing shows ten images at most, whatever is asked for.",
          () -> Misreadings.calls(call -> call.value("Action").equals(operation) ? call.with("Limit", "10") : call));
    }
  }

  /** Only what the target declares is different. */
  private static Filter unchanged() {
    return new Filter() {};
  }
}
