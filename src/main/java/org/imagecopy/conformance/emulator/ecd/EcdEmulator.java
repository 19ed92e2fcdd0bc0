package org.imagecopy.conformance.emulator.ecd;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Defect;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.FilteredEmulator;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Parameter;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.Signing;
import org.imagecopy.conformance.emulator.Transport;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.emulator.World;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ECD endpoint, version 2020-09-30. It follows the page of {@code CopyImage}; where the page is silent it does what most
 * clients expect.
 *
 * <p>Choices where the page is silent: a letter is an ASCII letter or a Chinese character; lengths count code points; prefixes
 * are compared with regard to case; nothing is trimmed; names need not be unique; the source must be an available custom image
 * of the caller in {@code RegionId}; unknown parameters are ignored; without {@code Format} the answer is JSON.
 */
public final class EcdEmulator extends FilteredEmulator {

  private static final Map<String, String> HEADER_PARAMETERS = headerParameters();

  private final List<Rule> platformRules;

  /**
   * Creates an endpoint.
   *
   * @param world what it acts upon, such as {@link EcdWorld#standard}
   * @param clock the clock by which it judges timestamps and nonces, usually that of the world
   * @param filters the deviations from the honest endpoint, in order
   */
  public EcdEmulator(World world, Clock clock, List<Filter> filters) {
    super(world, clock, filters, List.of(new CopyImage(), new CancelCopyImage(), new DescribeImages(),
        new DeleteImages(), new ModifyImageAttribute(), new DescribeRegions()));
    platformRules = new PlatformRules(this::hasOperation).list();
  }

  @Override
  public String family() {
    return "ecd";
  }

  @Override
  protected Call prepare(Call call) {
    // No source knows JSON requests for this family: such a body carries no parameters.
    Call understood = call.transport() == Transport.POST_JSON ? queryOnly(call) : call;
    if (!isAcs3(call)) {
      return understood;
    }
    Map<String, String> believed = new LinkedHashMap<>(understood.parameters());
    HEADER_PARAMETERS.forEach((parameter, header) -> {
      believed.remove(parameter);
      call.header(header).ifPresent(value -> believed.put(parameter, value.strip()));
    });
    Acs3Signing signing = new Acs3Signing(call);
    believed.remove("AccessKeyId");
    believed.remove("Signature");
    signing.keyId().ifPresent(keyId -> believed.put("AccessKeyId", keyId));
    signing.presented().ifPresent(signature -> believed.put("Signature", signature));
    return understood.withParameters(believed);
  }

  private static Call queryOnly(Call call) {
    Map<String, String> believed = new LinkedHashMap<>();
    for (Parameter parameter : call.sent()) {
      if (parameter.origin() == Parameter.Origin.QUERY) {
        believed.putIfAbsent(parameter.name(), parameter.values().get(0));
      }
    }
    return call.withSent(parameter -> parameter.origin() == Parameter.Origin.QUERY).withParameters(believed)
        .withDefect(call.defect().filter(defect -> defect.part() != Defect.Part.BODY));
  }

  private static boolean isAcs3(Call call) {
    // Any Authorization header counts: a broken one must not fall back to the other scheme.
    return call.header("authorization").isPresent();
  }

  @Override
  protected Signing signing(Call call) {
    return isAcs3(call) ? new Acs3Signing(call) : new RpcSigning(call);
  }

  @Override
  protected String newRequestId() {
    return UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
  }

  @Override
  protected List<Rule> platformRules() {
    return platformRules;
  }

  @Override
  protected Refusal unknownOperation(Context context) {
    return new Refusal("Action.known", Rule.Kind.PROTOCOL, 404, "InvalidAction.NotFound", "The action is not known.");
  }

  @Override
  protected Answer success(Context context, ObjectNode members) {
    members.put("RequestId", context.requestId());
    return new Answer(context.operation(), Optional.empty(), 200, headers(context), members);
  }

  @Override
  protected Answer refusal(Context context, Refusal refusal) {
    ObjectNode envelope = Json.object();
    envelope.put("RequestId", context.requestId());
    envelope.put("HostId", hostId(context));
    envelope.put("Code", refusal.code());
    envelope.put("Message", refusal.message());
    envelope.put("Recommend", "https://api.aliyun.com/troubleshoot?q=" + refusal.code()
        + "&product=ecd&requestId=" + context.requestId());
    return new Answer(
        context.operation(), Optional.of(refusal), refusal.status(), headers(context), envelope);
  }

  @Override
  protected Answer failure(Context context) {
    return refusal(context, new Refusal("Emulator.error", Rule.Kind.PROTOCOL, 500, "InternalError",
        "The emulator failed; its log says why."));
  }

  @Override
  protected Wire render(Context context, Answer answer) {
    if (!context.call().value("Format").equalsIgnoreCase("XML") || !answer.body().isObject()) {
      return super.render(context, answer);
    }
    String root = answer.isSuccess() ? answer.operation() + "Response" : "Error";
    Wire wire = new Wire(answer.status(), answer.headers(), XmlRendering.render(root, answer.body()));
    return wire.withHeader("Content-Type", "text/xml;charset=utf-8");
  }

  private static Map<String, String> headers(Context context) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json;charset=utf-8");
    headers.put("x-acs-request-id", context.requestId());
    headers.put("x-acs-trace-id", context.requestId().replace("-", "").toLowerCase(Locale.ROOT));
    headers.put("Access-Control-Allow-Origin", "*");
    headers.put("Access-Control-Expose-Headers", "*");
    return headers;
  }

  private static String hostId(Context context) {
    String host = context.call().header("host").orElse("").replaceFirst(":[0-9]*$", "");
    return host.matches("[A-Za-z0-9.-]{1,255}") ? host : "ecd." + EcdWorld.SOURCE_REGION + ".aliyuncs.com";
  }

  private static Map<String, String> headerParameters() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("Action", "x-acs-action");
    names.put("Version", "x-acs-version");
    names.put("Timestamp", "x-acs-date");
    names.put("SignatureNonce", "x-acs-signature-nonce");
    names.put("SecurityToken", "x-acs-security-token");
    return names;
  }
}
