package org.imagecopy.conformance.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate with its key, made for one test by the JDK's keytool. */
public final class Certificate {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final KeyStore store;

    private Certificate(KeyStore store) {
        this.store = store;
    }

    /** One for this machine, valid for a day. */
    public static Certificate valid(Path folder) throws IOException, GeneralSecurityException {
        return of(folder, "valid", "-validity", "1", "-ext", "SAN=dns:localhost,ip:127.0.0.1");
    }

    /** One for this machine that was valid until yesterday. */
    public static Certificate expired(Path folder) throws IOException, GeneralSecurityException {
        return of(folder, "expired", "-startdate", "-3d", "-validity", "1", "-ext", "SAN=dns:localhost,ip:127.0.0.1");
    }

    /** One for this machine that will be valid tomorrow. */
    public static Certificate early(Path folder) throws IOException, GeneralSecurityException {
        return of(folder, "early", "-startdate", "+2d", "-validity", "1", "-ext", "SAN=dns:localhost,ip:127.0.0.1");
    }

    /** One for another host. */
    public static Certificate foreign(Path folder) throws IOException, GeneralSecurityException {
        return of(folder, "foreign", "-validity", "1", "-ext", "SAN=dns:other.example");
    }

    private static Certificate of(Path folder, String name, String... options) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "key", "-keyalg", "EC",
                "-dname", "CN=" + name, "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", new String(PASSWORD)));
        command.addAll(Arrays.asList(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new Certificate(store);
    }

    /** A server's side of TLS with this certificate. */
    public SSLContext server() throws GeneralSecurityException {
        return server("TLS");
    }

    /** A server's side of this version of TLS. */
    public SSLContext server(String protocol) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance(protocol);
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Writes it as PEM. */
    public Path pem(Path folder) throws IOException, GeneralSecurityException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).encodeToString(store.getCertificate("key").getEncoded());
        return Files.writeString(Files.createTempFile(folder, "trust", ".pem"), "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    }
}
