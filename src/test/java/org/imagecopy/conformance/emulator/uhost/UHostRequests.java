package org.imagecopy.conformance.emulator.uhost;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.CallReader;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.signature.PercentEncoding;
import org.imagecopy.conformance.signature.UCloudSignature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds signed UHost requests for tests. */
final class UHostRequests {

  static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private UHostRequests() {}

  static Map<String, Object> map(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i + 1] == null) {
        map.remove(pairs[i]);
      } else {
        map.put((String) pairs[i], pairs[i + 1]);
      }
    }
    return map;
  }

  /** A cross-region copy into the second project; null removes a parameter. */
  static Map<String, Object> copy(Object... changes) {
    Map<String, Object> parameters = map("Action", "CopyCustomImage", "PublicKey", UHostWorld.PUBLIC_KEY,
        "Region", UHostWorld.SOURCE_REGION, "SourceImageId", UHostWorld.SOURCE_IMAGE,
        "TargetProjectId", UHostWorld.SECOND_PROJECT, "TargetRegion", "hk", "TargetImageName", "web-01",
        "TargetImageDescription", "a=b&c=d?e#f%20 \"q\" ~!*()'", "TargetImageTag", "group1");
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) {
        parameters.remove(changes[i]);
      } else {
        parameters.put((String) changes[i], changes[i + 1]);
      }
    }
    return parameters;
  }

  static Map<String, Object> batch(String... regions) {
    Map<String, Object> parameters = copy("TargetRegion", null);
    for (int i = 0; i < regions.length; i++) {
      parameters.put("TargetRegionList." + i, regions[i]);
    }
    return parameters;
  }

  static Map<String, Object> signed(Map<String, Object> parameters) {
    return signed(parameters, UHostWorld.PRIVATE_KEY);
  }

  static Map<String, Object> signed(Map<String, Object> parameters, String privateKey) {
    Map<String, Object> signed = new LinkedHashMap<>(parameters);
    signed.put("Signature", UCloudSignature.sign(parameters, privateKey));
    return signed;
  }

  static String encode(Map<String, Object> parameters) {
    return parameters.entrySet().stream()
        .map(pair -> PercentEncoding.encode(pair.getKey()) + "=" + PercentEncoding.encode((String) pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  static Call get(Map<String, Object> parameters) {
    return call("GET", encode(parameters), null, new byte[0]);
  }

  static Call postQuery(Map<String, Object> parameters) {
    return call("POST", encode(parameters), null, new byte[0]);
  }

  static Call postForm(String query, Map<String, Object> parameters) {
    return call("POST", query, "application/x-www-form-urlencoded", encode(parameters).replace("%20", "+").getBytes(UTF_8));
  }

  static Call postJson(String query, Map<String, Object> parameters) {
    ObjectNode body = Json.object();
    Json.putAll(body, parameters);
    return call("POST", query, "application/json; charset=utf-8", Json.render(body));
  }

  static Call call(String method, String query, String contentType, byte[] body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Host", List.of("127.0.0.1:8080"));
    if (contentType != null) {
      headers.put("Content-Type", List.of(contentType));
    }
    long number = SEQUENCE.incrementAndGet();
    return CallReader.read(method, "/", query, headers, body, number, number);
  }

  static Answer send(Emulator emulator, Map<String, Object> parameters) {
    Map<String, Object> complete = new LinkedHashMap<>(parameters);
    complete.putIfAbsent("PublicKey", UHostWorld.PUBLIC_KEY);
    return emulator.handle(get(signed(complete)));
  }

  static List<JsonNode> list(Emulator emulator, String region, String project, Object... changes) {
    Map<String, Object> parameters = map("Action", "DescribeImage", "Region", region, "ProjectId", project, "Limit", "1000");
    parameters.putAll(map(changes));
    Answer answer = send(emulator, parameters);
    if (!answer.isSuccess()) {
      throw new AssertionError("The listing was refused: " + answer.body());
    }
    return new ArrayList<>(answer.body().get("ImageSet").valueStream().toList());
  }
}
