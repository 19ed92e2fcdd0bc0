package org.imagecopy.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecopy.conformance.signature.RpcSignatureTest.parameters;
import static org.imagecopy.conformance.signature.RpcSignatureTest.with;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Acs3SignatureTest {

  private static final String EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final String FORM_HASH = "b1e94149d54569354e4c112cc5f3a5b47808ebbf65e7ede116b95e8a1bcfa5c1";
  private static final String FORM = "DestinationImageName=Office_Shanghai&DestinationRegionId=cn-shenzhen"
      + "&ImageId=m-gx2x1dhsmusr2abcd&RegionId=cn-hangzhou&DestinationDescription=This+is+a+test.";

  private static final Map<String, String> B1_QUERY = parameters(
      "RegionId", "cn-shanghai", "ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd");
  private static final Map<String, String> B1_HEADERS = parameters(
      "x-acs-version", "2014-05-26", "x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d",
      "x-acs-date", "2023-10-26T10:22:32Z", "x-acs-content-sha256", EMPTY_HASH, "x-acs-action", "RunInstances",
      "host", "ecs.cn-shanghai.aliyuncs.com");

  private static final Map<String, String> B2_QUERY = parameters(
      "RegionId", "cn-hangzhou", "ImageId", "m-gx2x1dhsmusr2abcd", "DestinationRegionId", "cn-shenzhen",
      "DestinationImageName", "Office_Shanghai:v1-2", "DestinationDescription", RpcSignatureTest.DESCRIPTION);
  private static final Map<String, String> B2_HEADERS = parameters(
      "host", "ecd.cn-hangzhou.aliyuncs.com", "x-acs-action", "CopyImage", "x-acs-content-sha256", EMPTY_HASH,
      "x-acs-date", " 2026-01-05T08:00:00Z ", "x-acs-signature-nonce", "7f2f9b5c1d3e4a60b8c7d6e5f4a39281",
      "x-acs-version", "2020-09-30");

  static Stream<Arguments> vectors() {
    return Stream.of(
        arguments("B1", Acs3Signature.canonicalRequest("POST", B1_QUERY, B1_HEADERS, EMPTY_HASH), "YourAccessKeySecret",
            "7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259",
            "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"),
        arguments("B2 POST", Acs3Signature.canonicalRequest("POST", B2_QUERY, B2_HEADERS, EMPTY_HASH), "testsecret",
            "851c225f10aab5a3432cc119ad6f49bfa9ca9f4c4bd4d919b6b30a9d65084237",
            "5d09a24e3be56cb91b506f7ebe1f9d409984fe4f915c9a9b11513410252e24d4"),
        arguments("B2 GET", Acs3Signature.canonicalRequest("GET", B2_QUERY, B2_HEADERS, EMPTY_HASH), "testsecret",
            "604cbd6b9dd5a3d9d845df42a4486e8d777f43a118030848937c9af66eda5e63",
            "e39bf13bb5c84c3f26a5428047b36195f37613d8b42c08708e59e4ba6074e907"),
        arguments("B2 temporary credentials",
            Acs3Signature.canonicalRequest("POST", B2_QUERY,
                with(B2_HEADERS, "x-acs-accesskey-id", "STS.testid", "x-acs-security-token", "sts-token-0001=="), EMPTY_HASH),
            "testsecret",
            "8bbdaef3f1dacd3f9a07b5724fe66e5cbf6cfbb4ad04ed84bc4aa533234a4a23",
            "fdadd94f9b4cc2bdfe3344f70ba9a7cf34e2d7e08cd930779bab6a0c4dd6e2f6"),
        arguments("B2 empty description",
            Acs3Signature.canonicalRequest("POST", with(B2_QUERY, "DestinationDescription", ""), B2_HEADERS, EMPTY_HASH),
            "testsecret",
            "0af7b8a6e1a7df875286a137a2e268067e20d36d094e5a8e65cd29a21596e64f",
            "bff135965d6863dfc8718a912c7cbbd2a5d64edf7f875cc65bc13315965bb4f5"),
        arguments("B2 form body",
            Acs3Signature.canonicalRequest("POST", Map.of(),
                with(B2_HEADERS, "content-type", "application/x-www-form-urlencoded", "x-acs-content-sha256", FORM_HASH),
                FORM_HASH),
            "testsecret",
            "ff4319f994a94a4188a0efde24d3d2f787e4c9925bac3cdcc42e0e67077506cc",
            "1ff843fd8511674086e6855c1c024f352b24db2d889f1fcd7ef277abe53c6394"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void vector(String id, String canonicalRequest, String secret, String hash, String signature) {
    assertThat(Acs3Signature.stringToSign(canonicalRequest)).isEqualTo("ACS3-HMAC-SHA256\n" + hash);
    assertThat(Acs3Signature.sign(canonicalRequest, secret)).isEqualTo(signature);
  }

  @Test
  void hashOfEmptyAndFormBody() {
    assertThat(Acs3Signature.sha256Hex(new byte[0])).isEqualTo(EMPTY_HASH);
    assertThat(Acs3Signature.sha256Hex(FORM.getBytes(StandardCharsets.UTF_8))).isEqualTo(FORM_HASH);
  }

  @Test
  void canonicalRequestOfB2() {
    assertThat(Acs3Signature.canonicalRequest("POST", B2_QUERY, B2_HEADERS, EMPTY_HASH)).isEqualTo("""
        POST
        /
        DestinationDescription=This%20is%20a%20test.%20%2A%20~%20100%25%20%2B%20%E4%B8%AD%E6%96%87%2F%F0%9F%98%80\
        &DestinationImageName=Office_Shanghai%3Av1-2&DestinationRegionId=cn-shenzhen&ImageId=m-gx2x1dhsmusr2abcd\
        &RegionId=cn-hangzhou
        host:ecd.cn-hangzhou.aliyuncs.com
        x-acs-action:CopyImage
        x-acs-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        x-acs-date:2026-01-05T08:00:00Z
        x-acs-signature-nonce:7f2f9b5c1d3e4a60b8c7d6e5f4a39281
        x-acs-version:2020-09-30

        host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855""");
  }

  @Test
  void authorizationOfB2() {
    assertThat(Acs3Signature.authorization("testid",
            List.of("x-acs-version", "host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce"),
            "5d09a24e3be56cb91b506f7ebe1f9d409984fe4f915c9a9b11513410252e24d4"))
        .isEqualTo("ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;"
            + "x-acs-signature-nonce;x-acs-version,Signature=5d09a24e3be56cb91b506f7ebe1f9d409984fe4f915c9a9b11513410252e24d4");
  }
}
