package org.imagecopy.conformance.family;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A request under construction: what it says, before a family signs it and puts it on the wire. Not thread safe. */
public final class Draft {

    private final String operation;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final List<Map.Entry<String, String>> repeated = new ArrayList<>();
    private final Map<String, String> afterwards = new LinkedHashMap<>();
    private final Map<String, String> unsignedQuery = new LinkedHashMap<>();
    private final Map<String, String> unsignedBody = new LinkedHashMap<>();
    private Signing signing = Signing.PROPERLY;
    private String presented = "";
    private String transport;
    private boolean reversed;

    /** A draft of this operation over this transport. */
    public Draft(String operation, String transport) {
        this.operation = operation;
        this.transport = transport;
    }

    /** A draft that says the same and can be changed on its own. */
    public Draft copy() {
        Draft copy = new Draft(operation, transport);
        copy.parameters.putAll(parameters);
        copy.leftOut.addAll(leftOut);
        copy.repeated.addAll(repeated);
        copy.afterwards.putAll(afterwards);
        copy.unsignedQuery.putAll(unsignedQuery);
        copy.unsignedBody.putAll(unsignedBody);
        copy.signing = signing;
        copy.presented = presented;
        copy.reversed = reversed;
        return copy;
    }

    /** Sets a parameter, business or public. */
    public Draft set(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** Leaves a parameter out, business or public. */
    public Draft leaveOut(String name) {
        parameters.remove(name);
        leftOut.add(name);
        return this;
    }

    /** Adds a parameter, also when one of that name is there already. */
    public Draft add(String name, String value) {
        if (parameters.containsKey(name)) {
            repeated.add(Map.entry(name, value));
        } else {
            parameters.put(name, value);
        }
        return this;
    }

    /** Changes or adds a parameter after signing. */
    public Draft change(String name, String value) {
        afterwards.put(name, value);
        return this;
    }

    /** Adds a parameter to the query that is not signed, besides what travels in the body. */
    public Draft inQuery(String name, String value) {
        unsignedQuery.put(name, value);
        return this;
    }

    /** Adds a parameter to a body that is not signed, besides what travels in the query. */
    public Draft inBody(String name, String value) {
        unsignedBody.put(name, value);
        return this;
    }

    /** Says how it is signed. */
    public Draft sign(Signing how) {
        signing = how;
        return this;
    }

    /** Presents the signature of an earlier request; without one, {@link Signing#USED_SIGNATURE} is a made-up signature. */
    public Draft present(String signature) {
        presented = signature;
        return this;
    }

    /** Says how it travels. */
    public Draft travel(String by) {
        transport = by;
        return this;
    }

    /** Lets the parameters travel in reverse order. */
    public Draft reverse() {
        reversed = true;
        return this;
    }

    /** The vendor's name of the operation. */
    public String operation() {
        return operation;
    }

    /** Parameters by name; public ones only where a scenario sets them. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The value of a parameter, or the empty text. */
    public String value(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Names that a scenario leaves out. */
    public Set<String> leftOut() {
        return leftOut;
    }

    /** Second values of parameters. */
    public List<Map.Entry<String, String>> repeated() {
        return repeated;
    }

    /** Changes that are made after signing. */
    public Map<String, String> afterwards() {
        return afterwards;
    }

    /** What the query says besides the body, unsigned. */
    public Map<String, String> unsignedQuery() {
        return unsignedQuery;
    }

    /** What a body says that is not signed, for a request whose parameters travel in the query. */
    public Map<String, String> unsignedBody() {
        return unsignedBody;
    }

    /** How it is signed. */
    public Signing signing() {
        return signing;
    }

    /** The signature of an earlier request that it presents; the empty text for none. */
    public String presented() {
        return presented;
    }

    /** How it travels. */
    public String transport() {
        return transport;
    }

    /** Whether the parameters travel in reverse order. */
    public boolean reversed() {
        return reversed;
    }

    /** Whether its signature is a wrong one of the right shape, and nothing else is wrong with it. */
    public boolean forged() {
        return (signing == Signing.OTHER_SECRET || signing == Signing.MADE_UP || signing == Signing.FIRST_CHARACTER
                || signing == Signing.LAST_CHARACTER || signing == Signing.MIDDLE_CHARACTER || signing == Signing.FIRST_HALF || signing == Signing.LONGER || signing == Signing.USED_SIGNATURE)
                && afterwards.isEmpty() && unsignedQuery.isEmpty() && unsignedBody.isEmpty() && leftOut.isEmpty();
    }

    /** Whether its defect is one of authentication, so that a refusal of that kind is what one expects. */
    public boolean unauthentic() {
        return signing != Signing.PROPERLY && signing != Signing.MINUTE_AGO && signing != Signing.MINUTE_AHEAD
                || !afterwards.isEmpty() || !unsignedQuery.isEmpty() || !unsignedBody.isEmpty()
                || leftOut.stream().anyMatch(name -> name.matches("Signature.*|AccessKeyId|PublicKey|Timestamp|Action|Version"))
                || parameters.keySet().stream().anyMatch(name -> name.matches("Signature.*|AccessKeyId|PublicKey|Timestamp|Action|Version"));
    }
}
