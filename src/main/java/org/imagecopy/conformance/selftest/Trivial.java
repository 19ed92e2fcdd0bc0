package org.imagecopy.conformance.selftest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Copy;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.Wire;

/**
 * An endpoint without any sense, which must never be called conformant: it says the same to everything, or only looks like an endpoint.
 * Those that answer requests for copies only let listings and the rest be honest, so that a run gets as far as it can.
 *
 * @param id      its id, such as {@code T2-success}
 * @param text    what it does, in one sentence
 * @param filters makes it out of an emulator
 */
public record Trivial(String id, String text, Supplier<List<Filter>> filters) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> JSON_TYPE = Map.of("Content-Type", "application/json");

    /** Whether it answers without regard to the request, so that hardly a rule may be called verified; the others may keep some rules. */
    public boolean constant() {
        return !id.startsWith("T11");
    }

    /** All of them for one family. */
    public static List<Trivial> of(String family) {
        List<Trivial> all = new ArrayList<>();
        both(all, "T1-empty", "answers an empty object", (context, honest) -> json(200, JSON.createObjectNode()));
        both(all, "T2-success", "answers the same success", (context, honest) -> json(200, success(family, "constant")));
        both(all, "T3-refusal", "answers the same refusal", (context, honest) -> json(family.equals("ecd") ? 400 : 200, refusal(family)));
        both(all, "T4-echo", "answers with the parameters of the request", (context, honest) -> json(200, echo(context)));
        both(all, "T6-error", "answers HTTP 500", (context, honest) -> json(500, refusal(family)));
        both(all, "T7-login-page", "answers a page that asks for a password", (context, honest) -> new Wire(200, Map.of("Content-Type", "text/html"),
                "<!doctype html><html><body><form><input type=password></form></body></html>".getBytes(StandardCharsets.UTF_8)));
        both(all, "T8-throttle", "answers that there were too many requests", (context, honest) -> json(family.equals("ecd") ? 400 : 200, throttle(family)));
        all.add(new Trivial("T2-numbered-success", "Answers every request for copies with a success and an id of its own, and copies nothing.", () -> {
            AtomicInteger count = new AtomicInteger();
            return List.of(answering(true, (context, honest) -> json(200, success(family, String.valueOf(count.incrementAndGet())))));
        }));
        all.add(new Trivial("T9-replay", "Answers every request with what was answered to the first one of its operation.", () -> {
            Map<String, Wire> first = new ConcurrentHashMap<>();
            return List.of(answering(false, (context, honest) -> first.computeIfAbsent(context.operation() + context.call().value(family.equals("ecd") ? "RegionId" : "Region"),
                    key -> honest)));
        }));
        all.add(new Trivial("T10-no-effect", "Answers everything as it should and copies nothing.", () -> List.of(new Filter() {
            @Override
            public List<Copy> copies(Context context, List<Copy> honest) {
                return honest.stream().map(Copy::hollow).toList();
            }
        })));
        all.add(new Trivial("T11-one-path", "Accepts the first request for copies and refuses all others.", () -> {
            AtomicInteger count = new AtomicInteger();
            return List.of(new Filter() {
                @Override
                public List<Rule> rules(Context context, List<Rule> honest) {
                    List<Rule> rules = new ArrayList<>(honest);
                    if (context.isCopy() && count.getAndIncrement() > 0) {
                        rules.add(new Rule("Endpoint.busy", Rule.Kind.RESOURCE, any -> Optional.of(new Refusal("Endpoint.busy", Rule.Kind.RESOURCE,
                                family.equals("ecd") ? 400 : 200, family.equals("ecd") ? "OperationDenied" : "8960", "no"))));
                    }
                    return rules;
                }
            });
        }));
        for (boolean copiesOnly : new boolean[] {false, true}) {
            all.add(new Trivial("T5-random" + (copiesOnly ? "-copies" : ""), "Answers with random values of the right types" + scope(copiesOnly), () -> {
                Random random = new Random(5);
                return List.of(answering(copiesOnly, (context, honest) -> json(200, success(family, Long.toString(random.nextLong(1L << 50), 36)))));
            }));
            all.add(new Trivial("T12-schema-mock" + (copiesOnly ? "-copies" : ""), "Answers with documents made from the schemas of the suite itself" + scope(copiesOnly),
                    () -> List.of(answering(copiesOnly, (context, honest) -> json(200, SchemaMock.document(family, context.operation()))))));
        }
        return all;
    }

    private static void both(List<Trivial> all, String id, String text, BiFunction<Context, Wire, Wire> answer) {
        for (boolean copiesOnly : new boolean[] {false, true}) {
            all.add(new Trivial(id + (copiesOnly ? "-copies" : ""), Character.toUpperCase(text.charAt(0)) + text.substring(1) + scope(copiesOnly),
                    () -> List.of(answering(copiesOnly, answer))));
        }
    }

    private static String scope(boolean copiesOnly) {
        return copiesOnly ? ", to requests for copies only." : ", whatever is asked.";
    }

    /** Nothing comes of requests for copies; what is answered has nothing to do with it. */
    private static Filter answering(boolean copiesOnly, BiFunction<Context, Wire, Wire> answer) {
        return new Filter() {
            @Override
            public List<Copy> copies(Context context, List<Copy> honest) {
                return honest.stream().map(Copy::hollow).toList();
            }

            @Override
            public Wire wire(Context context, Wire honest) {
                return copiesOnly && !context.isCopy() ? honest : answer.apply(context, honest);
            }
        };
    }

    private static Wire json(int status, JsonNode body) {
        return new Wire(status, JSON_TYPE, body.toString().getBytes(StandardCharsets.UTF_8)).delayed(Duration.ZERO);
    }

    private static ObjectNode success(String family, String id) {
        return family.equals("ecd") ? JSON.createObjectNode().put("ImageId", "m-" + id).put("RequestId", "28A40F12-F340-442B-A35F-46EF6A03" + id)
                : JSON.createObjectNode().put("RetCode", 0).put("Action", "CopyCustomImageResponse").put("TargetImageId", "uimage-" + id).put("TaskId", "task-" + id);
    }

    private static ObjectNode refusal(String family) {
        return family.equals("ecd") ? JSON.createObjectNode().put("Code", "InvalidParameter").put("Message", "no").put("RequestId", "28A40F12-F340-442B-A35F-46EF6A030000")
                : JSON.createObjectNode().put("RetCode", 230).put("Action", "CopyCustomImageResponse").put("Message", "no");
    }

    private static ObjectNode throttle(String family) {
        return family.equals("ecd") ? refusal(family).put("Code", "Throttling.User") : refusal(family).put("RetCode", 153);
    }

    private static ObjectNode echo(Context context) {
        ObjectNode node = JSON.createObjectNode();
        Map<String, String> parameters = new LinkedHashMap<>(context.call().parameters());
        parameters.forEach(node::put);
        ArrayNode none = JSON.createArrayNode();
        return node.has("Action") ? node : node.set("parameters", none);
    }
}
