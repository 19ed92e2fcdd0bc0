package org.imagecopy.conformance.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLSocket;

import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.scheme.SchemeSocketFactory;
import org.apache.http.params.HttpConnectionParams;
import org.apache.http.params.HttpParams;

/** Opens connections to one endpoint, secured if it is an https one, and says how far it has come. */
final class Sockets implements SchemeSocketFactory {

    /** Names are looked up aside, for nothing can interrupt the resolver of the system. */
    private static final ExecutorService LOOKUPS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "exchange-lookup");
        thread.setDaemon(true);
        return thread;
    });

    private final Trust trust;
    private final String host;
    private final int port;
    private final long most;

    /**
     * Opens connections.
     *
     * @param trust whom to trust; {@code null} for plain http
     * @param host  name that a certificate must carry; IPv6 addresses without brackets
     * @param most  bytes that one answer may take on the wire
     */
    Sockets(Trust trust, String host, int port, long most) {
        this.trust = trust;
        this.host = host;
        this.port = port;
        this.most = most;
    }

    @Override
    public Socket createSocket(HttpParams params) {
        Attempt.current().reaches(Attempt.Stage.CONNECTING);
        return new Wire(most);
    }

    @Override
    public Socket connectSocket(Socket socket, InetSocketAddress remote, InetSocketAddress local, HttpParams params) throws IOException {
        try {
            connect(socket, remote, params);
            return trust == null ? socket : secured(socket, params);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void connect(Socket socket, InetSocketAddress remote, HttpParams params) throws IOException {
        try {
            // Nagle's delay would add up with the delayed acknowledgement of a peer that answers in pieces.
            socket.setTcpNoDelay(true);
            socket.connect(remote, HttpConnectionParams.getConnectionTimeout(params));
        } catch (SocketTimeoutException e) {
            throw new ConnectTimeoutException(e, null, remote.getAddress());
        }
    }

    private Socket secured(Socket socket, HttpParams params) throws IOException {
        Attempt.current().reaches(Attempt.Stage.SECURING);
        socket.setSoTimeout(HttpConnectionParams.getSoTimeout(params));
        return trust.secured(socket, host, port);
    }

    @Override
    public boolean isSecure(Socket socket) {
        return socket instanceof SSLSocket;
    }

    /**
     * The addresses of a host.
     *
     * @throws UnknownHostException when there are none, or none within the time; its message is one for people
     */
    static InetAddress[] addresses(String host, Duration time) throws UnknownHostException {
        Future<InetAddress[]> found = LOOKUPS.submit(() -> InetAddress.getAllByName(host));
        try {
            return found.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnknownHostException("the host " + host + " was not looked up within " + time.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("the look-up of the host " + host + " was interrupted");
        } catch (ExecutionException e) {
            throw new UnknownHostException("the host " + host + " is unknown");
        } finally {
            found.cancel(true);
        }
    }
}
