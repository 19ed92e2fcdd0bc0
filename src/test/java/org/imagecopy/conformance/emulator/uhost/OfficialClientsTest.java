package org.imagecopy.conformance.emulator.uhost;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imagecopy.conformance.emulator.Account;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.EmulatorServer;
import org.imagecopy.conformance.emulator.Event;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Project;
import org.imagecopy.conformance.emulator.RawConnection;
import org.imagecopy.conformance.emulator.Region;
import org.imagecopy.conformance.emulator.ServerOptions;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.signature.PercentEncoding;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What the vendor's clients send, byte for byte, and what its tools rely on. The official clients are in no registry that this
 * build may use; {@code wire/uhost} holds requests that they sent (versions in their User-Agent: ucloud-sdk-go 0.22.98, -python3
 * 0.11.100, -java 1.2.88, -js 0.2.4), recorded at a listener, signed with the keys of the vendor's documentation.
 */
class OfficialClientsTest {

  private static final String PUBLIC_KEY = "ucloudsomeone@example.com1296235120854146120";
  private static final String PRIVATE_KEY = "46f09bb9fab4f12dfc160dae12273d5332b5debe";

  private final VirtualClock clock = new VirtualClock(UHostRequests.START);
  private final World world = world(clock, Optional.empty());
  private final EmulatorServer server = EmulatorServer.start(new UHostEmulator(world, clock, List.of()), ServerOptions.defaults());

  private static World world(Clock clock, Optional<String> token) {
    World.Builder builder = World.builder(clock)
        .account(new Account("1", PUBLIC_KEY, PRIVATE_KEY, token, false))
        .account(new Account("1", "someone@example.com1296235120854146120", PRIVATE_KEY))
        .account(new Account("1", "john.doe@example.com1296235120854146120", PRIVATE_KEY))
        .account(new Account("1", "CJf+LfjjXPk70z/fsBlK9sHC+kBTTj7gr2g/C/R7YSi3EFTKCmh7Bp5W1UH64D/O",
            "ztqlj0vtg6Por5d/etqpadpTZwscLRh5cIsFAHbwuvnMY4mAWI+GT5C2yzj/KiZf"))
        .account(new Account("1", "AbC+d/EfG==", "pri+v/ate=="));
    for (String project : List.of("org-source", "org-target", "org-xxxx", "org-z44lmf12e")) {
      builder.project(new Project(project, project, "1", project.equals("org-source"), UHostRequests.START));
    }
    for (String region : List.of("cn-bj2", "vn-sng", "hk", "us-ca", "cn-sh2", "tw-tp", "sg", "jpn-tky", "kr-seoul", "th-bkk", "us-ws",
        "ge-fra", "uk-london")) {
      builder.region(new Region(region, region, "", List.of(region + "-02", region + "-04")));
    }
    for (String image : List.of("uimage-abc123", "uimage-xxxx")) {
      builder.image(UHostWorld.image("cn-bj2", "org-source", image, "web", "", UHostRequests.START));
    }
    return builder.image(UHostWorld.image("hk", "org-target", "uimage-copy01", "copy", "", UHostRequests.START)).build();
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** The recorded requests differ from what was on the wire in the ends of lines of the head alone. */
  private static String recorded(String name) throws IOException {
    try (InputStream in = OfficialClientsTest.class.getResourceAsStream("/wire/uhost/" + name + ".http")) {
      String[] parts = new String(in.readAllBytes(), ISO_8859_1).split("\n\n", 2);
      return parts[0].replace("\n", "\r\n") + "\r\n\r\n" + parts[1];
    }
  }

  private static String get(String query) {
    return "GET /?" + query + " HTTP/1.1\r\nHost: api.ucloud.cn\r\n\r\n";
  }

  private JsonNode send(String request) throws IOException {
    RawConnection.Reply reply = RawConnection.exchange(server.endpoint(), request);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).containsKey("x-ucloud-request-uuid");
    return reply.json();
  }

  @ParameterizedTest
  @ValueSource(strings = {"go-form-single", "py-form-single", "java-json-single", "js-json-single", "go-json-single"})
  void singleCopy(String client) throws IOException {
    assertSingle(recorded(client));
  }

  @Test
  void singleCopyByGet() throws IOException {
    assertSingle(get("Action=CopyCustomImage&ProjectId=org-source&PublicKey=ucloudsomeone%40example.com1296235120854146120"
        + "&Region=cn-bj2&Signature=22d163d6a62ad5322c9ee62ebbf99cf550483d87&SourceImageId=uimage-abc123&TargetImageName=web-01"
        + "&TargetProjectId=org-target&TargetRegion=hk"));
  }

