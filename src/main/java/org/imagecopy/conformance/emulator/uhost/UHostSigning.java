package org.imagecopy.conformance.emulator.uhost;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Parameter;
import org.imagecopy.conformance.emulator.Signing;
import org.imagecopy.conformance.signature.UCloudSignature;

/** SHA-1 over all parameters of query and body; a name that occurs in both counts once. */
record UHostSigning(Call call) implements Signing {

  static final String SCHEME = "UCLOUD-SHA1";
  static final String BEARER = "BEARER";

  @Override
  public String scheme() {
    boolean bearer = call.header("authorization").isPresent() && !call.has("PublicKey") && !call.has("Signature");
    return bearer ? BEARER : SCHEME;
  }

  @Override
  public Optional<String> keyId() {
    return call.parameter("PublicKey");
  }

  @Override
  public Optional<String> presented() {
    return call.parameter("Signature");
  }

  @Override
  public String text(Call signed) {
    return UCloudSignature.stringToSign(parameters(signed), "");
  }

  @Override
  public String expected(Call signed, String secret) {
    return UCloudSignature.sign(parameters(signed), secret);
  }

  private static Map<String, Object> parameters(Call signed) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (Parameter parameter : signed.sent()) {
      parameters.putIfAbsent(parameter.name(), parameter.values());
    }
    return parameters;
  }
}
