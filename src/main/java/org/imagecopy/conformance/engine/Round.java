package org.imagecopy.conformance.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.check.Asked;
import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.contract.Contract;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Draft;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.family.Signing;
import org.imagecopy.conformance.family.Transport;
import org.imagecopy.conformance.steps.Change;
import org.imagecopy.conformance.steps.Scene;
import org.imagecopy.conformance.target.Target;

/**
 * What one round of a run sends: its controls, its probes, and what it leaves out and why. Mostly a run has one round, with all its cases.
 * It changes with what it meets and serves one run.
 */
final class Round {

    private final Target target;
    private final Family family;
    private final Contract contract;
    private final Map<String, String> inapplicable = new LinkedHashMap<>();
    private final Map<String, Probe> controls = new LinkedHashMap<>();
    private final Map<Scene, List<Probe>> probes = new LinkedHashMap<>();
    private final List<Bundle> bundles = new ArrayList<>();
    private final List<Transport> affordable = new ArrayList<>();
    private final List<Scene> scenes = new ArrayList<>();
    private final List<Transport> transports;
    /** Its scenes, by their places among all scenes of the family. */
    private final Map<Integer, Scene> selected;
    private final Map<Scene, Integer> places = new IdentityHashMap<>();
    private final Plan plan;
    private final Markers markers;
    private final Map<String, String> additions;
    private final Map<String, String> listed = new LinkedHashMap<>();
    /** Every list of places once: there are few, and a request for each case. */
    private final Map<List<Place>, List<Place>> destinations = new ConcurrentHashMap<>();
    private final boolean frugal;

    /**
     * Plans a round.
     *
     * @param selected scenes by their places among all scenes of the family, in reading order
     * @param markers  attribute images to its requests
     */
    Round(Plan plan, Map<Integer, Scene> selected, Markers markers) {
        this(plan, selected, markers, Map.of());
    }

    private Round(Plan plan, Map<Integer, Scene> selected, Markers markers, Map<String, String> additions) {
        this.plan = plan;
        this.target = plan.target();
        this.family = plan.family();
        this.contract = plan.contract();
        this.selected = selected;
        this.markers = markers;
        this.additions = additions;
        selected.forEach((place, scene) -> places.put(scene, place));
        this.frugal = target.flag("frugal");
        listed.put(family.nameParameter(), "name");
        listed.put(family.descriptionParameter(), "description");
        if (!family.tagParameter().isEmpty()) {
            listed.put(family.tagParameter(), "tag");
        }
        this.transports = plan.transports();
        if (frugal) {
            // One control for each signing scheme is what a frugal run pays for first of all.
            transports.stream().map(Transport::group).distinct().forEach(group ->
                    affordable.add(transports.stream().filter(t -> t.group().equals(group)).findFirst().orElseThrow()));
            addFrugally(List.copyOf(selected.values()));
        } else {
            selected.values().forEach(this::add);
        }
    }

    /** Refusals and looks at what is copied anyway cost nothing; what has to be accepted shares as few copies as possible. */
    private void addFrugally(List<Scene> selected) {
        selected.stream().filter(scene -> free(scene, selected)).filter(scene -> !transports(scene).isEmpty() || declaredTransports(scene).isEmpty()).forEach(this::add);
        List<Pack> packs = new ArrayList<>();
        Set<String> accepting = new LinkedHashSet<>();
        scenes.stream().filter(Round::accepting).forEach(s -> accepting.add(s.scenario().row()));
        List<Scene> candidates = selected.stream().filter(s -> !scenes.contains(s) && Pack.possible(s) && lacking(s).isEmpty() && paid(s.base())).toList();
        candidates.stream().filter(s -> s.scenario().tagged("frugal")).filter(s -> pack(packs, s)).forEach(s -> accepting.add(s.scenario().row()));
        candidates.stream().filter(s -> !s.scenario().tagged("frugal") && !accepting.contains(s.scenario().row())).filter(s -> pack(packs, s))
                .forEach(s -> accepting.add(s.scenario().row()));
        packs.forEach(this::add);
        selected.stream().filter(s -> expects(s) == Act.Expects.REFUSAL && paid(s.base()) && lacking(s).isEmpty() && !decided(s)).forEach(this::addWithControl);
        scenes.sort(Comparator.comparing(places::get));
    }

    private static boolean accepting(Scene scene) {
        return scene.expectations().stream().anyMatch(e -> e.check() == Check.ACCEPTED);
    }

    private boolean decided(Scene scene) {
        return probes.keySet().stream().anyMatch(s -> s.scenario().row().equals(scene.scenario().row()));
    }

    /** Whether the neutral request of this form is sent anyway. */
    private boolean paid(Base base) {
        return controls.values().stream().anyMatch(c -> c.base().equals(base));
    }

