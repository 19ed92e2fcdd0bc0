package org.imagecopy.conformance.steps;

import java.util.ArrayList;
import java.util.List;

import org.imagecopy.conformance.check.Expectation;
import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Signing;

/** What one scenario asks for, written down by its sentences. One per scenario; not thread safe while it is written. */
public final class Scene {

    private Case scenario;
    private Base base = Base.of(Base.Kind.ANOTHER_REGION);
    private final List<Change> changes = new ArrayList<>(2);
    private final List<Expectation> expectations = new ArrayList<>(2);
    private Signing signing = Signing.PROPERLY;
    private String transport = "";
    private boolean reversed;
    private boolean repeated;
    private boolean sameConnection;
    private int together = 1;
    private int times = 1;

    void begin(Case scenario) {
        this.scenario = scenario;
    }

    void base(Base base) {
        this.base = base;
    }

    void change(Change change) {
        changes.add(change);
    }

    void expect(Expectation expectation) {
        expectations.add(expectation);
    }

    void sign(Signing signing) {
        this.signing = signing;
    }

    void travel(String transport) {
        this.transport = transport;
    }

    void reverse() {
        reversed = true;
    }

    void repeat() {
        repeated = true;
    }

    void sameConnection() {
        sameConnection = true;
    }

    void together(int copies) {
        together = copies;
    }

    void times(int requests) {
        times = requests;
    }

    /** The case that the scenario is. */
    public Case scenario() {
        return scenario;
    }

    /** The neutral request it begins with. */
    public Base base() {
        return base;
    }

    /** What it changes, in order. */
    public List<Change> changes() {
        return changes;
    }

    /** What it expects, in order. */
    public List<Expectation> expectations() {
        return expectations;
    }

    /** How its request is signed. */
    public Signing signing() {
        return signing;
    }

    /** How its request travels: a transport, {@code each declared transport}, {@code each RPC transport}; empty for the usual one. */
    public String transport() {
        return transport;
    }

    /** Whether the parameters travel in reverse order. */
    public boolean reversed() {
        return reversed;
    }

    /** Whether the very same request was sent before. */
    public boolean repeated() {
        return repeated;
    }

    /** Whether a good request goes before on the same connection. */
    public boolean onSameConnection() {
        return sameConnection;
    }

    /** How many different copies are requested together. */
    public int together() {
        return together;
    }

    /** How many times the copy is requested, one after another. */
    public int times() {
        return times;
    }

    /** Whether the request is the neutral one, without any change. */
    public boolean neutral() {
        return changes.isEmpty() && signing == Signing.PROPERLY && !reversed && !repeated && !sameConnection && together == 1 && times == 1;
    }
}
