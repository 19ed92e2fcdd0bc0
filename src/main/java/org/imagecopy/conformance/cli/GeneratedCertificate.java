package org.imagecopy.conformance.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.imagecopy.conformance.target.ConfigurationException;

/** A self-signed certificate for this machine's own names, and the key to it. The key never leaves this process. */
final class GeneratedCertificate {

    private static final String ALIAS = "emulator";
    private static final int DAYS = 30;

    private final SSLContext context;
    private final String pem;

    private GeneratedCertificate(SSLContext context, String pem) {
        this.context = context;
        this.pem = pem;
    }

    /**
     * Generates a certificate, valid for 30 days, for {@code localhost}, both loopback addresses and one more address.
     *
     * @throws ConfigurationException when the JDK's keytool cannot be run
     */
    static GeneratedCertificate of(InetAddress address) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("emulator-tls");
            Path file = folder.resolve("key.p12");
            String password = UUID.randomUUID().toString();
            keytool(file, password, address);
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, password.toCharArray());
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            Certificate certificate = store.getCertificate(ALIAS);
            return new GeneratedCertificate(context, "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot read the certificate that it generated", e);
        } finally {
            delete(folder);
        }
    }

    private static void keytool(Path file, String password, InetAddress address) throws IOException {
        Set<String> names = new LinkedHashSet<>(List.of("dns:localhost", "ip:127.0.0.1", "ip:::1"));
        if (!address.isAnyLocalAddress()) {
            names.add("ip:" + address.getHostAddress().replaceFirst("%.*", ""));
        }
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC", "-genkeypair", "-alias", ALIAS,
                "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=image copy reference emulator", "-validity", Integer.toString(DAYS),
                "-ext", "san=" + String.join(",", names), "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass:env", "STORE_PASSWORD"));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", password);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new ConfigurationException("--tls: keytool of the JDK could not generate a certificate: " + said.lines().findFirst().orElse("no reason"));
            }
        } catch (IOException e) {
            throw new ConfigurationException("--tls: keytool of the JDK at " + line.get(0) + " cannot be run: " + e.getMessage()
                    + "; start with a complete JDK");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("--tls: interrupted while keytool generated a certificate");
        }
    }

    private static void delete(Path folder) {
        try {
            if (folder != null) {
                Files.deleteIfExists(folder.resolve("key.p12"));
                Files.delete(folder);
            }
        } catch (IOException left) {
            // The temporary folder of the system is cleaned by others; the password was never written down.
        }
    }

    /** What the server speaks TLS with. */
    SSLContext context() {
        return context;
    }

    /** The certificate for clients to trust. */
    String pem() {
        return pem;
    }
}