    /** Copies that may still be spent. */
    private int left() {
        return plan.budget() - copies(Act.Expects.ACCEPTANCE);
    }

    /** Spends a copy on a control over a transport that nothing else needs. */
    private void addWithControl(Scene scene) {
        List<Transport> by = declaredTransports(scene);
        if (left() > 0 && by.size() == 1 && scene.base().kind() == Base.Kind.ANOTHER_REGION) {
            affordable.add(by.get(0));
            add(scene);
        }
    }

    private boolean pack(List<Pack> packs, Scene scene) {
        List<Transport> by = declaredTransports(scene);
        String transport = by.contains(transports.get(0)) ? "" : by.get(0).name();
        if (packs.stream().anyMatch(pack -> pack.add(scene, transport))) {
            return true;
        }
        Pack fresh = new Pack(scene.base(), Set.of(family.nameParameter(), family.descriptionParameter()));
        int spent = packs.stream().mapToInt(pack -> copies(pack.base())).sum();
        return spent + copies(scene.base()) <= left() && fresh.add(scene, transport) && packs.add(fresh);
    }

    private int copies(Base base) {
        return family.destinations(target, neutral(base, "")).size();
    }

    private void add(Pack pack) {
        String transport = pack.transport().isEmpty() ? usualTransport() : pack.transport();
        Transport by = transports.stream().filter(t -> t.name().equals(transport)).findFirst().orElseThrow();
        List<Probe> parts = new ArrayList<>();
        Draft merged = null;
        String marker = markers.next();
        for (Scene scene : pack.scenes()) {
            Probe part = probe(scene, scene.transport().isEmpty() ? transports.get(0) : by, markers.next());
            merged = change(merged == null ? neutral(scene.base(), marker).travel(transport) : merged, scene, marker);
            scenes.add(scene);
            probes.put(scene, List.of(part));
            parts.add(part);
        }
        Probe first = parts.get(0);
        String address = first.address() + (parts.size() == 1 ? "" : " and " + (parts.size() - 1) + " other cases in one request");
        bundles.add(new Bundle(new Probe(address, first.scene(), marker, first.base(), transport, merged::copy, asked(merged), Act.Expects.ACCEPTANCE, false), parts));
    }

    /**
     * One request for several cases that have to be accepted.
     *
     * @param whole the request
     * @param parts the cases one by one, in case it is not accepted
     */
    record Bundle(Probe whole, List<Probe> parts) {
    }

    /** Whether a case costs no copy of its own: it looks at what is copied anyway, is refused, or names an image that nobody can copy. */
    private boolean free(Scene scene, List<Scene> selected) {
        if (scene.expectations().stream().anyMatch(e -> e.check() == Check.COPY_CANCELLED)) {
            return false;
        }
        boolean usual = scene.base().kind() == Base.Kind.ANOTHER_REGION;
        boolean affordable = usual || selected.stream().anyMatch(s -> s.scenario().tagged("frugal") && s.neutral() && s.base().equals(scene.base()));
        boolean impossible = scene.changes().stream().anyMatch(c -> c.parameter().equals(family.imageParameter())
                && Set.of("{unknown image}", "{foreign image}").contains(c.value()));
        return affordable && (neutral(scene) || expects(scene) == Act.Expects.REFUSAL || impossible);
    }

    /** Whether a case sends the neutral request: without a change, or leaving out what is not there. */
    private boolean neutral(Scene scene) {
        if (scene.neutral()) {
            return true;
        }
        Draft draft = neutral(scene.base(), "");
        boolean nothing = scene.changes().stream().allMatch(c -> c.kind() == Change.Kind.LEFT_OUT && !draft.parameters().containsKey(c.parameter()));
        return frugal && nothing && scene.signing() == Signing.PROPERLY && Pack.possible(scene) && !scene.reversed();
    }

    /**
     * The same round with other neutral requests, for an endpoint that refuses the usual one: with names that begin with a small letter,
     * and with parameters that the page calls optional. What the endpoint demands wrongly is then found by the case that leaves it out.
     */
    List<Round> alternatives() {
        List<Round> others = new ArrayList<>();
        others.add(new Round(plan, selected, markers.other("icc", plan.letters(1)), Map.of()));
        // Other letters, for no two requests of a run may share a marker.
        family.optional(target).forEach(extra -> others.add(new Round(plan, selected, markers.other(Plan.PREFIX, plan.letters(1 + others.size())), extra)));
        return others;
    }

