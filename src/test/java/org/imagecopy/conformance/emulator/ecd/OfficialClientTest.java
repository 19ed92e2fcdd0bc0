package org.imagecopy.conformance.emulator.ecd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyun.ecd20200930.Client;
import com.aliyun.ecd20200930.models.CancelCopyImageRequest;
import com.aliyun.ecd20200930.models.CopyImageRequest;
import com.aliyun.ecd20200930.models.CopyImageResponse;
import com.aliyun.ecd20200930.models.DeleteImagesRequest;
import com.aliyun.ecd20200930.models.DescribeImagesRequest;
import com.aliyun.ecd20200930.models.DescribeImagesResponseBody;
import com.aliyun.ecd20200930.models.DescribeImagesResponseBody.DescribeImagesResponseBodyImages;
import com.aliyun.ecd20200930.models.DescribeRegionsRequest;
import com.aliyun.ecd20200930.models.DescribeRegionsResponseBody.DescribeRegionsResponseBodyRegions;
import com.aliyun.ecd20200930.models.ModifyImageAttributeRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.GlobalParameters;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.EmulatorServer;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.ServerOptions;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.emulator.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The vendor's own client for Java, with both of its ways to sign, cannot tell the emulator from the service. */
class OfficialClientTest {

  private static final String DESTINATION = "cn-shenzhen";

  /** How the client signs: the older scheme is what it is delivered with, the newer one what its siblings use. */
  enum Mode {
    RPC("RPC-1.0"),
    ACS3("ACS3");

    private final String scheme;

    Mode(String scheme) {
      this.scheme = scheme;
    }
  }

  // The client stamps its requests with the true time; copies grow older only when a test says so.
  private final VirtualClock clock = new VirtualClock(Instant.now());
  private final World world = EcdWorld.standard(clock);
  private final Set<String> schemes = ConcurrentHashMap.newKeySet();
  private final EmulatorServer server = EmulatorServer.start(new EcdEmulator(world, Clock.systemUTC(), List.of(new Filter() {
    @Override
    public Wire wire(Context context, Wire honest) {
      schemes.add(context.signing().scheme());
      return honest;
    }
  })), ServerOptions.defaults());

  @AfterEach
  void close() {
    server.close();
  }

  private Config config() {
    return new Config().setAccessKeyId(EcdWorld.KEY_ID).setAccessKeySecret(EcdWorld.SECRET)
        .setRegionId(EcdWorld.SOURCE_REGION).setProtocol("http").setEndpoint(server.endpoint().getAuthority());
  }

  private static Client client(Config config, Mode mode) throws Exception {
    Client client = new Client(config);
    if (mode == Mode.ACS3) {
      // This release pins the older scheme in its constructor; the library below it knows both.
      client._signatureAlgorithm = "ACS3-HMAC-SHA256";
    }
    return client;
  }

  private static CopyImageRequest copy(String name) {
    return new CopyImageRequest().setRegionId(EcdWorld.SOURCE_REGION).setImageId(EcdWorld.SOURCE_IMAGE)
        .setDestinationRegionId(DESTINATION).setDestinationImageName(name)
        .setDestinationDescription("a=b&c d+e%20 *~ 中文/😀");
  }

  private static DescribeImagesResponseBodyImages image(Client client, String id) throws Exception {
    List<DescribeImagesResponseBodyImages> images = client
        .describeImages(new DescribeImagesRequest().setRegionId(DESTINATION).setImageId(List.of(id))).getBody().getImages();
    assertThat(images).hasSize(1);
    return images.get(0);
  }

