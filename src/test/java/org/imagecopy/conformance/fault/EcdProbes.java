package org.imagecopy.conformance.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.imagecopy.conformance.emulator.CallReader;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.emulator.ecd.EcdEmulator;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.family.Signing;
import org.imagecopy.conformance.signature.Acs3Signature;
import org.imagecopy.conformance.signature.PercentEncoding;
import org.imagecopy.conformance.signature.RpcSignature;
import tools.jackson.databind.JsonNode;

/** A fixed series of ECD requests, one or more for every rule and every effect. */
final class EcdProbes {

  static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  private final VirtualClock clock = new VirtualClock(START);
  private final World world = EcdWorld.standard(clock);
  private final Transcript transcript;
  private long sequence;
  private long connection;

  private EcdProbes(List<Filter> filters) {
    transcript = new Transcript(new EcdEmulator(world, clock, filters));
  }

  static String run(List<Filter> filters) {
    EcdProbes probes = new EcdProbes(filters);
    probes.run();
    return probes.transcript.toString();
  }

  private void run() {
    effects();
    sending();
    values();
    authentication();
    newerScheme();
    for (int i = 0; i < 35; i++) {
      send(copy("RegionId", "nowhere"));
    }
    Wire last = send(copy());
    lists();
    String id = id(last);
    send(map("Action", "CancelCopyImage", "RegionId", "cn-shenzhen", "ImageId", id));
    id = id(send(copy()));
    pass(120);
    send(map("Action", "DeleteImages", "RegionId", "cn-shenzhen", "ImageId.1", id));
    lists();
  }

  private void effects() {
    String name = "Ab" + "c".repeat(126);
    send(copy("DestinationImageName", name, "DestinationDescription", "D e".repeat(85) + "f"));
    send(copy("ImageId", EcdWorld.OTHER_SOURCE_IMAGE, "DestinationRegionId", "ap-southeast-1"));
    send(copy("DestinationImageName", "Resident-1"));
    lists();
    pass(10);
    lists();
    pass(80);
    lists();
    pass(60);
    lists();
  }

  private void sending() {
    Map<String, String> good = complete(copy("DestinationDescription", "a+b *~ c%25 a&b<c e\u0301 \uD842\uDFB7"));
    Map<String, String> signed = signed("POST", good);
    call("POST", encode(signed), map(), new byte[0]);
    signed = signed("POST", complete(copy("DestinationDescription", "two words")));
    call("POST", "", map("Content-Type", "application/x-www-form-urlencoded"),
        encode(signed).replace("%20", "+").getBytes(UTF_8));
    signed = new LinkedHashMap<>(signed("POST", complete(copy())));
    signed.put("Signature", "wrong");
    call("POST", "", map("Content-Type", "application/x-www-form-urlencoded"), encode(signed).getBytes(UTF_8));
    signed = signed("GET", complete(copy()));
    List<String> names = new ArrayList<>(signed.keySet());
    Collections.reverse(names);
    Map<String, String> shuffled = new LinkedHashMap<>();
    Map<String, String> all = signed;
    names.forEach(each -> shuffled.put(each, all.get(each)));
    call("GET", encode(shuffled), map(), new byte[0]);
    call("GET", encode(signed("GET", complete(copy()))) + "&ImageId=other", map(), new byte[0]);
    send(copy("Action", "CopyImageX"));
    send(copy("regionid", "cn-hangzhou", "RegionId", null));
    send(copy("Unknown", "1"));
    send(copy("ImageId", "no-such-image", "DestinationImageName", "1a"));
    send(map("Action", "DescribeImages", "RegionId", "cn-hangzhou", "MaxResults", "1", "NextToken", token()));
  }

  private String token() {
    Wire page = send(map("Action", "DescribeImages", "RegionId", "cn-hangzhou", "MaxResults", "1"));
    try {
      return Json.parse(page.body()).path("NextToken").asString();
    } catch (RuntimeException noJson) {
      return "none";
    }
  }

  private void values() {
    for (String name : List.of("A", "Ab", "b".repeat(128), "b".repeat(129), "b".repeat(150), "\u4e2d".repeat(50), "1a", "_a", "-a",
        ":a", "Az", "az", "a b", "a.b", "a/b", "a@b", "a+b", "a,b", "a%b", "a:b", "a_b", "a-b", "a1", "abc@", "@abc", "abc\n",
        "a.bc", "a\0b", "b".repeat(64) + ".x", "http-copy", "HTTP-1", "http:copy", "\u4e2dabc", " ab ", "Resident-2", "")) {
      send(copy("DestinationImageName", name));
    }
    for (String text : List.of("d", "dd", "d".repeat(256), "d".repeat(257), "http://x", "https://x", "see http://x", "HTTP://x",
        "This is a test.", " edge ", "\uD842\uDFB7".repeat(200), "")) {
      send(copy("DestinationDescription", text));
    }
    for (String name : List.of("RegionId", "ImageId", "DestinationImageName", "DestinationDescription", "DestinationRegionId")) {
      send(copy(name, null));
      send(copy(name, ""));
    }
    for (String region : List.of("cn-hangzhou", "cn-nowhere")) {
      send(copy("DestinationRegionId", region));
    }
    send(copy("RegionId", "cn-beijing", "ImageId", EcdWorld.SECOND_SOURCE_IMAGE, "DestinationRegionId", "cn-beijing"));
    for (String image : List.of("no-such-image", "m-demosource000000", EcdWorld.FOREIGN_IMAGE, EcdWorld.SECOND_SOURCE_IMAGE,
        EcdWorld.UNFINISHED_IMAGE, EcdWorld.SYSTEM_IMAGE)) {
      send(copy("ImageId", image));
    }
    pass(90);
    lists();
  }

