package org.imagecopy.conformance.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;

/**
 * A socket that leads to the endpoint and to nowhere else, whatever proxies this JVM is told of, and that limits what one answer may
 * bring in: head, interim answers, framing and body together. The limit holds below TLS and below decompression.
 */
final class Wire extends Socket {

    private final long most;
    private volatile long read;

    /** @param most bytes that one answer may take on the wire */
    Wire(long most) {
        super(Proxy.NO_PROXY);
        this.most = most;
    }

    /** The next answer counts from zero. */
    void next() {
        read = 0;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                return counted(super.read(), 1);
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int count = super.read(bytes, from, length);
                return counted(count, count);
            }
        };
    }

    private int counted(int result, int count) throws TooLargeException {
        if (count > 0 && result >= 0) {
            read += count;
            if (read > most) {
                throw new TooLargeException("the answer takes more than " + most + " bytes on the wire");
            }
        }
        return result;
    }
}
