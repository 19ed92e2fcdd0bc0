package org.imagecopy.conformance.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.imagecopy.conformance.emulator.Account;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Place;
import org.imagecopy.conformance.emulator.Project;
import org.imagecopy.conformance.emulator.Region;
import org.imagecopy.conformance.emulator.State;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;
import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.signature.PercentEncoding;
import org.imagecopy.conformance.signature.RpcSignature;
import org.imagecopy.conformance.signature.UCloudSignature;

/**
 * What a person needs to send the first request to an emulator: where it is, who may ask, what there is, lines that work when they are
 * pasted, and how the official clients are pointed at it.
 *
 * @param family   the family
 * @param endpoint its address
 * @param world    what it holds
 * @param demo     whether the credentials are those of the demonstration, which may be shown
 * @param secret   where other credentials come from: {@code env:NAME} or {@code file:PATH}
 * @param trust    the certificate to trust, with TLS
 */
record FirstLook(String family, URI endpoint, World world, boolean demo, String secret, Optional<Path> trust) {

    private static final int SHOWN_IMAGES = 8;
    private static final String LINE = "  %-12s %s";

    /** The lines to print, ready at an instant. */
    List<String> lines(Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(family + "  " + endpoint + (family.equals("ecd") ? "   Elastic Desktop Service 2020-09-30" : "   UCloud UHost"));
        world.accounts().forEach(account -> lines.add(line("credentials", credentials(account))));
        lines.add(line("regions", world.regions().stream().map(Region::id).collect(Collectors.joining(" "))));
        if (!world.projects().isEmpty()) {
            lines.add(line("projects", world.projects().stream().filter(project -> project.account().equals(main().id()))
                    .map(project -> project.id() + (project.isDefault() ? " (default)" : "")).collect(Collectors.joining(" "))));
        }
        images(lines);
        requests(now).forEach((comment, request) -> {
            lines.add(line("to try", comment + ":"));
            lines.add("    " + request);
        });
        clients().forEach((language, code) -> lines.add(line(language, code)));
        Map<String, String> settings = settings();
        lines.add(settings.isEmpty() ? "  as a target of the suite: needs an available custom image" : "  as a target of the suite:");
        settings.forEach((path, value) -> lines.add("    " + path + ": " + value));
        return lines;
    }

    private static String line(String label, String text) {
        return String.format(Locale.ROOT, LINE, label, text);
    }

    private Account main() {
        return world.accounts().iterator().next();
    }

    private String credentials(Account account) {
        String whose = account.subAccount() ? "   sub-account, must name its project" : account.securityToken().isPresent() ? "   temporary"
                : account.id().equals(main().id()) ? "" : "   another account";
        return demo ? account.keyId() + " / " + account.secret() + account.securityToken().map(token -> " / " + token).orElse("") + whose
                : account.keyId() + " / (" + secret + ")";
    }

    private void images(List<String> lines) {
        List<String> regions = world.regions().stream().map(Region::id).toList();
        // Images of one place stay in the order in which they were made: what to begin with comes first.
        List<Image> images = world.images().stream().sorted(Comparator.comparing((Image image) -> regions.indexOf(image.place().region()))
                .thenComparing(image -> !isOwn(image.place().owner())).thenComparing(image -> image.place().owner())).toList();
        for (Image image : images.subList(0, Math.min(SHOWN_IMAGES, images.size()))) {
            lines.add(line("image", String.format(Locale.ROOT, "%-20s %-12s %-10s %-10s %s", image.id(), image.place().region(),
                    family.equals("uhost") ? image.place().owner() : image.type(), image.state(world.clock().instant()).name().toLowerCase(Locale.ROOT),
                    image.name()).strip()));
        }
        if (images.size() > SHOWN_IMAGES) {
            lines.add(line("", "and " + (images.size() - SHOWN_IMAGES) + " more"));
        }
    }

    private boolean isSource(Image image) {
        return image.type().equalsIgnoreCase("CUSTOM") && image.state(world.clock().instant()) == State.AVAILABLE && isOwn(image.place().owner());
    }

    private boolean isOwn(String owner) {
        return owner.equals(main().id()) || world.project(owner).filter(project -> project.account().equals(main().id())).isPresent();
    }

    private Optional<Image> source() {
        String preferred = family.equals("ecd") ? EcdWorld.SOURCE_IMAGE
                : UHostWorld.SOURCE_IMAGE;
        return world.images().stream().filter(this::isSource).min(Comparator.comparing((Image image) -> !image.id().equals(preferred))
                .thenComparing(image -> image.place().region()).thenComparing(Image::id));
    }

    private List<String> destinations(Image source) {
        return world.regions().stream().map(Region::id).filter(region -> !region.equals(source.place().region())).toList();
    }

