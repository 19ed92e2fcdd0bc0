package org.imagecopy.conformance.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;

import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.exchange.Answer.Verdict;
import org.imagecopy.conformance.exchange.Exchange;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.exchange.Reply;

/** Decides what a sentence comes to, from nothing but the evidence of a run. Stateless. */
public final class Judge {

    private static final int SHOWN = 12;
    private static final java.util.regex.Pattern STACK_TRACE = java.util.regex.Pattern.compile(
            "at [\\w$.]+\\([\\w$]+\\.java(:\\d+)?\\)|Traceback \\(most recent call last\\)|goroutine \\d+ \\[");

    private final Set<Check> disabled;

    /** A judge that leaves some checks out; used to prove that every check is needed. */
    public Judge(Set<Check> disabled) {
        this.disabled = disabled.isEmpty() ? EnumSet.noneOf(Check.class) : EnumSet.copyOf(disabled);
    }

    /**
     * Judges one sentence.
     *
     * @param own the requests of its case
     */
    public Ruling rule(Expectation expectation, List<Act> own, Evidence evidence) {
        if (disabled.contains(expectation.check())) {
            return Ruling.holds("check disabled", List.of());
        }
        List<String> words = expectation.arguments();
        return switch (expectation.check()) {
            case ACCEPTED -> all(own, act -> accepted(act, evidence));
            case REFUSED -> all(own, act -> refused(act, evidence));
            case ALIKE -> alike(own, evidence);
            case NOT_FOR_SIGNATURE -> all(own, act -> notForSignature(act, evidence));
            case KEPT -> all(own, act -> eitherWay(act, evidence, "refused, or a copy with the requested " + words.get(0), (a, e) -> carries(a, e.of(a), words.get(0))));
            case AS_ANSWERED -> all(own, act -> eitherWay(act, evidence, "refused, or carried out as the answer says", (a, e) -> asAnswered(a, e.of(a))));
            case NO_USABLE_COPY -> all(own, act -> noUsableCopy(act, evidence));
            case RECORDED -> recorded(own, evidence);
            case ANSWER_MEMBER -> members(words.get(0), words.get(1), evidence);
            case ANSWER_LACKS -> answers(words.get(0), evidence, "no member '" + words.get(1) + "'", act ->
                    lacks(act, words.get(1)));
            case ANSWER_STRICT_JSON -> answers(words.get(0), evidence, "one JSON object and nothing else", Judge::strictJson);
            case ANSWER_STATUS -> answers(words.get(0), evidence, "HTTP " + words.get(1), act -> status(act, words.get(1)));
            case ANSWER_VALUE -> answers(words.get(1), evidence, words.get(0) + " is '" + words.get(2) + "'", act -> value(act, words.get(0), words.get(2), true));
            case ANSWER_DIFFERS -> answers(words.get(1), evidence, words.get(0) + " is not '" + words.get(2) + "'", act -> value(act, words.get(0), words.get(2), false));
            case ANSWER_DISTINCT -> distinct(words.get(0), words.get(1).equals("answers") ? "answer" : "accepted answer", evidence);
            case BATCH_REGIONS -> answers("batch answer", evidence, "entries for exactly the requested regions", Judge::regions);
            case BATCH_DISTINCT -> answers("batch answer", evidence, "entries with different " + words.get(0), act -> entriesDistinct(act, words.get(0)));
            case COPY_MADE -> copies(evidence, ofKind(words.get(0), false, evidence), "one image for each requested place, under the answered id", Judge::made);
            case COPY_IN_REGION -> copies(evidence, ofKind(words.get(0), true, evidence), "an image in each requested region and in no other", (act, seen) -> misplaced(act, seen, Place::region));
            case COPY_IN_PROJECT -> copies(evidence, evidence.acts().stream().filter(Judge::promising).toList(), "an image in the requested project and in no other",
                    (act, seen) -> misplaced(act, seen, Place::project));
            case COPY_CARRIES -> carried(words.get(0), evidence);
            case COPY_USABLE -> usable(evidence);
            case COPY_WORKING_BEFORE -> copies(evidence, "working states until it is usable", Judge::workingBefore);
            case COPY_STAYS -> copies(evidence, evidence.acts().stream().filter(a -> a.answer().accepted()).toList(),
                    "usable from then on, to the end of the run", Judge::stays);
            case COPY_CANCELLED -> evidence.cancellation().orElseGet(() -> new Ruling(Ruling.Kind.RECORD, "gone after its cancellation", "no copy could be cancelled in time", List.of()));
            case COPY_AGREES -> copies(evidence, "the source's " + words.get(0), (act, seen) -> agrees(act, seen, words.get(0), evidence));
            case SOURCE_UNCHANGED -> source(evidence);
            case REFUSAL_WITHOUT_EFFECT -> withoutEffect(evidence);
            case NO_SECRET -> noSecret(evidence);
            case STILL_ACCEPTED -> evidence.closing().map(act -> accepted(act, evidence))
                    .orElseGet(() -> Ruling.open("accepted", "the run ended before the last request"));
        };
    }

