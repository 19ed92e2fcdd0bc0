package org.imagecopy.conformance.emulator.uhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.batch;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.copy;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.encode;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.list;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.map;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.postForm;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.send;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.signed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.CallReader;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Copy;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Parameter;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.World;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Sample filters for what only this family has. */
class UHostFilterTest {

  private final VirtualClock clock = new VirtualClock(UHostRequests.START);
  private final World world = UHostWorld.standard(clock);

  private Emulator with(Filter... filters) {
    return new UHostEmulator(world, clock, List.of(filters));
  }

  private static Filter off(String rule) {
    return new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule checked, Optional<Refusal> honest) {
        return checked.name().equals(rule) ? Optional.empty() : honest;
      }
    };
  }

  @Test
  void batchAnnouncesWhatIsNotMadeAndHidesWhatIs() {
    Emulator odd = with(new Filter() {
      @Override
      public List<Copy> copies(Context context, List<Copy> honest) {
        List<Copy> changed = new ArrayList<>(honest);
        changed.set(0, honest.get(0).hollow());
        changed.set(1, honest.get(1).hidden());
        return changed;
      }
    });
    Answer answer = send(odd, batch("hk", "us-ca", "cn-sh2"));
    assertThat(answer.body().get("Infos").valueStream().map(info -> info.get("TargetRegion").asString()))
        .containsExactly("hk", "cn-sh2");
    assertThat(world.journal()).extracting(event -> event.image().place().region()).containsExactly("us-ca", "cn-sh2");
  }

  @Test
  void refusedBatchIsCarriedOutInPart() {
    Emulator partial = with(new Filter() {
      @Override
      public void refused(Context context, Refusal refusal) {
        context.asked().stream().map(Copy::image)
            .filter(image -> context.world().region(image.place().region()).isPresent())
            .forEach(context.world()::add);
      }
    });
    assertThat(send(partial, batch("hk", "zz-none")).isSuccess()).isFalse();
    assertThat(world.journal()).extracting(event -> event.image().place().region()).containsExactly("hk");
  }

  @Test
  void earlierEditionOfThePage() {
    Emulator earlier = with(new Filter() {
      @Override
      public Call receive(Call call) {
        Call changed = call.without("TargetImageTag");
        for (Integer index : call.list("TargetRegionList").keySet()) {
          changed = changed.without("TargetRegionList." + index);
        }
        return changed;
      }

      @Override
      public Answer answer(Context context, Answer honest) {
        ((ObjectNode) honest.body()).remove("TaskId");
        return honest;
      }
    });
    Answer answer = send(earlier, batch("hk"));
    assertThat(answer.body().propertyNames()).containsExactly("Action", "RetCode", "TargetImageId");
    assertThat(world.journal().get(0).image().tag()).isEqualTo("Default");
    assertThat(world.journal().get(0).image().place()).isEqualTo(new Place("cn-bj2", UHostWorld.SECOND_PROJECT));
  }

  @Test
  void queryOverridesTheSignedBody() {
    Filter merging = new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        if (rule.name().equals("Parameters.conflict")) {
          return Optional.empty();
        }
        if (!rule.name().equals("Signature.matches") || honest.isEmpty()) {
          return honest;
        }
        Call body = context.call().withSent(parameter -> parameter.origin() == Parameter.Origin.BODY);
        String expected = context.signing().expected(body, context.caller().secret());
        return context.signing().presented().filter(expected::equals).isPresent() ? Optional.empty() : honest;
      }
    };
    Call attack = postForm("TargetRegion=us-ca", signed(copy()));
    assertThat(with().handle(attack).isSuccess()).isFalse();
    assertThat(with(merging).handle(attack).isSuccess()).isTrue();
    assertThat(world.journal().get(0).image().place().region()).isEqualTo("us-ca");
  }

  @Test
  void garbageBearerTokenIsAccepted() {
    Call call = CallReader.read("GET", "/", encode(copy("PublicKey", null)),
        Map.of("Authorization", List.of("Bearer garbage")), new byte[0], 1, 1);
    assertThat(with(off("Authorization.token")).handle(call).isSuccess()).isTrue();
  }

  @Test
  void imageOfAnyProjectIsFound() {
    Answer answer = send(with(off("SourceImageId.exists")), copy("SourceImageId", UHostWorld.SECOND_PROJECT_IMAGE));
    assertThat(answer.isSuccess()).isTrue();
    assertThat(world.journal().get(0).image().copyOf()).hasValue(UHostWorld.SECOND_PROJECT_IMAGE);
  }

  @Test
  void copyInBothProjects() {
    Emulator both = with(new Filter() {
      @Override
      public void accepted(Context context, List<Copy> copies) {
        copies.forEach(copy -> context.world().add(
            copy.image().withPlace(new Place(copy.image().place().region(), UHostWorld.DEFAULT_PROJECT))));
      }
    });
    String id = send(both, copy()).body().get("TargetImageId").asString();
    assertThat(list(both, "hk", UHostWorld.DEFAULT_PROJECT, "ImageId", id)).hasSize(1);
    assertThat(list(both, "hk", UHostWorld.SECOND_PROJECT, "ImageId", id)).hasSize(1);
  }

  @Test
  void codesThatAreNoNumbersStayTexts() {
    Emulator quoting = with(new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        return honest.map(refusal -> refusal.withCode("E" + refusal.code()).withStatus(400).withMessage("other"));
      }
    });
    Answer answer = send(quoting, copy("SourceImageId", "x"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("RetCode").asString()).isEqualTo("E8956");
    assertThat(answer.body().get("Message").asString()).isEqualTo("other");
  }

  @Test
  void everyRuleSwitchedOffNeverFails() {
    Emulator careless = with(new Filter() {
      @Override
      public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
        return Optional.empty();
      }
    });
    for (String action : List.of("CopyCustomImage", "DescribeImage", "TerminateCustomImage", "GetRegion", "GetProjectList",
        "GetImageCopyProgress")) {
      assertThat(careless.handle(UHostRequests.get(map("Action", action))).body().get("RetCode").intValue()).as(action).isZero();
    }
    assertThat(careless.handle(UHostRequests.get(map("Action", "None"))).body().get("RetCode").intValue()).isEqualTo(161);
  }

  @Test
  void notesLiveAsLongAsTheRequest() {
    List<Integer> seen = new ArrayList<>();
    Emulator noting = with(new Filter() {
      @Override
      public List<Rule> rules(Context context, List<Rule> honest) {
        context.note("counter", ArrayList<Integer>::new).add(1);
        return honest;
      }

      @Override
      public Answer answer(Context context, Answer honest) {
        seen.add(context.note("counter", ArrayList<Integer>::new).size());
        return honest;
      }
    });
    send(noting, copy());
    send(noting, copy());
    assertThat(seen).containsExactly(1, 1);
  }
}
