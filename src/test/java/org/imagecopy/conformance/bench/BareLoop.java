package org.imagecopy.conformance.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.EmulatorServer;
import org.imagecopy.conformance.emulator.ServerOptions;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.ecd.EcdEmulator;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.emulator.uhost.UHostEmulator;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;

/**
 * The floor: the recorded requests of a run, sent one after another by {@code java.net.http} to the same embedded emulators, and
 * nothing else. Started as a process of its own: {@code BareLoop FOLDER PASSES}.
 */
final class BareLoop {

    private BareLoop() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Path folder = Path.of(arguments[0]);
        int passes = Integer.parseInt(arguments[1]);
        for (int pass = 0; pass < passes; pass++) {
            long began = System.nanoTime();
            int sent = 0;
            for (String family : java.util.List.of("ecd", "uhost")) {
                sent += replay(Recording.load(family, folder.resolve(family + ".jsonl")));
            }
            System.out.printf(Locale.ROOT, "%d %.3f%n", sent, (System.nanoTime() - began) / 1e6);
        }
        System.exit(0);
    }

    private static int replay(Recording recording) throws IOException, InterruptedException {
        VirtualClock clock = new VirtualClock(recording.requests().get(0).at());
        Emulator emulator = recording.family().equals("ecd") ? new EcdEmulator(EcdWorld.standard(clock), clock, java.util.List.of())
                : new UHostEmulator(UHostWorld.standard(clock), clock, java.util.List.of());
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (EmulatorServer server = EmulatorServer.start(emulator, ServerOptions.defaults())) {
            for (Recording.Sent sent : recording.requests()) {
                clock.advance(Duration.between(clock.instant(), sent.at()));
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.endpoint() + sent.target()))
                        .method(sent.method(), sent.body().length == 0 && sent.method().equals("GET") ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(sent.body()));
                sent.headers().forEach(request::setHeader);
                client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            }
        }
        return recording.requests().size();
    }
}
