package org.imagecopy.conformance.emulator.ecd;

import static org.imagecopy.conformance.emulator.Rule.Kind.AUTHENTICATION;
import static org.imagecopy.conformance.emulator.Rule.Kind.PROTOCOL;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.imagecopy.conformance.emulator.Account;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Defect;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Repetition;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.Transport;
import org.imagecopy.conformance.signature.Acs3Signature;

/**
 * The rules of the gateway, the same for every operation: form of the request, public parameters, time, key, signature,
 * nonce, version. Both signing schemes share the names of the rules; for the newer one the public parameters are headers.
 */
final class PlatformRules {

  static final String VERSION = "2020-09-30";
  static final Duration WINDOW = Duration.ofMinutes(15);

  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
  private static final Set<String> SIGNED_ALWAYS = Set.of("host", "x-acs-action", "x-acs-version", "x-acs-date",
      "x-acs-signature-nonce", "x-acs-content-sha256");

  private final NonceMemory nonces = new NonceMemory(WINDOW, 1_000_000);
  private final Predicate<String> isOperation;

  PlatformRules(Predicate<String> isOperation) {
    this.isOperation = isOperation;
  }

  List<Rule> list() {
    List<Rule> rules = new ArrayList<>();
    rules.add(new Rule("Request.wellFormed", PROTOCOL, context -> context.call().defect().map(defect ->
        new Refusal("Request.wellFormed", PROTOCOL, defect.status(), code(defect.part()), defect.reason() + "."))));
    rules.add(protocol("Method.supported", 400, "UnsupportedHTTPMethod", "Use GET or POST.",
        context -> Set.of("GET", "POST").contains(context.call().method())));
    rules.add(protocol("Path.root", 404, "InvalidPath.NotFound", "The path of every request is a single slash.",
        context -> context.call().path().equals("/")));
    rules.add(protocol("Parameters.repeated", 400, "InvalidParameter.Repeated",
        "A parameter is given several times with different values.",
        context -> !Repetition.contradictsWithin(context.call())));
    publicParameters(rules);
    rules.add(authentication("Timestamp.format", 400, "InvalidTimeStamp.Format",
        "The timestamp does not have the form yyyy-MM-ddTHH:mm:ssZ.",
        context -> !context.call().has("Timestamp") || timestamp(context.call()).isPresent()));
    rules.add(authentication("Timestamp.window", 400, "InvalidTimeStamp.Expired",
        "The timestamp differs from the time of the server by more than 15 minutes.",
        context -> timestamp(context.call())
            .map(time -> Duration.between(time, context.serverTime()).abs().compareTo(WINDOW) <= 0).orElse(true)));
    rules.add(authentication("AccessKeyId.exists", 404, "InvalidAccessKeyId.NotFound", "The AccessKey id is not known.",
        context -> account(context).isPresent()));
    securityToken(rules);
    signature(rules);
    rules.add(protocol("Version.known", 400, "InvalidVersion", "The version is not known.",
        context -> !context.call().has("Version") || context.call().value("Version").equals(VERSION)));
    rules.add(protocol("Action.known", 404, "InvalidAction.NotFound", "The action is not known.",
        context -> isOperation.test(context.call().value("Action"))));
    rules.add(protocol("Format.known", 400, "InvalidParameter.Format", "The format is neither JSON nor XML.",
        context -> !context.call().has("Format")
            || Set.of("json", "xml").contains(context.call().value("Format").toLowerCase(Locale.ROOT))));
    return List.copyOf(rules);
  }

  private static String code(Defect.Part part) {
    return switch (part) {
      case HEAD -> "InvalidRequest.Head";
      case BODY -> "InvalidRequest.Body";
      case PARAMETERS -> "InvalidParameter.Encoding";
    };
  }

  private static void publicParameters(List<Rule> rules) {
    rules.add(authentication("Authorization.format", 400, "IncompleteSignature",
        "The Authorization header does not have the documented form.",
        context -> !(context.signing() instanceof Acs3Signing acs3) || acs3.isWellFormed()));
    rules.add(new Rule("Action.required", PROTOCOL, context -> context.call().has("Action") ? Optional.empty()
        : Optional.of(new Refusal("Action.required", PROTOCOL, 400, "MissingAction", "Action is mandatory."
            + (context.call().hasUnreadBody(Set.of(Transport.POST_FORM)) ? " The body is not read, because its Content-Type is not that of a form." : "")))));
    rules.add(protocol("Version.required", 400, "MissingVersion", "Version is mandatory.",
        context -> context.call().has("Version")));
    for (String name : List.of("AccessKeyId", "Signature", "SignatureNonce", "Timestamp")) {
      rules.add(authentication(name + ".required", 400, "Missing" + name, name + " is mandatory.",
          context -> context.call().has(name)));
    }
    rules.add(rpcConstant("SignatureMethod", "HMAC-SHA1"));
    rules.add(rpcConstant("SignatureVersion", "1.0"));
  }

