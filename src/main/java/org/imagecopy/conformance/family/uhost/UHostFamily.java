package org.imagecopy.conformance.family.uhost;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.exchange.Answer.Verdict;
import org.imagecopy.conformance.exchange.Exchange;
import org.imagecopy.conformance.exchange.Header;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.exchange.Reply;
import org.imagecopy.conformance.exchange.Request;
import org.imagecopy.conformance.exchange.StrictJson;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Draft;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.family.HttpStatus;
import org.imagecopy.conformance.family.Listing;
import org.imagecopy.conformance.family.Parameters;
import org.imagecopy.conformance.family.Signing;
import org.imagecopy.conformance.family.Transport;
import org.imagecopy.conformance.signature.UCloudSignature;
import org.imagecopy.conformance.target.Target;

/** UCloud UHost {@code CopyCustomImage}. */
public final class UHostFamily implements Family {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LIST = "TargetRegionList";
    private static final int PAGE = 100;
    private static final int USUAL_PAGE = 20;
    private static final String MADE_UP_SIGNATURE = "0123456789abcdef0123456789abcdef01234567";
    private static final Map<String, String> SHOWN = Map.of("ImageName", "name", "ImageDescription", "description", "Tag", "tag");
    /** Members of a listed image that are compared, with the source or with what they were. */
    private static final List<String> LASTING = List.of("Zone", "ImageType", "CreateTime", "OsType", "OsName", "ImageSize", "Features", "FuncType", "IntegratedSoftware", "Vendor", "Links", "MinimalCPU",
            "MaintainEol", "PrimarySoftware", "DataSnapshotIds", "SupportedGPUTypes", "SceneCategories");
    private static final List<Transport> TRANSPORTS = List.of(
            new Transport("POST form", "", "post-form"), new Transport("GET", "", "get"), new Transport("POST query", "", "post-query"),
            new Transport("POST JSON", "", "post-json"), new Transport("POST JSON lists", "", "post-json-lists"));

    @Override
    public String id() {
        return "uhost";
    }

    @Override
    public List<Transport> transports() {
        return TRANSPORTS;
    }

    /** The vendor's client for Go can send real lists; no page says that this operation takes them. */
    @Override
    public boolean unpromised(Base base, String transport) {
        return base.kind() == Base.Kind.LIST && transport.equals("POST JSON lists");
    }

    @Override
    public String nameParameter() {
        return "TargetImageName";
    }

    @Override
    public String descriptionParameter() {
        return "TargetImageDescription";
    }

    @Override
    public String tagParameter() {
        return "TargetImageTag";
    }

    @Override
    public void check(Target target) {
        target.required("regions.source");
        target.required("regions.destinations");
        target.required("images.source");
        target.required("projects.target");
    }

    @Override
    public List<Place> places(Target target) {
        Set<String> regions = new LinkedHashSet<>();
        regions.add(target.text("regions.source"));
        regions.addAll(target.list("regions.destinations"));
        if (!target.text("regions.second-source").isEmpty()) {
            regions.add(target.text("regions.second-source"));
        }
        Set<String> projects = new LinkedHashSet<>();
        projects.add(target.text("projects.source"));
        projects.add(target.text("projects.target"));
        projects.addAll(target.list("projects.others"));
        List<Place> places = new ArrayList<>();
        regions.forEach(region -> projects.forEach(project -> places.add(new Place(region, project))));
        return places;
    }

    @Override
    public Place source(Target target, Base base) {
        return new Place(target.text(base.kind() == Base.Kind.SECOND_SOURCE ? "regions.second-source" : "regions.source"),
                target.text("projects.source"));
    }

    @Override
    public String sourceImage(Target target, Base base) {
        return target.text(base.kind() == Base.Kind.SECOND_SOURCE ? "images.second-source" : "images.source");
    }

