package org.imagecopy.conformance.family;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.imagecopy.conformance.signature.PercentEncoding;

/** Parameters in the order in which they travel; names may stand twice. */
public final class Parameters {

    private final List<Map.Entry<String, String>> entries = new ArrayList<>();

    /** Takes the signed parameters, applies what happens after signing, and puts them into travelling order. */
    public static Parameters travelling(Map<String, String> signed, Draft draft) {
        Parameters parameters = new Parameters();
        signed.forEach((name, value) -> parameters.entries.add(
                Map.entry(name, draft.afterwards().getOrDefault(name, value))));
        draft.afterwards().forEach((name, value) -> {
            if (!signed.containsKey(name)) {
                parameters.entries.add(Map.entry(name, value));
            }
        });
        // Official clients send parameters sorted; the order is a case of its own.
        parameters.entries.sort(Map.Entry.comparingByKey());
        parameters.entries.addAll(draft.repeated());
        if (draft.reversed()) {
            Collections.reverse(parameters.entries);
        }
        return parameters;
    }

    /** What a query says besides a body: a question mark and the parameters, or nothing. */
    public static String unsignedQuery(Draft draft) {
        Parameters parameters = new Parameters();
        parameters.entries.addAll(draft.unsignedQuery().entrySet());
        return parameters.entries.isEmpty() ? "" : "?" + parameters.query();
    }

    /** A form of what a body says besides a query; empty for nothing. */
    public static byte[] unsignedBody(Draft draft) {
        Parameters parameters = new Parameters();
        parameters.entries.addAll(draft.unsignedBody().entrySet());
        return parameters.form().getBytes(StandardCharsets.UTF_8);
    }

    /** The entries in order. */
    public List<Map.Entry<String, String>> entries() {
        return entries;
    }

    /** As a query: RFC 3986, a space is {@code %20}. */
    public String query() {
        return entries.stream().map(e -> PercentEncoding.encode(e.getKey()) + "=" + PercentEncoding.encode(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** As an {@code application/x-www-form-urlencoded} body: a space is {@code +}. */
    public String form() {
        return query().replace("%20", "+");
    }
}
