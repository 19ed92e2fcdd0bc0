package org.imagecopy.conformance.emulator;

import java.util.List;

/** What operations do to the world and show of it. The filters have a say in each of it. */
public final class Effects {

  private final Context context;
  private final List<Filter> filters;

  Effects(Context context, List<Filter> filters) {
    this.context = context;
    this.filters = filters;
  }

  /** Makes copies and returns those that the answer is to mention. */
  public List<Copy> make(List<Copy> planned) {
    List<Copy> copies = planned;
    for (Filter filter : filters) {
      copies = filter.copies(context, copies);
    }
    for (Copy copy : copies) {
      if (copy.made()) {
        context.world().add(copy.image());
      }
    }
    context.made(copies);
    for (Filter filter : filters) {
      filter.accepted(context, copies);
    }
    return copies.stream().filter(Copy::announced).toList();
  }

  /** Returns the images that a listing shows, of those that match its conditions. */
  public List<Image> list(List<Image> matching) {
    List<Image> images = matching;
    for (Filter filter : filters) {
      images = filter.listed(context, images);
    }
    return images;
  }

  /** Removes an image. */
  public void remove(Image image) {
    boolean honoured = true;
    for (Filter filter : filters) {
      honoured = filter.removed(context, image, honoured);
    }
    if (honoured) {
      context.world().remove(image.place(), image.id());
    }
  }
}
