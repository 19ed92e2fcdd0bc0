package org.imagecopy.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.imagecopy.conformance.signature.RpcSignatureTest.parameters;
import static org.imagecopy.conformance.signature.RpcSignatureTest.with;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UCloudSignatureTest {

  private static final String PUBLIC = "ucloudsomeone@example.com1296235120854146120";
  private static final String PRIVATE = "46f09bb9fab4f12dfc160dae12273d5332b5debe";

  private static final Map<String, String> P1 =
      parameters("Action", "DescribeUHostInstance", "Limit", "10", "PublicKey", PUBLIC, "Region", "cn-bj2");

  private static final Map<String, String> P2 = parameters(
      "Action", "CreateUHostInstance", "CPU", "2", "ChargeType", "Month", "DiskSpace", "10",
      "ImageId", "f43736e1-65a5-4bea-ad2e-8a46e18883c2", "LoginMode", "Password", "Memory", "2048", "Name", "Host01",
      "Password", "VUNsb3VkLmNu", "PublicKey", PUBLIC, "Quantity", "1", "Region", "cn-bj2", "Zone", "cn-bj2-04");

  private static final Map<String, String> V1 = parameters(
      "Action", "CopyCustomImage", "ProjectId", "org-source", "Region", "cn-bj2", "SourceImageId", "uimage-abc123",
      "TargetImageName", "web-01", "TargetProjectId", "org-target", "TargetRegion", "hk", "PublicKey", PUBLIC);

  private static final Map<String, String> V2 = parameters(
      "Action", "CopyCustomImage", "Region", "cn-bj2", "Zone", "cn-bj2-02", "ProjectId", "org-source",
      "TargetProjectId", "org-target", "SourceImageId", "uimage-abc123", "TargetImageName", "镜像 v1.0+β/测试",
      "TargetImageDescription", "a=b&c=d?e#f%20 \"q\" ~!*()'", "TargetImageTag", "Default", "PublicKey", PUBLIC);

  private static final Map<String, String> MINIMAL = parameters(
      "Action", "CopyCustomImage", "Region", "cn-bj2", "SourceImageId", "uimage-xxxx", "TargetProjectId", "org-xxxx",
      "PublicKey", PUBLIC);

  private static final Map<String, String> TARGETED = parameters(
      "Action", "CopyCustomImage", "Region", "cn-bj2", "SourceImageId", "uimage-abc123", "TargetProjectId", "org-target",
      "PublicKey", PUBLIC);

  private static Map<String, String> list(Map<String, String> base, String name, String... elements) {
    Map<String, String> map = new LinkedHashMap<>(base);
    for (int i = 0; i < elements.length; i++) {
      map.put(name + "." + i, elements[i]);
    }
    return map;
  }

  private static Map<String, Object> array(Map<String, String> base, String name, String... elements) {
    Map<String, Object> map = new LinkedHashMap<>(base);
    map.put(name, List.of(elements));
    return map;
  }

  static Stream<Arguments> vectors() {
    return Stream.of(
        arguments("P1", P1, PRIVATE, "cba5cf5ec4d4233d206b1b54951e3787350a642f"),
        arguments("P2", P2, PRIVATE, "4f9ef5df2abab2c6fccd1e9515cb7e2df8c6bb65"),
        arguments("P3", with(P2, "SecurityToken", "some_stoken"), PRIVATE, "170c480ad176a247b324eb92a2cfe536aacfbd04"),
        arguments("P4",
            list(parameters("Action", "AllocateBackendBatch", "PublicKey", PUBLIC), "Backends",
                "foo", "bar", "42", "foo", "bar", "42", "foo", "bar", "42", "foo", "bar", "42"),
            PRIVATE, "6bc32642779f8cb0bb3d3f128b1c0688abf9a1a3"),
        arguments("P5 (the value that PX misprints)",
            with(P1, "PublicKey", "someone@example.com1296235120854146120"), PRIVATE,
            "4201919d267504385deb93af19e0197870fed36b"),
        arguments("P6",
            with(P1, "PublicKey", "john.doe@example.com1296235120854146120", "Region", "vn-sng"), PRIVATE,
            "52fc1191f026532c9100946c6a863a90d5f766ed"),
        arguments("P7",
            parameters("Action", "GetUIoTCoreDeviceShadow", "DeviceSN", "ark1d4ug1evfb1jy", "ProductSN", "8pi2i730vxsala2a",
                "ProjectId", "org-z44lmf12e", "PublicKey", "CJf+LfjjXPk70z/fsBlK9sHC+kBTTj7gr2g/C/R7YSi3EFTKCmh7Bp5W1UH64D/O",
                "Region", "cn-sh2"),
            "ztqlj0vtg6Por5d/etqpadpTZwscLRh5cIsFAHbwuvnMY4mAWI+GT5C2yzj/KiZf",
            "f1e6b4e35df41b42232e059f6020c7fd51b2889e"),
        arguments("P8 without public key", parameters("foo", "bar"), "my_private_key",
            "634edc1bb957c0d65e5ab5494cf3b7784fbc87af"),
        arguments("P8 with public key", parameters("foo", "bar", "PublicKey", "my_public_key"), "my_private_key",
            "d4411ab30953fb0bbcb1e7313081f05e4e91a394"),
        arguments("V1", V1, PRIVATE, "22d163d6a62ad5322c9ee62ebbf99cf550483d87"),
        arguments("V1 with SecurityToken", with(V1, "SecurityToken", "some_stoken"), PRIVATE,
            "f5218cb9b7f200d13dab311e12a95b70466ab546"),
        arguments("V2", list(V2, "TargetRegionList", "hk", "us-ca", "cn-sh2"), PRIVATE,
            "3b1dab386fa1fc0ac85b3e50efe99fcd2fa39051"),
        arguments("V2 real array", array(V2, "TargetRegionList", "hk", "us-ca", "cn-sh2"), PRIVATE,
            "c6690b31bb51b2caa02643dfadc0189d5f01547f"),
        arguments("V3",
            list(TARGETED, "TargetRegionList", "hk", "tw-tp", "sg", "jpn-tky", "kr-seoul", "th-bkk", "us-ca", "us-ws",
                "ge-fra", "uk-london", "cn-sh2"),
            PRIVATE, "9547619445bdd823b20c773e214bd9aee90d9c00"),
        arguments("V4", with(TARGETED, "TargetImageName", "𠮷😀é"), PRIVATE, "b40a20f4e2912a7f140570337763f34c6ee8eadd"),
        arguments("V5 minimal", MINIMAL, PRIVATE, "1e343291e021a644ee6774801773cad2477a5025"),
        arguments("V5 empty name", with(MINIMAL, "TargetImageName", ""), PRIVATE,
            "4ab5d1c56fbf74cde966c765463ac4e3622ade83"),
        arguments("V5 sample",
            with(MINIMAL, "TargetRegionList.N", "WJTsopBq", "TargetEmail", "LonOoQBQ", "TgtChannelId", "xAyRfoay",
                "TargetImageTag", "kyKUeICs"),
            PRIVATE, "d81e0e0ded8ffd549ddf5fdede15edfb5a84344d"),
        arguments("V5 two regions", list(TARGETED, "TargetRegionList", "hk", "us-ca"), PRIVATE,
            "e3918c6597f8c286cdd04e9544ae420cc22936b5"),
        arguments("V5 DescribeImage",
            parameters("Action", "DescribeImage", "Region", "hk", "ProjectId", "org-target", "ImageType", "Custom",
                "ImageIds.0", "uimage-abc123", "ImageIds.1", "uimage-def456", "Offset", "0", "Limit", "20", "PriceSet", "0",
                "PublicKey", PUBLIC),
            PRIVATE, "20d12658e95b32daecdbf2f706dafe2989e4c8e3"),
        arguments("V5 TerminateCustomImage",
            parameters("Action", "TerminateCustomImage", "Region", "hk", "ProjectId", "org-target",
                "ImageId", "uimage-copy01", "PublicKey", PUBLIC),
            PRIVATE, "6645a8cd740d93d7d2fb4438d7f6c20617bfa49f"),
        arguments("V5 GetRegion", parameters("Action", "GetRegion", "PublicKey", PUBLIC), PRIVATE,
            "f1b19c456b24b3ef433b90dc3b20debfd0de879b"),
        arguments("V5 GetProjectList", parameters("Action", "GetProjectList", "PublicKey", PUBLIC), PRIVATE,
            "af7ef441ef4cfd960313696b654a0514c8c9fec4"),
        arguments("V5 types",
            parameters("Action", "Test", "Bool", "true", "BoolF", "false", "Float", "42", "Frac", "42.42", "Int", "7",
                "PublicKey", PUBLIC),
            PRIVATE, "c722846b9c6eb181be356a8d38a937c14a1e5c69"),
        arguments("V5 key with + and /", parameters("Action", "GetRegion", "PublicKey", "AbC+d/EfG=="), "pri+v/ate==",
            "dbac18f075724cb47632ebb0926ccc0fe5c630d3"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void vector(String id, Map<String, ?> parameters, String privateKey, String signature) {
    assertThat(UCloudSignature.sign(parameters, privateKey)).isEqualTo(signature);
    Map<String, Object> signed = new LinkedHashMap<>(parameters);
    signed.put("Signature", signature);
    assertThat(UCloudSignature.sign(signed, privateKey)).isEqualTo(signature);
  }

  @Test
  void stringToSignOfV1() {
    String text = "ActionCopyCustomImageProjectIdorg-sourcePublicKeyucloudsomeone@example.com1296235120854146120"
        + "Regioncn-bj2SourceImageIduimage-abc123TargetImageNameweb-01TargetProjectIdorg-targetTargetRegionhk";
    assertThat(UCloudSignature.stringToSign(V1, PRIVATE)).isEqualTo(text + PRIVATE).hasSize(231);
  }

  @Test
  void stringToSignOfV2() {
    String text = UCloudSignature.stringToSign(list(V2, "TargetRegionList", "hk", "us-ca", "cn-sh2"), PRIVATE);
    assertThat(text).isEqualTo("ActionCopyCustomImageProjectIdorg-sourcePublicKey" + PUBLIC
        + "Regioncn-bj2SourceImageIduimage-abc123TargetImageDescriptiona=b&c=d?e#f%20 \"q\" ~!*()'"
        + "TargetImageName镜像 v1.0+β/测试TargetImageTagDefaultTargetProjectIdorg-target"
        + "TargetRegionList.0hkTargetRegionList.1us-caTargetRegionList.2cn-sh2Zonecn-bj2-02" + PRIVATE);
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(380);
  }

  @Test
  void otherValuesAreRefused() {
    assertThatThrownBy(() -> UCloudSignature.sign(Map.of("Limit", 10), PRIVATE))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Limit");
  }
}
