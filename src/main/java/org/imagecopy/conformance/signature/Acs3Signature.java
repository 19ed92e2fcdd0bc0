package org.imagecopy.conformance.signature;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The newer signing scheme of Alibaba Cloud: {@code ACS3-HMAC-SHA256}, carried by the {@code Authorization} header.
 *
 * <p>It covers method, path, query, the listed headers and the hash of the body. RPC operations use the path {@code /}.
 */
public final class Acs3Signature {

  /** The name of the scheme: first word of the {@code Authorization} header and first line of the text that is signed. */
  public static final String ALGORITHM = "ACS3-HMAC-SHA256";

  private Acs3Signature() {}

  /** Returns the SHA-256 of a body as 64 lower-case hexadecimal digits. */
  public static String sha256Hex(byte[] body) {
    return Digests.hex(Digests.digest("SHA-256", body));
  }

  /**
   * Builds the canonical request.
   *
   * @param method the HTTP method in upper case
   * @param queryParameters decoded names and values of the query; parameters of a form body do not belong here
   * @param headers exactly the signed headers, with lower-case names; values are trimmed here
   * @param bodyHash the value of {@code x-acs-content-sha256}
   */
  public static String canonicalRequest(
      String method, Map<String, String> queryParameters, Map<String, String> headers, String bodyHash) {
    StringBuilder request = new StringBuilder(512);
    // Unlike the older scheme, a query parameter that happens to be named Signature has no special role here.
    request.append(method).append("\n/\n").append(query(queryParameters)).append('\n');
    Map<String, String> sorted = new TreeMap<>(Digests.BYTE_ORDER);
    sorted.putAll(headers);
    sorted.forEach((name, value) -> request.append(name).append(':').append(value.strip()).append('\n'));
    return request.append('\n').append(String.join(";", sorted.keySet())).append('\n').append(bodyHash).toString();
  }

  /** Returns the two lines that are signed: the algorithm and the hash of the canonical request. */
  public static String stringToSign(String canonicalRequest) {
    return ALGORITHM + '\n' + sha256Hex(Digests.utf8(canonicalRequest));
  }

  /**
   * Signs a canonical request.
   *
   * @param secret the AccessKey secret as it is
   * @return 64 lower-case hexadecimal digits
   */
  public static String sign(String canonicalRequest, String secret) {
    return Digests.hex(Digests.hmac("HmacSHA256", secret, stringToSign(canonicalRequest)));
  }

  /**
   * Renders the value of the {@code Authorization} header.
   *
   * @param signedHeaders lower-case header names in any order; they are listed in ascending order
   */
  public static String authorization(String accessKeyId, Collection<String> signedHeaders, String signature) {
    return ALGORITHM + " Credential=" + accessKeyId
        + ",SignedHeaders=" + String.join(";", new TreeSet<>(signedHeaders))
        + ",Signature=" + signature;
  }

  private static String query(Map<String, String> parameters) {
    Map<String, String> sorted = new TreeMap<>(Digests.BYTE_ORDER);
    sorted.putAll(parameters);
    StringBuilder query = new StringBuilder();
    sorted.forEach((name, value) -> {
      if (query.length() > 0) {
        query.append('&');
      }
      query.append(PercentEncoding.encode(name)).append('=').append(PercentEncoding.encode(value));
    });
    return query.toString();
  }
}
