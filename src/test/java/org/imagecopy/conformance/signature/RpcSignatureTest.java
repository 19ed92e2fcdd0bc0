package org.imagecopy.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RpcSignatureTest {

  static final String DESCRIPTION = "This is a test. * ~ 100% + 中文/😀";

  static Map<String, String> parameters(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  static Map<String, String> with(Map<String, String> base, String... pairs) {
    Map<String, String> map = new LinkedHashMap<>(base);
    map.putAll(parameters(pairs));
    return map;
  }

  static Map<String, String> without(Map<String, String> base, String name) {
    Map<String, String> map = new LinkedHashMap<>(base);
    map.remove(name);
    return map;
  }

  static final Map<String, String> A1 = parameters(
      "AccessKeyId", "testid", "Action", "DescribeRegions", "Format", "XML", "SignatureMethod", "HMAC-SHA1",
      "SignatureNonce", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf", "SignatureVersion", "1.0",
      "Timestamp", "2016-02-23T12:46:24Z", "Version", "2014-05-26");

  static final Map<String, String> A2 = parameters(
      "AccessKeyId", "testid", "SignatureMethod", "HMAC-SHA1", "SignatureVersion", "1.0",
      "Action", "DescribeDedicatedHosts", "Format", "JSON", "RegionId", "cn-beijing",
      "SignatureNonce", "edb2b34af0af9a6d14deaf7c1a5315eb", "Timestamp", "2023-03-13T08:34:30Z", "Version", "2014-05-26");

  static final Map<String, String> A3 = parameters(
      "Action", "CopyImage", "Version", "2020-09-30", "Format", "json", "AccessKeyId", "testid",
      "SignatureMethod", "HMAC-SHA1", "SignatureVersion", "1.0", "SignatureNonce", "7f2f9b5c1d3e4a60b8c7d6e5f4a39281",
      "Timestamp", "2026-01-05T08:00:00Z", "RegionId", "cn-hangzhou", "ImageId", "m-gx2x1dhsmusr2abcd",
      "DestinationRegionId", "cn-shenzhen", "DestinationImageName", "Office_Shanghai:v1-2",
      "DestinationDescription", DESCRIPTION);

  static final Map<String, String> A4 = parameters(
      "Action", "DeleteImages", "Version", "2020-09-30", "Format", "json", "AccessKeyId", "testid",
      "SignatureMethod", "HMAC-SHA1", "SignatureVersion", "1.0", "SignatureNonce", "0123456789abcdef0123456789abcdef",
      "Timestamp", "2026-01-05T08:00:00Z", "RegionId", "cn-shenzhen",
      "ImageId.1", "m-2g65ljy3ynrdqaaaa", "ImageId.2", "m-2g65ljy3ynrdqbbbb");

  static Stream<Arguments> vectors() {
    return Stream.of(
        arguments("A1 GET", "GET", A1, "OLeaidS1JvxuMvnyHOwuJ+uX5qY="),
        arguments("A1 POST", "POST", A1, "MxbnVAM4w6sft9xjVpe/GCKueuk="),
        arguments("A2", "GET", A2, "9NaGiOspFP5UPcwX8Iwt2YJXXuk="),
        arguments("A3 POST", "POST", A3, "fGVQvnl9iik5uxHId6C+hiKbDFc="),
        arguments("A3 GET", "GET", A3, "sG7tJBy+3latl7a2ce9bQabNZJE="),
        arguments("A3 temporary credentials", "POST",
            with(A3, "AccessKeyId", "STS.testid", "SecurityToken", "sts-token-0001=="), "Ll9ZZKXADr1BIPYIlh1nitdZRo8="),
        arguments("A3 empty description included", "POST",
            with(A3, "DestinationDescription", ""), "mQVmD/wgXwZxUaVCii0PNcjpviA="),
        arguments("A3 empty description skipped", "POST",
            without(A3, "DestinationDescription"), "8oCOoj2OVTxBJ6Ey63Jk9Ir+FL8="),
        arguments("A4", "POST", A4, "srGA5somN7Yukex83spnKaa+ASs="));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void vector(String id, String method, Map<String, String> parameters, String signature) {
    assertThat(RpcSignature.sign(method, parameters, "testsecret")).isEqualTo(signature);
    assertThat(RpcSignature.sign(method, with(parameters, "Signature", "anything"), "testsecret")).isEqualTo(signature);
  }

  @Test
  void stringToSignOfA1() {
    assertThat(RpcSignature.stringToSign("GET", A1)).isEqualTo(
        "GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML%26SignatureMethod%3DHMAC-SHA1"
            + "%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26SignatureVersion%3D1.0"
            + "%26Timestamp%3D2016-02-23T12%253A46%253A24Z%26Version%3D2014-05-26");
  }

  @Test
  void canonicalQueryOfA3() {
    assertThat(RpcSignature.canonicalQuery(A3)).isEqualTo(
        "AccessKeyId=testid&Action=CopyImage&DestinationDescription=This%20is%20a%20test.%20%2A%20~%20100%25%20%2B%20"
            + "%E4%B8%AD%E6%96%87%2F%F0%9F%98%80&DestinationImageName=Office_Shanghai%3Av1-2"
            + "&DestinationRegionId=cn-shenzhen&Format=json&ImageId=m-gx2x1dhsmusr2abcd&RegionId=cn-hangzhou"
            + "&SignatureMethod=HMAC-SHA1&SignatureNonce=7f2f9b5c1d3e4a60b8c7d6e5f4a39281&SignatureVersion=1.0"
            + "&Timestamp=2026-01-05T08%3A00%3A00Z&Version=2020-09-30");
  }

  @Test
  void stringToSignOfA3() {
    assertThat(RpcSignature.stringToSign("GET", A3)).isEqualTo(
        "GET&%2F&AccessKeyId%3Dtestid%26Action%3DCopyImage%26DestinationDescription%3DThis%2520is%2520a%2520test."
            + "%2520%252A%2520~%2520100%2525%2520%252B%2520%25E4%25B8%25AD%25E6%2596%2587%252F%25F0%259F%2598%2580"
            + "%26DestinationImageName%3DOffice_Shanghai%253Av1-2%26DestinationRegionId%3Dcn-shenzhen%26Format%3Djson"
            + "%26ImageId%3Dm-gx2x1dhsmusr2abcd%26RegionId%3Dcn-hangzhou%26SignatureMethod%3DHMAC-SHA1"
            + "%26SignatureNonce%3D7f2f9b5c1d3e4a60b8c7d6e5f4a39281%26SignatureVersion%3D1.0"
            + "%26Timestamp%3D2026-01-05T08%253A00%253A00Z%26Version%3D2020-09-30");
  }

  @Test
  void namesAreSortedByBytes() {
    assertThat(RpcSignature.canonicalQuery(parameters("b", "", "ImageId.2", "z", "ImageId.10", "y", "ImageId.1", "x", "B", "1",
            "\uFF21", "2", "\uD83D\uDE00", "3")))
        .isEqualTo("B=1&ImageId.1=x&ImageId.10=y&ImageId.2=z&b=&%EF%BC%A1=2&%F0%9F%98%80=3");
  }
}
