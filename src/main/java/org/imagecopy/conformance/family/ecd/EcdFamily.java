package org.imagecopy.conformance.family.ecd;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

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
import org.imagecopy.conformance.signature.Acs3Signature;
import org.imagecopy.conformance.signature.RpcSignature;
import org.imagecopy.conformance.target.Target;

/** Alibaba Cloud Elastic Desktop Service {@code CopyImage}, version 2020-09-30. */
public final class EcdFamily implements Family {

    private static final String VERSION = "2020-09-30";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Parameters of the older scheme that are headers in the newer one. */
    private static final Map<String, String> IN_HEADERS = Map.of("Action", "x-acs-action", "Version", "x-acs-version", "SignatureNonce", "x-acs-signature-nonce");
    /** Too short to be out of date by itself. */
    /** Codes of requests that come too fast; products of this vendor have their own besides those of the gateway. */
    private static final Pattern TOO_OFTEN = Pattern.compile("(?i)throttling.*|(.*\\.)?(operation|requests?)?too.?(frequent|often)(ly)?(\\..*)?|too.?many.?requests?|(request|rate|qps).?limit.?exceed(ed)?"
            + "|.*flow.?control.*");
    /** Codes of an account that may have no more images. */
    private static final Pattern TOO_MANY_IMAGES = Pattern.compile("(?i)quota.*|.*quota.?(exceed|full|reach|limit).*|(images?)?limit.?exceed(ed)?(\\.images?)?");
    private static final Duration OTHER_TIME = Duration.ofMinutes(1);
    private static final Map<String, String> SHOWN = Map.of("Name", "name", "Description", "description");

    /** Members of a listed image that are compared, with the source or with what they were. */
    private static final List<String> LASTING = List.of("ImageType", "CreationTime", "OsType", "Platform", "Size", "DataDiskSize", "ProtocolType", "SessionType", "AppVersion", "GpuCategory",
            "GpuDriverVersion", "VolumeEncryptionEnabled", "VolumeEncryptionKey", "SupportedLanguages");
    private static final List<Transport> TRANSPORTS = List.of(
            new Transport("RPC POST query", "RPC", "post-query"), new Transport("RPC GET", "RPC", "get"),
            new Transport("RPC POST form", "RPC", "post-form"), new Transport("ACS3 POST query", "ACS3", "post-query"),
            new Transport("ACS3 GET", "ACS3", "get"), new Transport("ACS3 POST form", "ACS3", "post-form"));

    @Override
    public String id() {
        return "ecd";
    }

    @Override
    public List<Transport> transports() {
        return TRANSPORTS;
    }

    @Override
    public String nameParameter() {
        return "DestinationImageName";
    }

    @Override
    public String descriptionParameter() {
        return "DestinationDescription";
    }

    @Override
    public String tagParameter() {
        return "";
    }

    @Override
    public void check(Target target) {
        target.required("regions.source");
        target.required("regions.destinations");
        target.required("images.source");
    }

    @Override
    public List<Place> places(Target target) {
        Set<Place> places = new LinkedHashSet<>();
        places.add(new Place(target.text("regions.source"), ""));
        target.list("regions.destinations").forEach(region -> places.add(new Place(region, "")));
        if (!target.text("regions.second-source").isEmpty()) {
            places.add(new Place(target.text("regions.second-source"), ""));
        }
        return List.copyOf(places);
    }

    @Override
    public Place source(Target target, Base base) {
        return new Place(target.text(base.kind() == Base.Kind.SECOND_SOURCE ? "regions.second-source" : "regions.source"), "");
    }

    @Override
    public String sourceImage(Target target, Base base) {
        return target.text(base.kind() == Base.Kind.SECOND_SOURCE ? "images.second-source" : "images.source");
    }

    @Override
    public Draft copy(Target target, Base base, String name, String description) {
        List<String> destinations = target.list("regions.destinations");
        String source = source(target, base).region();
        String destination = switch (base.kind()) {
            case THIRD_REGION -> destinations.get(Math.min(1, destinations.size() - 1));
            default -> destinations.get(0);
        };
        if (destination.equals(source)) {
            destination = target.text("regions.source");
        }
        return new Draft("CopyImage", TRANSPORTS.get(0).name())
                .set("RegionId", source)
                .set("ImageId", sourceImage(target, base))
                .set("DestinationImageName", name)
                .set("DestinationDescription", description)
                .set("DestinationRegionId", destination);
    }