  private void assertSingle(String request) throws IOException {
    JsonNode answer = send(request);
    assertThat(answer.propertyNames()).containsExactly("Action", "RetCode", "TargetImageId", "TaskId");
    assertThat(answer.get("RetCode").intValue()).as(answer.toString()).isZero();
    assertThat(world.journal()).extracting(Event::image).extracting(Image::id, Image::name, image -> image.place().region(),
        image -> image.place().owner())
        .containsExactly(tuple(answer.get("TargetImageId").asString(), "web-01", "hk", "org-target"));
    assertThat(send(request.replace("uimage-abc123", "uimage-abc124")).get("RetCode").intValue()).as("one character changed")
        .isEqualTo(171);
  }

  @ParameterizedTest
  @ValueSource(strings = {"go-form-batch", "py-form-batch", "java-json-batch", "js-json-batch", "go-json-batch"})
  void batch(String client) throws IOException {
    assertBatch(recorded(client));
  }

  @Test
  void batchByGet() throws IOException {
    assertBatch(get("Action=CopyCustomImage&ProjectId=org-source&PublicKey=ucloudsomeone%40example.com1296235120854146120&Region=cn-bj2"
        + "&Signature=3b1dab386fa1fc0ac85b3e50efe99fcd2fa39051&SourceImageId=uimage-abc123"
        + "&TargetImageDescription=a%3Db%26c%3Dd%3Fe%23f%2520%20%22q%22%20~%21%2A%28%29%27"
        + "&TargetImageName=%E9%95%9C%E5%83%8F%20v1.0%2B%CE%B2%2F%E6%B5%8B%E8%AF%95&TargetImageTag=Default"
        + "&TargetProjectId=org-target&TargetRegionList.0=hk&TargetRegionList.1=us-ca&TargetRegionList.2=cn-sh2&Zone=cn-bj2-02"));
  }

  private void assertBatch(String request) throws IOException {
    JsonNode answer = send(request);
    assertThat(answer.propertyNames()).containsExactly("Action", "RetCode", "Infos");
    assertThat(answer.get("Infos").valueStream().map(info -> info.get("TargetRegion").asString())).containsExactly("hk", "us-ca", "cn-sh2");
    assertThat(world.journal()).hasSize(3).extracting(Event::image).allSatisfy(image -> {
      assertThat(image.name()).isEqualTo("镜像 v1.0+β/测试");
      assertThat(image.description()).isEqualTo("a=b&c=d?e#f%20 \"q\" ~!*()'");
      assertThat(image.place().owner()).isEqualTo("org-target");
    });
    assertThat(send(request.replace("us-ca", "us-cb")).get("RetCode").intValue()).as("one character changed").isEqualTo(171);
  }