    @Override
    public Draft copy(Target target, Base base, String name, String description) {
        List<String> destinations = target.list("regions.destinations");
        Draft draft = new Draft("CopyCustomImage", TRANSPORTS.get(0).name()).set("Region", source(target, base).region());
        if (!target.text("projects.source").isEmpty()) {
            draft.set("ProjectId", target.text("projects.source"));
        }
        draft.set("SourceImageId", sourceImage(target, base)).set("TargetProjectId", target.text("projects.target"));
        switch (base.kind()) {
            case THIRD_REGION -> draft.set("TargetRegion", destinations.get(Math.min(1, destinations.size() - 1)));
            case SAME_REGION -> {
            }
            case LIST -> {
                int index = 0;
                for (String region : base.regions()) {
                    draft.set(LIST + "." + index++, switch (region) {
                        case "another region" -> destinations.get(0);
                        case "a third region" -> destinations.get(Math.min(1, destinations.size() - 1));
                        default -> target.text("regions.source");
                    });
                }
            }
            default -> draft.set("TargetRegion", destinations.get(0).equals(draft.value("Region")) ? target.text("regions.source") : destinations.get(0));
        }
        return draft.set("TargetImageName", name).set("TargetImageDescription", description);
    }

    @Override
    public List<Map<String, String>> optional(Target target) {
        List<Map<String, String>> sets = new ArrayList<>(List.of(Map.of("TargetImageTag", "Default")));
        if (!target.text("zone").isEmpty()) {
            sets.add(0, Map.of("Zone", target.text("zone")));
            sets.add(Map.of("Zone", target.text("zone"), "TargetImageTag", "Default"));
        }
        return sets;
    }

    @Override
    public List<Place> destinations(Target target, Draft draft) {
        String project = draft.value("TargetProjectId");
        List<Place> places = new ArrayList<>();
        draft.parameters().forEach((name, value) -> {
            if (name.startsWith(LIST + ".")) {
                places.add(new Place(value, project));
            }
        });
        if (places.isEmpty()) {
            places.add(new Place(draft.parameters().getOrDefault("TargetRegion", draft.value("Region")), project));
        }
        return places;
    }

    @Override
    public boolean within(Draft draft) {
        return !batch(draft) && !draft.parameters().containsKey("TargetRegion");
    }

    @Override
    public boolean batch(Draft draft) {
        return draft.parameters().keySet().stream().anyMatch(name -> name.startsWith(LIST + "."));
    }

    @Override
    public Request write(Target target, Draft draft, Instant now, String nonce) {
        Transport transport = TRANSPORTS.stream().filter(t -> t.name().equals(draft.transport())).findFirst().orElseThrow(() ->
                new IllegalArgumentException("uhost requests do not travel as '" + draft.transport() + "'"));
        Signing signing = draft.signing();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Action", draft.operation());
        all.put("PublicKey", switch (signing) {
            case UNKNOWN_KEY, UNKNOWN_KEY_EMPTY_SECRET, UNKNOWN_KEY_MADE_UP -> "unknown" + target.credentials().key();
            case LONGER_KEY -> target.credentials().key() + "0";
            case KEY_IN_OTHER_CASE -> Signing.inOtherCase(target.credentials().key());
            case EMPTY_KEY -> "";
            default -> target.credentials().key();
        });
        if (!target.credentials().token().isEmpty()) {
            all.put("SecurityToken", target.credentials().token());
        }
        all.putAll(draft.parameters());
        draft.leftOut().forEach(all::remove);
        if (signing == Signing.WITHOUT_KEY || signing == Signing.MADE_UP_TOKEN || signing == Signing.MADE_UP_HEADER) {
            all.remove("PublicKey");
        }
        String secret = switch (signing) {
            case OTHER_SECRET -> "not" + target.credentials().secret();
            case EMPTY_SECRET, UNKNOWN_KEY_EMPTY_SECRET -> "";
            default -> target.credentials().secret();
        };
        boolean lists = transport.name().equals("POST JSON lists");
        Map<String, ?> signed = lists ? gathered(all) : all;
        String signature = disguised(draft, UCloudSignature.sign(signed, secret));
        List<String> sensitive = List.of(signature, UCloudSignature.stringToSign(signed, secret));
        if (signing != Signing.NOT_AT_ALL && signing != Signing.MADE_UP_TOKEN && signing != Signing.MADE_UP_HEADER
                && !draft.leftOut().contains("Signature")) {
            all.put("Signature", all.getOrDefault("Signature", signature));
        }
        List<Header> headers = new ArrayList<>(List.of(new Header("Accept", "application/json")));
        if (signing == Signing.MADE_UP_TOKEN || signing == Signing.MADE_UP_HEADER) {
            headers.add(new Header("Authorization", "Bearer made-up-token"));
        }
        Parameters parameters = Parameters.travelling(all, draft);
        return wire(target, transport, parameters, headers, draft, sensitive, lists);
    }