    @Override
    public List<Map<String, String>> optional(Target target) {
        return List.of();
    }

    @Override
    public List<Place> destinations(Target target, Draft draft) {
        return List.of(new Place(draft.value("DestinationRegionId"), ""));
    }

    @Override
    public boolean within(Draft draft) {
        return false;
    }

    @Override
    public boolean batch(Draft draft) {
        return false;
    }

    @Override
    public Request write(Target target, Draft draft, Instant now, String nonce) {
        Transport transport = TRANSPORTS.stream().filter(t -> t.name().equals(draft.transport())).findFirst().orElseThrow(() ->
                new IllegalArgumentException("ecd requests do not travel as '" + draft.transport() + "'"));
        return transport.group().equals("RPC") ? rpc(target, draft, transport, now, nonce) : acs3(target, draft, transport, now, nonce);
    }

    private static String timestamp(Draft draft, Instant now) {
        return draft.signing() == Signing.UNREADABLE_TIME ? "yesterday noon" : TIME.format(now.plus(draft.signing().offset()));
    }

    private static String key(Target target, Draft draft) {
        return switch (draft.signing()) {
            case UNKNOWN_KEY, UNKNOWN_KEY_EMPTY_SECRET, UNKNOWN_KEY_MADE_UP -> "unknown" + target.credentials().key();
            case LONGER_KEY -> target.credentials().key() + "0";
            case KEY_IN_OTHER_CASE -> Signing.inOtherCase(target.credentials().key());
            case EMPTY_KEY -> "";
            default -> target.credentials().key();
        };
    }

    private static String secret(Target target, Draft draft) {
        return switch (draft.signing()) {
            case OTHER_SECRET -> "not" + target.credentials().secret();
            case EMPTY_SECRET, UNKNOWN_KEY_EMPTY_SECRET -> "";
            default -> target.credentials().secret();
        };
    }