  /** Parameters and the signature that the vendor, or its clients, published for them. */
  static Stream<Arguments> published() {
    String p2 = "Action=CreateUHostInstance,CPU=2,ChargeType=Month,DiskSpace=10,ImageId=f43736e1-65a5-4bea-ad2e-8a46e18883c2,"
        + "LoginMode=Password,Memory=2048,Name=Host01,Password=VUNsb3VkLmNu,Quantity=1,Region=cn-bj2,Zone=cn-bj2-04,PublicKey=" + PUBLIC_KEY;
    String copy = "Action=CopyCustomImage,Region=cn-bj2,SourceImageId=uimage-abc123,TargetProjectId=org-target,PublicKey=" + PUBLIC_KEY;
    String minimal = "Action=CopyCustomImage,Region=cn-bj2,SourceImageId=uimage-xxxx,TargetProjectId=org-xxxx,PublicKey=" + PUBLIC_KEY;
    String instances = "Action=DescribeUHostInstance,Limit=10,Region=cn-bj2,PublicKey=";
    return Stream.of(
        arguments("P1", instances + PUBLIC_KEY, "cba5cf5ec4d4233d206b1b54951e3787350a642f"),
        arguments("P2", p2, "4f9ef5df2abab2c6fccd1e9515cb7e2df8c6bb65"),
        arguments("P4", "Action=AllocateBackendBatch,PublicKey=" + PUBLIC_KEY + ",Backends.0=foo,Backends.1=bar,Backends.2=42,Backends.3=foo,"
            + "Backends.4=bar,Backends.5=42,Backends.6=foo,Backends.7=bar,Backends.8=42,Backends.9=foo,Backends.10=bar,Backends.11=42",
            "6bc32642779f8cb0bb3d3f128b1c0688abf9a1a3"),
        arguments("P5", instances + "someone@example.com1296235120854146120", "4201919d267504385deb93af19e0197870fed36b"),
        arguments("P6", instances.replace("cn-bj2", "vn-sng") + "john.doe@example.com1296235120854146120",
            "52fc1191f026532c9100946c6a863a90d5f766ed"),
        arguments("P7", "Action=GetUIoTCoreDeviceShadow,DeviceSN=ark1d4ug1evfb1jy,ProductSN=8pi2i730vxsala2a,ProjectId=org-z44lmf12e,"
            + "PublicKey=CJf+LfjjXPk70z/fsBlK9sHC+kBTTj7gr2g/C/R7YSi3EFTKCmh7Bp5W1UH64D/O,Region=cn-sh2",
            "f1e6b4e35df41b42232e059f6020c7fd51b2889e"),
        arguments("V3", copy + ",TargetRegionList.0=hk,TargetRegionList.1=tw-tp,TargetRegionList.2=sg,TargetRegionList.3=jpn-tky,"
            + "TargetRegionList.4=kr-seoul,TargetRegionList.5=th-bkk,TargetRegionList.6=us-ca,TargetRegionList.7=us-ws,"
            + "TargetRegionList.8=ge-fra,TargetRegionList.9=uk-london,TargetRegionList.10=cn-sh2",
            "9547619445bdd823b20c773e214bd9aee90d9c00"),
        arguments("V4", copy + ",TargetImageName=𠮷😀é", "b40a20f4e2912a7f140570337763f34c6ee8eadd"),
        arguments("V5 minimal", minimal, "1e343291e021a644ee6774801773cad2477a5025"),
        arguments("V5 empty name", minimal + ",TargetImageName=", "4ab5d1c56fbf74cde966c765463ac4e3622ade83"),
        arguments("V5 sample of the page", minimal + ",TargetRegionList.N=WJTsopBq,TargetEmail=LonOoQBQ,TgtChannelId=xAyRfoay,"
            + "TargetImageTag=kyKUeICs", "d81e0e0ded8ffd549ddf5fdede15edfb5a84344d"),
        arguments("V5 two regions", copy + ",TargetRegionList.0=hk,TargetRegionList.1=us-ca", "e3918c6597f8c286cdd04e9544ae420cc22936b5"),
        arguments("V5 DescribeImage", "Action=DescribeImage,Region=hk,ProjectId=org-target,ImageType=Custom,ImageIds.0=uimage-abc123,"
            + "ImageIds.1=uimage-def456,Offset=0,Limit=20,PriceSet=0,PublicKey=" + PUBLIC_KEY, "20d12658e95b32daecdbf2f706dafe2989e4c8e3"),
        arguments("V5 TerminateCustomImage", "Action=TerminateCustomImage,Region=hk,ProjectId=org-target,ImageId=uimage-copy01,PublicKey="
            + PUBLIC_KEY, "6645a8cd740d93d7d2fb4438d7f6c20617bfa49f"),
        arguments("V5 GetRegion", "Action=GetRegion,PublicKey=" + PUBLIC_KEY, "f1b19c456b24b3ef433b90dc3b20debfd0de879b"),
        arguments("V5 GetProjectList", "Action=GetProjectList,PublicKey=" + PUBLIC_KEY, "af7ef441ef4cfd960313696b654a0514c8c9fec4"),
        arguments("V5 types", "Action=Test,Bool=true,BoolF=false,Float=42,Frac=42.42,Int=7,PublicKey=" + PUBLIC_KEY,
            "c722846b9c6eb181be356a8d38a937c14a1e5c69"),
        arguments("V5 key with + and /", "Action=GetRegion,PublicKey=AbC+d/EfG==", "dbac18f075724cb47632ebb0926ccc0fe5c630d3"));
  }

  /** Some published examples are of operations of other products: they are taken for another operation, their signature stays. */
  private static final Filter OTHER_PRODUCTS = new Filter() {
    @Override
    public Call receive(Call call) {
      return List.of("CopyCustomImage", "DescribeImage", "TerminateCustomImage", "GetProjectList").contains(call.value("Action"))
          ? call : call.with("Action", "GetRegion");
    }
  };

