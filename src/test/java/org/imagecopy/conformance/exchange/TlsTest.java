package org.imagecopy.conformance.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.util.Map;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.imagecopy.conformance.exchange.Failure.Kind;
import org.imagecopy.conformance.hostile.Behaviour;
import org.imagecopy.conformance.hostile.Certificate;
import org.imagecopy.conformance.hostile.HostileServer;
import org.imagecopy.conformance.target.ConfigurationException;

/** Whom the client believes, and how it says that it does not. */
class TlsTest {

    private static final Behaviour GOOD = Behaviour.answer(200, Map.of(), "{}");

    @TempDir
    private static Path folder;
    private static Certificate valid;
    private static Certificate expired;
    private static Certificate early;
    private static Certificate foreign;

    @BeforeAll
    static void make() throws IOException, GeneralSecurityException {
        valid = Certificate.valid(folder);
        expired = Certificate.expired(folder);
        early = Certificate.early(folder);
        foreign = Certificate.foreign(folder);
    }

    private static Failure refused(SSLContext server, Map<String, String> settings) throws IOException {
        try (Line line = Line.to(HostileServer.secured(server, GOOD), settings, Client.Connections.FRESH)) {
            Failure failure = line.failure();
            assertThat(failure.kind()).as(failure.text()).isEqualTo(Kind.TLS);
            assertThat(failure.outcomeUnknown()).isFalse();
            assertThat(line.server().visits()).as("no request has left").isEmpty();
            return failure;
        }
    }

    private static Map<String, String> trusting(Certificate certificate) throws IOException, GeneralSecurityException {
        return Map.of("tls.trust", certificate.pem(folder).toString());
    }

    @Test
    void aSelfSignedCertificateIsNotTrusted() throws Exception {
        assertThat(refused(valid.server(), Map.of()).text()).contains("signed by nobody whom this machine trusts").contains("tls.trust").contains("tls.insecure");
    }