    private void add(Scene scene) {
        scenes.add(scene);
        String lacking = lacking(scene);
        if (!lacking.isEmpty()) {
            inapplicable.put(scene.scenario().address(), lacking);
            return;
        }
        List<Transport> by = transports(scene);
        List<Probe> mine = new ArrayList<>();
        for (Transport transport : by) {
            Probe control = control(scene.base(), transport);
            if (neutral(scene)) {
                mine.add(control);
            } else if (scene.repeated() && scene.changes().isEmpty()) {
                // The neutral request was sent already; it is this one that is sent a second time.
                mine.add(new Probe(scene.scenario().address(), scene, control.marker(), scene.base(), transport.name(), control.drafting(), control.asked(), expects(scene), false));
            } else {
                for (int i = 0; i < scene.together(); i++) {
                    mine.add(probe(scene, transport, markers.next()));
                }
                for (int i = 1; i < scene.times(); i++) {
                    mine.add(probe(scene, transport, mine.get(mine.size() - 1).marker()));
                }
            }
        }
        probes.put(scene, List.copyOf(mine));
    }

    /** Leaves out every request that begins as this neutral one; a case that has no others becomes inapplicable. */
    void without(Probe control, String why) {
        controls.remove(control.controlKey());
        probes.replaceAll((scene, mine) -> mine.stream().filter(p -> !p.controlKey().equals(control.controlKey())).toList());
        probes.forEach((scene, mine) -> {
            if (mine.isEmpty()) {
                inapplicable.putIfAbsent(scene.scenario().address(), why);
            }
        });
    }

    /** Why a case cannot be exercised; empty when it can. */
    private String lacking(Scene scene) {
        Row row = contract.row(scene.scenario().row());
        String edition = target.text("capabilities.edition");
        if (!edition.isEmpty() && !row.since().isEmpty() && edition.compareTo(row.since()) < 0) {
            return "the target follows edition " + edition + " of the page, the rule came with " + row.since();
        }
        Set<String> missing = new LinkedHashSet<>(row.needs());
        missing.addAll(scene.scenario().needs());
        Optional<String> found = missing.stream().flatMap(need -> plan.lacking(need).stream()).findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        missing.removeAll(capabilities());
        if (!missing.isEmpty()) {
            return "the target lacks: " + String.join(", ", missing);
        }
        return declaredTransports(scene).isEmpty() ? "the target does not serve: " + scene.transport() : "";
    }

    private Set<String> capabilities() {
        Set<String> found = new LinkedHashSet<>(target.capabilities());
        transports.forEach(t -> {
            found.add(t.capability());
            if (!t.group().isEmpty()) {
                found.add(t.group().toLowerCase(java.util.Locale.ROOT));
            }
        });
        return found;
    }

    private List<Transport> transports(Scene scene) {
        List<Transport> found = declaredTransports(scene);
        if (!frugal) {
            return found;
        }
        return found.stream().filter(affordable::contains).toList();
    }

    private List<Transport> declaredTransports(Scene scene) {
        String wanted = scene.transport();
        return switch (wanted) {
            case "" -> List.of(transports.get(0));
            case "each declared transport" -> transports;
            case "each transport with a body" -> transports.stream().filter(Transport::body).toList();
            case "each POST query transport" -> transports.stream().filter(t -> t.method().equals("POST") && !t.body()).toList();
            case "each form transport" -> transports.stream().filter(Transport::form).toList();
            default -> wanted.startsWith("each ")
                    ? transports.stream().filter(t -> wanted.equals("each " + t.group() + " transport")).toList()
                    : transports.stream().filter(t -> t.name().equals(wanted)).toList();
        };
    }

    private Probe control(Base base, Transport transport) {
        return controls.computeIfAbsent(base.words() + " | " + transport.name(), key -> neutral("control", base, transport.name()));
    }

    /** A neutral request that the plan does not count among its cases. */
    Probe neutral(String address, Base base, String transport) {
        String marker = markers.next();
        Supplier<Draft> drafting = () -> neutral(base, marker).travel(transport);
        return new Probe(address, null, marker, base, transport, drafting, asked(drafting.get()), Act.Expects.ACCEPTANCE, true);
    }

    private Draft neutral(Base base, String marker) {
        Draft draft = family.copy(target, base, marker, description(marker));
        additions.forEach(draft::set);
        return draft;
    }

    private Probe probe(Scene scene, Transport transport, String marker) {
        Supplier<Draft> drafting = () -> change(neutral(scene.base(), marker).travel(transport.name()), scene, marker);
        return new Probe(scene.scenario().address(), scene, marker, scene.base(), transport.name(), drafting, asked(drafting.get()), expects(scene), false);
    }