    private static Request wire(Target target, Transport transport, Parameters parameters, List<Header> headers, Draft draft,
                                List<String> sensitive, boolean lists) {
        String path = target.endpoint().getRawPath() + Parameters.unsignedQuery(draft);
        switch (transport.name()) {
            case "POST form" -> {
                headers.add(new Header("Content-Type", "application/x-www-form-urlencoded"));
                return new Request("POST", path, headers, parameters.form().getBytes(StandardCharsets.UTF_8), draft.operation(), sensitive);
            }
            case "POST JSON", "POST JSON lists" -> {
                headers.add(new Header("Content-Type", "application/json"));
                return new Request("POST", path, headers, json(parameters, lists).getBytes(StandardCharsets.UTF_8), draft.operation(), sensitive);
            }
            default -> {
                return new Request(transport.method(), target.endpoint().getRawPath() + "?" + parameters.query(), headers, new byte[0], draft.operation(), sensitive);
            }
        }
    }

    private static Map<String, Object> gathered(Map<String, String> all) {
        Map<String, Object> gathered = new TreeMap<>();
        Map<String, TreeMap<Integer, String>> lists = new TreeMap<>();
        all.forEach((name, value) -> {
            int dot = name.lastIndexOf('.');
            if (dot > 0 && name.substring(dot + 1).matches("\\d{1,6}")) {
                lists.computeIfAbsent(name.substring(0, dot), k -> new TreeMap<>()).put(Integer.parseInt(name.substring(dot + 1)), value);
            } else {
                gathered.put(name, value);
            }
        });
        lists.forEach((name, values) -> gathered.put(name, List.copyOf(values.values())));
        return gathered;
    }

    private static String json(Parameters parameters, boolean lists) {
        ObjectNode node = JSON.createObjectNode();
        List<Map.Entry<String, String>> repeated = new ArrayList<>();
        Map<String, TreeMap<Integer, String>> numbered = new TreeMap<>();
        for (Map.Entry<String, String> entry : parameters.entries()) {
            int dot = entry.getKey().lastIndexOf('.');
            if (lists && dot > 0 && entry.getKey().substring(dot + 1).matches("\\d{1,6}")) {
                String name = entry.getKey().substring(0, dot);
                if (!node.has(name)) {
                    node.putArray(name);
                }
                numbered.computeIfAbsent(name, k -> new TreeMap<>()).put(Integer.parseInt(entry.getKey().substring(dot + 1)), entry.getValue());
            } else if (node.has(entry.getKey())) {
                repeated.add(entry);
            } else {
                node.put(entry.getKey(), entry.getValue());
            }
        }
        numbered.forEach((name, values) -> values.values().forEach(((ArrayNode) node.get(name))::add));
        StringBuilder text = new StringBuilder(node.toString());
        for (Map.Entry<String, String> entry : repeated) {
            text.insert(text.length() - 1, "," + JSON.writeValueAsString(entry.getKey()) + ":" + JSON.writeValueAsString(entry.getValue()));
        }
        return text.toString();
    }

