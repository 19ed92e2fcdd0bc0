package org.imagecopy.conformance.emulator.uhost;

import static org.imagecopy.conformance.emulator.Rule.Kind.AUTHENTICATION;
import static org.imagecopy.conformance.emulator.Rule.Kind.PROTOCOL;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.imagecopy.conformance.emulator.Account;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Repetition;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.Transport;

/** The rules of the gateway, the same for every operation: form of the request, action, key, signature. */
final class PlatformRules {

  private PlatformRules() {}

  static List<Rule> list(Predicate<String> isOperation) {
    return List.of(
        new Rule("Request.wellFormed", PROTOCOL, context -> context.call().defect().map(defect ->
            new Refusal("Request.wellFormed", PROTOCOL, defect.status(), "230", defect.reason()))),
        Rule.of("Method.supported", PROTOCOL, 405, "230", "Method not supported",
            context -> Set.of("GET", "POST").contains(context.call().method())),
        Rule.of("Path.root", PROTOCOL, 404, "161", "Path not found", context -> context.call().path().equals("/")),
        new Rule("Action.required", PROTOCOL, context -> context.call().has("Action") ? Optional.empty()
            : Optional.of(new Refusal("Action.required", PROTOCOL, 200, "160", context.call()
                .hasUnreadBody(Set.of(Transport.POST_FORM, Transport.POST_JSON)) ? "Missing Action; the body is not read,"
                    + " its Content-Type is neither that of a form nor that of JSON" : "Missing Action"))),
        new Rule("Action.known", PROTOCOL, context -> isOperation.test(context.call().value("Action"))
            ? Optional.empty() : Optional.of(unknownAction(context))),
        Rule.of("Parameters.repeated", PROTOCOL, 200, "230", "A parameter is given several times with different values",
            context -> !Repetition.contradictsWithin(context.call())),
        authentication("Authorization.token", "174", "Token Not Exists",
            context -> !context.signing().scheme().equals(UHostSigning.BEARER)),
        authentication("PublicKey.required", "172", "User Not Exists",
            context -> context.call().has("PublicKey")
                || context.signing().scheme().equals(UHostSigning.BEARER)),
        authentication("PublicKey.exists", "172", "User Not Exists",
            context -> !context.call().has("PublicKey") || account(context).isPresent()),
        authentication("Signature.required", "170", "Missing Signature",
            context -> context.call().has("Signature")
                || context.signing().scheme().equals(UHostSigning.BEARER)),
        authentication("Parameters.conflict", "171", "Signature VerifyAC Error",
            context -> !Repetition.contradictsAcross(context.call())),
        authentication("Signature.matches", "171", "Signature VerifyAC Error", PlatformRules::isSigned),
        authentication("SecurityToken.matches", "174", "Token Not Exists",
            context -> account(context).map(account ->
                account.securityToken().orElse("").equals(context.call().value("SecurityToken"))).orElse(true)));
  }

  static Refusal unknownAction(Context context) {
    return new Refusal("Action.known", PROTOCOL, 200, "161",
        "Action [" + UHostEmulator.plain(context.call().value("Action")) + "] not found");
  }

  private static boolean isSigned(Context context) {
    if (context.signing().scheme().equals(UHostSigning.BEARER)) {
      return true;
    }
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

  private static Rule authentication(String name, String code, String message, Predicate<Context> condition) {
    return Rule.of(name, AUTHENTICATION, 200, code, message, condition);
  }
}
