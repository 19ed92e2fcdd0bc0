package org.imagecopy.conformance.signature;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of RFC 3986 as both vendors require it in queries and in canonical strings. */
public final class PercentEncoding {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentEncoding() {}

  /**
   * Encodes the UTF-8 bytes of a text: letters, digits and {@code - . _ ~} stay, every other byte becomes {@code %XX}.
   *
   * @param value any text; unpaired surrogates are encoded as a question mark
   * @return the encoded text, ASCII only, with upper-case hexadecimal digits
   */
  public static String encode(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    StringBuilder encoded = new StringBuilder(bytes.length + 16);
    for (byte next : bytes) {
      if (isUnreserved(next)) {
        encoded.append((char) next);
      } else {
        encoded.append('%').append(HEX[(next >> 4) & 0xF]).append(HEX[next & 0xF]);
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(byte value) {
    return value >= 'a' && value <= 'z'
        || value >= 'A' && value <= 'Z'
        || value >= '0' && value <= '9'
        || value == '-' || value == '.' || value == '_' || value == '~';
  }
}
