package org.imagecopy.conformance.emulator.uhost;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.FilteredEmulator;
import org.imagecopy.conformance.emulator.Json;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.Signing;
import org.imagecopy.conformance.emulator.World;
import tools.jackson.databind.node.ObjectNode;

/**
 * The UHost endpoint. It follows the page of {@code CopyCustomImage}: the tables, where they and the sample differ.
 *
 * <p>Choices where the page is silent: HTTP status 200 for every request that can be understood; {@code Action} in refusals
 * too, unless the request names none; no limits of names and descriptions; unknown parameters are ignored; a copy without a name is named like its source.
 */
public final class UHostEmulator extends FilteredEmulator {

  private final List<Rule> platformRules;

  /**
   * Creates an endpoint.
   *
   * @param world what it acts upon, such as {@link UHostWorld#standard}
   * @param clock the server's clock, usually that of the world; nothing in this family depends on it
   * @param filters the deviations from the honest endpoint, in order
   */
  public UHostEmulator(World world, Clock clock, List<Filter> filters) {
    super(world, clock, filters, List.of(new CopyCustomImage(), new DescribeImage(), new TerminateCustomImage(),
        new GetRegion(), new GetProjectList(), new GetImageCopyProgress()));
    platformRules = PlatformRules.list(this::hasOperation);
  }

  @Override
  public String family() {
    return "uhost";
  }

  @Override
  protected Signing signing(Call call) {
    return new UHostSigning(call);
  }

  @Override
  protected String newRequestId() {
    return UUID.randomUUID().toString();
  }

  @Override
  protected List<Rule> platformRules() {
    return platformRules;
  }

  @Override
  protected Refusal unknownOperation(Context context) {
    return PlatformRules.unknownAction(context);
  }

  @Override
  protected Answer success(Context context, ObjectNode members) {
    ObjectNode body = envelope(context);
    body.put("RetCode", 0);
    body.setAll(members);
    return new Answer(context.operation(), Optional.empty(), 200, headers(context), body);
  }

  @Override
  protected Answer refusal(Context context, Refusal refusal) {
    ObjectNode body = envelope(context);
    if (refusal.code().matches("-?[0-9]{1,9}")) {
      body.put("RetCode", Integer.parseInt(refusal.code()));
    } else {
      body.put("RetCode", refusal.code());
    }
    body.put("Message", refusal.message());
    return new Answer(context.operation(), Optional.of(refusal), refusal.status(), headers(context), body);
  }

  @Override
  protected Answer failure(Context context) {
    return refusal(context, new Refusal("Emulator.error", Rule.Kind.PROTOCOL, 500, "130",
        "The emulator failed; its log says why"));
  }

  /** Reduces text of a request to what may safely be repeated in an answer. */
  static String plain(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9_.-]", "?");
    return plain.length() > 64 ? plain.substring(0, 64) : plain;
  }

  private static ObjectNode envelope(Context context) {
    String action = context.call().value("Action");
    // A request without an action has nothing to be named; the vendor leaves the member out as well.
    return action.isEmpty() ? Json.object() : Json.object().put("Action", plain(action) + "Response");
  }

  private static Map<String, String> headers(Context context) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-UCLOUD-REQUEST-UUID", context.requestId());
    return headers;
  }
}
