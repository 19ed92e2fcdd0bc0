package org.imagecopy.conformance.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions and the name order that the signing algorithms share. */
final class Digests {

  /** Ascending order of the UTF-8 bytes, which differs from the order of strings beyond the basic plane. */
  static final Comparator<String> BYTE_ORDER =
      (left, right) -> Arrays.compareUnsigned(utf8(left), utf8(right));

  private Digests() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] digest(String algorithm, byte[] data) {
    try {
      return MessageDigest.getInstance(algorithm).digest(data);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("The Java runtime lacks " + algorithm, missing);
    }
  }

  static byte[] hmac(String algorithm, String key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      byte[] bytes = utf8(key);
      // An empty key is refused by SecretKeySpec; HMAC pads keys with zero bytes, so one zero byte is the same key.
      mac.init(new SecretKeySpec(bytes.length == 0 ? new byte[1] : bytes, algorithm));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("The Java runtime lacks " + algorithm, missing);
    }
  }
}
