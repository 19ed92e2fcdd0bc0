package org.imagecopy.conformance.emulator.uhost;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.imagecopy.conformance.emulator.Project;
import org.imagecopy.conformance.emulator.Region;
import org.imagecopy.conformance.emulator.State;
import org.imagecopy.conformance.emulator.World;

/** The demonstration data of the UHost endpoint. All keys are made up. */
public final class UHostWorld {

  /** The account that owns the source images. */
  public static final String ACCOUNT = "50000001";
  /** The public key of the main account. */
  public static final String PUBLIC_KEY = "test+public/key=";
  /** The private key of the main account. */
  public static final String PRIVATE_KEY = "testprivatekey";
  /** The public key of temporary credentials of the main account. */
  public static final String TEMPORARY_PUBLIC_KEY = "testtemporarykey";
  /** The private key of the temporary credentials. */
  public static final String TEMPORARY_PRIVATE_KEY = "testtemporaryprivatekey";
  /** The security token of the temporary credentials. */
  public static final String SECURITY_TOKEN = "test-token-0001==";
  /** The public key of a sub-account of the main account: it has no default project. */
  public static final String SUB_PUBLIC_KEY = "testsubkey";
  /** The private key of the sub-account. */
  public static final String SUB_PRIVATE_KEY = "testsubprivatekey";
  /** Another account with projects and images of its own. */
  public static final String OTHER_ACCOUNT = "50000002";
  /** The public key of the other account; it has characters that must be percent-encoded. */
  public static final String OTHER_PUBLIC_KEY = "test+public/key==";
  /** The private key of the other account. */
  public static final String OTHER_PRIVATE_KEY = "test+private/key==";

  /** The default project of the main account. */
  public static final String DEFAULT_PROJECT = "org-demo01";
  /** The second project of the main account. */
  public static final String SECOND_PROJECT = "org-demo02";
  /** The third project of the main account. */
  public static final String THIRD_PROJECT = "org-demo03";
  /** The default project of the other account. */
  public static final String OTHER_PROJECT = "org-plus01";
  /** The second project of the other account. */
  public static final String OTHER_SECOND_PROJECT = "org-plus02";

  /** The region of the source image. */
  public static final String SOURCE_REGION = "cn-bj2";
  /** A zone of {@link #SOURCE_REGION}. */
  public static final String SOURCE_ZONE = "cn-bj2-02";
  /** The region of the second source image. */
  public static final String SECOND_SOURCE_REGION = "cn-gd";
  /** Regions to copy to; eleven, so that the indexes of a batch have two digits. */
  public static final List<String> DESTINATION_REGIONS = List.of("hk", "us-ca", "cn-sh2", "tw-tp", "sg", "jpn-tky",
      "kr-seoul", "th-bkk", "us-ws", "ge-fra", "uk-london");

  /** An available custom image of {@link #DEFAULT_PROJECT} in {@link #SOURCE_REGION}. */
  public static final String SOURCE_IMAGE = "uimage-demosource01";
  /** An available custom image of {@link #DEFAULT_PROJECT} in {@link #SECOND_SOURCE_REGION}. */
  public static final String SECOND_SOURCE_IMAGE = "uimage-demosource02";
  /** Another available custom image of {@link #DEFAULT_PROJECT} in {@link #SOURCE_REGION}. */
  public static final String OTHER_SOURCE_IMAGE = "uimage-demosource03";
  /** An available custom image of {@link #SECOND_PROJECT} in {@link #SOURCE_REGION}. */
  public static final String SECOND_PROJECT_IMAGE = "uimage-demosecond01";
  /** An image of {@link #DEFAULT_PROJECT} in {@link #SOURCE_REGION} that is never finished. */
  public static final String UNFINISHED_IMAGE = "uimage-demomaking01";
  /** A base image of every region. */
  public static final String BASE_IMAGE = "uimage-demobase0001";
  /** An available custom image of {@link #OTHER_PROJECT} in {@link #SOURCE_REGION}. */
  public static final String FOREIGN_IMAGE = "uimage-demoforeign1";

  static final Map<String, Object> ATTRIBUTES = Collections.unmodifiableMap(attributes());

  private UHostWorld() {}

  /** Builds the demonstration world with copies that take 60 seconds. */
  public static World standard(Clock clock) {
    return builder(clock).build();
  }

