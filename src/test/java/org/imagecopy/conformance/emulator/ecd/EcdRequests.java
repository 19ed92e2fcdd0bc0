package org.imagecopy.conformance.emulator.ecd;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.CallReader;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.signature.Acs3Signature;
import org.imagecopy.conformance.signature.PercentEncoding;
import org.imagecopy.conformance.signature.RpcSignature;
import tools.jackson.databind.JsonNode;

/** Builds signed ECD requests for tests. */
final class EcdRequests {

  static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  private static final AtomicLong SEQUENCE = new AtomicLong();

  private EcdRequests() {}

  static Map<String, String> map(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  static Map<String, String> copy(String... changes) {
    Map<String, String> parameters = map("Action", "CopyImage", "RegionId", EcdWorld.SOURCE_REGION,
        "ImageId", EcdWorld.SOURCE_IMAGE, "DestinationImageName", "Office_Shanghai:v1-2",
        "DestinationDescription", "This is a test.", "DestinationRegionId", "cn-shenzhen");
    map(changes).forEach((name, value) -> {
      if (value == null) {
        parameters.remove(name);
      } else {
        parameters.put(name, value);
      }
    });
    return parameters;
  }

  /** Completes business parameters with public ones of the older scheme; those given win, null removes. */
  static Map<String, String> complete(Map<String, String> business, String... changes) {
    Map<String, String> all = map("Version", "2020-09-30", "Format", "json", "AccessKeyId", EcdWorld.KEY_ID,
        "SignatureMethod", "HMAC-SHA1", "SignatureVersion", "1.0", "SignatureNonce", UUID.randomUUID().toString(),
        "Timestamp", START.truncatedTo(ChronoUnit.SECONDS).toString());
    all.putAll(business);
    map(changes).forEach((name, value) -> {
      if (value == null) {
        all.remove(name);
      } else {
        all.put(name, value);
      }
    });
    return all;
  }

  static Map<String, String> signed(String method, Map<String, String> complete) {
    Map<String, String> signed = new LinkedHashMap<>(complete);
    signed.put("Signature", RpcSignature.sign(method, complete, EcdWorld.SECRET));
    return signed;
  }

  static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(pair -> PercentEncoding.encode(pair.getKey()) + "=" + PercentEncoding.encode(pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  static Call get(Map<String, String> parameters) {
    return call("GET", encode(parameters), Map.of(), new byte[0]);
  }

  static Call postQuery(Map<String, String> parameters) {
    return call("POST", encode(parameters), Map.of(), new byte[0]);
  }

  static Call postForm(Map<String, String> query, Map<String, String> form) {
    return call("POST", encode(query), Map.of("Content-Type", List.of("application/x-www-form-urlencoded; charset=utf-8")),
        encode(form).getBytes(UTF_8));
  }

  static Call call(String method, String query, Map<String, List<String>> headers, byte[] body) {
    Map<String, List<String>> all = new LinkedHashMap<>(headers);
    all.put("Host", List.of("127.0.0.1:8080"));
    long number = SEQUENCE.incrementAndGet();
    return CallReader.read(method, "/", query, all, body, number, number);
  }

  /** Sends business parameters with a valid signature of the older scheme in the query of a POST. */
  static Answer send(Emulator emulator, Map<String, String> business, String... changes) {
    String now = emulator.world().clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, String> complete = complete(business, "Timestamp", now);
    complete.putAll(map(changes));
    return emulator.handle(postQuery(signed("POST", complete)));
  }

  static Map<String, String> acs3Headers(String action, byte[] body, String... changes) {
    Map<String, String> headers = map("host", "127.0.0.1:8080", "x-acs-action", action, "x-acs-version", "2020-09-30",
        "x-acs-date", START.toString(), "x-acs-signature-nonce", UUID.randomUUID().toString(),
        "x-acs-content-sha256", Acs3Signature.sha256Hex(body));
    map(changes).forEach((name, value) -> {
      if (value == null) {
        headers.remove(name);
      } else {
        headers.put(name, value);
      }
    });
    return headers;
  }

  static String authorization(
      String method, Map<String, String> query, Map<String, String> headers, String keyId, String secret) {
    String request = Acs3Signature.canonicalRequest(method, query, headers, headers.get("x-acs-content-sha256"));
    return Acs3Signature.authorization(keyId, headers.keySet(), Acs3Signature.sign(request, secret));
  }

  static Call acs3(String method, Map<String, String> query, Map<String, String> headers, String authorization, byte[] body) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    all.put("authorization", List.of(authorization));
    return call(method, encode(query), all, body);
  }

  static List<JsonNode> list(Emulator emulator, String region, String... changes) {
    Map<String, String> business = map("Action", "DescribeImages", "RegionId", region, "MaxResults", "100");
    business.putAll(map(changes));
    Answer answer = send(emulator, business);
    if (!answer.isSuccess()) {
      throw new AssertionError("The listing was refused: " + answer.body());
    }
    return answer.body().get("Images").valueStream().toList();
  }

  static List<String> names(Emulator emulator, String region, String... changes) {
    return list(emulator, region, changes).stream().map(node -> node.get("Name").asString()).toList();
  }
}
