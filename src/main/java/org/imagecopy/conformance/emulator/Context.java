package org.imagecopy.conformance.emulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** One request on its way through the emulator: what filters, rules and operations may know. */
public final class Context {

  private final Call call;
  private final World world;
  private final Instant now;
  private final Instant serverTime;
  private final Signing signing;
  private final Account caller;
  private final Optional<Operation> operation;
  private final String requestId;
  private final Map<String, Object> notes = new ConcurrentHashMap<>();
  private List<Copy> asked;
  private List<Copy> copies = List.of();

  Context(Call call, World world, Instant serverTime, Signing signing, Optional<Operation> operation, String requestId) {
    this.call = call;
    this.world = world;
    this.now = world.clock().instant();
    this.serverTime = serverTime;
    this.signing = signing;
    this.operation = operation;
    this.requestId = requestId;
    this.caller = signing.keyId().flatMap(world::account).orElseGet(() -> world.accounts().iterator().next());
  }

  /** Returns the request as the filters received it. */
  public Call call() {
    return call;
  }

  /** Returns the world. */
  public World world() {
    return world;
  }

  /** Returns the instant at which the request is handled, by the world's clock: it decides what images are. */
  public Instant now() {
    return now;
  }

  /** Returns the same instant by the server's clock: it decides about timestamps and nonces. */
  public Instant serverTime() {
    return serverTime;
  }

  /** Returns how the request proves who sends it. */
  public Signing signing() {
    return signing;
  }

  /** Returns who the request acts for: the identity of its key id, the first identity of the world if that is unknown. */
  public Account caller() {
    return caller;
  }

  /** Returns the name of the operation, empty if the request names none that is known. */
  public String operation() {
    return operation.map(Operation::name).orElse("");
  }

  /** Returns whether the request asks for copies. */
  public boolean isCopy() {
    return operation.map(Operation::isCopy).orElse(false);
  }

  /** Returns the id of the request. */
  public String requestId() {
    return requestId;
  }

  /**
   * Returns the copies that the request asks for, whether or not it breaks rules. What is missing is replaced by something
   * plausible: an unknown source by a bare image, no destination by the source's region. The ids are fresh, always the same
   * for one request, and exist only if somebody adds them to the world.
   */
  public synchronized List<Copy> asked() {
    if (asked == null) {
      asked = operation.map(any -> any.plan(this)).orElse(List.of());
    }
    return asked;
  }

  /** Returns the copies that an accepted request has made; empty before that. */
  public synchronized List<Copy> copies() {
    return copies;
  }

  synchronized void made(List<Copy> made) {
    copies = List.copyOf(made);
  }

  /** Returns a note that belongs to this request, making it at the first time. For filters that act at several hooks. */
  @SuppressWarnings("unchecked")
  public <T> T note(String key, Supplier<T> initial) {
    return (T) notes.computeIfAbsent(key, any -> initial.get());
  }
}