    private Draft change(Draft draft, Scene scene, String marker) {
        Templates templates = new Templates(target, family, scene.base(), marker);
        if (scene.signing() != Signing.PROPERLY) {
            draft.sign(scene.signing());
        }
        for (Change change : scene.changes()) {
            switch (change.kind()) {
                case SET -> draft.set(change.parameter(), templates.fill(change.value()));
                case LEFT_OUT -> draft.leaveOut(change.parameter());
                case ADDED -> draft.add(change.parameter(), templates.fill(change.value()));
                case IN_QUERY -> draft.inQuery(change.parameter(), templates.fill(change.value()));
                case IN_BODY -> draft.inBody(change.parameter(), templates.fill(change.value()));
                case AFTER_SIGNING -> draft.change(change.parameter(), templates.fill(change.value()));
            }
        }
        return scene.reversed() ? draft.reverse() : draft;
    }

    private static Act.Expects expects(Scene scene) {
        return scene.expectations().stream().map(e -> switch (e.check()) {
            case REFUSED, ALIKE -> Act.Expects.REFUSAL;
            case KEPT, AS_ANSWERED -> Act.Expects.EITHER;
            case RECORDED, NO_USABLE_COPY, NOT_FOR_SIGNATURE -> Act.Expects.NOTHING;
            default -> Act.Expects.ACCEPTANCE;
        }).findFirst().orElse(Act.Expects.NOTHING);
    }

    private Asked asked(Draft draft) {
        Map<String, String> shown = new HashMap<>();
        listed.keySet().forEach(name -> Optional.ofNullable(draft.parameters().get(name)).filter(v -> !v.isEmpty()).ifPresent(v -> shown.put(name, v)));
        return new Asked(draft.value(family.imageParameter()), destinations.computeIfAbsent(family.destinations(target, draft), List::copyOf), family.batch(draft), family.within(draft), shown,
                listed);
    }

    /** How the copy of a neutral request is described. */
    static String description(String marker) {
        return "Conformance" + marker;
    }

    /** The family. */
    Family family() {
        return family;
    }

    /** Its scenes, in reading order. */
    List<Scene> scenes() {
        return scenes;
    }

    /** The place of one of its scenes among all scenes of the family. */
    int place(Scene scene) {
        return places.get(scene);
    }

    /** Why cases cannot be exercised, by address. */
    Map<String, String> inapplicable() {
        return inapplicable;
    }

    Map<String, Probe> controls() {
        return controls;
    }

    /** The requests of each case; those that belong to a bundle are sent one by one only if it is not accepted. */
    Map<Scene, List<Probe>> probes() {
        return probes;
    }

    /** Requests that serve several cases. */
    List<Bundle> bundles() {
        return bundles;
    }

    /** Requests of single cases, besides controls. */
    List<Probe> single() {
        Set<Probe> bundled = bundles.stream().flatMap(b -> b.parts().stream()).collect(Collectors.toSet());
        return probes.values().stream().flatMap(List::stream).filter(p -> p.scene() != null && !bundled.contains(p)).toList();
    }

    /** Whether it spends as few copies as possible. */
    boolean frugal() {
        return frugal;
    }

    /** The transport of requests without a word on theirs. */
    String usualTransport() {
        return transports.get(0).name();
    }

    /** A control that a frugal run sends last of all, so that it needs no closing request of its own: one that no refusal is compared with. */
    Optional<Probe> closingControl() {
        Set<String> compared = single().stream().map(Probe::controlKey).collect(Collectors.toSet());
        return controls.values().stream().filter(c -> frugal && !compared.contains(c.controlKey()) && !c.base().equals(Base.of(Base.Kind.ANOTHER_REGION))).findFirst();
    }

    /** Whether a copy is made only to be cancelled. */
    boolean cancels() {
        return exercised().flatMap(s -> s.expectations().stream()).anyMatch(e -> e.check() == Check.COPY_CANCELLED);
    }

    /** Scenes that can be exercised. */
    Stream<Scene> exercised() {
        return probes.keySet().stream();
    }

    /** Copy requests that will be sent at least; a frugal run sends most refusals twice. */
    int requests() {
        return controls.size() + besides() + bundles.size() + single().size();
    }

    /** Copies that belong to no case: the closing one, and the one that is cancelled. */
    private int besides() {
        return (closingControl().isPresent() ? 0 : 1) + (cancels() ? 1 : 0);
    }

    /** Copies that come of requests of which this is expected, besides neutral ones. */
    int copies(Act.Expects... which) {
        Set<Act.Expects> wanted = Set.of(which);
        int copies = controls.values().stream().mapToInt(p -> p.asked().destinations().size()).sum() + besides();
        copies += bundles.stream().mapToInt(b -> b.whole().asked().destinations().size()).sum();
        return copies + single().stream().filter(p -> wanted.contains(p.expects())).mapToInt(p -> p.asked().destinations().size()).sum();
    }
}
