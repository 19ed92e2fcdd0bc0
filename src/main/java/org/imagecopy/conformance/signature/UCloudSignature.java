package org.imagecopy.conformance.signature;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * UCloud's signing scheme: SHA-1 over the sorted parameters followed by the private key.
 *
 * <p>It binds neither time nor HTTP method nor the borders between names and values.
 */
public final class UCloudSignature {

  private static final String SIGNATURE = "Signature";

  private UCloudSignature() {}

  /**
   * Builds the text that is hashed, private key included.
   *
   * @param parameters names and values as sent, {@code Signature} is left out. A value is a text, or a list of texts for
   *     a real JSON array, which contributes its name once and its elements one after the other
   * @param privateKey the private key as it is
   * @throws IllegalArgumentException if a value is neither a text nor a list of texts
   */
  public static String stringToSign(Map<String, ?> parameters, String privateKey) {
    Map<String, Object> sorted = new TreeMap<>(Digests.BYTE_ORDER);
    sorted.putAll(parameters);
    sorted.remove(SIGNATURE);
    StringBuilder text = new StringBuilder(256);
    sorted.forEach((name, value) -> {
      text.append(name);
      append(text, name, value);
    });
    return text.append(privateKey).toString();
  }

  /**
   * Signs a request.
   *
   * @param parameters see {@link #stringToSign}
   * @return 40 lower-case hexadecimal digits
   * @throws IllegalArgumentException if a value is neither a text nor a list of texts
   */
  public static String sign(Map<String, ?> parameters, String privateKey) {
    return Digests.hex(Digests.digest("SHA-1", Digests.utf8(stringToSign(parameters, privateKey))));
  }

  private static void append(StringBuilder text, String name, Object value) {
    if (value instanceof String single) {
      text.append(single);
    } else if (value instanceof List<?> several) {
      several.forEach(element -> append(text, name, element));
    } else {
      throw new IllegalArgumentException("Parameter " + name + " is neither a text nor a list of texts: " + value);
    }
  }
}