    private static String disguised(Draft draft, String signature) {
        return switch (draft.signing()) {
            case MADE_UP, UNKNOWN_KEY_MADE_UP -> MADE_UP_SIGNATURE;
            case USED_SIGNATURE -> draft.presented().isEmpty() ? MADE_UP_SIGNATURE : draft.presented();
            case FIRST_CHARACTER -> (signature.startsWith("0") ? "1" : "0") + signature.substring(1);
            case LAST_CHARACTER -> signature.substring(0, signature.length() - 1) + (signature.endsWith("0") ? "1" : "0");
            case MIDDLE_CHARACTER -> Signing.withMiddleChanged(signature);
            case FIRST_HALF -> signature.substring(0, signature.length() / 2);
            case LONGER -> signature + "0";
            case UPPER_CASE, OTHER_CASE -> signature.toUpperCase(Locale.ROOT);
            default -> signature;
        };
    }

    @Override
    public Answer read(Exchange exchange) {
        if (exchange.reply().isEmpty()) {
            return new Answer(Verdict.SILENT, 0, () -> null, List.of(), "", exchange.failure().orElseThrow().text(), List.of());
        }
        Reply reply = exchange.reply().get();
        StrictJson json = StrictJson.read(reply.body());
        JsonNode body = json.node();
        boolean object = body != null && body.isObject();
        String message = object && body.path("Message").isString() ? body.path("Message").asString() : "";
        JsonNode ret = object ? body.path("RetCode") : JSON.missingNode();
        String code = ret.isNumber() || ret.isString() ? ret.asString() : "";
        Verdict verdict = body == null && reply.status() < 400 ? Verdict.TROUBLED : verdict(reply.status(), code);
        return new Answer(verdict, reply.status(), () -> body, json.problems(), code.isEmpty() ? "" : "RetCode " + code, message,
                verdict == Verdict.ACCEPTED ? promises(body) : List.of());
    }

    private static Verdict verdict(int status, String code) {
        String number = code.replaceFirst("\\.0+$", "");
        if (number.matches("0")) {
            return Verdict.ACCEPTED;
        }
        if (number.equals("8095")) {
            return Verdict.EXHAUSTED;
        }
        if (number.matches("110|130|150|151|152|153|200|520|999|8874|8889")) {
            return number.equals("153") ? Verdict.THROTTLED : Verdict.TROUBLED;
        }
        if (number.matches("17[0-4]")) {
            return Verdict.UNAUTHENTIC;
        }
        if (number.matches("140|240|29[0145]|299")) {
            return Verdict.FORBIDDEN;
        }
        if (number.matches("-?\\d+")) {
            return Verdict.REFUSED;
        }
        if (status == 429) {
            return Verdict.THROTTLED;
        }
        if (status >= 300 && status < 400 || status >= 500 || HttpStatus.asksForRepetition(status)) {
            return Verdict.TROUBLED;
        }
        // An official client reads an answer without RetCode as a success; so does the judgement, and names the missing member.
        return status >= 400 ? Verdict.REFUSED : Verdict.ACCEPTED;
    }

