package org.imagecopy.conformance.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.check.Asked;
import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.contract.Contract;
import org.imagecopy.conformance.contract.Provenance;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Draft;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.family.Transport;
import org.imagecopy.conformance.steps.Change;
import org.imagecopy.conformance.steps.Scene;
import org.imagecopy.conformance.target.Target;

/** What a run against one target will send: its controls, its probes, and what it leaves out and why. */
public final class Plan {

    private final Target target;
    private final Family family;
    private final Contract contract;
    private final Map<String, String> inapplicable = new LinkedHashMap<>();
    private final Map<String, Probe> controls = new LinkedHashMap<>();
    private final Map<Scene, List<Probe>> probes = new LinkedHashMap<>();
    private final List<Scene> scenes = new ArrayList<>();
    private final List<Transport> transports;
    private final List<Scene> all;
    private final Selection selection;
    private final long seed;
    private final String prefix;
    private final String run;
    private int markers;

    /**
     * Plans a run.
     *
     * @param scenes what the features of the family ask for
     * @param seed   seed of the names
     */
    public Plan(Target target, Family family, Contract contract, List<Scene> scenes, Selection selection, long seed) {
        this(target, family, contract, scenes, selection, seed, "Icc");
    }

    private Plan(Target target, Family family, Contract contract, List<Scene> scenes, Selection selection, long seed, String prefix) {
        this.prefix = prefix;
        this.all = scenes;
        this.selection = selection;
        this.seed = seed;
        this.target = target;
        this.family = family;
        this.contract = contract;
        List<String> declared = target.list("capabilities.transports");
        this.transports = declared.isEmpty() ? family.transports()
                : declared.stream().flatMap(name -> family.transports().stream().filter(t -> t.name().equals(name))).toList();
        if (transports.isEmpty()) {
            throw new org.imagecopy.conformance.target.ConfigurationException("'capabilities.transports' names none of the transports of " + family.id() + ": "
                    + String.join(", ", family.transports().stream().map(Transport::name).toList()));
        }
        Random random = new Random(seed);
        StringBuilder letters = new StringBuilder();
        random.ints(5, 0, 26).forEach(i -> letters.append((char) ('a' + i)));
        this.run = letters.toString();
        for (Scene scene : scenes) {
            if (scene.scenario().family().equals(family.id()) && selection.filter().test(scene.scenario())) {
                add(scene);
            }
        }
    }

    /** The same plan with names that begin with a small letter, for an endpoint that refuses capitals there. */
    Plan decapitalised() {
        return new Plan(target, family, contract, all, selection, seed, "icc");
    }

    /** Whether its names begin with a capital. */
    boolean capitalised() {
        return prefix.equals("Icc");
    }

