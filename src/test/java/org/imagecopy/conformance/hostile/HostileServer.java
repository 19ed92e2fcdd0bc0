package org.imagecopy.conformance.hostile;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.imagecopy.conformance.emulator.CallReader;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.Wire;

/**
 * A server that speaks to sockets itself, so that it can do what no decent server does. It can stand in front of an emulator, and
 * then misbehaves only where it is told to: {@code server.on(copies(), Behaviour.resets())}.
 */
public final class HostileServer implements AutoCloseable {

    private final ServerSocket listener;
    private final String scheme;
    private final Optional<Emulator> healthy;
    private final List<Map.Entry<Predicate<Visit>, Behaviour>> rules = new CopyOnWriteArrayList<>();
    private final List<Visit> visits = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);

    private volatile Behaviour greeting;

    private HostileServer(Optional<SSLContext> tls, Optional<Emulator> healthy, InetAddress address) throws IOException {
        this.healthy = healthy;
        this.scheme = tls.isPresent() ? "https" : "http";
        this.listener = tls.isPresent() ? tls.get().getServerSocketFactory().createServerSocket(0, 200, address) : new ServerSocket(0, 200, address);
        thread(this::listen);
    }

    /** A server that behaves like this, whatever it is asked. */
    public static HostileServer always(Behaviour behaviour) throws IOException {
        return new HostileServer(Optional.empty(), Optional.empty(), InetAddress.getLoopbackAddress()).on(visit -> true, behaviour);
    }

    /** The same at another address of this machine. */
    public static HostileServer at(InetAddress address, Behaviour behaviour) throws IOException {
        return new HostileServer(Optional.empty(), Optional.empty(), address).on(visit -> true, behaviour);
    }

    /** The same over TLS. */
    public static HostileServer secured(SSLContext tls, Behaviour behaviour) throws IOException {
        return new HostileServer(Optional.of(tls), Optional.empty(), InetAddress.getLoopbackAddress()).on(visit -> true, behaviour);
    }

    /** A server that does this with every connection, without waiting for a request. */
    public static HostileServer greeting(Behaviour behaviour) throws IOException {
        HostileServer server = always(Behaviour.closes());
        server.greeting = behaviour;
        return server;
    }

    /** A server that answers what this emulator answers, unless a rule says otherwise. */
    public static HostileServer before(Emulator emulator) throws IOException {
        return new HostileServer(Optional.empty(), Optional.of(emulator), InetAddress.getLoopbackAddress());
    }

    /** Adds a rule; the first that fits a request decides. */
    public HostileServer on(Predicate<Visit> which, Behaviour behaviour) {
        rules.add(Map.entry(which, behaviour));
        return this;
    }

    /** Requests of this kind. */
    public static Predicate<Visit> of(Visit.Kind kind) {
        return visit -> visit.kind() == kind;
    }

    /** Everything after so many requests. */
    public static Predicate<Visit> after(int count) {
        return visit -> visit.number() > count;
    }

    /** Its address. */
    public URI endpoint() {
        String host = listener.getInetAddress().getHostAddress();
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listener.getLocalPort());
    }

    /** What has come in so far. */
    public List<Visit> visits() {
        return List.copyOf(visits);
    }

    /** How many connections were opened so far. */
    public int connections() {
        return connections.get();
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "hostile");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (closing.getCount() > 0) {
            try {
                Socket socket = listener.accept();
                int connection = connections.incrementAndGet();
                open.add(socket);
                thread(() -> serve(socket, connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, int connection) {
        try (socket) {
            socket.setTcpNoDelay(true);
            if (greeting != null) {
                greeting.meet(new Visit(0, connection, "", new byte[0], () -> null, socket, closing));
                return;
            }
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean stays = true;
            while (stays) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                stays = meet(socket, connection, head, in);
            }
        } catch (IOException e) {
            // the client has gone, which is what most behaviours drive it to
        } finally {
            open.remove(socket);
        }
    }

    private boolean meet(Socket socket, int connection, String head, InputStream in) throws IOException {
        Visit announced = new Visit(0, connection, head, new byte[0], () -> null, socket, closing);
        byte[] body = in.readNBytes(announced.header("Content-Length").isEmpty() ? 0 : Integer.parseInt(announced.header("Content-Length")));
        int number = numbers.incrementAndGet();
        Visit visit = new Visit(number, connection, head, body, honest(head, body, connection, number), socket, closing);
        visits.add(visit);
        for (Map.Entry<Predicate<Visit>, Behaviour> rule : rules) {
            if (rule.getKey().test(visit)) {
                return rule.getValue().meet(visit);
            }
        }
        return Behaviour.honest().meet(visit);
    }

    private Supplier<Wire> honest(String head, byte[] body, int connection, int number) {
        return () -> {
            String[] line = head.lines().findFirst().orElseThrow().split(" ");
            int question = line[1].indexOf('?');
            Map<String, List<String>> headers = new LinkedHashMap<>();
            head.lines().skip(1).forEach(h -> headers.computeIfAbsent(h.substring(0, h.indexOf(':')), k -> new ArrayList<>()).add(h.substring(h.indexOf(':') + 1).strip()));
            return healthy.orElseThrow().serve(CallReader.read(line[0], question < 0 ? line[1] : line[1].substring(0, question),
                    question < 0 ? "" : line[1].substring(question + 1), headers, body, connection, number));
        };
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            bytes.write(c);
            if (c == '\n' && bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
