package org.imagecopy.conformance.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
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
 * server with the same requests that answers the same bytes without thinking. Server and clients share this process and its processors,
 * so that only the ratio means something elsewhere. {@code EmulatorLoad [CONNECTIONS [REQUESTS [IMAGES]]]}.
 */
final class EmulatorLoad {

    private static final int ROUNDS = 3;

    private final int connections;
    private final int requests;

    private EmulatorLoad(int connections, int requests) {
        this.connections = connections;
        this.requests = requests;
    }

    /** Measures and prints a table. */
    public static void main(String[] arguments) throws Exception {
        int connections = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 64;
        int requests = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40_000;
        int images = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
        System.out.printf(Locale.ROOT, "%d connections, %d requests a round, best of %d rounds, %d images, %d processors, Java %s%n%n",
                connections, requests, ROUNDS, images, Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"));
        System.out.println("family  request                 constant req/s  p99 ms   emulator req/s  p99 ms   ratio");
        EmulatorLoad load = new EmulatorLoad(connections, requests);
        World ecd = ecdWorld(images);
        Emulator ecdEmulator = new EcdEmulator(ecd, ecd.clock(), List.of());
        load.compare(ecdEmulator, "one image by id", n -> ecd("Action", "DescribeImages", "RegionId", "cn-shanghai", "ImageId.1", "m-load" + n % images));
        load.compare(ecdEmulator, "copy", n -> ecd("Action", "CopyImage", "RegionId", EcdWorld.SOURCE_REGION, "ImageId", EcdWorld.SOURCE_IMAGE,
                "DestinationRegionId", "cn-shenzhen", "DestinationImageName", "Load-" + n, "DestinationDescription", "One of many"));
        new EmulatorLoad(connections, requests / 20).compare(ecdEmulator, "page of 100 of them",
                n -> ecd("Action", "DescribeImages", "RegionId", "cn-shanghai", "MaxResults", "100"));
        World uhost = uhostWorld(images);
        Emulator uhostEmulator = new UHostEmulator(uhost, uhost.clock(), List.of());
        load.compare(uhostEmulator, "one image by id", n -> uhost("Action", "DescribeImage", "Region", "hk", "ImageId", "uimage-load" + n % images));
        load.compare(uhostEmulator, "copy", n -> uhost("Action", "CopyCustomImage", "Region", UHostWorld.SOURCE_REGION, "SourceImageId",
                UHostWorld.SOURCE_IMAGE, "TargetProjectId", UHostWorld.SECOND_PROJECT, "TargetRegion", "us-ca", "TargetImageName", "Load-" + n));
        new EmulatorLoad(connections, requests / 20).compare(uhostEmulator, "page of 100 of them",
                n -> uhost("Action", "DescribeImage", "Region", "hk", "ImageType", "Custom", "Limit", "100"));
        System.exit(0);
    }

    private static World ecdWorld(int images) {
        World.Builder builder = EcdWorld.builder(Clock.systemUTC());
        Instant made = Instant.now().minus(Duration.ofDays(1));
        for (int i = 0; i < images; i++) {
            builder.image(EcdWorld.image("cn-shanghai", "m-load" + i, "Load-" + i, "One of many", made));
        }
        return builder.build();
    }

    private static World uhostWorld(int images) {
        World.Builder builder = UHostWorld.builder(Clock.systemUTC());
        Instant made = Instant.now().minus(Duration.ofDays(1));
        for (int i = 0; i < images; i++) {
            builder.image(UHostWorld.image("hk", UHostWorld.DEFAULT_PROJECT, "uimage-load" + i, "load-" + i, "One of many", made));
        }
        return builder.build();
    }

    private void compare(Emulator emulator, String what, IntFunction<byte[]> request) throws Exception {
        Emulator constant;
        try (EmulatorServer server = EmulatorServer.start(emulator, ServerOptions.defaults())) {
            constant = new Constant(emulator, answer(server.endpoint(), request.apply(0)));
        }
        Round best = null;
        Round bestConstant = null;
        // The first round of each warms up and does not count; the two alternate, so that a disturbance hits both.
        for (int round = 0; round <= ROUNDS; round++) {
            Round idle = measure(constant, request, round * 2 * requests);
            Round busy = measure(emulator, request, (round * 2 + 1) * requests);
            if (round > 0) {
                bestConstant = bestConstant == null || idle.perSecond() > bestConstant.perSecond() ? idle : bestConstant;
                best = best == null || busy.perSecond() > best.perSecond() ? busy : best;
            }
        }
        System.out.printf(Locale.ROOT, "%-6s  %-22s  %14.0f  %6.1f   %14.0f  %6.1f   %5.2f%n", emulator.family(), what, bestConstant.perSecond(),
                bestConstant.p99(), best.perSecond(), best.p99(), best.perSecond() / bestConstant.perSecond());
    }

    private Round measure(Emulator emulator, IntFunction<byte[]> request, int first) throws Exception {
        byte[][] prepared = new byte[requests][];
        for (int i = 0; i < requests; i++) {
            prepared[i] = request.apply(first + i);
        }
        long[] nanos = new long[requests];
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        try (EmulatorServer server = EmulatorServer.start(emulator, ServerOptions.defaults())) {
            CountDownLatch connected = new CountDownLatch(connections);
            CountDownLatch go = new CountDownLatch(1);
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < connections; client++) {
                int number = client;
                running.add(clients.submit(() -> {
                    try (Socket socket = connect(server.endpoint())) {
                        InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
                        connected.countDown();
                        go.await();
                        for (int i = number; i < requests; i += connections) {
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

    private static final java.util.SplittableRandom NONCES = new java.util.SplittableRandom();

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