    private void add(Scene scene) {
        Row row = contract.row(scene.scenario().row());
        Set<String> missing = new LinkedHashSet<>(row.needs());
        missing.addAll(scene.scenario().needs());
        missing.removeAll(capabilities());
        List<Transport> by = transports(scene);
        scenes.add(scene);
        if (!missing.isEmpty()) {
            inapplicable.put(scene.scenario().address(), "the target lacks: " + String.join(", ", missing));
            return;
        }
        if (by.isEmpty()) {
            inapplicable.put(scene.scenario().address(), "the target does not serve: " + scene.transport());
            return;
        }
        List<Probe> mine = new ArrayList<>();
        for (Transport transport : by) {
            Probe control = control(scene.base(), transport);
            if (scene.neutral()) {
                mine.add(control);
            } else {
                for (int i = 0; i < scene.together(); i++) {
                    mine.add(probe(scene, transport, row, marker()));
                }
                for (int i = 1; i < scene.times(); i++) {
                    mine.add(probe(scene, transport, row, mine.get(mine.size() - 1).marker()));
                }
            }
        }
        probes.put(scene, mine);
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
        String wanted = scene.transport();
        return switch (wanted) {
            case "" -> List.of(transports.get(0));
            case "each declared transport" -> transports;
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
        String marker = marker();
        Draft draft = family.copy(target, base, marker, "Conformance" + marker).travel(transport);
        return new Probe(address, null, marker, base, draft, asked(draft), Act.Expects.ACCEPTANCE, true);
    }

    private Probe probe(Scene scene, Transport transport, Row row, String marker) {
        Templates templates = new Templates(target, family, scene.base(), marker);
        Draft draft = family.copy(target, scene.base(), marker, "Conformance" + marker).travel(transport.name()).sign(scene.signing());
        for (Change change : scene.changes()) {
            switch (change.kind()) {
                case SET -> draft.set(change.parameter(), templates.fill(change.value()));
                case LEFT_OUT -> draft.leaveOut(change.parameter());
                case ADDED -> draft.add(change.parameter(), templates.fill(change.value()));
                case AFTER_SIGNING -> draft.change(change.parameter(), templates.fill(change.value()));
            }
        }
        if (scene.reversed()) {
            draft.reverse();
        }
        Act.Expects expects = row.provenance() == Provenance.SILENT && scene.expectations().stream().allMatch(e -> e.check() == Check.RECORDED) ? Act.Expects.NOTHING
                : scene.expectations().stream().map(e -> switch (e.check()) {
                    case REFUSED -> Act.Expects.REFUSAL;
                    case RECORDED, NO_USABLE_COPY -> Act.Expects.NOTHING;
                    default -> Act.Expects.ACCEPTANCE;
                }).findFirst().orElse(Act.Expects.NOTHING);
        return new Probe(scene.scenario().address(), scene, marker, scene.base(), draft, asked(draft), expects, false);
    }

    private Asked asked(Draft draft) {
        Map<String, String> shown = new LinkedHashMap<>();
        Map<String, String> listed = new LinkedHashMap<>();
        listed.put(family.nameParameter(), "name");
        listed.put(family.descriptionParameter(), "description");
        if (!family.tagParameter().isEmpty()) {
            listed.put(family.tagParameter(), "tag");
        }
        listed.keySet().forEach(name -> Optional.ofNullable(draft.parameters().get(name)).filter(v -> !v.isEmpty()).ifPresent(v -> shown.put(name, v)));
        return new Asked(family.destinations(target, draft), family.batch(draft), shown, listed);
    }

    /** Letters only, so that it fits into every rule: a prefix, the run, the request. */
    private String marker() {
        int n = markers++;
        return prefix + run + (char) ('a' + n / 676 % 26) + (char) ('a' + n / 26 % 26) + (char) ('a' + n % 26);
    }

    /** The target. */
    public Target target() {
        return target;
    }

    /** The family. */
    public Family family() {
        return family;
    }

    /** The contract. */
    public Contract contract() {
        return contract;
    }

    /** Every selected scene, in reading order. */
    public List<Scene> scenes() {
        return scenes;
    }

    /** The ways in which its requests travel. */
    public List<Transport> transports() {
        return transports;
    }

    /** Why cases cannot be exercised, by address. */
    public Map<String, String> inapplicable() {
        return inapplicable;
    }

    Map<String, Probe> controls() {
        return controls;
    }

    Map<Scene, List<Probe>> probes() {
        return probes;
    }

    /** Copy requests that will be sent. */
    public int requests() {
        return controls.size() + 1 + probes.values().stream().flatMap(List::stream).mapToInt(p -> p.scene() == null ? 0 : p.scene().repeated() ? 2 : 1).sum();
    }

    /** Copies that come into being when the endpoint is conformant. */
    public int expectedCopies() {
        return count(p -> p.expects() == Act.Expects.ACCEPTANCE);
    }

    /** Copies that come into being when the endpoint accepts everything. */
    public int worstCaseCopies() {
        return count(p -> true);
    }

    private int count(java.util.function.Predicate<Probe> which) {
        int copies = controls.values().stream().mapToInt(p -> p.asked().destinations().size()).sum() + 1;
        for (List<Probe> mine : probes.values()) {
            for (Probe probe : mine) {
                if (probe.scene() != null) {
                    copies += which.test(probe) ? probe.asked().destinations().size() : 0;
                    copies += probe.scene().repeated() ? 1 : 0;
                }
            }
        }
        return copies;
    }
}