    private static Ruling all(List<Act> acts, Function<Act, Ruling> judge) {
        if (acts.isEmpty()) {
            return Ruling.open("an answer", "no request was sent");
        }
        List<Ruling> rulings = acts.stream().map(judge).toList();
        Ruling worst = rulings.stream().filter(r -> r.kind() == Ruling.Kind.DIFFERS).findFirst()
                .or(() -> rulings.stream().filter(r -> r.kind() == Ruling.Kind.OPEN).findFirst()).orElse(rulings.get(0));
        List<String> details = new ArrayList<>();
        for (Ruling ruling : rulings) {
            if (ruling.kind() == worst.kind()) {
                details.addAll(ruling.details());
            }
        }
        return new Ruling(worst.kind(), worst.expected(), worst.actual(), details);
    }

    private static String controlWords(Act act) {
        return act.control().map(c -> "control #" + c.number() + ": " + c.answer().inWords()).orElse("no control");
    }

    private static Ruling accepted(Act act, Evidence evidence) {
        String expected = "accepted, and a copy appears";
        String actual = act.answer().inWords();
        List<String> where = List.of(act.inWords() + ": " + actual);
        boolean twin = act.control().map(evidence::proven).orElse(false);
        return switch (act.answer().verdict()) {
            case SILENT, TROUBLED, THROTTLED, EXHAUSTED, FORBIDDEN -> new Ruling(Ruling.Kind.OPEN, expected, actual, where);
            case UNAUTHENTIC -> !act.neutral() && !act.aboutSigning() && evidence.acts().stream().anyMatch(a -> a.aboutSigning() && a.expects() == Act.Expects.ACCEPTANCE)
                    ? new Ruling(Ruling.Kind.OPEN, expected, actual + "; how it is signed is another rule", where)
                    : new Ruling(twin || evidence.anyProven() ? Ruling.Kind.DIFFERS : Ruling.Kind.OPEN, expected, actual, where);
            case REFUSED -> act.neutral() || twin ? new Ruling(Ruling.Kind.DIFFERS, expected, actual, where)
                    : new Ruling(Ruling.Kind.OPEN, expected, actual + "; undecided, for its control was not accepted either: " + controlWords(act), where);
            case ACCEPTED -> evidence.proven(act) ? new Ruling(Ruling.Kind.HOLDS, expected, actual, where)
                    : new Ruling(Ruling.Kind.OPEN, expected, actual + ", but no copy was seen", where);
        };
    }

    private static Ruling refused(Act act, Evidence evidence) {
        String expected = "refused, and nothing copied";
        String actual = act.answer().inWords();
        List<String> details = new ArrayList<>(List.of(act.inWords() + ": " + actual));
        List<Sighting> seen = evidence.of(act);
        seen.forEach(s -> details.add("effect: " + s.inWords()));
        Verdict verdict = act.answer().verdict();
        if (verdict == Verdict.ACCEPTED) {
            return new Ruling(Ruling.Kind.DIFFERS, expected, actual, details);
        }
        if (!seen.isEmpty() && act.answer().refused()) {
            // Its words are right, its deeds are not: that is another rule, unless this run does not ask for it.
            boolean judged = evidence.checks().contains(Check.REFUSAL_WITHOUT_EFFECT);
            return new Ruling(judged ? Ruling.Kind.OPEN : Ruling.Kind.DIFFERS, expected, actual + ", but copied all the same", details);
        }
        if (!attributable(act)) {
            return new Ruling(Ruling.Kind.OPEN, expected, actual + "; this cannot be attributed to the defect", details);
        }
        if (!act.control().map(evidence::proven).orElse(false)) {
            return new Ruling(Ruling.Kind.OPEN, expected, actual + "; proves nothing, for the control was not accepted: " + controlWords(act), details);
        }
        if (evidence.listing() && !evidence.barrier()) {
            return new Ruling(Ruling.Kind.OPEN, expected, actual + "; whether something was copied is unknown, for no later copy became visible", details);
        }
        return new Ruling(Ruling.Kind.HOLDS, expected, actual, details);
    }