    @Test
    void aNamedCertificateIsTrusted() throws Exception {
        try (Line line = Line.to(HostileServer.secured(valid.server(), GOOD), trusting(valid), Client.Connections.FRESH)) {
            assertThat(line.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void anotherNamedCertificateDoesNotHelp() throws Exception {
        assertThat(refused(valid.server(), trusting(foreign)).text()).contains("signed by nobody");
    }

    @Test
    void anExpiredCertificateIsNotTrusted() throws Exception {
        assertThat(refused(expired.server(), trusting(expired)).text()).contains("has expired");
    }

    @Test
    void anExpiredCertificateOfATrustedSignerIsNamedAsSuch() {
        SSLHandshakeException thrown = new SSLHandshakeException("PKIX path validation failed");
        thrown.initCause(new CertPathValidatorException("validity check failed", new CertificateExpiredException("NotAfter: yesterday")));
        assertThat(Trust.explained(thrown, "x:443")).startsWith("the certificate of x:443 has expired (NotAfter: yesterday)");
    }

    @Test
    void aCertificateOfTomorrowIsNotTrusted() throws Exception {
        assertThat(refused(early.server(), trusting(early)).text()).contains("not valid yet").contains("clock");
    }

    @Test
    void aCertificateOfAnotherHostIsNotTrusted() throws Exception {
        assertThat(refused(foreign.server(), trusting(foreign)).text()).contains("is not one for 127.0.0.1");
    }

    @Test
    void anythingIsTrustedOnRequest() throws Exception {
        for (Certificate certificate : new Certificate[] {valid, expired, early, foreign}) {
            try (Line line = Line.to(HostileServer.secured(certificate.server(), GOOD), Map.of("tls.insecure", "true"), Client.Connections.FRESH)) {
                assertThat(line.reply().status()).isEqualTo(200);
            }
        }
    }

    /** What one client was allowed must not rub off on the next one. */
    @Test
    void trustIsNotInherited() throws Exception {
        try (HostileServer server = HostileServer.secured(valid.server(), GOOD)) {
            for (boolean insecure : new boolean[] {true, false, true, false}) {
                try (Client client = Line.client(server.endpoint().toString(), Map.of("tls.insecure", String.valueOf(insecure)), Client.Connections.FRESH)) {
                    assertThat(client.send(Line.request(), "a test").failure().isPresent()).isNotEqualTo(insecure);
                }
            }
        }
    }

    private static Failure handshake(Behaviour behaviour, Map<String, String> settings) throws IOException {
        try (HostileServer server = HostileServer.greeting(behaviour);
             Client client = Line.client(server.endpoint().toString().replace("http:", "https:"), settings, Client.Connections.FRESH)) {
            Failure failure = client.send(Line.request(), "a test").failure().orElseThrow();
            assertThat(failure.kind()).as(failure.text()).isEqualTo(Kind.TLS);
            return failure;
        }
    }

    @Test
    void plainHttpOnAnHttpsPortIsNamed() throws IOException {
        assertThat(handshake(Behaviour.says("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), Map.of()).text()).contains("does not speak TLS").contains("http://");
    }

    @Test
    void aHandshakeThatFailsIsNamed() throws IOException {
        assertThat(handshake(Behaviour.closes(), Map.of()).text()).contains("no secure connection to");
        // A reset that comes earlier may be one of the connection itself.
        Behaviour resetsOnceGreeted = visit -> {
            assertThat(visit.socket().getInputStream().read()).isNotNegative();
            visit.reset();
            return false;
        };
        assertThat(handshake(resetsOnceGreeted, Map.of()).text()).contains("no secure connection to");
        assertThat(handshake(Behaviour.says("\u0015\u0003\u0003\u0000\u0002\u0002\u0028"), Map.of()).text()).contains("handshake_failure");
    }

    @Test
    void aHandshakeThatNeverEndsIsCut() throws IOException {
        Map<String, String> shortly = Map.of("limits.timeout", "300ms");
        assertThat(handshake(Behaviour.holds(), shortly).text()).contains("did not end within 300 ms");
        // A record of 16 KiB that comes byte by byte: every single read is in time.
        assertThat(handshake(Behaviour.drips("\u0016\u0003\u0003\u003f\u00ff", "\u0002"), shortly).text()).contains("did not end within 300 ms");
    }

    @Test
    void tlsOnAnHttpPortIsNoHttp() throws Exception {
        try (HostileServer server = HostileServer.secured(valid.server(), GOOD);
             Client client = Line.client(server.endpoint().toString().replace("https:", "http:"), Map.of(), Client.Connections.FRESH)) {
            Failure failure = client.send(Line.request(), "a test").failure().orElseThrow();
            assertThat(failure.kind()).as(failure.text()).isEqualTo(Kind.BROKEN);
            assertThat(failure.text()).contains("not HTTP");
        }
    }

    /** The farewell of TLS must not hold up the deadline; nor must a connection that was used before. */
    @ParameterizedTest
    @CsvSource({"TLSv1.2,FRESH", "TLSv1.3,FRESH", "TLSv1.2,SINGLE", "TLSv1.3,SINGLE"})
    void aSecuredAnswerHasADeadlineToo(String protocol, Client.Connections connections) throws Exception {
        Behaviour second = visit -> visit.number() == 1 ? Behaviour.answer(200, Map.of(), "{}").meet(visit) : Behaviour.drips("HTTP/1.1 200 OK\r\n", "X: y\r\n").meet(visit);
        try (Line line = Line.to(HostileServer.secured(valid.server(protocol), second), Map.of("tls.insecure", "true", "limits.timeout", "600ms"), connections)) {
            Exchange first = line.send();
            Failure failure = line.failure();
            assertThat(failure.kind()).as(failure.text() + " after " + first.failure()).isEqualTo(Kind.TIMEOUT);
        }
    }

    @Test
    void aSecuredAnswerHasItsLimitsToo() throws Exception {
        for (Behaviour endless : new Behaviour[] {Behaviour.floods("HTTP/1.1 200 OK\r\n\r\n", "x"), Behaviour.floods("", "HTTP/1.1 103 Early Hints\r\n\r\n")}) {
            try (Line line = Line.to(HostileServer.secured(valid.server(), endless), Map.of("tls.insecure", "true"), Client.Connections.FRESH)) {
                Failure failure = line.failure();
                assertThat(failure.kind()).as(failure.text()).isEqualTo(Kind.TOO_LARGE);
            }
        }
    }

    @Test
    void aSecuredConnectionThatBreaksIsNotOneThatWasNeverMade() throws Exception {
        try (Line line = Line.to(HostileServer.secured(valid.server(), Behaviour.resets()), Map.of("tls.insecure", "true"), Client.Connections.FRESH)) {
            Failure failure = line.failure();
            assertThat(failure.kind()).as(failure.text()).isEqualTo(Kind.BROKEN);
            assertThat(failure.outcomeUnknown()).isTrue();
        }
    }

    @Test
    void aFileWithoutCertificatesIsWrongConfiguration() throws IOException {
        Path empty = Files.createTempFile(folder, "empty", ".pem");
        Path other = Files.writeString(Files.createTempFile(folder, "other", ".pem"), "no certificate");
        for (Path file : new Path[] {empty, other, folder.resolve("missing.pem"), folder}) {
            assertThatThrownBy(() -> Line.client("https://127.0.0.1:1/", Map.of("tls.trust", file.toString()), Client.Connections.FRESH))
                    .isInstanceOf(ConfigurationException.class).hasMessageContaining("'tls.trust' names " + file).hasMessageContaining("no readable PEM certificates");
        }
    }
}
