package org.imagecopy.conformance.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.EmulatorServer;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.ServerOptions;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.emulator.ecd.EcdEmulator;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.emulator.uhost.UHostEmulator;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.Target;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code emulate}: serves the reference emulators until it is interrupted. */
@Command(name = "emulate", mixinStandardHelpOptions = true, sortOptions = false, header = "Serves the reference emulators until Ctrl-C.")
final class EmulateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FAMILY", arity = "0..*", description = "ecd, uhost; none: both")
    private List<String> families = new ArrayList<>();
    @Option(names = "--port", paramLabel = "N", description = "port of the first family, the next one gets the next port; 0: free ports", defaultValue = "8085")
    private int port;
    @Option(names = "--bind", paramLabel = "ADDRESS", description = "address to listen at; default: loopback")
    private String bind;
    @Option(names = "--fault", paramLabel = "ID", description = "break the contract in this way; may be repeated")
    private List<String> faults = new ArrayList<>();
    @Option(names = "--variant", paramLabel = "ID", description = "differ in this conformant way; may be repeated")
    private List<String> variants = new ArrayList<>();
    @Option(names = "--latency", paramLabel = "DURATION", description = "time before every answer", defaultValue = "0ms")
    private String latency;
    @Option(names = "--copy-time", paramLabel = "DURATION", description = "time until a copy is usable", defaultValue = "3s")
    private String copyTime;
    @Option(names = "--log", description = "print every request")
    private boolean log;
    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> wanted = families.isEmpty() ? Family.all().stream().map(Family::id).toList() : families;
        wanted.forEach(Family::of);
        List<EmulatorServer> servers = new ArrayList<>();
        int next = port;
        for (String family : wanted) {
            EmulatorServer server = serve(family, next);
            servers.add(server);
            describe(out, family, server);
            next = port == 0 ? 0 : next + 1;
        }
        out.println("Ctrl-C ends it.");
        out.flush();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            servers.forEach(EmulatorServer::close);
            ended.countDown();
        }));
        ended.await();
        return 0;
    }

    private EmulatorServer serve(String family, int at) {
        Clock clock = Clock.systemUTC();
        List<Filter> filters = Faults.filters(family, faults, variants);
        Duration time = duration("--copy-time", copyTime);
        Emulator emulator;
        if (family.equals("ecd")) {
            World world = EcdWorld.builder(clock).copyTime(time).build();
            emulator = new EcdEmulator(world, clock, filters);
        } else {
            World world = UHostWorld.builder(clock).copyTime(time).build();
            emulator = new UHostEmulator(world, clock, filters);
        }
        ServerOptions options = ServerOptions.defaults().withPort(at).withLatency(duration("--latency", latency));
        try {
            if (bind != null) {
                options = options.withAddress(InetAddress.getByName(bind));
            }
        } catch (UnknownHostException e) {
            throw new ConfigurationException("--bind '" + bind + "' is no address of this machine");
        }
        if (log) {
            options = options.withLog(new PrintStream(System.out, true));
        }
        try {
            return EmulatorServer.start(emulator, options);
        } catch (RuntimeException e) {
            throw new ConfigurationException("cannot listen at port " + at + ": " + e.getMessage() + "; choose another --port");
        }
    }

    private static Duration duration(String option, String text) {
        try {
            return Target.parseDuration(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(option + ": " + e.getMessage());
        }
    }

    private void describe(PrintWriter out, String family, EmulatorServer server) {
        out.println(family + "  " + server.endpoint());
        out.println("  as a target:");
        Map<String, String> settings = Embedded.settings(family, server.endpoint().toString());
        settings.forEach((path, value) -> out.println("    " + path + ": " + value));
        out.println("  to try: curl '" + server.endpoint() + "?Action=" + (family.equals("ecd") ? "DescribeRegions" : "GetRegion") + "'");
    }
}