    /** Whether a request fares the same however it travels; whether it fares rightly is for the rule that it breaks. */
    private static Ruling alike(List<Act> own, Evidence evidence) {
        String expected = "accepted over every transport, or refused over every transport";
        List<String> details = own.stream().map(act -> act.inWords() + ": " + act.answer().inWords()).toList();
        Optional<Act> open = own.stream().filter(act -> !act.answer().accepted()
                && (!attributable(act) || !act.control().map(evidence::proven).orElse(false))).findFirst();
        if (own.isEmpty() || open.isPresent()) {
            return new Ruling(Ruling.Kind.OPEN, expected, open.map(act -> act.inWords() + ": " + act.answer().inWords() + "; " + controlWords(act)).orElse("no request was sent"), details);
        }
        List<String> accepting = own.stream().filter(act -> act.answer().accepted()).map(Act::transport).toList();
        return accepting.isEmpty() || accepting.size() == own.size() ? new Ruling(Ruling.Kind.HOLDS, expected, own.get(0).answer().inWords(), details)
                : new Ruling(Ruling.Kind.DIFFERS, expected, "accepted over " + String.join(", ", accepting) + ", refused over the others", details);
    }

    /** Whether a refusal says something about the request's own defect. */
    private static boolean attributable(Act act) {
        return switch (act.answer().verdict()) {
            case REFUSED -> true;
            case UNAUTHENTIC -> act.unauthentic();
            case FORBIDDEN -> act.unauthentic() || act.authority();
            default -> false;
        };
    }

    /** A request that is signed properly may be refused, but not with the reason that wrong signatures get. */
    private static Ruling notForSignature(Act act, Evidence evidence) {
        String expected = "accepted, or refused for another reason than its signature";
        String actual = act.answer().inWords();
        List<String> where = List.of(act.inWords() + ": " + actual);
        if (!act.control().map(evidence::proven).orElse(false)) {
            return new Ruling(Ruling.Kind.OPEN, expected, actual + "; proves nothing, for the control was not accepted: " + controlWords(act), where);
        }
        boolean known = act.answer().verdict() == Verdict.UNAUTHENTIC;
        boolean learned = act.answer().refused() && evidence.signatureCodes().contains(act.answer().code());
        if (known || learned) {
            return new Ruling(Ruling.Kind.DIFFERS, expected, actual + (known ? "" : "; this endpoint gives this code to wrong signatures only"), where);
        }
        return new Ruling(act.answer().accepted() || act.answer().refused() ? Ruling.Kind.HOLDS : Ruling.Kind.OPEN, expected, actual, where);
    }

    /** The page leaves open whether it is accepted, but not that words and deeds agree. */
    private static Ruling eitherWay(Act act, Evidence evidence, String expected, BiFunction<Act, Evidence, List<String>> problems) {
        String actual = act.answer().inWords();
        List<String> details = new ArrayList<>(List.of(act.inWords() + ": " + actual));
        List<Sighting> seen = evidence.of(act);
        seen.forEach(s -> details.add("effect: " + s.inWords() + " named '" + s.last().name() + "', described '" + s.last().description() + "'"));
        if (!evidence.listing() || !evidence.trouble().isEmpty()) {
            return new Ruling(Ruling.Kind.OPEN, expected, actual + "; what came of it cannot be seen", details);
        }
        if (act.answer().refused()) {
            return refused(act, evidence);
        }
        if (!act.answer().accepted()) {
            return new Ruling(Ruling.Kind.OPEN, expected, actual, details);
        }
        List<String> found = problems.apply(act, evidence);
        if (!found.isEmpty()) {
            details.addAll(found);
            return new Ruling(Ruling.Kind.DIFFERS, expected, actual + "; " + found.get(0), details);
        }
        return new Ruling(evidence.proven(act) || act.answer().copies().isEmpty() ? Ruling.Kind.HOLDS : Ruling.Kind.OPEN, expected, actual, details);
    }

