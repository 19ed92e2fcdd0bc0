package org.imagecopy.conformance.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;

class PercentEncodingTest {

  @ParameterizedTest(name = "{0} is encoded as {1}")
  @CsvSource({
    "' ', %20", "*, %2A", "+, %2B", "/, %2F", ":, %3A", "%, %25", "=, %3D", "&, %26", "',', '%2C'", "'''', %27",
    "(, %28", "), %29", "!, %21", "@, %40", "中, %E4%B8%AD", "😀, %F0%9F%98%80", "é, %C3%A9"
  })
  void reservedBytes(String text, String encoded) {
    assertThat(PercentEncoding.encode(text)).isEqualTo(encoded);
  }

  @Test
  void unreservedCharactersStay() {
    String unreserved = "ABCXYZabcxyz0189-_.~";
    assertThat(PercentEncoding.encode(unreserved)).isEqualTo(unreserved);
  }

  @Test
  void controlCharactersHaveTwoDigits() {
    assertThat(PercentEncoding.encode("\n\u0000\u007f")).isEqualTo("%0A%00%7F");
  }
}
