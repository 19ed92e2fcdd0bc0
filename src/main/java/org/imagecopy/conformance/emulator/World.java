package org.imagecopy.conformance.emulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Everything an emulated cloud knows: accounts, regions, projects and images. Safe for use by many threads.
 *
 * <p>Images may be kept in places that name no known region or project: a fault may put them there.
 */
public final class World {

  /** How many changes are remembered: enough for any test, and no burden for a world that lives for weeks. */
  public static final int GREATEST_JOURNAL = 5_000;

  private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

  private final Clock clock;
  private final Duration copyTime;
  private final Map<String, Account> accounts;
  private final Map<String, Region> regions;
  private final Map<String, Project> projects;
  private final Map<Place, Shelf> shelves = new ConcurrentHashMap<>();
  private final Deque<Event> journal = new ArrayDeque<>();
  private final PriorityQueue<Deed> deeds = new PriorityQueue<>();
  private final AtomicLong ids = new AtomicLong();

  private World(Builder builder) {
    clock = builder.clock;
    copyTime = builder.copyTime;
    accounts = new LinkedHashMap<>(builder.accounts);
    regions = new LinkedHashMap<>(builder.regions);
    projects = new LinkedHashMap<>(builder.projects);
    builder.images.forEach(image -> shelf(image.place()).put(image));
  }

  /** Starts an empty world whose time is that of a clock and whose copies take 60 seconds. */
  public static Builder builder(Clock clock) {
    return new Builder(clock);
  }

  /** Returns the clock by which copies become usable. */
  public Clock clock() {
    return clock;
  }

  /** Returns how long a copy takes. */
  public Duration copyTime() {
    return copyTime;
  }

  /** Returns the identities in the order in which they were added; the first one is the main one. */
  public Collection<Account> accounts() {
    return accounts.values();
  }

  /** Returns the identity of a key id. */
  public Optional<Account> account(String keyId) {
    return Optional.ofNullable(accounts.get(keyId));
  }

  /** Returns the regions in the order in which they were added. */
  public Collection<Region> regions() {
    return regions.values();
  }

  /** Returns a region. */
  public Optional<Region> region(String id) {
    return Optional.ofNullable(regions.get(id));
  }

  /** Returns the projects in the order in which they were added. */
  public Collection<Project> projects() {
    return projects.values();
  }

  /** Returns a project. */
  public Optional<Project> project(String id) {
    return Optional.ofNullable(projects.get(id));
  }

  /** Returns all images of a place, listed or not, in the order in which they were added. */
  public List<Image> images(Place place) {
    Shelf shelf = shelves.get(place);
    return shelf == null ? List.of() : shelf.list();
  }

  /** Returns all images of all places, in no particular order of places. */
  public List<Image> images() {
    List<Image> all = new ArrayList<>();
    shelves.values().forEach(shelf -> all.addAll(shelf.list()));
    return all;
  }

  /** Returns the image of an id in a place. */
  public Optional<Image> image(Place place, String id) {
    Shelf shelf = shelves.get(place);
    return shelf == null ? Optional.empty() : shelf.get(id);
  }

  /** Returns an image of an id wherever it is. */
  public Optional<Image> find(String id) {
    return shelves.values().stream().flatMap(shelf -> shelf.get(id).stream()).findFirst();
  }

  /** Adds an image; one of the same id in the same place is replaced. */
  public void add(Image image) {
    shelf(image.place()).put(image);
    record(Event.Kind.ADDED, image);
  }

  /** Changes an image where it is; id and place must stay. Returns false if there is no such image. */
  public boolean update(Place place, String id, UnaryOperator<Image> change) {
    Optional<Image> changed = shelf(place).update(id, change);
    changed.ifPresent(image -> record(Event.Kind.CHANGED, image));
    return changed.isPresent();
  }

  /** Removes an image. Returns false if there is no such image. */
  public boolean remove(Place place, String id) {
    Optional<Image> removed = shelf(place).remove(id);
    removed.ifPresent(image -> record(Event.Kind.REMOVED, image));
    return removed.isPresent();
  }

  /** Remembers something to be done as soon as a request arrives at or after an instant of the world's clock. */
  public void later(Instant when, Consumer<World> deed) {
    synchronized (deeds) {
      deeds.add(new Deed(when, ids.incrementAndGet(), deed));
    }
  }

  /** Does what is due. Called before every request. */
  public void settle() {
    Instant now = clock.instant();
    while (true) {
      Deed due;
      synchronized (deeds) {
        if (deeds.isEmpty() || deeds.peek().when().isAfter(now)) {
          return;
        }
        due = deeds.poll();
      }
      due.action().accept(this);
    }
  }

  /** Returns the last {@value #GREATEST_JOURNAL} changes of images; the seed data is not part of it. */
  public List<Event> journal() {
    synchronized (journal) {
      return List.copyOf(journal);
    }
  }

  /**
   * Invents an id that this world has never used.
   *
   * @param prefix what it starts with
   * @param length the number of lower-case letters and digits after the prefix, at least 6; the last six count
   */
  public String newId(String prefix, int length) {
    StringBuilder id = new StringBuilder(prefix);
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 6; i < length; i++) {
      id.append(DIGITS.charAt(random.nextInt(36)));
    }
    String count = Long.toString(ids.incrementAndGet(), 36);
    return id.append("0".repeat(Math.max(0, 6 - count.length()))).append(count).toString();
  }

  private Shelf shelf(Place place) {
    return shelves.computeIfAbsent(place, any -> new Shelf());
  }

  private void record(Event.Kind kind, Image image) {
    Event event = new Event(clock.instant(), kind, image);
    synchronized (journal) {
      if (journal.size() == GREATEST_JOURNAL) {
        journal.removeFirst();
      }
      journal.addLast(event);
    }
  }

  private record Deed(Instant when, long order, Consumer<World> action) implements Comparable<Deed> {

    @Override
    public int compareTo(Deed other) {
      int byTime = when.compareTo(other.when);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** Collects the seed data of a world. */
  public static final class Builder {

    private final Clock clock;
    private Duration copyTime = Duration.ofSeconds(60);
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, Region> regions = new LinkedHashMap<>();
    private final Map<String, Project> projects = new LinkedHashMap<>();
    private final List<Image> images = new ArrayList<>();

    private Builder(Clock clock) {
      this.clock = clock;
    }

    /** Returns the clock of the world to be. */
    public Clock clock() {
      return clock;
    }

    /** Sets how long a copy takes; zero makes copies usable at once. */
    public Builder copyTime(Duration duration) {
      copyTime = duration;
      return this;
    }

    /** Adds an identity; one with the same key id is replaced. */
    public Builder account(Account account) {
      accounts.put(account.keyId(), account);
      return this;
    }

    /** Adds an identity and removes all others. */
    public Builder onlyAccount(Account account) {
      accounts.clear();
      return account(account);
    }

    /** Adds a region. */
    public Builder region(Region region) {
      regions.put(region.id(), region);
      return this;
    }

    /** Adds a project. */
    public Builder project(Project project) {
      projects.put(project.id(), project);
      return this;
    }

    /** Adds an image. */
    public Builder image(Image image) {
      images.add(image);
      return this;
    }

    /**
     * Builds the world.
     *
     * @throws IllegalStateException if it has no identity or no region
     */
    public World build() {
      if (accounts.isEmpty() || regions.isEmpty()) {
        throw new IllegalStateException("A world needs at least one account and one region");
      }
      return new World(this);
    }
  }
}
