package org.imagecopy.conformance.emulator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The way of a request through rules, operation and filters, the same for every family. */
public abstract class FilteredEmulator implements Emulator {

  private static final System.Logger LOG = System.getLogger(FilteredEmulator.class.getName());

  private final World world;
  private final Clock clock;
  private final List<Filter> filters;
  private final Map<String, Operation> operations = new LinkedHashMap<>();

  /**
   * Creates an endpoint.
   *
   * @param world what it acts upon
   * @param clock the clock by which it judges timestamps and nonces
   * @param filters the deviations from the honest endpoint, in order
   * @param operations the operations of the family
   */
  protected FilteredEmulator(World world, Clock clock, List<Filter> filters, List<Operation> operations) {
    this.world = world;
    this.clock = clock;
    this.filters = List.copyOf(filters);
    operations.forEach(operation -> this.operations.put(operation.name(), operation));
  }

  @Override
  public World world() {
    return world;
  }

  @Override
  public Answer handle(Call call) {
    return process(call).answer();
  }

  @Override
  public Wire serve(Call call) {
    Outcome outcome = process(call);
    Context context = outcome.context();
    try {
      Wire wire = render(context, outcome.answer());
      for (Filter filter : filters) {
        wire = filter.wire(context, wire);
      }
      return wire;
    } catch (RuntimeException unexpected) {
      LOG.log(System.Logger.Level.ERROR, "The answer to " + call + " could not be rendered", unexpected);
      return new Wire(500, Map.of("Content-Type", "application/json"), Json.render(failure(context).body()));
    }
  }

  private Outcome process(Call raw) {
    Call call = raw;
    Context context = null;
    try {
      call = prepare(raw);
      for (Filter filter : filters) {
        call = filter.receive(call);
      }
      context = open(call);
      world.settle();
      Answer answer = decide(context);
      for (Filter filter : filters) {
        answer = filter.answer(context, answer);
      }
      return new Outcome(context, answer);
    } catch (RuntimeException unexpected) {
      LOG.log(System.Logger.Level.ERROR, "The request " + call + " failed", unexpected);
      Context known = context == null ? open(call) : context;
      return new Outcome(known, failure(known));
    }
  }

  private Context open(Call call) {
    Optional<Operation> operation = Optional.ofNullable(operations.get(call.value("Action")));
    return new Context(call, world, clock.instant(), signing(call), operation, newRequestId());
  }

  private Answer decide(Context context) {
    Optional<Operation> operation = Optional.ofNullable(operations.get(context.operation()));
    List<Rule> rules = new ArrayList<>(platformRules());
    operation.ifPresent(known -> rules.addAll(known.rules()));
    List<Rule> ordered = List.copyOf(rules);
    for (Filter filter : filters) {
      ordered = filter.rules(context, ordered);
    }
    for (Rule rule : ordered) {
      Optional<Refusal> refusal = rule.check().apply(context);
      for (Filter filter : filters) {
        refusal = filter.verdict(context, rule, refusal);
      }
      if (refusal.isPresent()) {
        return refuse(context, refusal.get());
      }
    }
    if (operation.isEmpty()) {
      return refuse(context, unknownOperation(context));
    }
    return success(context, operation.get().perform(context, new Effects(context, filters)));
  }

  private Answer refuse(Context context, Refusal refusal) {
    for (Filter filter : filters) {
      filter.refused(context, refusal);
    }
    return refusal(context, refusal);
  }

  /** Returns whether the family has an operation. */
  protected final boolean hasOperation(String name) {
    return operations.containsKey(name);
  }

  /** Completes a request by what the family reads outside the parameters. */
  protected Call prepare(Call call) {
    return call;
  }

  /** Returns how a request proves who sends it. */
  protected abstract Signing signing(Call call);

  /** Returns a new id for a request. */
  protected abstract String newRequestId();

  /** Returns the rules that hold for every operation, in order. */
  protected abstract List<Rule> platformRules();

  /** Returns the refusal of a request for an operation that the family does not have. */
  protected abstract Refusal unknownOperation(Context context);

  /** Returns the answer to a request that was carried out. */
  protected abstract Answer success(Context context, ObjectNode members);

  /** Returns the answer to a request that was refused. */
  protected abstract Answer refusal(Context context, Refusal refusal);

  /** Returns the answer to a request that failed because of an error of the emulator or of a filter. */
  protected abstract Answer failure(Context context);

  /** Renders an answer; JSON unless the family offers more. */
  protected Wire render(Context context, Answer answer) {
    JsonNode body = answer.body();
    return new Wire(answer.status(), answer.headers(), Json.render(body));
  }

  private record Outcome(Context context, Answer answer) {}
}
