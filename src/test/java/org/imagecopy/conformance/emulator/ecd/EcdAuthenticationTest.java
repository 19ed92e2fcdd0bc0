package org.imagecopy.conformance.emulator.ecd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.acs3;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.acs3Headers;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.authorization;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.complete;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.copy;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.encode;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.get;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.map;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.postForm;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.postQuery;
import static org.imagecopy.conformance.emulator.ecd.EcdRequests.signed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.signature.RpcSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcdAuthenticationTest {

  private static final byte[] NO_BODY = new byte[0];

  private final VirtualClock clock = new VirtualClock(EcdRequests.START);
  private final World world = EcdWorld.standard(clock);
  private final Emulator emulator = new EcdEmulator(world, clock, List.of());

  private void refused(Call call, String rule) {
    int before = world.journal().size();
    Answer answer = emulator.handle(call);
    assertThat(answer.refusal()).as(answer.body().toString()).get().extracting("rule").isEqualTo(rule);
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(world.journal()).hasSize(before);
  }

  private void accepted(Call call) {
    int before = world.journal().size();
    Answer answer = emulator.handle(call);
    assertThat(answer.isSuccess()).as(answer.body().toString()).isTrue();
    assertThat(world.journal()).hasSize(before + 1);
  }

  private static Map<String, String> business() {
    Map<String, String> business = copy();
    business.remove("Action");
    return business;
  }

  @Test
  void transportsOfTheOlderScheme() {
    accepted(get(signed("GET", complete(copy()))));
    accepted(postQuery(signed("POST", complete(copy()))));
    accepted(postForm(Map.of(), signed("POST", complete(copy()))));
    Map<String, String> split = signed("POST", complete(copy()));
    Map<String, String> form = map();
    for (String name : business().keySet()) {
      form.put(name, split.remove(name));
    }
    accepted(postForm(split, form));
  }

  @Test
  void formBodySpaceMayBePlus() {
    Map<String, String> all = signed("POST", complete(copy("DestinationDescription", "a b + c")));
    String form = encode(all).replace("%20", "+");
    accepted(EcdRequests.call("POST", "", Map.of("content-type", List.of("application/x-www-form-urlencoded")),
        form.getBytes(UTF_8)));
    assertThat(world.journal().get(0).image().description()).isEqualTo("a b + c");
  }

  @Test
  void orderOfArrivalDoesNotMatter() {
    Map<String, String> all = signed("GET", complete(copy()));
    List<String> names = new ArrayList<>(all.keySet());
    Collections.reverse(names);
    Map<String, String> reversed = map();
    names.forEach(name -> reversed.put(name, all.get(name)));
    accepted(get(reversed));
  }

  @Test
  void jsonBodyCarriesNothing() {
    byte[] body = "{\"ImageId\":\"x\"}".getBytes(UTF_8);
    accepted(EcdRequests.call("POST", encode(signed("POST", complete(copy()))),
        Map.of("content-type", List.of("application/json")), body));
  }

  @Test
  void bodyThatIsNotReadIsNamedWhenTheActionIsMissing() {
    byte[] body = "{\"Action\":\"CopyImage\"}".getBytes(UTF_8);
    String hint = "its Content-Type is not that of a form";
    for (String type : List.of("application/json", "text/plain")) {
      Answer answer = emulator.handle(EcdRequests.call("POST", "", Map.of("content-type", List.of(type)), body));
      assertThat(answer.body().get("Message").asString()).contains(hint);
    }
    assertThat(emulator.handle(EcdRequests.call("POST", "", Map.of(), new byte[0])).body().get("Message").asString())
        .doesNotContain(hint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessKeyId", "SignatureNonce", "Timestamp"})
  void missingPublicParameter(String name) {
    refused(get(signed("GET", complete(copy(), name, null))), name + ".required");
    refused(get(signed("GET", complete(copy(), name, ""))), name + ".required");
  }

  @Test
  void missingSignatureActionAndVersion() {
    refused(get(complete(copy())), "Signature.required");
    refused(get(signed("GET", complete(copy("Action", null)))), "Action.required");
    refused(get(signed("GET", complete(copy(), "Version", null))), "Version.required");
  }

  @ParameterizedTest
  @CsvSource({"SignatureMethod, NONE", "SignatureMethod, hmac-sha1", "SignatureVersion, 2.0", "SignatureMethod, ''"})
  void unknownMethodOrVersionOfTheSignature(String name, String value) {
    refused(get(signed("GET", complete(copy(), name, value))), name + ".known");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Action", "Version", "Format", "RegionId", "ImageId", "DestinationImageName",
      "DestinationDescription", "DestinationRegionId", "SignatureNonce"})
  void everyParameterIsSigned(String name) {
    Map<String, String> all = signed("GET", complete(copy()));
    all.put(name, all.get(name) + "x");
    refused(get(all), "Signature.matches");
    all.remove(name);
    assertThat(emulator.handle(get(all)).isSuccess()).isFalse();
  }

  @Test
  void wrongSignatures() {
    Map<String, String> all = complete(copy());
    String right = RpcSignature.sign("GET", all, EcdWorld.SECRET);
    String wrongSecret = RpcSignature.sign("GET", all, "anothersecret");
    char last = right.charAt(right.length() - 2);
    String lastChanged = right.substring(0, right.length() - 2) + (last == 'A' ? 'B' : 'A') + "=";
    for (String wrong : List.of(wrongSecret, lastChanged, right.toLowerCase(Locale.ROOT), "x", right + "=")) {
      all.put("Signature", wrong);
      refused(get(all), "Signature.matches");
    }
    all.put("Signature", right);
    accepted(get(all));
  }

  @Test
  void wrongSignatureIsExplainedByWhatTheServerSigned() {
    Map<String, String> all = complete(copy());
    String text = RpcSignature.stringToSign("GET", all);
    all.put("Signature", "x");
    // Official clients look for exactly these words and compare what follows with their own text.
    assertThat(emulator.handle(get(all)).body().get("Message").asString())
        .isEqualTo("Specified signature is not matched with our calculation. server string to sign is:" + text);
    all.put("AccessKeyId", EcdWorld.TEMPORARY_KEY_ID);
    all.put("SecurityToken", EcdWorld.SECURITY_TOKEN);
    assertThat(emulator.handle(get(all)).body().get("Message").asString())
        .isEqualTo("Specified signature is not matched with our calculation.");
  }

  @Test
  void addedParameterIsNotSigned() {
    Map<String, String> all = signed("GET", complete(copy()));
    all.put("Surplus", "");
    refused(get(all), "Signature.matches");
  }

  @Test
  void methodIsSigned() {
    refused(postQuery(signed("GET", complete(copy()))), "Signature.matches");
    refused(get(signed("POST", complete(copy()))), "Signature.matches");
  }

  @Test
  void unknownKey() {
    Map<String, String> all = complete(copy(), "AccessKeyId", "nobody");
    refused(get(signed("GET", all)), "AccessKeyId.exists");
    all.put("Signature", RpcSignature.sign("GET", all, ""));
    refused(get(all), "AccessKeyId.exists");
    assertThat(emulator.handle(get(all)).status()).isEqualTo(404);
  }

  @Test
  void emptyValuesAreSigned() {
    Map<String, String> all = complete(copy(), "SignatureType", "");
    accepted(get(signed("GET", all)));
    Map<String, String> skipped = complete(copy());
    skipped.put("Signature", RpcSignature.sign("GET", skipped, EcdWorld.SECRET));
    skipped.put("SignatureType", "");
    refused(get(skipped), "Signature.matches");
    Emulator tolerant = new EcdEmulator(world, clock, List.of(new SkippedEmptyValues()));
    assertThat(tolerant.handle(get(skipped)).isSuccess()).isTrue();
    skipped.put("ImageId", "other");
    assertThat(tolerant.handle(get(skipped)).isSuccess()).isFalse();
  }

  @ParameterizedTest(name = "a timestamp of {0} s is {1}")
  @CsvSource({"-60, true", "60, true", "-900, true", "900, true", "-901, false", "901, false", "-3600, false", "3600, false"})
  void window(long seconds, boolean accepted) {
    Call call = get(signed("GET", complete(copy(), "Timestamp", EcdRequests.START.plusSeconds(seconds).toString())));
    if (accepted) {
      accepted(call);
    } else {
      refused(call, "Timestamp.window");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-01-05 08:00:00", "2026-01-05T08:00:00.000Z", "2026-01-05T08:00:00+00:00",
      "2026-02-30T08:00:00Z", "1767600000"})
  void unparseableTimestamp(String value) {
    refused(get(signed("GET", complete(copy(), "Timestamp", value))), "Timestamp.format");
  }

  @Test
  void nonceIsUsedOnce() {
    Call first = get(signed("GET", complete(copy(), "SignatureNonce", "n1")));
    accepted(first);
    refused(first, "SignatureNonce.unused");
    refused(get(signed("GET", complete(copy("DestinationImageName", "Other"), "SignatureNonce", "n1"))),
        "SignatureNonce.unused");
    clock.advance(Duration.ofMinutes(14));
    refused(first, "SignatureNonce.unused");
  }

  @Test
  void nonceOfAFutureTimestampIsRememberedUntilItExpires() {
    Call early = get(signed("GET", complete(copy(), "Timestamp", EcdRequests.START.plusSeconds(900).toString())));
    accepted(early);
    clock.advance(Duration.ofMinutes(30));
    refused(early, "SignatureNonce.unused");
  }

  @Test
  void nonceOfAWrongSignatureStaysUsable() {
    Map<String, String> all = complete(copy(), "SignatureNonce", "n2");
    all.put("Signature", "wrong");
    refused(get(all), "Signature.matches");
    all.remove("Signature");
    accepted(get(signed("GET", all)));
  }

  @Test
  void temporaryCredentials() {
    accepted(get(signed("GET", complete(copy(),
        "AccessKeyId", EcdWorld.TEMPORARY_KEY_ID, "SecurityToken", EcdWorld.SECURITY_TOKEN))));
    refused(get(signed("GET", complete(copy(), "AccessKeyId", EcdWorld.TEMPORARY_KEY_ID))), "SecurityToken.required");
    refused(get(signed("GET", complete(copy(), "AccessKeyId", EcdWorld.TEMPORARY_KEY_ID, "SecurityToken", "x"))),
        "SecurityToken.matches");
    refused(get(signed("GET", complete(copy(), "SecurityToken", EcdWorld.SECURITY_TOKEN))), "SecurityToken.matches");
  }

  @Test
  void contradictionsAreRefused() {
    Map<String, String> all = signed("POST", complete(copy()));
    refused(EcdRequests.call("POST", encode(all) + "&ImageId=other", Map.of(), NO_BODY), "Parameters.repeated");
    refused(postForm(Map.of("ImageId", "other"), all), "Parameters.conflict");
    accepted(EcdRequests.call("POST", encode(all) + "&ImageId=" + EcdWorld.SOURCE_IMAGE, Map.of(), NO_BODY));
  }

  @Test
  void newerScheme() {
    Map<String, String> headers = acs3Headers("CopyImage", NO_BODY);
    accepted(acs3("POST", business(), headers,
        authorization("POST", business(), headers, EcdWorld.KEY_ID, EcdWorld.SECRET), NO_BODY));
    headers = acs3Headers("CopyImage", NO_BODY);
    accepted(acs3("GET", business(), headers,
        authorization("GET", business(), headers, EcdWorld.KEY_ID, EcdWorld.SECRET), NO_BODY));
    byte[] form = encode(business()).getBytes(UTF_8);
    headers = acs3Headers("CopyImage", form, "content-type", "application/x-www-form-urlencoded");
    accepted(acs3("POST", Map.of(), headers,
        authorization("POST", Map.of(), headers, EcdWorld.KEY_ID, EcdWorld.SECRET), form));
    headers = acs3Headers("CopyImage", NO_BODY, "x-acs-security-token", EcdWorld.SECURITY_TOKEN,
        "x-acs-accesskey-id", EcdWorld.TEMPORARY_KEY_ID, "x-acs-credentials-provider", "static");
    accepted(acs3("POST", business(), headers,
        authorization("POST", business(), headers, EcdWorld.TEMPORARY_KEY_ID, EcdWorld.TEMPORARY_SECRET), NO_BODY));
  }

  @Test
  void newerSchemeRefusals() {
    Map<String, String> headers = acs3Headers("CopyImage", NO_BODY);
    String right = authorization("POST", business(), headers, EcdWorld.KEY_ID, EcdWorld.SECRET);
    refused(acs3("GET", business(), headers, right, NO_BODY), "Signature.matches");
    refused(acs3("POST", copy("ImageId", "other"), headers, right, NO_BODY), "Signature.matches");
    refused(acs3("POST", business(), headers, right.substring(0, right.length() - 1) + "g", NO_BODY), "Signature.matches");
    refused(acs3("POST", business(), headers,
        authorization("POST", business(), headers, EcdWorld.KEY_ID, "other"), NO_BODY), "Signature.matches");
    refused(acs3("POST", business(), headers,
        authorization("POST", business(), headers, "nobody", EcdWorld.SECRET), NO_BODY), "AccessKeyId.exists");
    for (String garbage : List.of("garbage", "", "Bearer x", right.replace("SHA256", "SM3"), right + ",More=1")) {
      refused(acs3("POST", business(), headers, garbage, NO_BODY), "Authorization.format");
    }
  }

  @ParameterizedTest
  @CsvSource({"x-acs-action, Action.required", "x-acs-version, Version.required", "x-acs-date, Timestamp.required",
      "x-acs-signature-nonce, SignatureNonce.required", "host, SignedHeaders.complete"})
  void newerSchemeMissingHeader(String header, String rule) {
    Map<String, String> headers = acs3Headers("CopyImage", NO_BODY, header, null);
    refused(acs3("POST", business(), headers,
        authorization("POST", business(), headers, EcdWorld.KEY_ID, EcdWorld.SECRET), NO_BODY), rule);
  }

  @Test
  void newerSchemeSignedHeaderListIsComplete() {
    Map<String, String> all = acs3Headers("DescribeRegions", NO_BODY);
    Map<String, String> listed = new LinkedHashMap<>(all);
    listed.remove("x-acs-action");
    String shortened = authorization("POST", business(), listed, EcdWorld.KEY_ID, EcdWorld.SECRET);
    all.put("x-acs-action", "CopyImage");
    refused(acs3("POST", business(), all, shortened, NO_BODY), "SignedHeaders.complete");
    Map<String, String> surplus = acs3Headers("CopyImage", NO_BODY);
    String authorization = authorization("POST", business(), surplus, EcdWorld.KEY_ID, EcdWorld.SECRET);
    surplus.put("x-acs-surplus", "not signed");
    refused(acs3("POST", business(), surplus, authorization, NO_BODY), "SignedHeaders.complete");
  }

  @Test
  void newerSchemeBodyIsComparedWithItsHash() {
    byte[] form = encode(business()).getBytes(UTF_8);
    byte[] other = encode(copy("DestinationImageName", "Other")).getBytes(UTF_8);
    Map<String, String> headers = acs3Headers("CopyImage", form, "content-type", "application/x-www-form-urlencoded");
    String authorization = authorization("POST", Map.of(), headers, EcdWorld.KEY_ID, EcdWorld.SECRET);
    refused(acs3("POST", Map.of(), headers, authorization, other), "Body.hash");
    accepted(acs3("POST", Map.of(), headers, authorization, form));
  }

  @Test
  void newerSchemeReplayAndClock() {
    Map<String, String> headers = acs3Headers("CopyImage", NO_BODY);
    Call call = acs3("POST", business(), headers,
        authorization("POST", business(), headers, EcdWorld.KEY_ID, EcdWorld.SECRET), NO_BODY);
    accepted(call);
    refused(call, "SignatureNonce.unused");
    Map<String, String> old = acs3Headers("CopyImage", NO_BODY, "x-acs-date", "2026-01-05T07:00:00Z");
    refused(acs3("POST", business(), old,
        authorization("POST", business(), old, EcdWorld.KEY_ID, EcdWorld.SECRET), NO_BODY), "Timestamp.window");
  }

  @Test
  void actionOfAnUnsignedHeaderIsIgnoredInTheOlderScheme() {
    Map<String, String> all = signed("POST", complete(map("Action", "DescribeRegions", "RegionId", "cn-hangzhou")));
    Answer answer = emulator.handle(
        EcdRequests.call("POST", encode(all), Map.of("x-acs-action", List.of("CopyImage")), NO_BODY));
    assertThat(answer.operation()).isEqualTo("DescribeRegions");
  }

  @Test
  void noMessageHoldsASecret() {
    Map<String, String> all = complete(copy());
    all.put("Signature", "wrong");
    assertThat(emulator.handle(get(all)).body().toString()).doesNotContain(EcdWorld.SECRET);
  }
}
