package org.imagecopy.conformance.emulator;

import java.util.Optional;

/** How a request proves who sends it, and what would have been a proof. */
public interface Signing {

  /** Returns the scheme: {@code RPC-1.0}, {@code ACS3}, {@code UCLOUD-SHA1} or {@code BEARER}. */
  String scheme();

  /** Returns the key id that the request names. */
  Optional<String> keyId();

  /** Returns the signature that the request carries, exactly as sent. */
  Optional<String> presented();

  /** Returns the text that a scheme signs for a request, without the secret. */
  String text(Call call);

  /**
   * Returns the signature that a request should carry.
   *
   * @param call the request, or a variation of it made with {@link Call#withSent} and its siblings
   * @param secret the secret of the signer
   */
  String expected(Call call, String secret);
}
