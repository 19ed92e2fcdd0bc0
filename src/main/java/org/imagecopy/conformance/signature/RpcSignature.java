package org.imagecopy.conformance.signature;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The older signing scheme of Alibaba Cloud's RPC operations: {@code SignatureVersion=1.0}, HMAC-SHA1.
 *
 * <p>It covers the HTTP method and every parameter of query and form body. It covers neither host nor headers.
 */
public final class RpcSignature {

  private static final String SIGNATURE = "Signature";

  private RpcSignature() {}

  /**
   * Renders the parameters in their canonical form.
   *
   * @param parameters decoded names and values; {@code Signature} is left out, empty values are kept as {@code name=}
   * @return encoded pairs in ascending byte order of the names, joined by an ampersand
   */
  public static String canonicalQuery(Map<String, String> parameters) {
    Map<String, String> sorted = new TreeMap<>(Digests.BYTE_ORDER);
    sorted.putAll(parameters);
    sorted.remove(SIGNATURE);
    return sorted.entrySet().stream()
        .map(pair -> PercentEncoding.encode(pair.getKey()) + '=' + PercentEncoding.encode(pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  /**
   * Builds the text that is signed.
   *
   * @param method the HTTP method in upper case
   * @param parameters decoded names and values
   */
  public static String stringToSign(String method, Map<String, String> parameters) {
    return method + "&%2F&" + PercentEncoding.encode(canonicalQuery(parameters));
  }

  /**
   * Signs a request.
   *
   * @param method the HTTP method in upper case
   * @param parameters decoded names and values
   * @param secret the AccessKey secret, without the ampersand that the scheme appends
   * @return the signature in Base64, not yet percent-encoded
   */
  public static String sign(String method, Map<String, String> parameters, String secret) {
    byte[] mac = Digests.hmac("HmacSHA1", secret + "&", stringToSign(method, parameters));
    return Base64.getEncoder().encodeToString(mac);
  }
}
