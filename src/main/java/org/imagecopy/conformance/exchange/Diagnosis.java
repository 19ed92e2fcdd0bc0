package org.imagecopy.conformance.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.zip.ZipException;

import javax.net.ssl.SSLException;

import org.apache.http.HttpException;
import org.apache.http.MessageConstraintException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.ConnectionPoolTimeoutException;

import org.imagecopy.conformance.target.Limits;

/** Says in words why an attempt brought no answer. What counts most is whether the request may have been carried out. */
final class Diagnosis {

    private final URI endpoint;
    private final Limits limits;

    Diagnosis(URI endpoint, Limits limits) {
        this.endpoint = endpoint;
        this.limits = limits;
    }

    /**
     * Why it failed.
     *
     * @throws IllegalStateException when neither network nor endpoint is to blame
     */
    Failure of(Throwable thrown, Attempt attempt) {
        String where = endpoint.getAuthority();
        String time = limits.timeout().toMillis() + " ms";
        if (find(thrown, ConnectionPoolTimeoutException.class).isPresent()) {
            return new Failure(Failure.Kind.NOT_SENT, "not sent: every connection of this client was busy for " + time);
        }
        if (attempt.late()) {
            return switch (attempt.stage()) {
                case CONNECTING, WAITING -> new Failure(Failure.Kind.UNREACHABLE, "no connection to " + where + " within " + time);
                case SECURING -> new Failure(Failure.Kind.TLS, "TLS: the handshake with " + where + " did not end within " + time);
                case SENT -> new Failure(Failure.Kind.TIMEOUT, "no complete answer within " + time);
            };
        }
        Throwable cause = find(thrown, HttpException.class).map(Throwable.class::cast).or(() -> find(thrown, IOException.class)).orElseThrow(() ->
                new IllegalStateException("the request could not be sent: " + thrown.getClass().getName()));
        return switch (attempt.stage()) {
            case WAITING, CONNECTING -> new Failure(Failure.Kind.UNREACHABLE, unreachable(thrown, where));
            case SECURING -> new Failure(Failure.Kind.TLS, "TLS: " + Trust.explained(cause, where));
            case SENT -> unanswered(thrown, cause, time);
        };
    }

    private String unreachable(Throwable thrown, String where) {
        Optional<UnknownHostException> unknown = find(thrown, UnknownHostException.class);
        if (unknown.isPresent()) {
            return unknown.get().getMessage();
        }
        if (find(thrown, ConnectTimeoutException.class).isPresent()) {
            return "no connection to " + where + " within " + limits.connectTimeout().toMillis() + " ms";
        }
        String text = find(thrown, IOException.class).map(Diagnosis::text).orElse("");
        return find(thrown, ConnectException.class).isPresent() && text.contains("refused") ? "nothing listens at " + where
                : "no connection to " + where + ": " + text;
    }

    private static Failure unanswered(Throwable thrown, Throwable cause, String time) {
        if (find(thrown, TooLargeException.class).isPresent()) {
            return new Failure(Failure.Kind.TOO_LARGE, find(thrown, TooLargeException.class).get().getMessage());
        }
        if (find(thrown, MessageConstraintException.class).isPresent() || text(cause).contains("line length limit")) {
            return new Failure(Failure.Kind.TOO_LARGE, "the head of the answer is larger than " + Client.LONGEST_LINE + " bytes a line or " + Client.MOST_HEADERS
                    + " lines");
        }
        if (find(thrown, SocketTimeoutException.class).isPresent()) {
            return new Failure(Failure.Kind.TIMEOUT, "no answer within " + time);
        }
        if (find(thrown, NoHttpResponseException.class).isPresent()) {
            return broken("the connection was closed without an answer");
        }
        if (find(thrown, ZipException.class).isPresent() || find(thrown, EOFException.class).isPresent()) {
            return broken("the compressed body is damaged: " + text(cause));
        }
        if (find(thrown, SSLException.class).isPresent()) {
            return broken("TLS: " + text(find(thrown, SSLException.class).get()));
        }
        if (find(thrown, SocketException.class).isPresent()) {
            return broken("the connection broke before the answer was complete: " + text(cause));
        }
        return broken((find(thrown, HttpException.class).isPresent() ? "the answer is not HTTP as it should be: " : "") + text(cause));
    }

    private static Failure broken(String text) {
        return new Failure(Failure.Kind.BROKEN, text);
    }

    private static String text(Throwable thrown) {
        String text = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    /** The innermost cause of this kind: the outer ones only say that there is an inner one. */
    private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> kind) {
        T found = null;
        for (Throwable t = thrown; t != null && t.getCause() != t; t = t.getCause()) {
            found = kind.isInstance(t) ? kind.cast(t) : found;
        }
        return Optional.ofNullable(found);
    }
}