  /** Starts from the demonstration world; its parts can be added to or replaced. */
  public static World.Builder builder(Clock clock) {
    Instant made = clock.instant().minus(Duration.ofDays(30));
    World.Builder builder = World.builder(clock)
        .account(new Account(ACCOUNT, PUBLIC_KEY, PRIVATE_KEY))
        .account(new Account(
            ACCOUNT, TEMPORARY_PUBLIC_KEY, TEMPORARY_PRIVATE_KEY, Optional.of(SECURITY_TOKEN), false))
        .account(new Account(ACCOUNT, SUB_PUBLIC_KEY, SUB_PRIVATE_KEY, Optional.empty(), true))
        .account(new Account(OTHER_ACCOUNT, OTHER_PUBLIC_KEY, OTHER_PRIVATE_KEY))
        .project(new Project(DEFAULT_PROJECT, "Default", ACCOUNT, true, made))
        .project(new Project(SECOND_PROJECT, "Second", ACCOUNT, false, made))
        .project(new Project(THIRD_PROJECT, "Third", ACCOUNT, false, made))
        .project(new Project(OTHER_PROJECT, "Default", OTHER_ACCOUNT, true, made))
        .project(new Project(OTHER_SECOND_PROJECT, "Second", OTHER_ACCOUNT, false, made))
        .region(new Region(SOURCE_REGION, "Beijing 2", "", List.of("cn-bj2-02", "cn-bj2-04", "cn-bj2-05")))
        .region(new Region(SECOND_SOURCE_REGION, "Guangzhou", "", List.of("cn-gd-02")));
    DESTINATION_REGIONS.forEach(id -> builder.region(new Region(id, id, "", List.of(id + "-01", id + "-02"))));
    builder.image(image(SOURCE_REGION, DEFAULT_PROJECT, SOURCE_IMAGE, "web-2026", "Web server", made));
    builder.image(image(SOURCE_REGION, DEFAULT_PROJECT, OTHER_SOURCE_IMAGE, "db-2026", "Data base", made));
    builder.image(image(SECOND_SOURCE_REGION, DEFAULT_PROJECT, SECOND_SOURCE_IMAGE, "web-south", "Web server, south", made));
    builder.image(image(SOURCE_REGION, SECOND_PROJECT, SECOND_PROJECT_IMAGE, "web-second", "Of the second project", made));
    builder.image(image(SOURCE_REGION, OTHER_PROJECT, FOREIGN_IMAGE, "web-foreign", "Of another account", made));
    builder.image(image(SOURCE_REGION, DEFAULT_PROJECT, UNFINISHED_IMAGE, "half-done", "Still being made", made)
        .withPhases(List.of(new Phase(made, State.CREATING))));
    int number = 0;
    List<String> regions = new ArrayList<>(List.of(SOURCE_REGION, SECOND_SOURCE_REGION));
    regions.addAll(DESTINATION_REGIONS);
    for (String region : regions) {
      builder.image(new Image(BASE_IMAGE, new Place(region, Place.PUBLIC), "Ubuntu 24.04", "Base image", "Default", "Base",
          ATTRIBUTES, made, List.of(new Phase(made, State.AVAILABLE)), Optional.empty()));
      for (String project : List.of(DEFAULT_PROJECT, SECOND_PROJECT)) {
        number++;
        builder.image(image(region, project, "uimage-demores" + String.format(Locale.ROOT, "%05d", number),
            "resident", "Was here before", made));
      }
    }
    return builder;
  }

  /** Builds a custom image of a project, available since {@code made}. */
  public static Image image(
      String region, String project, String id, String name, String description, Instant made) {
    return new Image(id, new Place(region, project), name, description, "Default", "Custom", ATTRIBUTES, made,
        List.of(new Phase(made, State.AVAILABLE)), Optional.empty());
  }

  private static Map<String, Object> attributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("OsType", "Linux");
    attributes.put("OsName", "Ubuntu 24.04 64bit");
    attributes.put("ImageSize", 20);
    attributes.put("MinimalCPU", "Intel/Auto");
    attributes.put("FuncType", "");
    attributes.put("IntegratedSoftware", "");
    attributes.put("Vendor", "");
    attributes.put("Links", "");
    attributes.put("Features", List.of("NetEnhanced", "HotPlug", "CloudInit"));
    return attributes;
  }
}
