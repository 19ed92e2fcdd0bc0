package org.imagecopy.conformance.emulator.ecd;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imagecopy.conformance.emulator.Account;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Phase;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.Region;
import org.imagecopy.conformance.emulator.State;
import org.imagecopy.conformance.emulator.World;

/** The demonstration data of the ECD endpoint. All keys are made up. */
public final class EcdWorld {

  /** The account that owns the source images. */
  public static final String ACCOUNT = "1000000000000001";
  /** The AccessKey id of the main account. */
  public static final String KEY_ID = "testid";
  /** The AccessKey secret of the main account. */
  public static final String SECRET = "testsecret";
  /** The AccessKey id of temporary credentials of the main account. */
  public static final String TEMPORARY_KEY_ID = "STS.testid";
  /** The AccessKey secret of the temporary credentials. */
  public static final String TEMPORARY_SECRET = "testsecret";
  /** The security token of the temporary credentials. */
  public static final String SECURITY_TOKEN = "sts-token-0001==";
  /** Another account, which owns {@link #FOREIGN_IMAGE}. */
  public static final String OTHER_ACCOUNT = "1000000000000002";
  /** The AccessKey id of the other account. */
  public static final String OTHER_KEY_ID = "othertestid";
  /** The AccessKey secret of the other account. */
  public static final String OTHER_SECRET = "othertestsecret";

  /** The region of the source image. */
  public static final String SOURCE_REGION = "cn-hangzhou";
  /** The region of the second source image. */
  public static final String SECOND_SOURCE_REGION = "cn-beijing";
  /** Regions to copy to. */
  public static final List<String> DESTINATION_REGIONS = List.of("cn-shenzhen", "cn-shanghai", "ap-southeast-1");

  /** An available custom image in {@link #SOURCE_REGION}. */
  public static final String SOURCE_IMAGE = "m-demosource0000001";
  /** An available custom image in {@link #SECOND_SOURCE_REGION}. */
  public static final String SECOND_SOURCE_IMAGE = "m-demosource0000002";
  /** Another available custom image in {@link #SOURCE_REGION}. */
  public static final String OTHER_SOURCE_IMAGE = "m-demosource0000003";
  /** An image in {@link #SOURCE_REGION} that is never finished. */
  public static final String UNFINISHED_IMAGE = "m-demomaking0000001";
  /** A system image of every region. */
  public static final String SYSTEM_IMAGE = "desktopimage-windows-server-2022-64-asp";
  /** An image in {@link #SOURCE_REGION} that belongs to the other account. */
  public static final String FOREIGN_IMAGE = "m-demoforeign000001";

  static final Map<String, Object> ATTRIBUTES = Collections.unmodifiableMap(attributes());

  private EcdWorld() {}

  /** Builds the demonstration world with copies that take 60 seconds. */
  public static World standard(Clock clock) {
    return builder(clock).build();
  }

  /** Starts from the demonstration world; its parts can be added to or replaced. */
  public static World.Builder builder(Clock clock) {
    World.Builder builder = World.builder(clock)
        .account(new Account(ACCOUNT, KEY_ID, SECRET))
        .account(new Account(ACCOUNT, TEMPORARY_KEY_ID, TEMPORARY_SECRET, Optional.of(SECURITY_TOKEN), false))
        .account(new Account(OTHER_ACCOUNT, OTHER_KEY_ID, OTHER_SECRET))
        .region(region("cn-hangzhou", "China (Hangzhou)"))
        .region(region("cn-beijing", "China (Beijing)"))
        .region(region("cn-shenzhen", "China (Shenzhen)"))
        .region(region("cn-shanghai", "China (Shanghai)"))
        .region(region("ap-southeast-1", "Singapore"));
    Instant made = clock.instant().minus(Duration.ofDays(30));
    builder.image(image(SOURCE_REGION, SOURCE_IMAGE, "Office-2022", "Office desktop, spring edition", made));
    builder.image(image(SOURCE_REGION, OTHER_SOURCE_IMAGE, "Design-2022", "Design desktop", made));
    builder.image(image(SECOND_SOURCE_REGION, SECOND_SOURCE_IMAGE, "Office-North", "Office desktop, north", made));
    builder.image(image(SOURCE_REGION, UNFINISHED_IMAGE, "Half-done", "Still being made", made)
        .withPhases(List.of(new Phase(made, State.CREATING))));
    builder.image(image(SOURCE_REGION, FOREIGN_IMAGE, "Foreign", "Of another account", made)
        .withPlace(new Place(SOURCE_REGION, OTHER_ACCOUNT)));
    int number = 0;
    for (String region : List.of(
        "cn-hangzhou", "cn-beijing", "cn-shenzhen", "cn-shanghai", "ap-southeast-1")) {
      builder.image(system(region, made));
      for (int i = 1; i <= 3; i++) {
        number++;
        builder.image(image(region, "m-demoresident" + String.format(Locale.ROOT, "%05d", number),
            "Resident-" + i, "Was here before", made));
      }
    }
    return builder;
  }

  /** Builds a custom image of the main account, available since {@code made}. */
  public static Image image(String region, String id, String name, String description, Instant made) {
    return new Image(id, new Place(region, ACCOUNT), name, description, "", "CUSTOM", ATTRIBUTES, made,
        List.of(new Phase(made, State.AVAILABLE)), Optional.empty());
  }

  private static Image system(String region, Instant made) {
    return new Image(SYSTEM_IMAGE, new Place(region, Place.PUBLIC), "Windows Server 2022", "System image", "", "SYSTEM",
        ATTRIBUTES, made, List.of(new Phase(made, State.AVAILABLE)), Optional.empty());
  }

  private static Region region(String id, String name) {
    return new Region(id, name, "ecd." + id + ".aliyuncs.com", List.of());
  }

  private static Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("OsType", "WINDOWS");
    attributes.put("Platform", "Windows Server 2022");
    attributes.put("Size", 80);
    attributes.put("DataDiskSize", 0);
    attributes.put("ProtocolType", "ASP");
    attributes.put("SessionType", "SINGLE_SESSION");
    attributes.put("GpuCategory", false);
    attributes.put("VolumeEncryptionEnabled", false);
    attributes.put("SharedCount", 0);
    attributes.put("SupportedLanguages", List.of("en-US", "zh-CN"));
    return attributes;
  }
}
