package org.imagecopy.conformance.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.Target;

/** Whose certificates a target trusts. */
final class Trust {

    private static final String MEND = "; if that is intended, name the certificate with tls.trust, or say tls.insecure: true";

    private final SSLContext context;
    private final boolean anyone;

    private Trust(SSLContext context, boolean anyone) {
        this.context = context;
        this.anyone = anyone;
    }

    /**
     * What the settings of a target say.
     *
     * @throws ConfigurationException when the file of certificates cannot be read or holds none
     */
    static Trust of(Target target) {
        try {
            boolean anyone = target.flag("tls.insecure");
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, anyone ? new TrustManager[] {new Anyone()} : managers(target.text("tls.trust")), null);
            return new Trust(context, anyone);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot speak TLS", e);
        }
    }

    /**
     * Secures a connection by a handshake that checks certificate, dates and name of the host.
     *
     * @param host name or address, IPv6 without brackets
     */
    SSLSocket secured(Socket socket, String host, int port) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
        if (anyone) {
            secure.startHandshake();
            return secure;
        }
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        try {
            // A certificate that is trusted by name is not asked for its dates otherwise.
            ((X509Certificate) secure.getSession().getPeerCertificates()[0]).checkValidity();
        } catch (CertificateException e) {
            throw new SSLException(e);
        }
        return secure;
    }

    /** Why a handshake failed, and how to mend it, in one line. */
    static String explained(Throwable thrown, String authority) {
        CertificateException certificate = null;
        boolean unknown = false;
        String text = "";
        for (Throwable t = thrown; t != null && t.getCause() != t; t = t.getCause()) {
            certificate = t instanceof CertificateException found ? found : certificate;
            unknown |= t instanceof CertPathBuilderException || t instanceof CertPathValidatorException;
            text = text.isEmpty() && t.getMessage() != null ? t.getMessage() : text;
        }
        if (certificate instanceof CertificateExpiredException) {
            return "the certificate of " + authority + " has expired (" + certificate.getMessage() + ")" + MEND;
        }
        if (certificate instanceof CertificateNotYetValidException) {
            return "the certificate of " + authority + " is not valid yet (" + certificate.getMessage() + "); is the clock of this machine right?";
        }
        if (unknown) {
            return "the certificate of " + authority + " is signed by nobody whom this machine trusts" + MEND;
        }
        if (certificate != null) {
            return "the certificate is not one for " + authority + " (" + certificate.getMessage() + ")" + MEND;
        }
        if (text.contains("plaintext connection") || text.contains("Unsupported or unrecognized SSL message")) {
            return authority + " does not speak TLS; if it speaks plain HTTP, write http:// in the endpoint";
        }
        return "no secure connection to " + authority + ": " + (text.isEmpty() ? thrown.getClass().getSimpleName() : text);
    }

    private static TrustManager[] managers(String file) throws GeneralSecurityException {
        if (file.isEmpty()) {
            return null;
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
            if (number == 0) {
                throw new CertificateException("it is empty");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | CertificateException e) {
            throw new ConfigurationException("'tls.trust' names " + file + ", which holds no readable PEM certificates: "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }

    /** Only by explicit request of the target, and printed in every report. An extended one, or the JVM would add checks of its own. */
    private static final class Anyone extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // the suite never acts as a server
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            // the suite never acts as a server
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // the suite never acts as a server
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // asked for by tls.insecure
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            // asked for by tls.insecure
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // asked for by tls.insecure
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
