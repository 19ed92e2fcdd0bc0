package org.imagecopy.conformance.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.EmulatorServer;
import org.imagecopy.conformance.emulator.ServerOptions;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.emulator.ecd.EcdEmulator;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.emulator.uhost.UHostEmulator;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;
import org.imagecopy.conformance.signature.PercentEncoding;
import org.imagecopy.conformance.signature.RpcSignature;
import org.imagecopy.conformance.signature.UCloudSignature;

/**
 * What the emulators cost under load: requests per second and the 99th percentile of the time to answer at 64 connections, beside the same
 * server with the same requests that answers the same bytes without thinking. Server and clients share one process and its processors,
 * so that only the ratio means something elsewhere.
 */
final class EmulatorLoad implements Bench.Section {

    private static final int CONNECTIONS = 64;
    private static final int REQUESTS = 20_000;
    private static final int PAGES = 2_000;
    private static final int IMAGES = 10_000;
    private static final int ROUNDS = 3;
    private static final SplittableRandom NONCES = new SplittableRandom();

    @Override
    public List<Table> run(Setup setup) {
        Table table = new Table("The emulators under load", CONNECTIONS + " connections, " + REQUESTS + " requests a round (pages: " + PAGES + "), the best of "
                + ROUNDS + " rounds, one region with " + IMAGES + " images, beside the same server with the same requests that always answers the same bytes. "
                + "Clients and server share the processors.", "family", "request", "constant, 1/s", "p99 ms", "emulator, 1/s", "p99 ms", "ratio");
        Supplier<Emulator> ecd = () -> {
            World world = ecdWorld();
            return new EcdEmulator(world, world.clock(), List.of());
        };
        compare(table, ecd, "one image by id", REQUESTS,
                n -> ecd("Action", "DescribeImages", "RegionId", "cn-shanghai", "ImageId.1", "m-load" + n % IMAGES));
        compare(table, ecd, "copy", REQUESTS, n -> ecd("Action", "CopyImage", "RegionId", EcdWorld.SOURCE_REGION, "ImageId", EcdWorld.SOURCE_IMAGE,
                "DestinationRegionId", "cn-shenzhen", "DestinationImageName", "Load-" + n, "DestinationDescription", "One of many"));
        compare(table, ecd, "page of 100 images", PAGES, n -> ecd("Action", "DescribeImages", "RegionId", "cn-shanghai", "MaxResults", "100"));
        Supplier<Emulator> uhost = () -> {
            World world = uhostWorld();
            return new UHostEmulator(world, world.clock(), List.of());
        };
        compare(table, uhost, "one image by id", REQUESTS,
                n -> uhost("Action", "DescribeImage", "Region", "hk", "ImageId", "uimage-load" + n % IMAGES));
        compare(table, uhost, "copy", REQUESTS, n -> uhost("Action", "CopyCustomImage", "Region", UHostWorld.SOURCE_REGION, "SourceImageId",
                UHostWorld.SOURCE_IMAGE, "TargetProjectId", UHostWorld.SECOND_PROJECT, "TargetRegion", "us-ca", "TargetImageName", "Load-" + n));
        compare(table, uhost, "page of 100 images", PAGES, n -> uhost("Action", "DescribeImage", "Region", "hk", "ImageType", "Custom", "Limit", "100"));
        return List.of(table);
    }

    private static World ecdWorld() {
        World.Builder builder = EcdWorld.builder(Clock.systemUTC());
        Instant made = Instant.now().minus(Duration.ofDays(1));
        for (int i = 0; i < IMAGES; i++) {
            builder.image(EcdWorld.image("cn-shanghai", "m-load" + i, "Load-" + i, "One of many", made));
        }
        return builder.build();
    }

    private static World uhostWorld() {
        World.Builder builder = UHostWorld.builder(Clock.systemUTC());
        Instant made = Instant.now().minus(Duration.ofDays(1));
        for (int i = 0; i < IMAGES; i++) {
            builder.image(UHostWorld.image("hk", UHostWorld.DEFAULT_PROJECT, "uimage-load" + i, "load-" + i, "One of many", made));
        }
        return builder.build();
    }