  private static List<Integer> codes(Emulator emulator, String parameters, String... signatures) throws IOException {
    List<Integer> codes = new ArrayList<>();
    try (EmulatorServer signing = EmulatorServer.start(emulator, ServerOptions.defaults())) {
      for (String signature : signatures) {
        StringBuilder query = new StringBuilder("Signature=" + signature);
        for (String pair : parameters.split(",")) {
          int equals = pair.indexOf('=');
          query.append('&').append(pair, 0, equals + 1).append(PercentEncoding.encode(pair.substring(equals + 1)));
        }
        codes.add(RawConnection.exchange(signing.endpoint(), get(query.toString())).json().get("RetCode").intValue());
      }
    }
    return codes;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("published")
  void publishedSignatures(String id, String parameters, String signature) throws IOException {
    Emulator emulator = new UHostEmulator(world(clock, Optional.empty()), clock, List.of(OTHER_PRODUCTS));
    String wrong = (signature.charAt(0) == '0' ? '1' : '0') + signature.substring(1);
    assertThat(codes(emulator, parameters, wrong, signature)).containsExactly(171, 0);
  }

  @Test
  void publishedSignaturesOfTemporaryCredentials() throws IOException {
    String p3 = "Action=CreateUHostInstance,CPU=2,ChargeType=Month,DiskSpace=10,ImageId=f43736e1-65a5-4bea-ad2e-8a46e18883c2,"
        + "LoginMode=Password,Memory=2048,Name=Host01,Password=VUNsb3VkLmNu,Quantity=1,Region=cn-bj2,Zone=cn-bj2-04,"
        + "SecurityToken=some_stoken,PublicKey=" + PUBLIC_KEY;
    assertThat(codes(new UHostEmulator(world(clock, Optional.of("some_stoken")), clock, List.of(OTHER_PRODUCTS)), p3,
        "170c480ad176a247b324eb92a2cfe536aacfbd04")).containsExactly(0);
    assertThat(codes(new UHostEmulator(world(clock, Optional.of("another")), clock, List.of(OTHER_PRODUCTS)), p3,
        "170c480ad176a247b324eb92a2cfe536aacfbd04")).containsExactly(174);
  }

  private JsonNode ask(Object... parameters) throws IOException {
    return send(get(UHostRequests.encode(UHostRequests.signed(UHostRequests.map(parameters), PRIVATE_KEY))));
  }

  @Test
  void copyIsListedAtOnceAndBecomesAvailable() throws IOException {
    String id = send(recorded("go-form-single")).get("TargetImageId").asString();
    Object[] listing = {"Action", "DescribeImage", "ImageId", id, "Limit", "50", "ProjectId", "org-target", "PublicKey", PUBLIC_KEY,
        "Region", "hk"};
    Object[] progress = {"Action", "GetImageCopyProgress", "ImageId", id, "ProjectId", "org-target", "PublicKey", PUBLIC_KEY,
        "Region", "hk"};
    assertThat(ask(listing).get("ImageSet").get(0).get("State").asString()).isEqualTo("Copying");
    assertThat(ask(progress).get("ProgressInfo").asString()).isEqualTo("0.00");
    clock.advance(world.copyTime().dividedBy(2));
    assertThat(ask(progress).get("ProgressInfo").asString()).isEqualTo("50.00");
    clock.advance(world.copyTime().dividedBy(2).minus(Duration.ofNanos(1)));
    assertThat(ask(listing).get("ImageSet").get(0).get("State").asString()).isEqualTo("Copying");
    assertThat(ask(progress).get("ProgressInfo").asString()).isNotEqualTo("100.00");
    clock.advance(Duration.ofNanos(1));
    assertThat(ask(listing).get("ImageSet").get(0).get("State").asString()).isEqualTo("Available");
    assertThat(ask(progress).get("ProgressInfo").asString()).isEqualTo("100.00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "50", "500", "1000", "100000000"})
  void anUnknownIdGivesAnEmptyListWhateverTheLimit(String limit) throws IOException {
    JsonNode answer = ask("Action", "DescribeImage", "ImageId", "uimage-nowhere", "Limit", limit, "ProjectId", "org-target", "PublicKey",
        PUBLIC_KEY, "Region", "hk");
    assertThat(answer.get("RetCode").intValue()).isZero();
    assertThat(answer.get("TotalCount").intValue()).isZero();
    assertThat(answer.get("ImageSet").size()).isZero();
  }

  @Test
  void pagesCoverWhatTheirTotalSays() throws IOException {
    for (int i = 0; i < 1200; i++) {
      world.add(UHostWorld.image("sg", "org-source", "uimage-page" + i, "page", "", UHostRequests.START));
    }
    for (int limit : List.of(50, 500, 1000, 5000)) {
      List<String> ids = new ArrayList<>();
      for (int offset = 0; offset < 1200; offset += limit) {
        JsonNode page = ask("Action", "DescribeImage", "Limit", Integer.toString(limit), "Offset", Integer.toString(offset), "PublicKey",
            PUBLIC_KEY, "Region", "sg");
        assertThat(page.get("TotalCount").intValue()).isEqualTo(1200);
        page.get("ImageSet").forEach(image -> ids.add(image.get("ImageId").asString()));
      }
      assertThat(ids).hasSize(1200).doesNotHaveDuplicates();
    }
  }
}
