package org.imagecopy.conformance.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.imagecopy.conformance.emulator.CallReader;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.emulator.uhost.UHostEmulator;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;
import org.imagecopy.conformance.family.Signing;
import org.imagecopy.conformance.signature.PercentEncoding;
import org.imagecopy.conformance.signature.UCloudSignature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A fixed series of UHost requests, one or more for every rule and every effect. */
final class UHostProbes {

  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  private final VirtualClock clock = new VirtualClock(START);
  private final World world = UHostWorld.standard(clock);
  private final Transcript transcript;
  private long sequence;
  private long connection;

  private UHostProbes(List<Filter> filters) {
    transcript = new Transcript(new UHostEmulator(world, clock, filters));
  }

  static String run(List<Filter> filters) {
    UHostProbes probes = new UHostProbes(filters);
    probes.run();
    return probes.transcript.toString();
  }

  private void run() {
    send(copy("TargetImageName", "Aa".repeat(64), "TargetImageDescription", "d e".repeat(100)));
    send(copy("TargetRegion", "us-ca"));
    send(copy("TargetImageName", "resident"));
    send(batch("hk", "us-ca", "cn-sh2"));
    lists();
    pass(10);
    lists();
    pass(80);
    lists();
    pass(60);
    lists();
    sending();
    values();
    batches();
    authentication();
    for (int i = 0; i < 35; i++) {
      send(copy("Region", "nowhere"));
    }
    String id = id(send(copy()));
    pass(90);
    send(map("Action", "TerminateCustomImage", "Region", "hk", "ProjectId", UHostWorld.SECOND_PROJECT, "ImageId", id));
    lists();
  }

  private void sending() {
    Map<String, String> odd = copy("TargetImageDescription", "a+b *~ c%25 a&b<c e\u0301 \uD842\uDFB7");
    send(odd);
    form(signed(copy("TargetImageDescription", "two words")), "");
    form(wrong(copy()), "");
    json(signed(copy()));
    json(wrong(copy()));
    jsonList("hk", "us-ca");
    Map<String, String> all = signed(copy());
    List<String> names = new ArrayList<>(all.keySet());
    Collections.reverse(names);
    Map<String, String> shuffled = new LinkedHashMap<>();
    names.forEach(each -> shuffled.put(each, all.get(each)));
    get(shuffled);
    call("GET", encode(signed(copy())) + "&SourceImageId=other", map(), new byte[0]);
    form(signed(copy()), "TargetRegion=us-ca");
    Map<String, String> describe = signed(map("Action", "DescribeImage", "PublicKey", UHostWorld.PUBLIC_KEY, "Region", "hk"));
    form(describe, "Action=CopyCustomImage");
    send(copy("Action", "CopyCustomImages"));
    send(copy("region", UHostWorld.SOURCE_REGION, "Region", null));
    send(copy("Unknown", "1"));
    send(copy("SourceImageId", "no-such-image", "TargetRegion", "nowhere"));
  }

  private void values() {
    for (String name : List.of("Region", "SourceImageId", "TargetProjectId", "TargetRegion", "TargetImageName",
        "TargetImageDescription", "TargetImageTag")) {
      send(copy(name, null));
      send(copy(name, ""));
    }
    send(copy("Region", "nowhere"));
    send(copy("TargetRegion", "nowhere"));
    send(copy("ProjectId", "org-none"));
    send(copy("TargetProjectId", "org-none"));
    send(copy("TargetProjectId", UHostWorld.DEFAULT_PROJECT, "TargetRegion", UHostWorld.SOURCE_REGION));
    send(copy("ProjectId", UHostWorld.DEFAULT_PROJECT, "TargetProjectId", UHostWorld.DEFAULT_PROJECT));
    send(copy("TargetRegion", UHostWorld.SOURCE_REGION));
    send(copy("TargetImageName", "a b<c>&'d'%2B\u4e2d"));
    send(copy("TargetImageDescription", " edge "));
    send(copy("Zone", UHostWorld.SOURCE_ZONE));
    for (String image : List.of("no-such-image", "uimage-demosource0", UHostWorld.FOREIGN_IMAGE, UHostWorld.SECOND_SOURCE_IMAGE,
        UHostWorld.SECOND_PROJECT_IMAGE, UHostWorld.UNFINISHED_IMAGE, UHostWorld.BASE_IMAGE)) {
      send(copy("SourceImageId", image));
    }
    pass(90);
    lists();
  }

  private void batches() {
    send(batch(UHostWorld.DESTINATION_REGIONS.toArray(String[]::new)));
    send(batch("hk", "nowhere"));
    send(batch("hk", "hk"));
    send(batch("hk", UHostWorld.SOURCE_REGION));
    send(batch("hk,us-ca"));
    send(copy("TargetRegionList.0", "us-ca"));
    send(copy("TargetRegion", null, "TargetRegionList.1", "us-ca"));
    send(copy("TargetRegion", null, "TargetRegionList.0", "us-ca", "TargetRegionList.2", "hk"));
    pass(90);
    lists();
  }