    private static List<String> asAnswered(Act act, List<Sighting> seen) {
        if (act.answer().copies().isEmpty() && !act.asked().batch()) {
            // That an id is missing is for the rules on answers; here the image has to be there.
            return seen.isEmpty() ? List.of("no image appeared") : List.of();
        }
        List<String> found = new ArrayList<>(promisesKept(act, seen));
        Set<String> promised = act.answer().copies().stream().map(Answer.Promise::imageId).collect(Collectors.toSet());
        seen.stream().filter(s -> !promised.contains(s.first().id())).forEach(s -> found.add(s.inWords() + " appeared, which the answer does not tell"));
        return found;
    }

    private static Ruling noUsableCopy(Act act, Evidence evidence) {
        String expected = "refused, or accepted without ever becoming usable";
        List<String> details = new ArrayList<>(List.of(act.inWords() + ": " + act.answer().inWords()));
        for (Sighting seen : evidence.of(act)) {
            details.add("effect: " + seen.inWords());
            if (seen.looks().stream().flatMap(Optional::stream).anyMatch(i -> i.state() == Image.State.USABLE)) {
                boolean other = act.answer().refused() && evidence.checks().contains(Check.REFUSAL_WITHOUT_EFFECT);
                return new Ruling(other ? Ruling.Kind.OPEN : Ruling.Kind.DIFFERS, expected, act.answer().inWords() + ", and its copy became usable", details);
            }
        }
        if (attributable(act)) {
            return act.control().map(evidence::proven).orElse(false) ? new Ruling(Ruling.Kind.HOLDS, expected, act.answer().inWords(), details)
                    : new Ruling(Ruling.Kind.OPEN, expected, act.answer().inWords() + "; proves nothing, for the control was not accepted: " + controlWords(act), details);
        }
        if (act.answer().accepted()) {
            return evidence.listing() && evidence.barrier() ? new Ruling(Ruling.Kind.HOLDS, expected, act.answer().inWords() + ", no usable copy", details)
                    : new Ruling(Ruling.Kind.OPEN, expected, act.answer().inWords() + "; its end was not seen", details);
        }
        return new Ruling(Ruling.Kind.OPEN, expected, act.answer().inWords(), details);
    }

    private static Ruling recorded(List<Act> own, Evidence evidence) {
        List<String> records = new ArrayList<>();
        for (Act act : own) {
            StringBuilder record = new StringBuilder(act.transport()).append(": ").append(act.answer().inWords());
            for (Sighting seen : evidence.of(act)) {
                record.append("; copy ").append(seen.inWords()).append(" named '").append(seen.last().name()).append("', described '")
                        .append(seen.last().description()).append('\'');
            }
            records.add(record.toString());
        }
        return new Ruling(Ruling.Kind.RECORD, "anything: the page leaves it open", records.isEmpty() ? "nothing sent" : records.get(0), records);
    }

    /** Requests whose answers a population covers; what was accepted although it had to be refused is a case of its own. */
    private static List<Act> population(String name, Evidence evidence) {
        return evidence.acts().stream().filter(act -> switch (name) {
            case "answer" -> promising(act) || act.answer().refused() || unreadable(act);
            case "accepted answer" -> promising(act) || unreadable(act);
            case "single answer" -> promising(act) && !act.asked().batch();
            case "batch answer" -> promising(act) && act.asked().batch();
            // A page of HTML instead of a refusal is no refusal, but it is what the endpoint says instead of one.
            case "refusal" -> act.answer().refused()
                    || act.expects() == Act.Expects.REFUSAL && act.answer().verdict() == Verdict.TROUBLED && act.answer().body() == null
                    && act.answer().status() < 500 && act.control().map(evidence::proven).orElse(false);
            default -> throw new IllegalArgumentException("no population '" + name + "'");
        }).filter(act -> act.expects() == Act.Expects.ACCEPTANCE || act.expects() == Act.Expects.REFUSAL || name.equals("refusal")).toList();
    }

    /** A success by its status whose body is no JSON: nothing can be concluded from it except that. */
    private static boolean unreadable(Act act) {
        return act.expects() == Act.Expects.ACCEPTANCE && act.answer().verdict() == Verdict.TROUBLED && act.answer().body() == null
                && act.answer().status() >= 200 && act.answer().status() < 300;
    }

    private static boolean convincing(Act act, Evidence evidence) {
        return act.answer().accepted() ? evidence.proven(act) : act.control().map(evidence::proven).orElse(false);
    }

