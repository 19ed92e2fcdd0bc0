package org.imagecopy.conformance.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.imagecopy.conformance.check.AnswerSchemas;
import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.exchange.Exchange;
import org.imagecopy.conformance.exchange.ExchangeLog;
import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.exchange.Redactor;
import org.imagecopy.conformance.exchange.Reply;
import org.imagecopy.conformance.exchange.Request;
import org.imagecopy.conformance.exchange.StrictJson;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Draft;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.family.Listing;
import org.imagecopy.conformance.target.Target;

/** What the suite does with one exchange, part by part. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class PartsBenchmark {

    /** What each of them does. */
    static final Map<String, String> WORDS = new TreeMap<>(Map.of(
            "signRpc", "build and sign an ECD request, older scheme",
            "signAcs3", "build and sign an ECD request, newer scheme",
            "signUHost", "build and sign a UHost request",
            "readAnswer", "read the answer to a copy: strict JSON, verdict, promises",
            "readStrictJson", "strict JSON of a listing of 100 images, 45 KB",
            "parseListing", "the same listing to images",
            "validate", "an answer against its schema, compiled",
            "redact", "one exchange to a redacted line of the log",
            "redactListing", "the exchange of that listing to a redacted line"));

    private static final Instant NOW = Instant.parse("2026-01-05T08:00:00Z");

    private Target ecd;
    private Target uhost;
    private Family ecdFamily;
    private Family uhostFamily;
    private Draft rpc;
    private Draft acs3;
    private Draft batch;
    private Exchange copy;
    private Exchange listing;
    private Place place;
    private Answer answer;
    private Redactor redactor;

    /** Prepares requests and answers like those of a run. */
    @Setup
    public void prepare() {
        try (Embedded first = Embedded.start("ecd", List.of()); Embedded second = Embedded.start("uhost", List.of())) {
            ecd = first.target();
            uhost = second.target();
        }
        ecdFamily = Family.of("ecd");
        uhostFamily = Family.of("uhost");
        rpc = ecdFamily.copy(ecd, Base.of(Base.Kind.ANOTHER_REGION), "Iccabcdeaaa", "ConformanceIccabcdeaaa");
        acs3 = ecdFamily.copy(ecd, Base.of(Base.Kind.ANOTHER_REGION), "Iccabcdeaaa", "ConformanceIccabcdeaaa").travel("ACS3 POST form");
        batch = uhostFamily.copy(uhost, new Base(Base.Kind.LIST, List.of("another region", "a third region")), "Iccabcdeaaa", "ConformanceIccabcdeaaa");
        place = uhostFamily.places(uhost).get(0);
        redactor = Redactor.of(List.of(uhost.credentials().secret()));
        Request request = uhostFamily.write(uhost, batch, NOW, "nonce");
        copy = exchange(request, "{\"RetCode\":0,\"Action\":\"CopyCustomImageResponse\",\"Infos\":[" + task("hk") + "," + task("us-ca") + "]}");
        StringBuilder images = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            images.append(i == 0 ? "" : ",").append("{\"ImageId\":\"uimage-").append(100000 + i).append("\",\"ImageName\":\"Iccabcdeaaa").append(i)
                    .append("\",\"ImageDescription\":\"ConformanceIccabcdeaaa\",\"ImageType\":\"Custom\",\"State\":\"Available\",\"Tag\":\"Default\",\"CreateTime\":1767600000,")
                    .append("\"Zone\":\"hk-01\",\"OsType\":\"Linux\",\"OsName\":\"Ubuntu 22.04 64\",\"ImageSize\":20,\"Features\":[\"NetEnhanced\",\"HotPlug\"],")
                    .append("\"FuncType\":\"\",\"IntegratedSoftware\":\"\",\"Vendor\":\"\",\"Links\":\"\",\"MinimalCPU\":\"Intel/Auto\",\"SupportedGPUTypes\":[],\"PriceSet\":null,")
                    .append("\"PrimarySoftware\":\"\",\"SceneCategories\":[]}");
        }
        listing = exchange(uhostFamily.write(uhost, uhostFamily.list(uhost, place, ""), NOW, "nonce"),
                "{\"RetCode\":0,\"Action\":\"DescribeImageResponse\",\"TotalCount\":100,\"ImageSet\":[" + images + "]}");
        answer = uhostFamily.read(copy);
    }

    private static String task(String region) {
        return "{\"TargetRegion\":\"" + region + "\",\"TargetImageId\":\"uimage-" + region + "000001\",\"TaskId\":\"task-" + region + "000001\"}";
    }

    private static Exchange exchange(Request request, String body) {
        return new Exchange(1, "UHOST-BATC-01/two-regions", request, Optional.of(new Reply(200, List.of(), body.getBytes(StandardCharsets.UTF_8))), Optional.empty(), NOW,
                Duration.ofMillis(1));
    }

    @Benchmark
    public Request signRpc() {
        return ecdFamily.write(ecd, rpc, NOW, "0b9c1c46-8b1f-4b64-9c6f-6f1f3c1e2a11");
    }

    @Benchmark
    public Request signAcs3() {
        return ecdFamily.write(ecd, acs3, NOW, "0b9c1c46-8b1f-4b64-9c6f-6f1f3c1e2a11");
    }

    @Benchmark
    public Request signUHost() {
        return uhostFamily.write(uhost, batch, NOW, "");
    }

    @Benchmark
    public Answer readAnswer() {
        return uhostFamily.read(copy);
    }

    @Benchmark
    public StrictJson readStrictJson() {
        return StrictJson.read(listing.reply().orElseThrow().body());
    }

    @Benchmark
    public Listing parseListing() {
        return uhostFamily.page(uhost, place, "", listing);
    }

    @Benchmark
    public List<AnswerSchemas.Problem> validate() {
        return AnswerSchemas.problems("uhost/batch.json", answer.body());
    }

    @Benchmark
    public String redact() {
        return ExchangeLog.redacted(copy, redactor).toString();
    }

    @Benchmark
    public String redactListing() {
        return ExchangeLog.redacted(listing, redactor).toString();
    }
}
