package org.imagecopy.conformance.fault;

import java.time.Duration;

import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.State;

/** Filters that change what deletions and cancellations do. */
final class Removals {

  private Removals() {}

  /** Lets an operation promise a removal without doing it. */
  static Filter ignored(String operation) {
    return new Filter() {
      @Override
      public boolean removed(Context context, Image image, boolean honest) {
        return honest && !context.operation().equals(operation);
      }
    };
  }

  /** Brings back what an operation removed. */
  static Filter undone(String operation, Duration after) {
    return new Filter() {
      @Override
      public boolean removed(Context context, Image image, boolean honest) {
        if (honest && context.operation().equals(operation)) {
          context.world().later(context.now().plus(after), world -> world.add(image.withState(State.AVAILABLE)));
        }
        return honest;
      }
    };
  }

  /** Removes the source together with its copy. */
  static Filter alongWithSource() {
    return new Filter() {
      @Override
      public boolean removed(Context context, Image image, boolean honest) {
        image.copyOf().flatMap(context.world()::find)
            .ifPresent(source -> context.world().remove(source.place(), source.id()));
        return honest;
      }
    };
  }
}