    private Map<String, String> requests(Instant now) {
        Map<String, String> requests = new LinkedHashMap<>();
        Optional<Image> source = source();
        String region = source.map(image -> image.place().region()).orElse(world.regions().iterator().next().id());
        if (family.equals("ecd")) {
            requests.put("without a signature, shows the error envelope", curl(map("Action", "DescribeRegions", "Version", "2020-09-30", "RegionId", region)));
            if (demo) {
                // The window is symmetric: a time in the future leaves twice as long.
                Instant stamp = now.plus(Duration.ofSeconds(14 * 60 + 30)).truncatedTo(ChronoUnit.SECONDS);
                String until = ", works once, until " + stamp.plus(Duration.ofMinutes(15)).toString().substring(11, 16) + " UTC";
                requests.put("lists images" + until, curl(ecd(stamp, map("Action", "DescribeImages", "RegionId", region))));
                source.filter(image -> !destinations(image).isEmpty()).ifPresent(image -> requests.put("copies an image" + until, curl(ecd(stamp,
                        map("Action", "CopyImage", "RegionId", region, "ImageId", image.id(), "DestinationRegionId", destinations(image).get(0),
                                "DestinationImageName", "First-copy", "DestinationDescription", "Made by a pasted line")))));
            }
            return requests;
        }
        if (!demo) {
            requests.put("without a signature, shows the error envelope", curl(map("Action", "GetRegion", "PublicKey", main().keyId())));
            return requests;
        }
        requests.put("lists images", curl(uhost(map("Action", "DescribeImage", "Region", region, "ImageType", "Custom"))));
        source.filter(image -> !destinations(image).isEmpty()).ifPresent(image -> requests.put("copies an image, each time another", curl(uhost(
                map("Action", "CopyCustomImage", "Region", region, "ProjectId", image.place().owner(), "SourceImageId", image.id(),
                        "TargetProjectId", image.place().owner(), "TargetRegion", destinations(image).get(0), "TargetImageName", "first-copy")))));
        return requests;
    }

    private Map<String, String> ecd(Instant stamp, Map<String, String> business) {
        Map<String, String> all = map("Version", "2020-09-30", "Format", "JSON", "AccessKeyId", main().keyId(), "SignatureMethod", "HMAC-SHA1",
                "SignatureVersion", "1.0", "SignatureNonce", UUID.randomUUID().toString(), "Timestamp", stamp.toString());
        all.putAll(business);
        all.put("Signature", RpcSignature.sign("GET", all, main().secret()));
        return all;
    }

    private Map<String, String> uhost(Map<String, String> business) {
        business.put("PublicKey", main().keyId());
        business.put("Signature", UCloudSignature.sign(business, main().secret()));
        return business;
    }

    private String curl(Map<String, String> parameters) {
        return "curl " + trust.map(file -> "--cacert '" + file + "' ").orElse("") + "'" + endpoint + "/?" + parameters.entrySet().stream()
                .map(pair -> PercentEncoding.encode(pair.getKey()) + "=" + PercentEncoding.encode(pair.getValue())).collect(Collectors.joining("&")) + "'";
    }

    private Map<String, String> clients() {
        String key = main().keyId();
        String hidden = demo ? main().secret() : "...";
        String region = source().map(image -> image.place().region()).orElse(world.regions().iterator().next().id());
        Map<String, String> clients = new LinkedHashMap<>();
        if (family.equals("ecd")) {
            clients.put("Java", "new Config().setProtocol(\"" + endpoint.getScheme() + "\").setEndpoint(\"" + endpoint.getAuthority() + "\").setRegionId(\"" + region
                    + "\").setAccessKeyId(\"" + key + "\").setAccessKeySecret(\"" + hidden + "\")   Go, Python, TypeScript: the same fields");
            clients.put("pop-core", "new RPCClient({endpoint: '" + endpoint + "', apiVersion: '2020-09-30', accessKeyId: '" + key + "', accessKeySecret: '" + hidden + "'})");
        } else {
            clients.put("Go", "config := ucloud.NewConfig(); config.BaseUrl = \"" + endpoint + "\"   Java: config.setBaseUrl(...)   JS: baseUrl");
            clients.put("Python", "Client({\"base_url\": \"" + endpoint + "\", \"region\": \"" + region + "\", \"public_key\": \"" + key + "\", \"private_key\": \""
                    + hidden + "\"})");
        }
        trust.ifPresent(file -> clients.put("trust", file + "   with curl --cacert, SSL_CERT_FILE, REQUESTS_CA_BUNDLE, NODE_EXTRA_CA_CERTS, keytool -importcert"));
        return clients;
    }

    /** The settings of a target that is this emulator; empty when there is nothing to copy. */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        Optional<Image> found = source();
        if (found.isEmpty() || destinations(found.get()).isEmpty()) {
            return settings;
        }
        Image source = found.get();
        Map<String, String> standard = Embedded.settings(family, endpoint.toString());
        if (demo && source.id().equals(standard.get("images.source"))) {
            settings.putAll(standard);
        } else {
            settings.put("family", family);
            settings.put("endpoint", endpoint.toString());
            settings.put("credentials.key", main().keyId());
            settings.put("credentials.secret", demo ? main().secret() : secret);
            settings.put("regions.source", source.place().region());
            settings.put("regions.destinations", destinations(source).stream().limit(2).collect(Collectors.joining(",")));
            settings.put("images.source", source.id());
            if (family.equals("uhost")) {
                List<String> projects = world.projects().stream().map(Project::id).filter(id -> !id.equals(source.place().owner())).toList();
                settings.put("projects.source", source.place().owner());
                settings.put("projects.target", projects.isEmpty() ? source.place().owner() : projects.get(0));
                settings.put("zone", world.region(source.place().region()).orElseThrow().zones().get(0));
            }
        }
        trust.ifPresent(file -> settings.put("tls.trust", file.toString()));
        return settings;
    }

    private static Map<String, String> map(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