    private static void compare(Table table, Supplier<Emulator> world, String what, int requests, IntFunction<byte[]> request) {
        Emulator emulator = world.get();
        Emulator constant;
        try (EmulatorServer server = EmulatorServer.start(emulator, ServerOptions.defaults())) {
            constant = new Constant(emulator, answer(server.endpoint(), request.apply(0)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Round best = null;
        Round bestConstant = null;
        // The first round of each warms up and does not count; the two alternate, so that a disturbance hits both.
        for (int round = 0; round <= ROUNDS; round++) {
            Round idle = measure(constant, request, requests, round * 2 * requests);
            Round busy = measure(emulator, request, requests, (round * 2 + 1) * requests);
            if (round > 0) {
                bestConstant = bestConstant == null || idle.perSecond() > bestConstant.perSecond() ? idle : bestConstant;
                best = best == null || busy.perSecond() > best.perSecond() ? busy : best;
            }
        }
        table.row(emulator.family(), what, format("%.0f", bestConstant.perSecond()), format("%.1f", bestConstant.p99()), format("%.0f", best.perSecond()),
                format("%.1f", best.p99()), format("%.2f", best.perSecond() / bestConstant.perSecond()));
    }

    private static String format(String pattern, double number) {
        return String.format(Locale.ROOT, pattern, number);
    }

    private static Round measure(Emulator emulator, IntFunction<byte[]> request, int requests, int first) {
        byte[][] prepared = new byte[requests][];
        for (int i = 0; i < requests; i++) {
            prepared[i] = request.apply(first + i);
        }
        long[] nanos = new long[requests];
        ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
        try (EmulatorServer server = EmulatorServer.start(emulator, ServerOptions.defaults())) {
            CountDownLatch connected = new CountDownLatch(CONNECTIONS);
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CONNECTIONS; client++) {
                int number = client;
                running.add(clients.submit(() -> {
                    try (Socket socket = connect(server.endpoint())) {
                        InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
                        connected.countDown();
                        go.await();
                        for (int i = number; i < requests; i += CONNECTIONS) {
                            long sent = System.nanoTime();
                            socket.getOutputStream().write(prepared[i]);
                            String body = read(in);
                            nanos[i] = System.nanoTime() - sent;
                            if (body.contains("Code\":") && !body.contains("\"RetCode\":0")) {
                                throw new IOException("refused: " + body);
                            }
                        }
                    }
                    return null;
                }));
            }
            connected.await();
            long began = System.nanoTime();
            go.countDown();
            for (Future<?> one : running) {
                one.get();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            Arrays.sort(nanos);
            return new Round(requests / seconds, nanos[(int) Math.ceil(requests * 0.99) - 1] / 1e6);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a client failed: " + failed.getCause(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } finally {
            clients.shutdownNow();
        }
    }

    private static Socket connect(URI endpoint) throws IOException {
        Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static String answer(URI endpoint, byte[] request) throws IOException {
        try (Socket socket = connect(endpoint)) {
            socket.getOutputStream().write(request);
            return read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static String read(InputStream in) throws IOException {
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended within an answer");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static byte[] ecd(String... business) {
        Map<String, String> parameters = map(business);
        parameters.putAll(map("Version", "2020-09-30", "Format", "JSON", "AccessKeyId", EcdWorld.KEY_ID, "SignatureMethod", "HMAC-SHA1",
                "SignatureVersion", "1.0", "SignatureNonce", Long.toHexString(NONCES.nextLong()) + Long.toHexString(NONCES.nextLong()),
                "Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
        parameters.put("Signature", RpcSignature.sign("GET", parameters, EcdWorld.SECRET));
        return get(parameters);
    }

    private static byte[] uhost(String... business) {
        Map<String, String> parameters = map(business);
        parameters.put("PublicKey", UHostWorld.PUBLIC_KEY);
        parameters.put("Signature", UCloudSignature.sign(parameters, UHostWorld.PRIVATE_KEY));
        return get(parameters);
    }

    private static byte[] get(Map<String, String> parameters) {
        String query = parameters.entrySet().stream().map(pair -> pair.getKey() + "=" + PercentEncoding.encode(pair.getValue()))
                .collect(Collectors.joining("&"));
        return ("GET /?" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, String> map(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** One measurement: the throughput, and the time within which 99 of 100 requests were answered. */
    private record Round(double perSecond, double p99) {
    }

    /** An endpoint that reads nothing and always answers the same. */
    private record Constant(Emulator like, String body) implements Emulator {

        @Override
        public String family() {
            return like.family();
        }

        @Override
        public Answer handle(Call call) {
            throw new UnsupportedOperationException("only serve is measured");
        }

        @Override
        public Wire serve(Call call) {
            return new Wire(200, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public World world() {
            return like.world();
        }
    }
}