  private void authentication() {
    Map<String, String> once = signed("POST", complete(copy()));
    post(once);
    post(once);
    pass(6);
    post(once);
    call("GET", encode(signed("GET", complete(copy("SignatureNonce", once.get("SignatureNonce"))))), map(), new byte[0]);
    post(signed("POST", complete(copy("SignatureNonce", once.get("SignatureNonce"), "DestinationImageName", "Other"))));
    post(signed("POST", complete(copy("SignatureNonce", null))));
    for (String time : List.of("2026-01-05T07:00:00Z", "2026-01-05T09:30:00Z", clock.instant().minusSeconds(60).toString(), "soon")) {
      post(signed("POST", complete(copy("Timestamp", time))));
    }
    post(signed("GET", complete(copy())));
    Map<String, String> algorithm = complete(copy("SignatureMethod", "NONE"));
    post(algorithm);
    String right = once.get("Signature");
    for (int i = 0; i < 16; i++) {
      Map<String, String> wrong = signed("POST", complete(copy()));
      String signature = wrong.get("Signature");
      switch (i) {
        case 0 -> wrong.put("Signature", "x");
        case 1 -> wrong.remove("Signature");
        case 2 -> wrong.put("Signature", right);
        case 3 -> wrong.put("Signature", signature.substring(0, 20) + "AAAAAAA=");
        case 4 -> wrong.put("Signature", signature.chars().mapToObj(each -> String.valueOf((char) (Character.isLowerCase(each)
            ? Character.toUpperCase(each) : Character.toLowerCase(each)))).collect(Collectors.joining()));
        case 5 -> wrong.put("RegionId", "cn-beijing");
        case 6 -> wrong.put("ImageId", EcdWorld.OTHER_SOURCE_IMAGE);
        case 7 -> wrong.put("DestinationImageName", wrong.get("DestinationImageName") + "x");
        case 8 -> wrong.put("DestinationDescription", wrong.get("DestinationDescription") + "x");
        case 9 -> wrong.put("DestinationRegionId", "cn-shanghai");
        case 10 -> wrong.put("Added", "1");
        default -> wrong.put("Signature", "y" + i);
      }
      post(wrong);
    }
    Map<String, String> longer = signed("POST", complete(copy("DestinationDescription", "d".repeat(256))));
    longer.put("Signature", "wrong");
    post(longer);
    longer = signed("POST", complete(copy()));
    longer.put("Signature", longer.get("Signature") + "0");
    post(longer);
    Map<String, String> first = signed("POST", complete(copy()));
    first.put("Signature", (first.get("Signature").startsWith("0") ? "1" : "0") + first.get("Signature").substring(1));
    post(first);
    Map<String, String> half = signed("POST", complete(copy()));
    half.put("Signature", half.get("Signature").substring(0, 14));
    post(half);
    Map<String, String> middle = signed("POST", complete(copy()));
    middle.put("Signature", Signing.withMiddleChanged(middle.get("Signature")));
    post(middle);
    call("POST", encode(signed("POST", complete(copy("DestinationImageName", "1")))), map("Content-Type", "application/x-www-form-urlencoded"),
        "DestinationImageName=Legal".getBytes(UTF_8));
    Map<String, String> key = complete(copy("AccessKeyId", EcdWorld.KEY_ID + "0"));
    key.put("Signature", RpcSignature.sign("POST", key, EcdWorld.SECRET));
    post(key);
    Map<String, String> timeless = complete(copy());
    timeless.remove("Timestamp");
    timeless.put("Signature", RpcSignature.sign("POST", timeless, EcdWorld.SECRET));
    post(timeless);
    Map<String, String> lower = complete(copy("AccessKeyId", Signing.inOtherCase(EcdWorld.KEY_ID)));
    lower.put("Signature", RpcSignature.sign("POST", lower, EcdWorld.SECRET));
    post(lower);
    Map<String, String> other = signed("POST", complete(copy("ImageId", EcdWorld.OTHER_SOURCE_IMAGE)));
    other.put("ImageId", EcdWorld.SOURCE_IMAGE);
    post(other);
    Map<String, String> listing = signed("POST", complete(copy("Action", "DescribeImages")));
    listing.put("Action", "CopyImage");
    post(listing);
    Map<String, String> keyless = complete(copy("AccessKeyId", ""));
    keyless.put("Signature", RpcSignature.sign("POST", keyless, EcdWorld.SECRET));
    post(keyless);
    Map<String, String> older = signed("POST", complete(copy("Timestamp", clock.instant().minusSeconds(60).toString())));
    older.put("Timestamp", clock.instant().toString());
    post(older);
    for (String secret : List.of(EcdWorld.SECRET, "", "wrong")) {
      Map<String, String> unknown = complete(copy("AccessKeyId", "unknown"));
      unknown.put("Signature", RpcSignature.sign("POST", unknown, secret));
      post(unknown);
    }
    Map<String, String> wrong = complete(copy());
    wrong.put("Signature", "wrong");
    connection++;
    post(signed("POST", complete(copy())));
    connection--;
    post(wrong);
    pass(90);
    lists();
  }

