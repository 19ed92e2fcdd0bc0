package org.imagecopy.conformance.emulator.ecd;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Signing;
import org.imagecopy.conformance.signature.RpcSignature;

/** The older scheme: everything is a parameter of query or form. */
record RpcSigning(Call call) implements Signing {

  static final String SCHEME = "RPC-1.0";

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public Optional<String> keyId() {
    return call.parameter("AccessKeyId");
  }

  @Override
  public Optional<String> presented() {
    return call.parameter("Signature");
  }

  @Override
  public String text(Call signed) {
    return RpcSignature.stringToSign(signed.method(), parameters(signed));
  }

  @Override
  public String expected(Call signed, String secret) {
    return RpcSignature.sign(signed.method(), parameters(signed), secret);
  }

  private static Map<String, String> parameters(Call signed) {
    Map<String, String> parameters = new LinkedHashMap<>();
    signed.sent().forEach(sent -> parameters.putIfAbsent(sent.name(), String.join("", sent.values())));
    return parameters;
  }
}
