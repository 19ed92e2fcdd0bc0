package org.imagecopy.conformance.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class WorldTest {

  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final Place PLACE = new Place("r1", "owner");

  private final VirtualClock clock = new VirtualClock(START);
  private final World world = World.builder(clock)
      .account(new Account("1", "key", "hush"))
      .region(new Region("r1", "One", "", List.of()))
      .build();

  private static Image image(String id) {
    return new Image(id, PLACE, "name", "", "", "CUSTOM", Map.of("Size", 1), START,
        List.of(new Phase(START, State.COPYING), new Phase(START.plusSeconds(10), State.AVAILABLE)), Optional.empty());
  }

  @Test
  void clockMovesOnlyWhenTold() {
    assertThat(clock.instant()).isEqualTo(START);
    clock.advance(Duration.ofHours(1));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(3600));
    assertThat(clock.withZone(ZoneId.of("Asia/Shanghai")).instant()).isEqualTo(clock.instant());
  }

  @Test
  void stateFollowsThePhases() {
    Image image = image("a");
    assertThat(image.state(START.minusNanos(1))).isEqualTo(State.ABSENT);
    assertThat(image.state(START)).isEqualTo(State.COPYING);
    assertThat(image.state(START.plusSeconds(10))).isEqualTo(State.AVAILABLE);
    Image vanishing = image.becoming(State.ABSENT, START.plusSeconds(20));
    assertThat(vanishing.state(START.plusSeconds(19))).isEqualTo(State.AVAILABLE);
    assertThat(vanishing.isListed(START.plusSeconds(20))).isFalse();
    Image stuck = image.becoming(State.COPYING, START.plusSeconds(5));
    assertThat(stuck.state(START.plusSeconds(9999))).isEqualTo(State.COPYING);
    assertThat(image.withState(State.FAILED).state(Instant.MIN)).isEqualTo(State.FAILED);
  }

  @Test
  void conditionIsKnownSinceItBegan() {
    Image image = image("a");
    assertThat(image.since(START.plusSeconds(9))).isEqualTo(START);
    assertThat(image.since(START.plusSeconds(11))).isEqualTo(START.plusSeconds(10));
    assertThat(image.withState(State.AVAILABLE).since(START.plusSeconds(99))).isEqualTo(START);
    Image refreshed = image.becoming(State.ABSENT, START.plusSeconds(50)).refreshed(START.plusSeconds(20));
    assertThat(refreshed.since(START.plusSeconds(30))).isEqualTo(START.plusSeconds(20));
    assertThat(refreshed.state(START.plusSeconds(30))).isEqualTo(State.AVAILABLE);
    assertThat(refreshed.state(START.plusSeconds(60))).isEqualTo(State.ABSENT);
  }

  @Test
  void journalKeepsTheLastChangesOnly() {
    for (int i = 0; i < World.GREATEST_JOURNAL + 2; i++) {
      world.add(image("a").withName("name-" + i));
    }
    assertThat(world.journal()).hasSize(World.GREATEST_JOURNAL);
    assertThat(world.journal().get(0).image().name()).isEqualTo("name-2");
  }

  @Test
  void progressGrowsAndEndsWithTheWork() {
    assertThat(image("a").progress(START)).isZero();
    assertThat(image("a").progress(START.plusSeconds(5))).isEqualTo(50);
    assertThat(image("a").progress(START.plusMillis(9999))).isLessThan(100).isGreaterThan(99);
    assertThat(image("a").progress(START.plusSeconds(10))).isEqualTo(100);
    assertThat(image("a").withState(State.COPYING).progress(START)).isZero();
  }

  @Test
  void imagesAreKeptByPlaceInOrder() {
    world.add(image("b"));
    world.add(image("a"));
    world.add(image("a").withPlace(new Place("r2", "owner")));
    assertThat(world.images(PLACE)).extracting(Image::id).containsExactly("b", "a");
    assertThat(world.update(PLACE, "b", image -> image.withName("new"))).isTrue();
    assertThat(world.images(PLACE)).extracting(Image::name).containsExactly("new", "name");
    assertThat(world.remove(PLACE, "b")).isTrue();
    assertThat(world.remove(PLACE, "b")).isFalse();
    assertThat(world.update(PLACE, "b", image -> image)).isFalse();
    assertThat(world.find("a")).isPresent();
    assertThat(world.find("b")).isEmpty();
    assertThat(world.images()).hasSize(2);
    assertThat(world.journal()).extracting(Event::kind).containsExactly(
        Event.Kind.ADDED, Event.Kind.ADDED, Event.Kind.ADDED, Event.Kind.CHANGED, Event.Kind.REMOVED);
  }

  @Test
  void laterDeedsHappenInOrderWhenDue() {
    List<String> done = new ArrayList<>();
    world.later(START.plusSeconds(2), any -> done.add("second"));
    world.later(START.plusSeconds(1), any -> done.add("first"));
    world.settle();
    assertThat(done).isEmpty();
    clock.advance(Duration.ofSeconds(2));
    world.settle();
    world.settle();
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void idsAreNeverReusedByAnyThread() throws InterruptedException {
    Set<String> ids = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Thread thread = new Thread(() -> {
        for (int j = 0; j < 1000; j++) {
          ids.add(world.newId("x-", 8).substring(4));
        }
      });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ids).hasSize(16_000).allMatch(id -> id.matches("[0-9a-z]{6}"));
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(new Account("1", "key", "hush", Optional.of("token"), false).toString()).doesNotContain("hush", "token");
  }

  @Test
  void emptyWorldIsRefused() {
    assertThatThrownBy(() -> World.builder(clock).build()).isInstanceOf(IllegalStateException.class);
  }
}