    private Request rpc(Target target, Draft draft, Transport transport, Instant now, String nonce) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Action", draft.operation());
        all.put("Version", VERSION);
        all.put("Format", "JSON");
        all.put("AccessKeyId", key(target, draft));
        all.put("SignatureMethod", draft.signing() == Signing.METHOD_NONE ? "NONE" : "HMAC-SHA1");
        all.put("SignatureVersion", "1.0");
        all.put("SignatureNonce", nonce);
        all.put("Timestamp", timestamp(draft, now));
        if (!target.credentials().token().isEmpty()) {
            all.put("SecurityToken", target.credentials().token());
        }
        if (draft.signing() == Signing.WITHOUT_NONCE) {
            all.remove("SignatureNonce");
        }
        if (draft.signing() == Signing.WITHOUT_KEY) {
            all.remove("AccessKeyId");
        }
        all.putAll(draft.parameters());
        draft.leftOut().forEach(all::remove);
        String signedMethod = draft.signing() == Signing.OTHER_METHOD ? (transport.method().equals("GET") ? "POST" : "GET") : transport.method();
        if (draft.signing() == Signing.OTHER_TIME) {
            all.put("Timestamp", timestamp(draft, now.minus(OTHER_TIME)));
        }
        String signature = disguised(draft, RpcSignature.sign(signedMethod, all, secret(target, draft)));
        List<String> sensitive = List.of(signature, RpcSignature.stringToSign(signedMethod, all));
        if (draft.signing() == Signing.OTHER_TIME) {
            all.put("Timestamp", timestamp(draft, now));
        }
        if (draft.signing() == Signing.METHOD_NONE) {
            all.put("Signature", "");
        } else if (draft.signing() != Signing.NOT_AT_ALL && !withoutKeyAndSignature(draft) && !draft.leftOut().contains("Signature")) {
            all.put("Signature", signature);
        }
        List<Header> headers = new ArrayList<>(List.of(new Header("Accept", "application/json")));
        if (withoutKeyAndSignature(draft)) {
            all.keySet().removeIf(name -> name.startsWith("Signature") || name.equals("AccessKeyId"));
            headers.add(new Header("Authorization", madeUp(draft)));
        }
        Parameters parameters = Parameters.travelling(all, draft);
        return wire(target, transport, parameters, new Parameters(), headers, draft, sensitive);
    }

    private Request acs3(Target target, Draft draft, Transport transport, Instant now, String nonce) {
        Map<String, String> business = new LinkedHashMap<>(draft.parameters());
        String action = business.getOrDefault("Action", draft.leftOut().contains("Action") ? null : draft.operation());
        String version = business.getOrDefault("Version", draft.leftOut().contains("Version") ? null : VERSION);
        String once = business.getOrDefault("SignatureNonce", nonce);
        List.of("Action", "Version", "Format", "SignatureNonce").forEach(business::remove);
        Parameters travelling = Parameters.travelling(business, draft);
        travelling.entries().removeIf(entry -> IN_HEADERS.containsKey(entry.getKey()));
        Parameters signedParameters = new Parameters();
        new TreeMap<>(business).forEach((name, value) -> signedParameters.entries().add(Map.entry(name, value)));
        if (draft.reversed()) {
            java.util.Collections.reverse(signedParameters.entries());
        }
        String signedBody = transport.form() ? signedParameters.form() : "";
        if (draft.signing() == Signing.OTHER_BODY) {
            signedBody = signedBody + "&Other=body";
        }
        TreeMap<String, String> signed = new TreeMap<>();
        signed.put("host", target.endpoint().getAuthority());
        if (action != null) {
            signed.put("x-acs-action", action);
        }
        if (version != null) {
            signed.put("x-acs-version", version);
        }
        String hash = Acs3Signature.sha256Hex(signedBody.getBytes(StandardCharsets.UTF_8));
        signed.put("x-acs-content-sha256", hash);
        signed.put("x-acs-date", timestamp(draft, now));
        if (draft.signing() != Signing.WITHOUT_NONCE && !draft.leftOut().contains("SignatureNonce")) {
            signed.put("x-acs-signature-nonce", once);
        }
        if (draft.leftOut().contains("Timestamp")) {
            signed.remove("x-acs-date");
        }
        if (!target.credentials().token().isEmpty()) {
            signed.put("x-acs-accesskey-id", target.credentials().key());
            signed.put("x-acs-security-token", target.credentials().token());
        }
        if (transport.method().equals("POST")) {
            signed.put("content-type", FORM);
        }
        TreeMap<String, String> covered = new TreeMap<>(signed);
        switch (draft.signing()) {
            case NO_SIGNED_HEADERS -> covered.clear();
            case ACTION_UNCOVERED -> covered.remove("x-acs-action");
            case OTHER_TIME -> covered.replace("x-acs-date", timestamp(draft, now.minus(OTHER_TIME)));
            default -> {
            }
        }
        String method = draft.signing() == Signing.OTHER_METHOD ? (transport.method().equals("GET") ? "POST" : "GET") : transport.method();
        String canonical = Acs3Signature.canonicalRequest(method, transport.form() ? Map.of() : business, covered, hash);
        String signature = disguised(draft, Acs3Signature.sign(canonical, secret(target, draft)));
        IN_HEADERS.forEach((parameter, header) -> Optional.ofNullable(draft.afterwards().get(parameter)).ifPresent(value -> signed.put(header, value)));
        if (transport.form() && !draft.afterwards().isEmpty()) {
            // A forger would fix the hash as well; otherwise the hash alone gives the change away.
            signed.put("x-acs-content-sha256", Acs3Signature.sha256Hex(travelling.form().getBytes(StandardCharsets.UTF_8)));
        }
        List<Header> headers = new ArrayList<>(List.of(new Header("Accept", "application/json")));
        signed.forEach((name, value) -> {
            if (!name.equals("host") && !name.equals("content-type")) {
                headers.add(new Header(name, value));
            }
        });
        String authorization = Acs3Signature.authorization(key(target, draft), covered.keySet(), signature);
        switch (draft.signing()) {
            case NOT_AT_ALL -> authorization = "";
            case WITHOUT_KEY -> authorization = authorization.replaceFirst("Credential=[^,]*,", "");
            case MADE_UP_HEADER, MADE_UP_TOKEN -> authorization = madeUp(draft);
            case METHOD_NONE -> authorization = "NONE Credential=" + key(target, draft) + ",SignedHeaders=,Signature=";
            default -> {
                if (draft.leftOut().contains("Signature")) {
                    authorization = authorization.replaceFirst(",Signature=.*", "");
                }
                if (draft.leftOut().contains("AccessKeyId")) {
                    authorization = authorization.replaceFirst("Credential=[^,]*,", "");
                }
            }
        }
        if (!authorization.isEmpty()) {
            headers.add(new Header("Authorization", authorization));
        }
        Draft sent = draft.copy();
        if (!authorization.startsWith(Acs3Signature.ALGORITHM)) {
            // Nothing but this tells a server which takes it for the older scheme that JSON is asked for.
            if (transport.form()) {
                sent.inQuery("Format", "JSON");
            } else {
                travelling.entries().add(Map.entry("Format", "JSON"));
            }
        }
        return wire(target, transport, travelling, travelling, headers, sent, List.of(signature, canonical, Acs3Signature.sha256Hex(canonical.getBytes(StandardCharsets.UTF_8))));
    }

    private static boolean withoutKeyAndSignature(Draft draft) {
        return draft.signing() == Signing.MADE_UP_HEADER || draft.signing() == Signing.MADE_UP_TOKEN;
    }

    private static String madeUp(Draft draft) {
        return draft.signing() == Signing.MADE_UP_TOKEN ? "Bearer made-up-token" : Acs3Signature.ALGORITHM + " garbage";
    }

    private static String disguised(Draft draft, String signature) {
        return switch (draft.signing()) {
            case MADE_UP, UNKNOWN_KEY_MADE_UP -> made(signature);
            case USED_SIGNATURE -> draft.presented().isEmpty() ? made(signature) : draft.presented();
            case FIRST_CHARACTER -> (signature.startsWith("0") ? "1" : "0") + signature.substring(1);
            case LAST_CHARACTER -> lastChanged(signature);
            case MIDDLE_CHARACTER -> Signing.withMiddleChanged(signature);
            case FIRST_HALF -> signature.substring(0, signature.length() / 2);
            case LONGER -> signature + "0";
            case OTHER_CASE -> Signing.inOtherCase(signature);
            case UPPER_CASE -> signature.toUpperCase(Locale.ROOT);
            default -> signature;
        };
    }

    /** The right length and alphabet, another value. */
    private static String made(String signature) {
        return signature.endsWith("=") ? "A".repeat(signature.length() - 1) + "=" : "0".repeat(signature.length());
    }

    private static String lastChanged(String signature) {
        int last = signature.endsWith("=") ? signature.length() - 2 : signature.length() - 1;
        char c = signature.charAt(last);
        // The last letter of a padded Base64 text carries four bits only; a step of four letters changes one of them.
        char other = signature.endsWith("=") ? (c == 'A' ? 'E' : 'A') : (c == '0' ? '1' : '0');
        return signature.substring(0, last) + other + signature.substring(last + 1);
    }

    private static Request wire(Target target, Transport transport, Parameters inQuery, Parameters inForm, List<Header> headers, Draft draft,
                                List<String> sensitive) {
        String path = target.endpoint().getRawPath();
        Parameters form = inForm.entries().isEmpty() ? inQuery : inForm;
        if (transport.form()) {
            headers.add(new Header("Content-Type", FORM));
            return new Request("POST", path + Parameters.unsignedQuery(draft), headers, form.form().getBytes(StandardCharsets.UTF_8), draft.operation(), sensitive);
        }
        if (transport.method().equals("POST")) {
            headers.add(new Header("Content-Type", FORM));
        }
        return new Request(transport.method(), path + "?" + inQuery.query(), headers, Parameters.unsignedBody(draft), draft.operation(), sensitive);
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
        String code = object && body.path("Code").isString() ? body.path("Code").asString() : "";
        String message = object && body.path("Message").isString() ? body.path("Message").asString() : "";
        List<Answer.Promise> copies = new ArrayList<>();
        if (object && body.path("ImageId").isString() && !body.path("ImageId").asString().isBlank()) {
            copies.add(new Answer.Promise("", body.path("ImageId").asString()));
        }
        int status = reply.status();
        Verdict verdict;
        if (status >= 500 || status < 200 || status >= 300 && status < 400) {
            verdict = Verdict.TROUBLED;
            message = message.isEmpty() ? "HTTP " + status + " decides nothing" : message;
        } else if (status >= 400 || object && !body.has("ImageId") && !code.isEmpty() && !Set.of("200", "OK", "Success", "success").contains(code)) {
            verdict = refusal(status, code);
        } else {
            verdict = Verdict.ACCEPTED;
        }
        return new Answer(verdict, status, () -> body, json.problems(), code, message, verdict == Verdict.ACCEPTED ? copies : List.of());
    }

    private static Verdict refusal(int status, String code) {
        if (status == 429 || TOO_OFTEN.matcher(code).matches()) {
            return Verdict.THROTTLED;
        }
        if (TOO_MANY_IMAGES.matcher(code).matches()) {
            return Verdict.EXHAUSTED;
        }
        if (code.matches("ServiceUnavailable|InternalError|UnknownError") || code.isEmpty() && HttpStatus.asksForRepetition(status)) {
            return Verdict.TROUBLED;
        }
        if (code.matches("(InvalidAccessKeyId|InvalidSecurityToken|InvalidTimeStamp)(\\..*)?|SignatureDoesNotMatch|IncompleteSignature|SignatureNonceUsed|IllegalTimestamp"
                + "|InvalidSignatureMethod|Missing(AccessKeyId|Signature|SignatureNonce|Timestamp|SecurityToken)")
                || status == 401) {
            return Verdict.UNAUTHENTIC;
        }
        return code.matches("Forbidden(\\..*)?|NoPermission(\\..*)?") ? Verdict.FORBIDDEN : Verdict.REFUSED;
    }

    @Override
    public Draft list(Target target, Place place, String cursor) {
        Draft draft = new Draft("DescribeImages", usual(target)).set("RegionId", place.region()).set("MaxResults", "100");
        if (!cursor.isEmpty()) {
            draft.set("NextToken", cursor);
        }
        return draft;
    }

    private static String usual(Target target) {
        List<String> declared = target.list("capabilities.transports");
        return declared.isEmpty() ? TRANSPORTS.get(0).name() : declared.get(0);
    }

    @Override
    public Listing page(Target target, Place place, String cursor, Exchange exchange) {
        Answer answer = read(exchange);
        JsonNode body = answer.body();
        if (!answer.accepted() || body == null || !body.path("Images").isArray() && !body.path("Images").isMissingNode() && !body.path("Images").isNull()
                || !body.has("Images") && !body.has("RequestId")) {
            return Listing.unreadable("images of " + place + ": " + (answer.accepted() ? "no list 'Images' in the answer" : answer.inWords()));
        }
        List<Image> images = new ArrayList<>();
        Set<String> shown = new TreeSet<>();
        Map<String, String> texts = new HashMap<>();
        body.path("Images").forEach(node -> {
            images.add(image(place, node, texts));
            SHOWN.forEach((member, name) -> {
                if (node.has(member)) {
                    shown.add(name);
                }
            });
        });
        return new Listing(images, shown, text(body, "NextToken"), "");
    }

    private static Image image(Place place, JsonNode node, Map<String, String> texts) {
        String word = text(node, "Status");
        Image.State state = switch (word) {
            case "Creating", "Waiting", "Copying" -> Image.State.WORKING;
            case "Available" -> Image.State.USABLE;
            case "CreateFailed" -> Image.State.FAILED;
            default -> Image.State.UNKNOWN;
        };
        return new Image(place, text(node, "ImageId"), text(node, "Name"), text(node, "Description"), "", state, word, Listing.attributes(node, LASTING, texts));
    }

    private static String text(JsonNode node, String member) {
        return node.path(member).isString() ? node.path(member).asString() : "";
    }

    @Override
    public Draft regions(Target target) {
        return new Draft("DescribeRegions", usual(target)).set("RegionId", target.text("regions.source"));
    }

    @Override
    public List<String> regions(Exchange exchange) {
        Answer answer = read(exchange);
        List<String> regions = new ArrayList<>();
        if (answer.accepted() && answer.body() != null) {
            answer.body().path("Regions").forEach(node -> regions.add(text(node, "RegionId")));
        }
        return regions.stream().filter(r -> !r.isEmpty()).distinct().toList();
    }

    @Override
    public Draft delete(Target target, Image image) {
        if (image.state() == Image.State.WORKING) {
            return new Draft("CancelCopyImage", usual(target)).set("RegionId", image.place().region()).set("ImageId", image.id());
        }
        return new Draft("DeleteImages", usual(target)).set("RegionId", image.place().region()).set("ImageId.1", image.id());
    }

    @Override
    public String schema(Draft draft, Answer answer) {
        return answer.accepted() ? "ecd/accepted.json" : "ecd/refused.json";
    }

    @Override
    public String imageParameter() {
        return "ImageId";
    }

    @Override
    public String unknownImage() {
        return "m-0000000000nothere";
    }

    @Override
    public boolean concernsAuthority(Target target, Draft draft) {
        return !target.declares(draft.value("ImageId"), "images.source", "images.second-source")
                || !target.declares(draft.value("RegionId"), "regions.source", "regions.second-source")
                || !target.declares(draft.value("DestinationRegionId"), "regions.destinations");
    }

    @Override
    public List<String> lastingAttributes() {
        return LASTING;
    }
}