  private static TeaException refused(ThrowingCallable call) {
    TeaException refusal = catchThrowableOfType(TeaException.class, call);
    assertThat(refusal).as("the refusal").isNotNull();
    return refusal;
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void wholeLife(Mode mode) throws Exception {
    Client client = client(config(), mode);
    assertThat(client.describeRegions(new DescribeRegionsRequest().setRegionId(EcdWorld.SOURCE_REGION)).getBody().getRegions())
        .extracting(DescribeRegionsResponseBodyRegions::getRegionId).contains(EcdWorld.SOURCE_REGION, DESTINATION);
    assertThat(listed(client, EcdWorld.SOURCE_REGION)).contains(EcdWorld.SOURCE_IMAGE);
    Set<String> before = listed(client, DESTINATION);

    CopyImageResponse copied = client.copyImage(copy("Office_Shanghai:v1-2"));
    assertThat(copied.getStatusCode()).isEqualTo(200);
    assertThat(copied.getHeaders()).containsEntry("x-acs-request-id", copied.getBody().getRequestId());
    String id = copied.getBody().getImageId();
    assertThat(id).isNotEqualTo(EcdWorld.SOURCE_IMAGE);
    assertThat(image(client, id).getStatus()).isEqualTo("Creating");
    assertThat(image(client, id).getDescription()).isEqualTo("a=b&c d+e%20 *~ 中文/😀");

    String unwanted = client.copyImage(copy("Unwanted")).getBody().getImageId();
    assertThat(client.cancelCopyImage(new CancelCopyImageRequest().setRegionId(DESTINATION).setImageId(unwanted))
        .getBody().getRequestId()).isNotEmpty();

    clock.advance(world.copyTime());
    assertThat(image(client, id).getStatus()).isEqualTo("Available");
    assertThat(image(client, id).getProgress()).isEqualTo("100%");
    assertThat(listed(client, DESTINATION)).containsAll(before).contains(id).doesNotContain(unwanted).hasSize(before.size() + 1);

    client.modifyImageAttribute(new ModifyImageAttributeRequest().setRegionId(DESTINATION).setImageId(id)
        .setName("Renamed").setDescription("Described anew"));
    assertThat(image(client, id).getName()).isEqualTo("Renamed");
    assertThat(image(client, id).getDescription()).isEqualTo("Described anew");

    client.deleteImages(new DeleteImagesRequest().setRegionId(DESTINATION).setImageId(List.of(id)));
    assertThat(listed(client, DESTINATION)).isEqualTo(before);
    assertThat(schemes).containsExactly(mode.scheme);
  }

  private static Set<String> listed(Client client, String region) throws Exception {
    List<String> ids = new ArrayList<>();
    String token = null;
    do {
      DescribeImagesResponseBody page = client.describeImages(
          new DescribeImagesRequest().setRegionId(region).setMaxResults(2).setNextToken(token)).getBody();
      page.getImages().forEach(image -> ids.add(image.getImageId()));
      token = page.getNextToken();
    } while (!token.isEmpty());
    assertThat(ids).doesNotHaveDuplicates();
    return new TreeSet<>(ids);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void missingParameter(Mode mode) throws Exception {
    Client client = client(config(), mode);
    TeaException refusal = refused(() -> client.copyImage(copy("Fine").setImageId(null)));
    assertThat(refusal.getCode()).isEqualTo("MissingImageId");
    assertThat(refusal.getStatusCode()).isEqualTo(400);
    assertThat(refusal.getMessage()).contains("ImageId is mandatory for this action.");
    assertThat(refusal.getData().get("RequestId").toString()).isNotEmpty();
    assertThat(world.journal()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void wrongSignature(Mode mode) throws Exception {
    Client client = client(config().setAccessKeySecret("anothersecret"), mode);
    TeaException refusal = refused(() -> client.copyImage(copy("Fine")));
    assertThat(refusal.getCode()).isEqualTo("SignatureDoesNotMatch");
    assertThat(refusal.getMessage()).contains("server string to sign is:").doesNotContain(EcdWorld.SECRET);
    TeaException unknown = refused(() -> client(config().setAccessKeyId("nobody"), mode).copyImage(copy("Fine")));
    assertThat(unknown.getCode()).isEqualTo("InvalidAccessKeyId.NotFound");
    assertThat(unknown.getStatusCode()).isEqualTo(404);
    assertThat(world.journal()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void replayedNonce(Mode mode) throws Exception {
    Map<String, String> nonce = Map.of(mode == Mode.RPC ? "SignatureNonce" : "x-acs-signature-nonce", "used-twice");
    GlobalParameters fixed = mode == Mode.RPC ? new GlobalParameters().setQueries(nonce) : new GlobalParameters().setHeaders(nonce);
    Client client = client(config().setGlobalParameters(fixed), mode);
    client.copyImage(copy("First"));
    TeaException refusal = refused(() -> client.copyImage(copy("Second")));
    assertThat(refusal.getCode()).isEqualTo("SignatureNonceUsed");
    assertThat(world.journal()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void temporaryCredentials(Mode mode) throws Exception {
    Config temporary = config().setAccessKeyId(EcdWorld.TEMPORARY_KEY_ID).setAccessKeySecret(EcdWorld.TEMPORARY_SECRET);
    assertThat(client(temporary.setSecurityToken(EcdWorld.SECURITY_TOKEN), mode).copyImage(copy("Fine")).getBody().getImageId())
        .isNotEmpty();
    TeaException refusal = refused(() -> client(temporary.setSecurityToken("another"), mode).copyImage(copy("Fine")));
    assertThat(refusal.getCode()).isEqualTo("InvalidSecurityToken.MismatchWithAccessKey");
  }
}