    private static Ruling answers(String name, Evidence evidence, String expected, Function<Act, Optional<String>> problem) {
        List<Act> acts = population(name, evidence);
        List<String> problems = new ArrayList<>();
        for (Act act : acts) {
            problem.apply(act).ifPresent(text -> problems.add(act.inWords() + ": " + text));
        }
        if (!problems.isEmpty()) {
            return Ruling.differs(expected, problems.size() + " of " + acts.size() + " differ; " + problems.get(0), shortened(problems));
        }
        if (acts.stream().noneMatch(act -> convincing(act, evidence))) {
            return acts.isEmpty() ? Ruling.absent(expected, "no " + name + " in this run")
                    : Ruling.open(expected, "no " + name + " of this run can be relied on, for no copy was seen");
        }
        return Ruling.holds(expected, List.of(acts.size() + " answers looked at"));
    }

    private static List<String> shortened(List<String> problems) {
        if (problems.size() <= SHOWN) {
            return problems;
        }
        List<String> shown = new ArrayList<>(problems.subList(0, SHOWN));
        shown.add("… and " + (problems.size() - SHOWN) + " more");
        return shown;
    }

    private static Ruling members(String name, String field, Evidence evidence) {
        return answers(name, evidence, field + " as the schema of the answer describes it", act -> {
            JsonNode body = act.answer().body();
            if (body == null) {
                return Optional.of(field + " cannot be read: " + String.join(", ", act.answer().problems()));
            }
            String found = AnswerSchemas.problems(act.schema(), body).stream()
                    .filter(p -> p.member().equals(field) || p.member().isEmpty() && !body.isObject())
                    .map(AnswerSchemas.Problem::text).collect(Collectors.joining("; "));
            return found.isEmpty() ? Optional.empty() : Optional.of(found);
        });
    }

    /** An empty list and null say as little as a missing member; the page leaves open which of them is meant. */
    private static Optional<String> lacks(Act act, String field) {
        List<String> found = values(act.answer().body(), field).stream().filter(v -> !v.equals("[]") && !v.equals("null")).toList();
        return found.isEmpty() ? Optional.empty() : Optional.of("has " + field + " = " + found);
    }

    private static Optional<String> strictJson(Act act) {
        if (!act.answer().problems().isEmpty()) {
            return Optional.of(String.join("; ", act.answer().problems()));
        }
        JsonNode body = act.answer().body();
        return body != null && body.isObject() ? Optional.empty() : Optional.of("the document is no object");
    }

    private static Optional<String> status(Act act, String pattern) {
        String status = String.valueOf(act.answer().status());
        return status.matches(pattern.replace("x", "\\d")) ? Optional.empty() : Optional.of("HTTP " + status);
    }

    private static Optional<String> value(Act act, String field, String value, boolean equal) {
        // JSON knows one kind of number: 0.0 is 0.
        List<String> found = values(act.answer().body(), field).stream().map(v -> v.replaceFirst("^(-?\\d+)\\.0+$", "$1")).toList();
        boolean any = found.contains(value);
        if (equal) {
            return any ? Optional.empty() : Optional.of(field + " is " + (found.isEmpty() ? "missing" : "'" + String.join("', '", found) + "'"));
        }
        if (value.isEmpty() && found.stream().allMatch(v -> v.isBlank() || v.equals("null"))) {
            return Optional.of(field + (found.isEmpty() ? " is missing" : " is empty"));
        }
        return any ? Optional.of(field + " is '" + value + "'") : Optional.empty();
    }