    private static List<Answer.Promise> promises(JsonNode body) {
        List<Answer.Promise> copies = new ArrayList<>();
        if (body == null || !body.isObject()) {
            return copies;
        }
        if (body.path("Infos").isArray()) {
            body.path("Infos").forEach(info -> {
                if (info.isObject()) {
                    copies.add(new Answer.Promise(text(info, "TargetRegion"), text(info, "TargetImageId")));
                }
            });
        }
        if (copies.isEmpty() && !text(body, "TargetImageId").isBlank()) {
            copies.add(new Answer.Promise("", text(body, "TargetImageId")));
        }
        return copies;
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).isString() ? node.path(member).asString() : "";
    }

    private static String usual(Target target) {
        List<String> declared = target.list("capabilities.transports");
        return declared.isEmpty() ? TRANSPORTS.get(0).name() : declared.get(0);
    }

    @Override
    public Draft list(Target target, Place place, String cursor) {
        Draft draft = new Draft("DescribeImage", usual(target)).set("Region", place.region());
        if (!place.project().isEmpty()) {
            draft.set("ProjectId", place.project());
        }
        return draft.set("ImageType", "Custom").set("Offset", cursor.isEmpty() ? "0" : cursor).set("Limit", String.valueOf(PAGE));
    }

    @Override
    public Listing page(Target target, Place place, String cursor, Exchange exchange) {
        Answer answer = read(exchange);
        JsonNode body = answer.body();
        boolean none = body != null && (body.path("ImageSet").isMissingNode() || body.path("ImageSet").isNull())
                && body.has("RetCode") && body.path("TotalCount").asInt(0) == 0;
        if (!answer.accepted() || body == null || !body.path("ImageSet").isArray() && !none) {
            return Listing.unreadable("images of " + place + ": " + (answer.accepted() ? "no list 'ImageSet' in the answer" : answer.inWords()));
        }
        List<Image> images = new ArrayList<>();
        Set<String> shown = new TreeSet<>();
        Map<String, String> texts = new HashMap<>();
        body.path("ImageSet").forEach(node -> {
            images.add(image(place, node, texts));
            SHOWN.forEach((member, name) -> {
                if (node.has(member)) {
                    shown.add(name);
                }
            });
        });
        int seen = (cursor.isEmpty() ? 0 : Integer.parseInt(cursor)) + images.size();
        // Without a total only a short page tells the end; twenty is what a page holds when nothing is said.
        // A total beyond all numbers counts as the greatest one.
        int total = body.path("TotalCount").isNumber() ? body.path("TotalCount").asInt(Integer.MAX_VALUE) : images.size() < USUAL_PAGE ? seen : seen + 1;
        boolean announced = body.path("TotalCount").isNumber();
        if (announced && images.isEmpty() && seen < total) {
            return Listing.unreadable("images of " + place + ": the listing announces " + total + " images and shows " + seen);
        }
        return new Listing(images, shown, images.isEmpty() || seen >= total ? "" : String.valueOf(seen), "");
    }

    private static Image image(Place place, JsonNode node, Map<String, String> texts) {
        String word = text(node, "State");
        Image.State state = switch (word) {
            case "Copying", "Making" -> Image.State.WORKING;
            case "Available" -> Image.State.USABLE;
            case "Unavailable" -> Image.State.FAILED;
            default -> Image.State.UNKNOWN;
        };
        return new Image(place, text(node, "ImageId"), text(node, "ImageName"), text(node, "ImageDescription"), text(node, "Tag"), state, word,
                Listing.attributes(node, LASTING, texts));
    }

    @Override
    public Draft regions(Target target) {
        return new Draft("GetRegion", usual(target));
    }

    @Override
    public List<String> regions(Exchange exchange) {
        Answer answer = read(exchange);
        List<String> regions = new ArrayList<>();
        if (answer.accepted() && answer.body() != null) {
            answer.body().path("Regions").forEach(node -> regions.add(text(node, "Region")));
        }
        return regions.stream().filter(r -> !r.isEmpty()).distinct().toList();
    }

    @Override
    public Draft delete(Target target, Image image) {
        Draft draft = new Draft("TerminateCustomImage", usual(target)).set("Region", image.place().region());
        if (!image.place().project().isEmpty()) {
            draft.set("ProjectId", image.place().project());
        }
        return draft.set("ImageId", image.id());
    }

    @Override
    public String schema(Draft draft, Answer answer) {
        return !answer.accepted() ? "uhost/refused.json" : batch(draft) ? "uhost/batch.json" : "uhost/single.json";
    }

    @Override
    public String imageParameter() {
        return "SourceImageId";
    }

    @Override
    public String unknownImage() {
        return "uimage-0nothere0";
    }

    @Override
    public boolean concernsAuthority(Target target, Draft draft) {
        return !draft.value("TargetProjectId").equals(target.text("projects.target")) || !draft.value("ProjectId").equals(target.text("projects.source"))
                || !target.declares(draft.value("SourceImageId"), "images.source", "images.second-source")
                || !target.declares(draft.value("Region"), "regions.source", "regions.second-source")
                || !draft.value("TargetRegion").isEmpty() && !target.declares(draft.value("TargetRegion"), "regions.destinations");
    }

    @Override
    public List<String> lastingAttributes() {
        return LASTING;
    }
}