  private void authentication() {
    for (int i = 0; i < 24; i++) {
      Map<String, String> wrong = signed(copy("ProjectId", UHostWorld.DEFAULT_PROJECT));
      String signature = wrong.get("Signature");
      switch (i) {
        case 0 -> wrong.put("Signature", "x");
        case 1 -> wrong.remove("Signature");
        case 2 -> wrong.put("Signature", "0".repeat(40));
        case 3 -> wrong.put("Signature", signature.substring(0, 20) + "0".repeat(20));
        case 4 -> wrong.put("Signature", signature.toUpperCase(Locale.ROOT));
        case 5 -> wrong.put("Region", UHostWorld.SECOND_SOURCE_REGION);
        case 6 -> wrong.put("SourceImageId", UHostWorld.OTHER_SOURCE_IMAGE);
        case 7 -> wrong.put("TargetProjectId", UHostWorld.THIRD_PROJECT);
        case 8 -> wrong.put("TargetRegion", "us-ca");
        case 9 -> wrong.put("TargetImageName", wrong.get("TargetImageName") + "x");
        case 10 -> wrong.put("TargetImageDescription", wrong.get("TargetImageDescription") + "x");
        case 11 -> wrong.put("TargetImageTag", wrong.get("TargetImageTag") + "x");
        case 12 -> wrong.put("ProjectId", UHostWorld.SECOND_PROJECT);
        case 13 -> wrong.put("Added", "1");
        case 14 -> wrong.put("Signature", UCloudSignature.sign(unsigned(wrong), ""));
        default -> wrong.put("Signature", "y" + i);
      }
      get(wrong);
    }
    Map<String, String> keyless = copy("PublicKey", "");
    keyless.put("Signature", UCloudSignature.sign(unsigned(keyless), UHostWorld.PRIVATE_KEY));
    get(keyless);
    Map<String, String> stranger = batch("hk", "us-ca");
    stranger.put("PublicKey", "unknown");
    stranger.put("Signature", UCloudSignature.sign(unsigned(stranger), UHostWorld.PRIVATE_KEY));
    get(stranger);
    Map<String, String> longer = signed(copy("TargetImageDescription", "d".repeat(255)));
    longer.put("Signature", "wrong");
    get(longer);
    longer = signed(copy());
    longer.put("Signature", longer.get("Signature") + "0");
    get(longer);
    Map<String, String> first = signed(copy());
    first.put("Signature", (first.get("Signature").startsWith("0") ? "1" : "0") + first.get("Signature").substring(1));
    get(first);
    Map<String, String> half = signed(copy());
    half.put("Signature", half.get("Signature").substring(0, 20));
    get(half);
    Map<String, String> middle = signed(copy());
    middle.put("Signature", Signing.withMiddleChanged(middle.get("Signature")));
    get(middle);
    Map<String, String> within = signed(copy("TargetRegion", null));
    within.put("Signature", "wrong");
    get(within);
    json(signed(copy("TargetImageName", "Web+01")));
    Map<String, String> key = copy("PublicKey", UHostWorld.PUBLIC_KEY + "0");
    key.put("Signature", UCloudSignature.sign(unsigned(key), UHostWorld.PRIVATE_KEY));
    get(key);
    Map<String, String> upper = copy("PublicKey", Signing.inOtherCase(UHostWorld.PUBLIC_KEY));
    upper.put("Signature", UCloudSignature.sign(unsigned(upper), UHostWorld.PRIVATE_KEY));
    get(upper);
    Map<String, String> exchanged = signed(copy("SourceImageId", UHostWorld.OTHER_SOURCE_IMAGE));
    exchanged.put("SourceImageId", UHostWorld.SOURCE_IMAGE);
    get(exchanged);
    Map<String, String> listing = signed(copy("Action", "DescribeImage"));
    listing.put("Action", "CopyCustomImage");
    get(listing);
    String served = signed(copy()).get("Signature");
    send(copy());
    Map<String, String> again = copy("TargetImageDescription", "another request");
    again.put("Signature", served);
    get(again);
    Map<String, String> zoned = batch("hk", "us-ca");
    zoned.put("Zone", UHostWorld.SOURCE_ZONE);
    get(signed(zoned));
    Map<String, String> list = signed(batch("hk", "us-ca"));
    list.put("TargetRegionList.1", "sg");
    get(list);
    for (String secret : List.of(UHostWorld.PRIVATE_KEY, "", "wrong")) {
      Map<String, String> unknown = copy("PublicKey", "unknown");
      unknown.put("Signature", UCloudSignature.sign(unsigned(unknown), secret));
      get(unknown);
    }
    Map<String, String> other = copy("PublicKey", UHostWorld.OTHER_PUBLIC_KEY, "SourceImageId", UHostWorld.FOREIGN_IMAGE,
        "TargetProjectId", UHostWorld.OTHER_SECOND_PROJECT);
    other.put("Signature", UCloudSignature.sign(unsigned(other), UHostWorld.OTHER_PRIVATE_KEY));
    get(other);
    call("GET", encode(copy("PublicKey", null)), map("Authorization", "Bearer garbage"), new byte[0]);
    connection++;
    send(copy());
    connection--;
    get(wrong(copy()));
    pass(90);
    lists();
  }

