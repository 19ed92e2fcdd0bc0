package org.imagecopy.conformance.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.apache.http.conn.ssl.SSLSocketFactory;
import org.apache.http.conn.ssl.X509HostnameVerifier;

import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.Target;

/** Whose certificates a target trusts. */
final class Trust {

    private Trust() {
    }

    static X509HostnameVerifier verifier(Target target) {
        return target.flag("tls.insecure") ? SSLSocketFactory.ALLOW_ALL_HOSTNAME_VERIFIER : SSLSocketFactory.STRICT_HOSTNAME_VERIFIER;
    }

    static SSLContext context(Target target) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(target), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot speak TLS", e);
        }
    }

    private static TrustManager[] managers(Target target) throws GeneralSecurityException {
        if (target.flag("tls.insecure")) {
            return new TrustManager[] {new Anyone()};
        }
        String file = target.text("tls.trust");
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
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | java.security.cert.CertificateException e) {
            throw new ConfigurationException("'tls.trust' names " + file + ", which holds no readable PEM certificates: " + e.getMessage());
        }
    }

    /** Only by explicit request of the target, and printed in every report. */
    private static final class Anyone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // the suite never acts as a server
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // asked for by tls.insecure
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