    /** The values of a member, in the notation of features; containers as JSON text. */
    static List<String> values(JsonNode body, String field) {
        List<JsonNode> nodes = body == null ? List.of() : List.of(body);
        for (String part : field.split("\\.")) {
            boolean list = part.endsWith("[]");
            String name = list ? part.substring(0, part.length() - 2) : part;
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : nodes) {
                JsonNode member = node.path(name);
                if (list) {
                    member.forEach(next::add);
                } else if (!member.isMissingNode()) {
                    next.add(member);
                }
            }
            nodes = next;
        }
        return nodes.stream().map(n -> n.isContainer() ? n.toString() : n.isNull() ? "null" : n.asString("")).toList();
    }

    private static Ruling distinct(String field, String answers, Evidence evidence) {
        Map<String, List<String>> holders = new HashMap<>();
        int read = 0;
        boolean convincing = false;
        for (Act act : population(answers, evidence)) {
            for (String value : values(act.answer().body(), field)) {
                holders.computeIfAbsent(value, k -> new ArrayList<>()).add(act.inWords());
                read++;
                convincing |= convincing(act, evidence);
            }
        }
        String expected = field + " differs from answer to answer";
        List<String> shared = holders.entrySet().stream().filter(e -> e.getValue().size() > 1)
                .map(e -> "'" + e.getKey() + "' in " + String.join(", ", shortened(e.getValue()))).sorted().toList();
        if (!shared.isEmpty()) {
            return Ruling.differs(expected, shared.get(0), shortened(shared));
        }
        return convincing && read > 1 ? Ruling.holds(expected, List.of(read + " values, all different"))
                : Ruling.absent(expected, "too few answers carry " + field);
    }

    private static Optional<String> regions(Act act) {
        List<String> asked = act.asked().destinations().stream().map(Place::region).sorted().toList();
        List<String> named = values(act.answer().body(), "Infos[].TargetRegion").stream().sorted().toList();
        return named.equals(asked) ? Optional.empty() : Optional.of("requested " + asked + ", entries name " + named);
    }

    private static Optional<String> entriesDistinct(Act act, String field) {
        List<String> values = values(act.answer().body(), "Infos[]." + field);
        return new HashSet<>(values).size() == values.size() ? Optional.empty() : Optional.of(field + " of the entries: " + values);
    }

    private static boolean promising(Act act) {
        return act.expects() == Act.Expects.ACCEPTANCE && act.answer().accepted();
    }

    /** Accepted requests by what they asked for, in the words of the sentence; {@code abroad} leaves out those that named no region. */
    private static List<Act> ofKind(String copies, boolean abroad, Evidence evidence) {
        return evidence.acts().stream().filter(Judge::promising).filter(act -> switch (copies) {
            case "copy" -> !act.asked().batch() && !(abroad && act.asked().within());
            case "copy without a target region" -> act.asked().within();
            case "copy of a batch" -> act.asked().batch();
            default -> throw new IllegalArgumentException("no kind of copies '" + copies + "'");
        }).toList();
    }

    private static Ruling copies(Evidence evidence, String expected, BiFunction<Act, List<Sighting>, List<String>> problems) {
        return copies(evidence, evidence.acts().stream().filter(Judge::promising).toList(), expected, problems);
    }

    private static Ruling copies(Evidence evidence, List<Act> acts, String expected, BiFunction<Act, List<Sighting>, List<String>> problems) {
        if (!evidence.listing()) {
            return Ruling.open(expected, "the target cannot list images");
        }
        if (!evidence.trouble().isEmpty()) {
            return Ruling.open(expected, evidence.trouble());
        }
        List<String> found = new ArrayList<>();
        int looked = 0;
        for (Act act : acts) {
            looked += evidence.of(act).size();
            problems.apply(act, evidence.of(act)).forEach(text -> found.add(act.inWords() + ": " + text));
        }
        if (!found.isEmpty()) {
            return Ruling.differs(expected, found.get(0), shortened(found));
        }
        if (acts.isEmpty()) {
            return Ruling.absent(expected, "no request was accepted");
        }
        return looked == 0 ? Ruling.open(expected, "no copy was seen")
                : Ruling.holds(expected, List.of(looked + " copies looked at"));
    }

    /** Whether there is one image for each requested place, wherever it is, and each answered id among them. */
    private static List<String> made(Act act, List<Sighting> seen) {
        if (seen.isEmpty()) {
            return List.of("accepted, but no image appeared in any configured place");
        }
        List<String> problems = new ArrayList<>();
        Map<Place, Long> wanted = act.asked().destinations().stream().collect(Collectors.groupingBy(p -> p, Collectors.counting()));
        Map<Place, Long> found = seen.stream().collect(Collectors.groupingBy(s -> s.first().place(), Collectors.counting()));
        found.forEach((place, count) -> {
            if (count > wanted.getOrDefault(place, 1L)) {
                problems.add(count + " images in " + place + " instead of " + wanted.getOrDefault(place, 1L));
            }
        });
        problems.addAll(promisesKept(act, seen));
        return problems;
    }

    /** Whether images are where they were asked for; {@code part} tells regions or projects apart. */
    private static List<String> misplaced(Act act, List<Sighting> seen, Function<Place, String> part) {
        if (seen.isEmpty()) {
            return List.of();
        }
        Set<String> wanted = act.asked().destinations().stream().map(part).collect(Collectors.toCollection(TreeSet::new));
        Set<String> found = seen.stream().map(s -> part.apply(s.first().place())).collect(Collectors.toCollection(TreeSet::new));
        List<String> problems = new ArrayList<>();
        wanted.stream().filter(w -> !found.contains(w)).forEach(w -> problems.add("no image in " + w + ", where it was requested"));
        found.stream().filter(f -> !wanted.contains(f)).forEach(f -> problems.add("an image in " + f + ", which was not requested: "
                + seen.stream().filter(s -> part.apply(s.first().place()).equals(f)).map(Sighting::inWords).toList()));
        return problems;
    }

    private static List<String> promisesKept(Act act, List<Sighting> seen) {
        List<String> problems = new ArrayList<>();
        for (Answer.Promise promise : act.answer().copies()) {
            boolean listed = seen.stream().anyMatch(s -> s.first().id().equals(promise.imageId())
                    && (promise.region().isEmpty() || s.first().place().region().equals(promise.region())));
            if (!promise.imageId().isEmpty() && !listed) {
                problems.add("the answered id " + promise.imageId() + (promise.region().isEmpty() ? "" : " in " + promise.region())
                        + " is not among the images that appeared: " + seen.stream().map(Sighting::inWords).toList());
            }
        }
        return problems;
    }

    private static Ruling carried(String parameter, Evidence evidence) {
        Ruling ruling = copies(evidence, "the requested " + parameter, (act, seen) -> carries(act, seen, parameter));
        boolean shown = evidence.acts().stream().map(a -> a.asked().listed().get(parameter)).anyMatch(evidence.shown()::contains);
        return shown || ruling.kind() == Ruling.Kind.OPEN || ruling.kind() == Ruling.Kind.ABSENT ? ruling : Ruling.open(ruling.expected(), "no listing of this endpoint shows what " + parameter + " sets");
    }

    private static List<String> carries(Act act, List<Sighting> seen, String parameter) {
        String wanted = act.asked().shown().get(parameter);
        if (wanted == null) {
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        for (Sighting sighting : seen) {
            Image image = sighting.last();
            String shown = switch (act.asked().listed().getOrDefault(parameter, "")) {
                case "name" -> image.name();
                case "description" -> image.description();
                case "tag" -> image.tag();
                default -> throw new IllegalArgumentException("no listing shows '" + parameter + "'");
            };
            if (!shown.equals(wanted)) {
                problems.add(image.id() + " in " + image.place() + " shows '" + shown + "' (" + shown.length() + " characters) instead of '" + wanted + "' ("
                        + wanted.length() + ")");
            }
        }
        return problems;
    }

    private static Ruling usable(Evidence evidence) {
        String expected = "usable within " + evidence.settling();
        List<String> open = new ArrayList<>();
        Ruling ruling = copies(evidence, expected, (act, seen) -> {
            List<String> failed = new ArrayList<>();
            for (Sighting sighting : seen) {
                boolean usable = sighting.looks().stream().flatMap(Optional::stream).anyMatch(i -> i.state() == Image.State.USABLE);
                if (sighting.last().state() == Image.State.FAILED) {
                    failed.add(sighting.inWords() + " ended without success");
                } else if (!usable) {
                    open.add(act.inWords() + ": " + sighting.inWords() + " is not usable yet");
                }
            }
            return failed;
        });
        return ruling.kind() == Ruling.Kind.HOLDS && !open.isEmpty() ? new Ruling(Ruling.Kind.OPEN, expected, open.get(0), shortened(open)) : ruling;
    }

    private static List<String> workingBefore(Act act, List<Sighting> seen) {
        List<String> problems = new ArrayList<>();
        for (Sighting sighting : seen) {
            for (Optional<Image> look : sighting.looks()) {
                Image.State state = look.map(Image::state).orElse(Image.State.WORKING);
                if (state == Image.State.USABLE) {
                    break;
                }
                if (state == Image.State.FAILED) {
                    problems.add(sighting.inWords() + " was seen as '" + look.orElseThrow().stateWord() + "' before");
                    break;
                }
            }
        }
        return problems;
    }

    private static List<String> stays(Act act, List<Sighting> seen) {
        List<String> problems = new ArrayList<>();
        for (Sighting sighting : seen) {
            boolean usable = false;
            int worse = 0;
            Optional<Image> became = Optional.empty();
            for (Optional<Image> look : sighting.looks()) {
                boolean now = look.filter(i -> i.state() == Image.State.USABLE).isPresent();
                worse = usable && !now ? worse + 1 : worse > 1 ? worse : 0;
                became = usable && !now ? look : became;
                usable |= now;
            }
            // One look alone may come from a listing that lags behind.
            if (worse > 1) {
                problems.add(sighting.last().id() + " was usable and was then " + became.map(i -> "'" + i.stateWord() + "'").orElse("gone"));
            } else if (!sighting.present()) {
                problems.add(sighting.last().id() + " was gone at the closing look");
            }
        }
        return problems;
    }

    private static List<String> agrees(Act act, List<Sighting> seen, String attributes, Evidence evidence) {
        List<String> problems = new ArrayList<>();
        if (evidence.source().filter(source -> source.id().equals(act.asked().source())).isEmpty()) {
            return problems;
        }
        Map<String, String> source = evidence.source().get().attributes();
        for (Sighting sighting : seen) {
            for (String attribute : attributes.split(",")) {
                String name = attribute.strip();
                String mine = sighting.last().attributes().get(name);
                if (mine != null && source.containsKey(name) && !mine.equals(source.get(name))) {
                    problems.add(sighting.last().id() + ": " + name + " is '" + mine + "', the source has '" + source.get(name) + "'");
                }
            }
        }
        return problems;
    }

    private static Ruling source(Evidence evidence) {
        String expected = "the source images as they were before the run" + (evidence.exclusive() ? ", and no other image gone" : "");
        if (!evidence.listing() || evidence.source().isEmpty() || evidence.sourceDifferences().isEmpty()) {
            return Ruling.open(expected, "the source image could not be listed before and after the run");
        }
        List<String> differences = evidence.sourceDifferences().get();
        if (!differences.isEmpty()) {
            return Ruling.differs(expected, differences.get(0), differences);
        }
        return evidence.trouble().isEmpty() && evidence.anyProven() ? Ruling.holds(expected, List.of())
                : Ruling.open(expected, evidence.trouble().isEmpty() ? "no copy was seen" : evidence.trouble());
    }

    private static Ruling withoutEffect(Evidence evidence) {
        String expected = "nothing is left behind by any refused request";
        List<String> left = new ArrayList<>(evidence.lateEffects());
        int refusals = 0;
        for (Act act : evidence.acts()) {
            if (act.answer().refused()) {
                refusals++;
                evidence.of(act).forEach(s -> left.add(act.inWords() + ": " + act.answer().inWords() + ", yet there is " + s.inWords()));
            }
        }
        List<String> suspects = refusals == 0 ? List.of() : evidence.suspects().stream().map(s -> s.inWords() + " named '" + s.first().name() + "' appeared, which nothing explains").toList();
        if (evidence.exclusive()) {
            left.addAll(suspects);
        }
        if (!left.isEmpty()) {
            return Ruling.differs(expected, left.get(0), shortened(left));
        }
        if (!suspects.isEmpty()) {
            return new Ruling(Ruling.Kind.OPEN, expected, suspects.get(0) + "; if nobody else uses the account, say so by 'exclusive: true'", shortened(suspects));
        }
        if (refusals == 0) {
            return Ruling.absent(expected, "no refusal in this run");
        }
        return evidence.listing() && evidence.barrier() ? Ruling.holds(expected, List.of(refusals + " refusals looked at"))
                : Ruling.open(expected, "no later copy became visible");
    }

    private static Ruling noSecret(Evidence evidence) {
        String expected = "no credential and no stack trace in any answer";
        List<String> shown = new ArrayList<>();
        int replies = 0;
        for (Act act : evidence.acts()) {
            Optional<Reply> reply = act.exchange().flatMap(Exchange::reply);
            if (reply.isPresent()) {
                replies++;
                String text = new String(reply.get().body(), java.nio.charset.StandardCharsets.UTF_8) + reply.get().headers();
                if (evidence.secrets().finds(text)) {
                    shown.add(act.inWords() + ": the answer shows a credential");
                }
                if (STACK_TRACE.matcher(text).find()) {
                    shown.add(act.inWords() + ": the answer shows a stack trace");
                }
            }
        }
        if (!shown.isEmpty()) {
            return Ruling.differs(expected, shown.get(0), shortened(shown));
        }
        return replies > 0 && evidence.anyProven() ? Ruling.holds(expected, List.of(replies + " answers searched")) : Ruling.open(expected, "no answer to search can be relied on");
    }
}
