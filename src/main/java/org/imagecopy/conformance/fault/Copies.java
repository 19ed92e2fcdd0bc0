package org.imagecopy.conformance.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Copy;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Phase;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.State;

/** Filters that change what requests for copies do. */
final class Copies {

  private Copies() {}

  /** Changes every copy by itself. */
  static Filter each(BiFunction<Context, Image, Image> change) {
    return all((context, copies) ->
        copies.stream().map(copy -> copy.withImage(change.apply(context, copy.image()))).toList());
  }

  /** Changes the image of every copy without regard to the request. */
  static Filter images(UnaryOperator<Image> change) {
    return each((context, image) -> change.apply(image));
  }

  /** Changes the copies of a request together. */
  static Filter all(BiFunction<Context, List<Copy>, List<Copy>> change) {
    return new Filter() {
      @Override
      public List<Copy> copies(Context context, List<Copy> honest) {
        return change.apply(context, honest);
      }
    };
  }

  /** Makes, besides every copy, another image that no answer mentions; none where the change returns none. */
  static Filter besides(BiFunction<Context, Image, Optional<Image>> change) {
    return all((context, copies) -> {
      List<Copy> more = new ArrayList<>(copies);
      for (Copy copy : copies) {
        change.apply(context, copy.image()).map(image -> copy.withImage(image).hidden()).ifPresent(more::add);
      }
      return more;
    });
  }

  /** Announces every copy under an id under which it is not made. */
  static Filter announcedAs(BiFunction<Context, Image, String> id) {
    return all((context, copies) -> copies.stream().flatMap(copy -> List.of(
        copy.withImage(copy.image().withId(id.apply(context, copy.image()))).hollow(), copy.hidden()).stream()).toList());
  }

  /** Changes the life of every copy from the instant on at which it would be usable. */
  static Filter ending(State state) {
    return each((context, image) -> image.becoming(state, ready(context)));
  }

  /** Gives every copy a life of its own. */
  static Filter living(BiFunction<Instant, Instant, List<Phase>> phases) {
    return each((context, image) -> image.withPhases(phases.apply(context.now(), ready(context))));
  }

  /** Lets every copy be usable when a listing shows it so for the first time, and something else a second later. */
  static Filter afterFirstLook(State state) {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    return new Filter() {
      @Override
      public List<Image> listed(Context context, List<Image> honest) {
        for (Image image : honest) {
          if (image.copyOf().isPresent() && image.state(context.now()) == State.AVAILABLE
              && seen.add(image.place() + image.id())) {
            context.world().update(
                image.place(), image.id(), current -> current.becoming(state, context.now().plusSeconds(1)));
          }
        }
        return honest;
      }
    };
  }

  /** Swaps the names of copies that are asked for at the same time. */
  static Filter crossed() {
    Exchanger<String> meeting = new Exchanger<>();
    return images(image -> {
      try {
        return image.withName(meeting.exchange(image.name(), 100, TimeUnit.MILLISECONDS));
      } catch (TimeoutException alone) {
        return image;
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return image;
      }
    });
  }

  /** Does something to the world after every accepted request, once for every copy. */
  static Filter then(BiConsumer<Context, Image> deed) {
    return new Filter() {
      @Override
      public void accepted(Context context, List<Copy> copies) {
        copies.forEach(copy -> deed.accept(context, copy.image()));
      }
    };
  }

  /** Changes the source of every accepted request. */
  static Filter source(Dialect dialect, BiFunction<Context, Image, Image> change) {
    return new Filter() {
      @Override
      public void accepted(Context context, List<Copy> copies) {
        sourceOf(dialect, context).ifPresent(source -> context.world().update(
            source.place(), source.id(), image -> change.apply(context, image)));
      }
    };
  }

  /** Makes copies although a request is refused. */
  static Filter despite(BiPredicate<Context, Refusal> when, Duration delay, BiFunction<Context, Image, Image> change) {
    return new Filter() {
      @Override
      public void refused(Context context, Refusal refusal) {
        if (!context.isCopy() || !when.test(context, refusal)) {
          return;
        }
        for (Copy copy : context.asked()) {
          Image image = change.apply(context, copy.image());
          if (delay.isZero()) {
            context.world().add(image);
          } else {
            context.world().later(context.now().plus(delay), world -> world.add(image));
          }
        }
      }
    };
  }

  static Optional<Image> sourceOf(Dialect dialect, Context context) {
    String id = context.call().value(dialect.source);
    String region = context.call().value(dialect.region);
    List<Image> found = context.world().images().stream().filter(image -> image.id().equals(id)).toList();
    return found.stream().filter(image -> image.place().region().equals(region)).findFirst()
        .or(() -> found.stream().findFirst());
  }

  static Image inRegion(Image image, String region) {
    return image.withPlace(new Place(region, image.place().owner()));
  }

  static Image renewed(Dialect dialect, Context context, Image image) {
    return image.withId(newId(dialect, context));
  }

  static String newId(Dialect dialect, Context context) {
    return dialect == Dialect.ECD ? context.world().newId("m-", 17) : context.world().newId("uimage-", 12);
  }

  static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
  }

  static Instant ready(Context context) {
    return context.now().plus(context.world().copyTime());
  }
}