  private void lists() {
    for (String region : List.of(UHostWorld.SOURCE_REGION, UHostWorld.SECOND_SOURCE_REGION, "hk", "us-ca", "cn-sh2", "sg")) {
      for (String project : List.of(UHostWorld.DEFAULT_PROJECT, UHostWorld.SECOND_PROJECT)) {
        send(map("Action", "DescribeImage", "PublicKey", UHostWorld.PUBLIC_KEY, "Region", region, "ProjectId", project,
            "Limit", "1000"));
      }
    }
  }

  private void pass(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  private static String id(Wire wire) {
    try {
      JsonNode id = Json.parse(wire.body()).path("TargetImageId");
      return id.isString() ? id.asString() : "none";
    } catch (RuntimeException noJson) {
      return "none";
    }
  }

  private static Map<String, String> wrong(Map<String, String> parameters) {
    Map<String, String> wrong = new LinkedHashMap<>(parameters);
    wrong.put("Signature", "wrong");
    return wrong;
  }

  private Wire send(Map<String, String> parameters) {
    Map<String, String> complete = new LinkedHashMap<>(parameters);
    complete.putIfAbsent("PublicKey", UHostWorld.PUBLIC_KEY);
    return get(signed(complete));
  }

  private Wire get(Map<String, String> parameters) {
    return call("GET", encode(parameters), map(), new byte[0]);
  }

  private void form(Map<String, String> parameters, String query) {
    call("POST", query, map("Content-Type", "application/x-www-form-urlencoded"),
        encode(parameters).replace("%20", "+").getBytes(UTF_8));
  }

  /** The regions are a real list. */
  private void jsonList(String... regions) {
    Map<String, Object> parameters = new LinkedHashMap<>(copy("TargetRegion", null));
    parameters.put("TargetRegionList", List.of(regions));
    ObjectNode body = Json.object();
    parameters.forEach((name, value) -> {
      if (value instanceof String text) {
        body.put(name, text);
      }
    });
    List.of(regions).forEach(body.putArray("TargetRegionList")::add);
    body.put("Signature", UCloudSignature.sign(parameters, UHostWorld.PRIVATE_KEY));
    call("POST", "", map("Content-Type", "application/json"), Json.render(body));
  }

  private void json(Map<String, String> parameters) {
    ObjectNode body = Json.object();
    parameters.forEach(body::put);
    call("POST", "", map("Content-Type", "application/json"), Json.render(body));
  }

  private Wire call(String method, String query, Map<String, String> headers, byte[] body) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    all.put("Host", List.of("127.0.0.1:8080"));
    all.put("Accept-Encoding", List.of("identity, gzip;q=0.5"));
    return transcript.send(CallReader.read(method, "/", query, all, body, ++connection, ++sequence));
  }

  private static Map<String, String> signed(Map<String, String> parameters) {
    Map<String, String> signed = new LinkedHashMap<>(parameters);
    signed.put("Signature", UCloudSignature.sign(unsigned(signed), UHostWorld.PRIVATE_KEY));
    return signed;
  }

  private static Map<String, Object> unsigned(Map<String, String> parameters) {
    Map<String, Object> unsigned = new LinkedHashMap<>(parameters);
    unsigned.remove("Signature");
    return unsigned;
  }

  private static Map<String, String> copy(String... changes) {
    Map<String, String> parameters = map("Action", "CopyCustomImage", "PublicKey", UHostWorld.PUBLIC_KEY,
        "Region", UHostWorld.SOURCE_REGION, "SourceImageId", UHostWorld.SOURCE_IMAGE,
        "TargetProjectId", UHostWorld.SECOND_PROJECT, "TargetRegion", "hk", "TargetImageName", "Web-01",
        "TargetImageDescription", "a description", "TargetImageTag", "group1");
    parameters.putAll(map(changes));
    parameters.values().removeIf(value -> value == null);
    return parameters;
  }

  private static Map<String, String> batch(String... regions) {
    Map<String, String> parameters = copy("TargetRegion", null);
    for (int i = 0; i < regions.length; i++) {
      parameters.put("TargetRegionList." + i, regions[i]);
    }
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
    return parameters.entrySet().stream()
        .map(pair -> PercentEncoding.encode(pair.getKey()) + "=" + PercentEncoding.encode(pair.getValue()))
        .collect(Collectors.joining("&"));
  }
}
