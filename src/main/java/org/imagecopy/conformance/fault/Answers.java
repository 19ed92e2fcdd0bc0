package org.imagecopy.conformance.fault;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Filters that change answers: before they are rendered, and as they are sent. */
final class Answers {

  private static final String ACCEPTED = "Answers.accepted";

  private Answers() {}

  /** Changes the answer to every accepted request for copies. */
  static Filter accepted(BiFunction<Context, Answer, Answer> change) {
    return of((context, answer) -> context.isCopy() && answer.isSuccess() ? change.apply(context, answer) : answer);
  }

  /** Changes the members of the answer to every accepted request for copies. */
  static Filter members(Consumer<ObjectNode> change) {
    return accepted((context, answer) -> {
      // Another filter may have replaced the object.
      if (answer.body() instanceof ObjectNode body) {
        change.accept(body);
      }
      return answer;
    });
  }

  /** Changes the objects that carry the id of a copy. */
  static Filter carriers(Dialect dialect, Consumer<ObjectNode> change) {
    return members(body -> dialect.carriers(body).forEach(change));
  }

  /** Changes refusals of requests for copies, and of requests for nothing that is known. */
  static Filter refused(BiFunction<Context, Answer, Answer> change) {
    return of((context, answer) -> !answer.isSuccess() && (context.isCopy() || context.operation().isEmpty())
        ? change.apply(context, answer) : answer);
  }

  /** Changes the members of refusals of requests for copies, and of requests for nothing that is known. */
  static Filter refusalMembers(BiConsumer<Context, ObjectNode> change) {
    return refused((context, answer) -> {
      if (answer.body() instanceof ObjectNode body) {
        change.accept(context, body);
      }
      return answer;
    });
  }

  /** Changes the members of the answers to a successful operation of any kind. */
  static Filter membersOf(String operation, Consumer<ObjectNode> change) {
    return of((context, answer) -> {
      if (answer.isSuccess() && context.operation().equals(operation) && answer.body() instanceof ObjectNode body) {
        change.accept(body);
      }
      return answer;
    });
  }

  /** Changes every answer. */
  static Filter of(BiFunction<Context, Answer, Answer> change) {
    return new Filter() {
      @Override
      public Answer answer(Context context, Answer honest) {
        return change.apply(context, honest);
      }
    };
  }

  /** Changes the document of every answer, where it is an object. */
  static Filter documents(Consumer<ObjectNode> change) {
    return of((context, answer) -> {
      if (answer.body() instanceof ObjectNode body) {
        change.accept(body);
      }
      return answer;
    });
  }

  /** Answers an accepted request as the accepted one before. */
  static Filter stale() {
    AtomicReference<JsonNode> before = new AtomicReference<>();
    return accepted((context, answer) -> {
      JsonNode old = before.getAndSet(answer.body().deepCopy());
      return old == null ? answer : answer.withBody(old.deepCopy());
    });
  }

  /** Changes the bytes of the answer to every accepted request for copies. */
  static Filter acceptedText(UnaryOperator<String> change) {
    return acceptedWire(wire -> rewritten(wire, change));
  }

  /** Changes the answer to every accepted request for copies as it is sent. */
  static Filter acceptedWire(UnaryOperator<Wire> change) {
    return new Filter() {
      @Override
      public Answer answer(Context context, Answer honest) {
        if (context.isCopy() && honest.isSuccess()) {
          context.note(ACCEPTED, () -> Boolean.TRUE);
        }
        return honest;
      }

      @Override
      public Wire wire(Context context, Wire honest) {
        return context.note(ACCEPTED, () -> Boolean.FALSE) ? change.apply(honest) : honest;
      }
    };
  }

  /** Changes every answer as it is sent. */
  static Filter wires(BiFunction<Context, Wire, Wire> change) {
    return new Filter() {
      @Override
      public Wire wire(Context context, Wire honest) {
        return change.apply(context, honest);
      }
    };
  }

  static Wire rewritten(Wire wire, UnaryOperator<String> change) {
    return wire.withBody(change.apply(new String(wire.body(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a copy of a tree with all names of members in lower case. */
  static JsonNode lowerCase(JsonNode tree) {
    return renamed(tree, name -> name.toLowerCase(Locale.ROOT));
  }

  static JsonNode renamed(JsonNode tree, UnaryOperator<String> names) {
    if (tree.isObject()) {
      ObjectNode copy = Json.object();
      for (Map.Entry<String, JsonNode> member : tree.properties()) {
        copy.set(names.apply(member.getKey()), renamed(member.getValue(), names));
      }
      return copy;
    }
    if (tree.isArray()) {
      ArrayNode copy = Json.array();
      tree.forEach(element -> copy.add(renamed(element, names)));
      return copy;
    }
    return tree;
  }

  /** Returns a copy of an object with its members in reverse order, at every depth. */
  static JsonNode reversed(JsonNode tree) {
    if (tree.isObject()) {
      ObjectNode copy = Json.object();
      List<String> names = new ArrayList<>(tree.propertyNames());
      Collections.reverse(names);
      names.forEach(name -> copy.set(name, reversed(tree.get(name))));
      return copy;
    }
    if (tree.isArray()) {
      ArrayNode copy = Json.array();
      tree.forEach(element -> copy.add(reversed(element)));
      return copy;
    }
    return tree;
  }
}
