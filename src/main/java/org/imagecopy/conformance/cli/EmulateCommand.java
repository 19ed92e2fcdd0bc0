package org.imagecopy.conformance.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.imagecopy.conformance.emulator.Account;
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
@Command(name = "emulate", mixinStandardHelpOptions = true, sortOptions = false, header = "Serves the reference emulators until Ctrl-C.",
        footer = {"", "Exit codes: 130 after Ctrl-C, 143 after a termination signal, 2 wrong usage or configuration."})
final class EmulateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FAMILY", arity = "0..*", description = "ecd, uhost; none: both")
    private List<String> families = new ArrayList<>();
    @Option(names = "--port", paramLabel = "N", description = "port of the first family, the next one gets the next port; 0: free ports; default 8085",
            defaultValue = "8085")
    private int port;
    @Option(names = "--bind", paramLabel = "ADDRESS", description = "address to listen at; default: loopback")
    private String bind;
    @Option(names = "--seed-data", paramLabel = "FILE", description = "regions, projects, images and credentials instead of the demonstration; see README.md")
    private Path seedData;
    @Option(names = "--key", paramLabel = "ID", description = "the only key that is known, with --secret; default: those of the demonstration")
    private String key;
    @Option(names = "--secret", paramLabel = "REFERENCE", description = "where the secret of --key is: env:NAME or file:PATH")
    private String secret;
    @Option(names = "--copy-time", paramLabel = "DURATION", description = "time until a copy is usable; default 3s", defaultValue = "3s")
    private String copyTime;
    @Option(names = "--latency", paramLabel = "DURATION", description = "time before every answer; default 0ms", defaultValue = "0ms")
    private String latency;
    @Option(names = "--fault", paramLabel = "ID", description = "break the contract in this way; may be repeated")
    private List<String> faults = new ArrayList<>();
    @Option(names = "--variant", paramLabel = "ID", description = "differ in this conformant way; may be repeated")
    private List<String> variants = new ArrayList<>();
    @Option(names = "--tls", description = "serve HTTPS with a certificate that is generated for this run")
    private boolean tls;
    @Option(names = "--tls-certificate", paramLabel = "FILE", description = "where that certificate is written, implies --tls; default: a temporary file")
    private Path tlsCertificate;
    @Option(names = "--log", description = "print every request and what became of it, without signatures and secrets")
    private boolean log;
    @Option(names = "--log-file", paramLabel = "FILE", description = "append the same lines to a file")
    private Path logFile;
    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<String> wanted = families.isEmpty() ? Family.all().stream().map(Family::id).toList() : List.copyOf(new LinkedHashSet<>(families));
        wanted.forEach(Family::of);
        check(wanted);
        Optional<SeedFile> seed = Optional.ofNullable(seedData).map(SeedFile::read);
        ServerOptions options = ServerOptions.defaults().withAddress(address()).withLatency(duration("--latency", latency));
        Optional<PrintStream> journal = journal();
        if (journal.isPresent()) {
            options = options.withLog(journal.get());
        }
        Optional<Path> trust = Optional.empty();
        if (tls || tlsCertificate != null) {
            GeneratedCertificate certificate = GeneratedCertificate.of(options.address());
            options = options.withTls(certificate.context());
            trust = Optional.of(write(certificate));
        }
        List<EmulatorServer> servers = new ArrayList<>();
        for (String family : wanted) {
            Identity identity = identity(family, seed);
            Emulator emulator = emulator(family, world(family, seed, identity));
            EmulatorServer server = start(emulator, options.withPort(port == 0 ? 0 : port + servers.size()));
            servers.add(server);
            new FirstLook(family, server.endpoint(), emulator.world(), identity.account().isEmpty(), identity.secret(), trust)
                    .lines(Clock.systemUTC().instant()).forEach(out::println);
        }
        if (!options.address().isLoopbackAddress()) {
            out.println("Reachable from other machines: whoever knows the credentials can use it.");
        }
        out.println("Ctrl-C ends it.");
        out.flush();
        // The signal itself decides the exit code; this hook only sees to it that clients learn of the end at once.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> servers.forEach(EmulatorServer::close)));
        new CountDownLatch(1).await();
        return 0;
    }

    private void check(List<String> wanted) {
        if (port < 0 || port > 65_536 - wanted.size()) {
            throw new ConfigurationException("--port " + port + " is no port from 0 to " + (65_536 - wanted.size()) + "; choose another");
        }
        if ((key == null) != (secret == null)) {
            throw new ConfigurationException("--key and --secret belong together; give " + (key == null ? "--key ID" : "--secret env:NAME or file:PATH") + " as well");
        }
        // Both families are served by default: a fault of one of them is no mistake, one of none is.
        Faults.check(wanted, faults, variants);
    }

    /** Whose requests are served: an account of the user's and where its secret is, or neither. */
    private record Identity(Optional<Account> account, String secret) {
    }

    private Identity identity(String family, Optional<SeedFile> seed) {
        String main = family.equals("ecd") ? EcdWorld.ACCOUNT : UHostWorld.ACCOUNT;
        if (key != null) {
            return new Identity(Optional.of(new Account(main, key, secret(secret, "--secret"))), secret);
        }
        return seed.flatMap(file -> file.credentials(family))
                .map(given -> new Identity(Optional.of(new Account(main, given.key(), secret(given.secret(), given.place()))), given.secret()))
                .orElse(new Identity(Optional.empty(), ""));
    }

    private World world(String family, Optional<SeedFile> seed, Identity identity) {
        Clock clock = Clock.systemUTC();
        Account demo = family.equals("ecd") ? new Account(EcdWorld.ACCOUNT, EcdWorld.KEY_ID, EcdWorld.SECRET)
                : new Account(UHostWorld.ACCOUNT, UHostWorld.PUBLIC_KEY, UHostWorld.PRIVATE_KEY);
        World.Builder builder;
        if (seed.isPresent() && seed.get().describes(family)) {
            builder = seed.get().world(family, clock, identity.account().orElse(demo));
        } else {
            builder = family.equals("ecd") ? EcdWorld.builder(clock) : UHostWorld.builder(clock);
            identity.account().ifPresent(builder::onlyAccount);
        }
        return builder.copyTime(duration("--copy-time", copyTime)).build();
    }

    private Emulator emulator(String family, World world) {
        List<Filter> filters = Faults.filters(family, faults, variants);
        return family.equals("ecd") ? new EcdEmulator(world, world.clock(), filters) : new UHostEmulator(world, world.clock(), filters);
    }

    private static EmulatorServer start(Emulator emulator, ServerOptions options) {
        try {
            return EmulatorServer.start(emulator, options);
        } catch (RuntimeException e) {
            throw new ConfigurationException(e.getMessage() + "; choose another --port or --bind");
        }
    }

    private InetAddress address() {
        try {
            return bind == null ? ServerOptions.defaults().address() : InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new ConfigurationException("--bind '" + bind + "' is no address of this machine; try 127.0.0.1 or 0.0.0.0");
        }
    }

    private Optional<PrintStream> journal() {
        try {
            if (logFile != null) {
                return Optional.of(new PrintStream(Files.newOutputStream(logFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND), true, StandardCharsets.UTF_8));
            }
            return log ? Optional.of(System.out) : Optional.empty();
        } catch (IOException e) {
            throw new ConfigurationException("--log-file " + logFile + " cannot be written: " + e.getMessage() + "; name another file");
        }
    }

    private Path write(GeneratedCertificate certificate) {
        try {
            Path file = tlsCertificate == null ? Files.createTempFile("emulator-certificate", ".pem") : tlsCertificate;
            if (tlsCertificate == null) {
                file.toFile().deleteOnExit();
            }
            return Files.writeString(file, certificate.pem());
        } catch (IOException e) {
            throw new ConfigurationException("--tls-certificate " + tlsCertificate + " cannot be written: " + e.getMessage() + "; name another file");
        }
    }

    private static String secret(String reference, String place) {
        if (reference.startsWith("env:")) {
            String found = System.getenv(reference.substring(4));
            if (found == null || found.isEmpty()) {
                throw new ConfigurationException(place + ": the environment variable " + reference.substring(4) + " is not set; export it and try again");
            }
            return found;
        }
        if (!reference.startsWith("file:")) {
            // Not repeated: it is most likely the secret itself.
            throw new ConfigurationException(place + " takes no secret in clear; write env:NAME or file:PATH instead");
        }
        Path file = Path.of(reference.substring(5));
        try {
            String found = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (found.isEmpty()) {
                throw new ConfigurationException(place + ": " + file + " is empty; write the secret into it");
            }
            return found;
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(place + ": " + file + " does not exist; write the secret into it");
        } catch (IOException e) {
            throw new ConfigurationException(place + ": " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static Duration duration(String option, String text) {
        try {
            return Target.parseDuration(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(option + ": " + e.getMessage());
        }
    }
}