  private static Rule rpcConstant(String name, String expected) {
    return new Rule(name + ".known", AUTHENTICATION, context -> {
      if (!context.signing().scheme().equals(RpcSigning.SCHEME) || context.call().value(name).equals(expected)) {
        return Optional.empty();
      }
      String code = context.call().has(name) ? "Invalid" + name : "Missing" + name;
      return Optional.of(new Refusal(name + ".known", AUTHENTICATION, 400, code, name + " must be " + expected + "."));
    });
  }

  private static void securityToken(List<Rule> rules) {
    rules.add(authentication("SecurityToken.required", 400, "MissingSecurityToken",
        "SecurityToken is mandatory for temporary credentials.",
        context -> account(context).flatMap(Account::securityToken).isEmpty() || context.call().has("SecurityToken")));
    rules.add(authentication("SecurityToken.matches", 400, "InvalidSecurityToken.MismatchWithAccessKey",
        "The security token does not belong to the AccessKey.",
        context -> !context.call().has("SecurityToken") || account(context).isEmpty()
            || account(context).flatMap(Account::securityToken).filter(context.call().value("SecurityToken")::equals)
                .isPresent()));
  }

  private void signature(List<Rule> rules) {
    rules.add(authentication("Parameters.conflict", 400, "SignatureDoesNotMatch",
        "Query and body give different values of the same parameter.",
        context -> !Repetition.contradictsAcross(context.call())));
    rules.add(authentication("SignedHeaders.complete", 400, "IncompleteSignature",
        "Not all of host and the x-acs- headers are signed.",
        context -> !context.signing().scheme().equals(Acs3Signing.SCHEME) || allSigned(context.call())));
    rules.add(authentication("Body.hash", 400, "SignatureDoesNotMatch",
        "x-acs-content-sha256 is not the hash of the body.",
        context -> !context.signing().scheme().equals(Acs3Signing.SCHEME)
            || context.call().header("x-acs-content-sha256").orElse("").strip()
                .equals(Acs3Signature.sha256Hex(context.call().body()))));
    rules.add(new Rule("Signature.matches", AUTHENTICATION, context -> isSigned(context) ? Optional.empty()
        : Optional.of(new Refusal("Signature.matches", AUTHENTICATION, 400, "SignatureDoesNotMatch", mismatch(context)))));
    rules.add(authentication("SignatureNonce.unused", 400, "SignatureNonceUsed", "The nonce was used before.",
        context -> !context.call().has("SignatureNonce")
            || nonces.add(context.signing().keyId().orElse(""), context.call().value("SignatureNonce"), context.serverTime())));
  }

  private static boolean allSigned(Call call) {
    List<String> signed = Acs3Signing.signedHeaders(call);
    return signed.containsAll(SIGNED_ALWAYS)
        && signed.stream().allMatch(name -> call.header(name).isPresent())
        && call.headers().keySet().stream().filter(name -> name.startsWith("x-acs-")).allMatch(signed::contains);
  }

  /** Official clients compare what follows the colon with what they signed: if it is equal, the secret is wrong. */
  private static String mismatch(Context context) {
    String message = "Specified signature is not matched with our calculation.";
    // The text that was signed holds the token, which is as good as a secret.
    return context.call().has("SecurityToken") ? message
        : message + " server string to sign is:" + context.signing().text(context.call());
  }

  private static boolean isSigned(Context context) {
    Optional<String> presented = context.signing().presented();
    Optional<Account> account = account(context);
    if (presented.isEmpty() || account.isEmpty()) {
      return false;
    }
    String expected = context.signing().expected(context.call(), account.get().secret());
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), presented.get().getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Account> account(Context context) {
    return context.signing().keyId().flatMap(context.world()::account);
  }

  private static Optional<Instant> timestamp(Call call) {
    try {
      return Optional.of(LocalDateTime.parse(call.value("Timestamp"), TIMESTAMP).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException unparseable) {
      return Optional.empty();
    }
  }

  private static Rule protocol(
      String name, int status, String code, String message, Predicate<Context> condition) {
    return Rule.of(name, PROTOCOL, status, code, message, condition);
  }

  private static Rule authentication(
      String name, int status, String code, String message, Predicate<Context> condition) {
    return Rule.of(name, AUTHENTICATION, status, code, message, condition);
  }
}
