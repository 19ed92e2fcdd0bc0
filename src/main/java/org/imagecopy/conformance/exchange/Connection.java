package org.imagecopy.conformance.exchange;

import java.io.IOException;
import java.net.Socket;

import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.HttpResponseFactory;
import org.apache.http.impl.conn.DefaultClientConnection;
import org.apache.http.impl.conn.DefaultHttpResponseParser;
import org.apache.http.io.HttpMessageParser;
import org.apache.http.io.SessionInputBuffer;
import org.apache.http.params.HttpParams;
import org.apache.http.util.CharArrayBuffer;

/** A connection that takes nothing but an answer for an answer. */
final class Connection extends DefaultClientConnection {

    /** How long a kept connection is listened to before it is used again: an end that is on its way should arrive within that. */
    private static final int LISTEN_MILLIS = 20;

    private volatile Wire wire;

    @Override
    public void opening(Socket socket, HttpHost target) throws IOException {
        if (socket instanceof Wire opened) {
            wire = opened;
        }
        super.opening(socket, target);
    }

    /** Cuts the wire first: a TLS socket would try to say good-bye. */
    @Override
    public void shutdown() throws IOException {
        Wire cut = wire;
        if (cut != null) {
            cut.close();
        }
        super.shutdown();
    }

    @Override
    public void sendRequestHeader(HttpRequest request) throws HttpException, IOException {
        wire.next();
        super.sendRequestHeader(request);
    }

    /** A kept connection on which anything has come in, be it the end or an answer that nobody asked for, is of no use. */
    @Override
    public boolean isStale() {
        if (!isOpen()) {
            return true;
        }
        try {
            return isResponseAvailable(LISTEN_MILLIS) || isEof();
        } catch (IOException e) {
            return true;
        }
    }

    /** The parser of the library skips lines until one looks like a status line; what stands before an answer is no answer. */
    @Override
    protected HttpMessageParser<HttpResponse> createResponseParser(SessionInputBuffer buffer, HttpResponseFactory factory, HttpParams params) {
        return new DefaultHttpResponseParser(buffer, null, factory, params) {
            @Override
            protected boolean reject(CharArrayBuffer line, int count) {
                return true;
            }
        };
    }
}
