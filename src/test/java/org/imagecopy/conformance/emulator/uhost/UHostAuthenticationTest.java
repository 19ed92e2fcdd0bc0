package org.imagecopy.conformance.emulator.uhost;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.batch;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.call;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.copy;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.encode;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.get;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.map;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.postForm;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.postJson;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.postQuery;
import static org.imagecopy.conformance.emulator.uhost.UHostRequests.signed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.CallReader;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.signature.UCloudSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UHostAuthenticationTest {

  private final VirtualClock clock = new VirtualClock(UHostRequests.START);
  private final World world = UHostWorld.standard(clock);
  private final Emulator emulator = new UHostEmulator(world, clock, List.of());

  private void accepted(Call call) {
    int before = world.journal().size();
    Answer answer = emulator.handle(call);
    assertThat(answer.isSuccess()).as(answer.body().toString()).isTrue();
    assertThat(world.journal()).hasSizeGreaterThan(before);
  }

  private void refused(Call call, int code) {
    int before = world.journal().size();
    Answer answer = emulator.handle(call);
    assertThat(answer.body().get("RetCode").intValue()).as(answer.body().toString()).isEqualTo(code);
    assertThat(world.journal()).hasSize(before);
  }

  @Test
  void transports() {
    Map<String, Object> batch = signed(batch("hk", "us-ca"));
    accepted(get(batch));
    accepted(postQuery(batch));
    accepted(postForm("", batch));
    accepted(postForm("Action=CopyCustomImage", batch));
    accepted(postJson("", batch));
    accepted(postJson("Action=CopyCustomImage", batch));
    Map<String, Object> array = copy("TargetRegion", null, "TargetRegionList", List.of("hk", "us-ca", "cn-sh2"));
    accepted(postJson("", signed(array)));
    assertThat(world.journal()).hasSize(15);
  }

  @Test
  void jsonNumbersAndBooleansAreSignedAsTheirText() {
    Map<String, Object> text = map("Action", "DescribeImage", "PublicKey", UHostWorld.PUBLIC_KEY, "Region", "hk",
        "Limit", "5", "Offset", "0", "PriceSet", "true");
    Map<String, Object> typed = new LinkedHashMap<>(signed(text));
    typed.put("Limit", 5);
    typed.put("Offset", 0.0);
    typed.put("PriceSet", true);
    assertThat(emulator.handle(postJson("", typed)).isSuccess()).isTrue();
  }

  @Test
  void nullInJsonIsAnEmptyValue() {
    Map<String, Object> signed = signed(copy("Zone", ""));
    signed.put("Zone", null);
    accepted(postJson("", signed));
    Map<String, Object> unsigned = signed(copy());
    unsigned.put("Zone", null);
    refused(postJson("", unsigned), 171);
  }

  static Stream<String> everyParameter() {
    return batch("hk", "us-ca").keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("everyParameter")
  void everyParameterIsSigned(String name) {
    for (boolean json : new boolean[] {false, true}) {
      Map<String, Object> signed = signed(batch("hk", "us-ca"));
      signed.put(name, name.equals("TargetRegionList.1") ? "cn-sh2" : signed.get(name) + "x");
      Call call = json ? postJson("", signed) : get(signed);
      refused(call, name.equals("Action") ? 161 : name.equals("PublicKey") ? 172 : 171);
    }
  }

  @Test
  void wrongSignatures() {
    String right = UCloudSignature.sign(copy(), UHostWorld.PRIVATE_KEY);
    String lastChanged = right.substring(0, 39) + (right.charAt(39) == '0' ? '1' : '0');
    for (String wrong : List.of("x", lastChanged, right.toUpperCase(Locale.ROOT), UCloudSignature.sign(copy(), ""),
        UCloudSignature.sign(copy(), "other"))) {
      refused(get(copy("Signature", wrong)), 171);
    }
    accepted(get(copy("Signature", right)));
  }

  @Test
  void missingPublicParameters() {
    refused(get(signed(copy("PublicKey", null))), 172);
    refused(get(signed(copy("PublicKey", ""))), 172);
    refused(get(signed(copy("PublicKey", "nobody"))), 172);
    refused(get(copy()), 170);
    refused(get(copy("Signature", "")), 170);
  }

  @Test
  void bodyThatIsNotReadIsNamedWhenTheActionIsMissing() {
    String hint = "neither that of a form nor that of JSON";
    assertThat(emulator.handle(UHostRequests.call("POST", "", "text/plain", "{}".getBytes(UTF_8))).body().get("Message").asString())
        .startsWith("Missing Action").contains(hint);
    assertThat(emulator.handle(UHostRequests.call("POST", "", "application/json", "{}".getBytes(UTF_8))).body().get("Message").asString())
        .isEqualTo("Missing Action");
  }

  @Test
  void unsignedAdditions() {
    Map<String, Object> signed = signed(copy());
    refused(postForm("SourceImageId=" + UHostWorld.OTHER_SOURCE_IMAGE, signed), 171);
    refused(postForm("Action=TerminateCustomImage", signed), 171);
    refused(postJson("TargetRegion=us-ca", signed), 171);
    refused(postForm("Surplus=1", signed), 171);
    refused(postForm(encode(signed), map("TargetRegion", "us-ca")), 171);
    refused(call("GET", encode(signed) + "&TargetRegion=us-ca", null, new byte[0]), 230);
  }

  @Test
  void keyThatNeedsEncoding() {
    Map<String, Object> parameters = signed(copy("PublicKey", UHostWorld.OTHER_PUBLIC_KEY,
        "SourceImageId", UHostWorld.FOREIGN_IMAGE, "TargetProjectId", UHostWorld.OTHER_SECOND_PROJECT),
        UHostWorld.OTHER_PRIVATE_KEY);
    accepted(get(parameters));
    refused(call("GET", encode(parameters).replace("%2B", "+"), null, new byte[0]), 172);
  }

  @Test
  void temporaryCredentials() {
    Map<String, Object> parameters = copy("PublicKey", UHostWorld.TEMPORARY_PUBLIC_KEY);
    refused(get(signed(parameters, UHostWorld.TEMPORARY_PRIVATE_KEY)), 174);
    parameters.put("SecurityToken", "wrong");
    refused(get(signed(parameters, UHostWorld.TEMPORARY_PRIVATE_KEY)), 174);
    parameters.put("SecurityToken", UHostWorld.SECURITY_TOKEN);
    accepted(get(signed(parameters, UHostWorld.TEMPORARY_PRIVATE_KEY)));
  }

  @Test
  void bearerToken() {
    Map<String, List<String>> headers = Map.of("authorization", List.of("Bearer garbage"));
    refused(CallReader.read("GET", "/", encode(copy("PublicKey", null)), headers, new byte[0], 1, 1), 174);
  }

  @Test
  void requestsMayBeRepeated() {
    Call call = get(signed(copy()));
    accepted(call);
    accepted(call);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "\"x\"", "{", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1}}", "{\"a\":1e999999999}",
      "{\"a\":[[1]]}", "{'a':1}", "{\"a\":NaN}"})
  void malformedJson(String body) {
    Answer answer = emulator.handle(call("POST", "Action=GetRegion", "application/json", (body + " ").getBytes(UTF_8)));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("RetCode").intValue()).isEqualTo(230);
  }

  @Test
  void deepJsonAndManyParameters() {
    String deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThat(emulator.handle(call("POST", "", "application/json", deep.getBytes(UTF_8))).status()).isEqualTo(400);
    assertThat(emulator.handle(call("GET", "a=b&".repeat(1001), null, new byte[0])).status()).isEqualTo(400);
    assertThat(emulator.handle(call("GET", "a=b&".repeat(1000), null, new byte[0])).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "%ff=1", "a=%C3", "a=%ED%A0%80"})
  void malformedEncoding(String text) {
    assertThat(emulator.handle(call("GET", text, null, new byte[0])).status()).isEqualTo(400);
    assertThat(emulator.handle(call("POST", "", "application/x-www-form-urlencoded", text.getBytes(UTF_8))).status())
        .isEqualTo(400);
  }

  @Test
  void otherMethodsAndPaths() {
    for (String method : List.of("PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "get")) {
      assertThat(emulator.handle(call(method, encode(signed(copy())), null, new byte[0])).status()).isEqualTo(405);
    }
    Call elsewhere = CallReader.read("GET", "/api", encode(signed(copy())), Map.of(), new byte[0], 1, 1);
    assertThat(emulator.handle(elsewhere).status()).isEqualTo(404);
    assertThat(world.journal()).isEmpty();
  }
}
