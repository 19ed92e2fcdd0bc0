package org.imagecopy.conformance.emulator.ecd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.complete;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.copy;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.get;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.list;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.map;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.names;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.send;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.signed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Copy;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.State;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.emulator.World;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** One sample filter at each hook. */
class EcdFilterTest {

  private final VirtualClock clock = new VirtualClock(EcdRequests.START);
  private final World world = EcdWorld.standard(clock);

  private Emulator with(Filter... filters) {
    return new EcdEmulator(world, clock, List.of(filters));
  }

  private static Filter off(String rule) {
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule checked, Optional<Refusal> honest) {
        return checked.name().equals(rule) ? Optional.empty() : honest;
      }
    };
  }

  private static Map<String, String> badlySigned() {
    Map<String, String> all = complete(copy());
    all.put("Signature", "wrong");
    return all;
  }

  @Test
  void receiveMisreadsAndTheSignatureStaysValid() {
    Emulator trimming = with(new Filter() {
      @Override
      public Call receive(Call call) {
        return call.with("DestinationDescription", call.value("DestinationDescription").strip());
      }
    });
    String id = send(trimming, copy("DestinationDescription", " edge ")).body().get("ImageId").asString();
    assertThat(list(trimming, "cn-shenzhen", "ImageId.1", id).get(0).get("Description").asString()).isEqualTo("edge");
  }

  @Test
  void receiveTakesAnUnknownActionForACopy() {
    Emulator guessing = with(new Filter() {
      @Override
      public Call receive(Call call) {
        return call.value("Action").startsWith("CopyImage") ? call.with("Action", "CopyImage") : call;
      }
    });
    assertThat(send(guessing, copy("Action", "CopyImageX")).isSuccess()).isTrue();
  }

  @Test
  void receiveForgetsThePageToken() {
    Emulator circling = with(new Filter() {
      @Override
      public Call receive(Call call) {
        return call.without("NextToken");
      }
    });
    Map<String, String> business = map("Action", "DescribeImages", "RegionId", "cn-shenzhen", "MaxResults", "1");
    Answer first = send(circling, business);
    business.put("NextToken", first.body().get("NextToken").asString());
    assertThat(send(circling, business).body().get("Images")).isEqualTo(first.body().get("Images"));
  }

  @Test
  void rulesInAnotherOrder() {
    Emulator late = with(new Filter() {
      @Override
      public List<Rule> rules(Context context, List<Rule> honest) {
        List<Rule> changed = new ArrayList<>(honest);
        changed.sort(Comparator.comparing(rule -> rule.kind() == Rule.Kind.AUTHENTICATION));
        return changed;
      }
    });
    Map<String, String> twice = badlySigned();
    twice.put("DestinationImageName", "1a");
    assertThat(late.handle(get(twice)).refusal()).get().extracting("rule").isEqualTo("DestinationImageName.first");
    assertThat(with().handle(get(twice)).refusal()).get().extracting("rule").isEqualTo("Signature.matches");
    assertThat(late.handle(get(badlySigned())).refusal()).get().extracting("rule").isEqualTo("Signature.matches");
  }

  @Test
  void rulesReversedHoldForAnEmptyRequest() {
    Emulator reversed = with(new Filter() {
      @Override
      public List<Rule> rules(Context context, List<Rule> honest) {
        List<Rule> changed = new ArrayList<>(honest);
        Collections.reverse(changed);
        return changed;
      }
    });
    assertThat(reversed.handle(get(map())).status()).isBetween(400, 499);
    assertThat(reversed.handle(get(map("Action", "CopyImage"))).status()).isBetween(400, 499);
    assertThat(send(reversed, copy()).isSuccess()).isTrue();
  }

  @Test
  void rulesWithOneMore() {
    Emulator unique = with(new Filter() {
      @Override
      public List<Rule> rules(Context context, List<Rule> honest) {
        List<Rule> changed = new ArrayList<>(honest);
        changed.add(Rule.of("DestinationImageName.unique", Rule.Kind.RESOURCE, 400, "InvalidImageName.Duplicated", "Taken.",
            any -> any.world().images().stream().noneMatch(
                image -> any.isCopy() && image.name().equals(any.call().value("DestinationImageName")))));
        return changed;
      }
    });
    assertThat(send(unique, copy()).isSuccess()).isTrue();
    assertThat(send(unique, copy()).status()).isEqualTo(400);
  }

  @Test
  void verdictSwitchesRulesOff() {
    assertThat(send(with(off("DestinationImageName.length")), copy("DestinationImageName", "A")).isSuccess()).isTrue();
    assertThat(with(off("Signature.matches")).handle(get(badlySigned())).isSuccess()).isTrue();
    Call replay = get(signed("GET", complete(copy())));
    Emulator forgetful = with(off("SignatureNonce.unused"));
    assertThat(forgetful.handle(replay).isSuccess()).isTrue();
    assertThat(forgetful.handle(replay).isSuccess()).isTrue();
  }

  @Test
  void verdictComparesAPrefixOfTheSignature() {
    Emulator hasty = with(new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        String expected = context.signing().expected(context.call(), context.caller().secret());
        return rule.name().equals("Signature.matches")
            && context.signing().presented().orElse("").startsWith(expected.substring(0, 8)) ? Optional.empty() : honest;
      }
    });
    Map<String, String> all = signed("GET", complete(copy()));
    all.put("Signature", all.get("Signature").substring(0, 8) + "AAAA");
    assertThat(hasty.handle(get(all)).isSuccess()).isTrue();
    all.put("Signature", "AAAA");
    assertThat(hasty.handle(get(all)).isSuccess()).isFalse();
  }

  @Test
  void verdictLeavesAParameterOutOfTheSignature() {
    Filter blind = new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        if (honest.isEmpty() || !rule.name().equals("Signature.matches")) {
          return honest;
        }
        Call original = context.call().withSent("DestinationImageName", "Office_Shanghai:v1-2");
        String expected = context.signing().expected(original, context.caller().secret());
        return context.signing().presented().filter(expected::equals).isPresent() ? Optional.empty() : honest;
      }
    };
    Map<String, String> all = signed("GET", complete(copy()));
    all.put("DestinationImageName", "Changed");
    assertThat(with().handle(get(all)).isSuccess()).isFalse();
    assertThat(with(blind).handle(get(all)).isSuccess()).isTrue();
    all.put("DestinationDescription", "Changed too");
    assertThat(with(blind).handle(get(all)).isSuccess()).isFalse();
  }

  @Test
  void verdictMakesUnknownSourcesAvailableCopies() {
    Emulator credulous = with(off("ImageId.exists"));
    Answer answer = send(credulous, copy("ImageId", "not-an-image"));
    clock.advance(Duration.ofMinutes(2));
    assertThat(list(credulous, "cn-shenzhen", "ImageId.1", answer.body().get("ImageId").asString()).get(0)
        .get("Status").asString()).isEqualTo("Available");
    assertThat(send(credulous, copy("ImageId", EcdWorld.FOREIGN_IMAGE)).isSuccess()).isTrue();
  }

  @Test
  void everyRuleSwitchedOffNeverFails() {
    Emulator careless = with(new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        return Optional.empty();
      }
    });
    for (String action : List.of("CopyImage", "CancelCopyImage", "DescribeImages", "DeleteImages", "DescribeRegions",
        "ModifyImageAttribute")) {
      assertThat(careless.handle(get(map("Action", action))).status()).as(action).isEqualTo(200);
    }
    assertThat(careless.handle(get(map("Action", "None"))).status()).isEqualTo(404);
  }

  @Test
  void copiesChangeWhatIsMade() {
    Emulator odd = with(new Filter() {
      @Override
      public List<Copy> copies(Context context, List<Copy> honest) {
        Copy copy = honest.get(0);
        Copy renamed = copy.withImage(copy.image().withName("Cut").becoming(State.FAILED, context.now().plusSeconds(5)));
        Copy extra = copy.withImage(copy.image().withId("m-extra").withDescription("extra")).hidden();
        return List.of(renamed, extra);
      }
    });
    String id = send(odd, copy()).body().get("ImageId").asString();
    assertThat(names(odd, "cn-shenzhen", "ImageId.1", id)).containsExactly("Cut");
    assertThat(list(odd, "cn-shenzhen", "ImageId.1", "m-extra")).hasSize(1);
    clock.advance(Duration.ofSeconds(5));
    assertThat(list(odd, "cn-shenzhen", "ImageId.1", id).get(0).get("Status").asString()).isEqualTo("CreateFailed");
  }

  @Test
  void copiesAnnouncedButNotMade() {
    Emulator hollow = with(new Filter() {
      @Override
      public List<Copy> copies(Context context, List<Copy> honest) {
        return honest.stream().map(Copy::hollow).toList();
      }
    });
    assertThat(send(hollow, copy()).body().has("ImageId")).isTrue();
    assertThat(world.journal()).isEmpty();
  }

  @Test
  void acceptedMovesTheSourceWhenTheCopyIsReady() {
    Emulator moving = with(new Filter() {
      @Override
      public void accepted(Context context, List<Copy> copies) {
        Instant ready = context.now().plus(context.world().copyTime());
        context.world().find(copies.get(0).image().copyOf().orElseThrow()).ifPresent(source ->
            context.world().update(source.place(), source.id(), image -> image.becoming(State.ABSENT, ready)));
      }
    });
    send(moving, copy());
    assertThat(list(moving, EcdWorld.SOURCE_REGION, "ImageId.1", EcdWorld.SOURCE_IMAGE)).hasSize(1);
    clock.advance(Duration.ofMinutes(1));
    assertThat(list(moving, EcdWorld.SOURCE_REGION, "ImageId.1", EcdWorld.SOURCE_IMAGE)).isEmpty();
  }

  @Test
  void refusedCopiesAllTheSameLater() {
    Emulator leaking = with(new Filter() {
      @Override
      public void refused(Context context, Refusal refusal) {
        if (refusal.kind() == Rule.Kind.AUTHENTICATION) {
          context.asked().forEach(copy ->
              context.world().later(context.now().plusSeconds(30), world -> world.add(copy.image())));
        }
      }
    });
    assertThat(leaking.handle(get(badlySigned())).isSuccess()).isFalse();
    assertThat(send(leaking, copy("DestinationImageName", "1a")).isSuccess()).isFalse();
    assertThat(names(leaking, "cn-shenzhen")).doesNotContain("Office_Shanghai:v1-2");
    clock.advance(Duration.ofSeconds(30));
    assertThat(names(leaking, "cn-shenzhen")).containsOnlyOnce("Office_Shanghai:v1-2");
  }

  @Test
  void removedIsIgnored() {
    Emulator stubborn = with(new Filter() {
      @Override
      public boolean removed(Context context, Image image, boolean honest) {
        return false;
      }
    });
    String id = send(stubborn, copy()).body().get("ImageId").asString();
    Map<String, String> cancel = map("Action", "CancelCopyImage", "RegionId", "cn-shenzhen", "ImageId", id);
    assertThat(send(stubborn, cancel).isSuccess()).isTrue();
    assertThat(list(stubborn, "cn-shenzhen", "ImageId.1", id)).hasSize(1);
  }

  @Test
  void listedHidesAndReorders() {
    Emulator shy = with(new Filter() {
      @Override
      public List<Image> listed(Context context, List<Image> honest) {
        return honest.stream().filter(image -> image.state(context.now()) == State.AVAILABLE)
            .sorted(Comparator.comparing(Image::name).reversed()).toList();
      }
    });
    send(shy, copy());
    assertThat(names(shy, "cn-shenzhen")).containsExactly("Windows Server 2022", "Resident-3", "Resident-2", "Resident-1");
  }

  @Test
  void answerChangesTheTree() {
    Emulator wrapping = with(new Filter() {
      @Override
      public Answer answer(Context context, Answer honest) {
        if (!honest.isSuccess()) {
          return honest.withStatus(200);
        }
        ((ObjectNode) honest.body()).put("Code", "200");
        return honest.withHeader("Set-Cookie", "a=b");
      }
    });
    Answer answer = send(wrapping, copy());
    assertThat(answer.body().get("Code").asString()).isEqualTo("200");
    assertThat(answer.headers()).containsEntry("Set-Cookie", "a=b");
    assertThat(send(wrapping, copy("ImageId", "x")).status()).isEqualTo(200);
  }

  @Test
  void wireChangesTheBytes() {
    Emulator tailing = with(new Filter() {
      @Override
      public Wire wire(Context context, Wire honest) {
        return honest.withBody((new String(honest.body(), UTF_8) + "tail").getBytes(UTF_8)).inChunks();
      }
    });
    Wire wire = tailing.serve(get(signed("GET", complete(copy()))));
    assertThat(new String(wire.body(), UTF_8)).startsWith("{\"ImageId\"").endsWith("}tail");
    assertThat(wire.chunked()).isTrue();
  }

  @Test
  void filtersComposeInOrder() {
    Emulator both = with(suffix("-a"), suffix("-b"), off("DestinationImageName.length"));
    send(both, copy("DestinationImageName", "A"));
    assertThat(world.journal()).extracting(event -> event.image().name()).containsExactly("A-a-b");
  }

  private static Filter suffix(String suffix) {
    return new Filter() {
      @Override
      public List<Copy> copies(Context context, List<Copy> honest) {
        return honest.stream().map(copy -> copy.withImage(copy.image().withName(copy.image().name() + suffix))).toList();
      }
    };
  }

  @Test
  void failingFilterIsAnsweredWith500() {
    Filter failing = new Filter() {
      @Override
      public List<Copy> copies(Context context, List<Copy> honest) {
        throw new IllegalStateException("on purpose");
      }

      @Override
      public Wire wire(Context context, Wire honest) {
        if (context.operation().equals("DescribeRegions")) {
          throw new IllegalStateException("on purpose");
        }
        return honest;
      }
    };
    Answer answer = send(with(failing), copy());
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body().get("Code").asString()).isEqualTo("InternalError");
    Map<String, String> regions = complete(map("Action", "DescribeRegions", "RegionId", "cn-hangzhou"));
    assertThat(with(failing).serve(get(signed("GET", regions))).status()).isEqualTo(500);
  }
}
