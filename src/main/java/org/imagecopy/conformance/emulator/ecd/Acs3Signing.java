package org.imagecopy.conformance.emulator.ecd;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Parameter;
import org.imagecopy.conformance.emulator.Signing;
import org.imagecopy.conformance.signature.Acs3Signature;

/** The newer scheme: public parameters and signature are headers. */
record Acs3Signing(Call call) implements Signing {

  static final String SCHEME = "ACS3";

  private static final Pattern AUTHORIZATION = Pattern.compile(
      Pattern.quote(Acs3Signature.ALGORITHM) + " Credential=([^,]*), ?SignedHeaders=([^,]*), ?Signature=([^,]*)");

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public Optional<String> keyId() {
    return part(call, 1);
  }

  @Override
  public Optional<String> presented() {
    return part(call, 3);
  }

  @Override
  public String text(Call signed) {
    return Acs3Signature.stringToSign(canonicalRequest(signed));
  }

  @Override
  public String expected(Call signed, String secret) {
    return Acs3Signature.sign(canonicalRequest(signed), secret);
  }

  /** Returns whether the header has the documented form. */
  boolean isWellFormed() {
    return part(call, 1).isPresent();
  }

  /** Returns the names that a request says to have signed, in their order. */
  static List<String> signedHeaders(Call signed) {
    String list = part(signed, 2).orElse("");
    return list.isEmpty() ? List.of() : List.of(list.split(";", -1));
  }

  private static Optional<String> part(Call signed, int group) {
    Matcher matcher = AUTHORIZATION.matcher(signed.header("authorization").orElse(""));
    return matcher.matches() ? Optional.of(matcher.group(group)) : Optional.empty();
  }

  private static String canonicalRequest(Call signed) {
    Map<String, String> query = new LinkedHashMap<>();
    for (Parameter sent : signed.sent()) {
      if (sent.origin() == Parameter.Origin.QUERY) {
        query.putIfAbsent(sent.name(), String.join("", sent.values()));
      }
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : new TreeSet<>(signedHeaders(signed))) {
      headers.put(name, signed.header(name).orElse(""));
    }
    String hash = signed.header("x-acs-content-sha256").orElse("").strip();
    return Acs3Signature.canonicalRequest(signed.method(), query, headers, hash);
  }
}