  private void newerScheme() {
    byte[] none = new byte[0];
    Map<String, String> query = new LinkedHashMap<>(copy());
    query.remove("Action");
    Map<String, String> headers = headers(none);
    acs3("POST", query, headers, authorization(query, headers), none);
    Map<String, String> partial = headers(none);
    Map<String, String> without = new LinkedHashMap<>(partial);
    without.remove("x-acs-action");
    acs3("POST", query, partial, authorization(query, without), none);
    acs3("POST", query, headers(none), "garbage", none);
    Map<String, String> hashed = headers(none);
    acs3("POST", query, hashed, authorization(query, hashed), "Added=1".getBytes(UTF_8));
  }

  private Map<String, String> headers(byte[] body) {
    return map("host", "127.0.0.1:8080", "x-acs-action", "CopyImage", "x-acs-version", "2020-09-30", "x-acs-date",
        clock.instant().toString(), "x-acs-signature-nonce", UUID.randomUUID().toString(), "x-acs-content-sha256",
        Acs3Signature.sha256Hex(body));
  }

  private static String authorization(Map<String, String> query, Map<String, String> headers) {
    String request = Acs3Signature.canonicalRequest("POST", query, headers, headers.get("x-acs-content-sha256"));
    return Acs3Signature.authorization(EcdWorld.KEY_ID, headers.keySet(), Acs3Signature.sign(request, EcdWorld.SECRET));
  }

  private void acs3(String method, Map<String, String> query, Map<String, String> headers, String authorization, byte[] body) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("authorization", authorization);
    if (body.length > 0) {
      all.put("Content-Type", "application/x-www-form-urlencoded");
    }
    call(method, encode(query), all, body);
  }

  private void lists() {
    for (String region : List.of("cn-hangzhou", "cn-beijing", "cn-shenzhen", "cn-shanghai", "ap-southeast-1", "cn-nowhere")) {
      send(map("Action", "DescribeImages", "RegionId", region, "MaxResults", "100"));
    }
  }

  private void pass(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  private static String id(Wire wire) {
    try {
      JsonNode body = Json.parse(wire.body());
      return body.path("ImageId").isString() ? body.get("ImageId").asString() : "none";
    } catch (RuntimeException noJson) {
      return "none";
    }
  }

  private Wire send(Map<String, String> business) {
    return post(signed("POST", complete(business)));
  }

  private Wire post(Map<String, String> parameters) {
    return call("POST", encode(parameters), map(), new byte[0]);
  }

  private Wire call(String method, String query, Map<String, String> headers, byte[] body) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    all.put("Host", List.of("127.0.0.1:8080"));
    all.put("Accept-Encoding", List.of("identity, gzip;q=0.5"));
    sequence++;
    return transcript.send(CallReader.read(method, "/", query, all, body, ++connection, sequence));
  }

  private Map<String, String> complete(Map<String, String> business) {
    Map<String, String> all = map("Version", "2020-09-30", "Format", "json", "AccessKeyId", EcdWorld.KEY_ID,
        "SignatureMethod", "HMAC-SHA1", "SignatureVersion", "1.0", "SignatureNonce", UUID.randomUUID().toString(),
        "Timestamp", clock.instant().toString());
    all.putAll(business);
    all.values().removeIf(value -> value == null);
    return all;
  }

  private static Map<String, String> signed(String method, Map<String, String> complete) {
    Map<String, String> signed = new LinkedHashMap<>(complete);
    signed.put("Signature", RpcSignature.sign(method, complete, EcdWorld.SECRET));
    return signed;
  }

  private static Map<String, String> copy(String... changes) {
    Map<String, String> parameters = map("Action", "CopyImage", "RegionId", EcdWorld.SOURCE_REGION,
        "ImageId", EcdWorld.SOURCE_IMAGE, "DestinationImageName", "Office_Shanghai:v1-2",
        "DestinationDescription", "This is a test.", "DestinationRegionId", "cn-shenzhen");
    parameters.putAll(map(changes));
    return parameters;
  }

  private static Map<String, String> map(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  private static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream().filter(pair -> pair.getValue() != null)
        .map(pair -> PercentEncoding.encode(pair.getKey()) + "=" + PercentEncoding.encode(pair.getValue()))
        .collect(Collectors.joining("&"));
  }
}
