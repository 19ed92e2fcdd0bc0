package org.imagecopy.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;

/** {@code emulate} as a process of its own: what it prints works, and it ends as documented. */
class EmulateCommandTest {

    private static final Pattern CURL = Pattern.compile("curl (?:--cacert '([^']*)' )?'([^']*)'");

    @TempDir
    private Path folder;
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    /** What a process said until it was ready. */
    private record Started(Process process, List<String> said) {

        List<String> after(String start) {
            return said.stream().map(String::strip).filter(line -> line.startsWith(start)).map(line -> line.substring(start.length()).strip()).toList();
        }
    }

    private Started emulate(Map<String, String> environment, String... options) throws IOException {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), Main.class.getName(), "emulate", "--port", "0"));
        line.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        List<String> said = new ArrayList<>();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String next = out.readLine(); next != null; next = out.readLine()) {
            said.add(next);
            if (next.startsWith("Ctrl-C")) {
                return new Started(process, said);
            }
        }
        throw new AssertionError("it ended: " + said);
    }

    private static HttpResponse<String> send(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void everyPrintedLineWorksAndATerminationSignalEndsIt() throws Exception {
        Started started = emulate(Map.of(), "--copy-time", "1h");
        List<String> answers = new ArrayList<>();
        for (String url : urls(started)) {
            answers.add(send(HttpClient.newHttpClient(), url).body());
        }
        assertThat(answers).hasSize(5);
        assertThat(answers.get(0)).contains("\"Code\":\"MissingAccessKeyId\"");
        assertThat(answers.get(1)).contains("\"ImageId\":\"" + EcdWorld.SOURCE_IMAGE + "\"");
        assertThat(answers.get(2)).contains("\"ImageId\":\"m-").doesNotContain("Code");
        assertThat(answers.get(3)).contains("\"RetCode\":0").contains("\"ImageId\":\"" + UHostWorld.SOURCE_IMAGE + "\"");
        assertThat(answers.get(4)).contains("\"RetCode\":0").contains("\"TargetImageId\":\"uimage-");
        assertThat(started.after("credentials.secret:")).containsExactly(EcdWorld.SECRET, UHostWorld.PRIVATE_KEY);
        assertThat(started.after("regions ")).hasSize(2);
        assertThat(started.after("projects ")).singleElement().asString().startsWith(UHostWorld.DEFAULT_PROJECT + " (default)");
        assertThat(started.said()).anyMatch(line -> line.contains(EcdWorld.SOURCE_IMAGE)).anyMatch(line -> line.contains(UHostWorld.SOURCE_IMAGE));
        String endpoint = started.after("endpoint:").get(0);

        started.process().destroy();
        assertThat(started.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(started.process().exitValue()).isEqualTo(143);
        Assertions.assertThatThrownBy(() -> new Socket("127.0.0.1", URI.create(endpoint).getPort()).close()).isInstanceOf(ConnectException.class);
    }

    private static List<String> urls(Started started) {
        return started.said().stream().map(CURL::matcher).filter(Matcher::find).map(found -> found.group(2)).toList();
    }

    @Test
    void aCertificateIsGeneratedAndTrusted() throws Exception {
        Path pem = folder.resolve("emulator.pem");
        Started started = emulate(Map.of(), "uhost", "--tls-certificate", pem.toString());
        assertThat(started.after("tls.trust:")).containsExactly(pem.toString());
        HttpClient trusting = HttpClient.newBuilder().sslContext(trust(pem)).build();
        String url = urls(started).get(0);
        assertThat(url).startsWith("https://127.0.0.1:");
        assertThat(send(trusting, url).body()).contains("\"RetCode\":0");
        assertThat(send(trusting, url.replace("127.0.0.1", "localhost")).body()).contains("\"RetCode\":0");
        Assertions.assertThatThrownBy(() -> send(HttpClient.newHttpClient(), url)).isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
    }

    private static SSLContext trust(Path pem) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            store.setCertificateEntry("emulator", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    @Test
    void ownCredentialsAndSeedDataReplaceTheDemonstration() throws Exception {
        Path seed = Files.writeString(folder.resolve("seed.yaml"), """
                uhost:
                  credentials:
                    key: my+key
                    secret: env:MY_SECRET
                  regions:
                    - {id: r-one, zones: [r-one-a]}
                    - id: r-two
                  projects:
                    - id: org-mine
                  images:
                    - {id: uimage-mine, region: r-one, name: Mine}
                """);
        Path log = folder.resolve("requests.log");
        Started started = emulate(Map.of("MY_SECRET", "a secret of mine"), "--seed-data", seed.toString(), "--log-file", log.toString());
        assertThat(String.join("\n", started.said())).doesNotContain("a secret of mine", UHostWorld.PUBLIC_KEY, UHostWorld.SOURCE_IMAGE)
                .contains("my+key / (env:MY_SECRET)").contains("uimage-mine").as("the other family keeps its demonstration").contains(EcdWorld.SOURCE_IMAGE);
        assertThat(started.after("images.source:")).containsExactly(EcdWorld.SOURCE_IMAGE, "uimage-mine");
        String endpoint = started.after("endpoint:").get(1);
        Map<String, String> parameters = new java.util.TreeMap<>(Map.of("Action", "DescribeImage", "Region", "r-one", "PublicKey", "my+key"));
        String signature = org.imagecopy.conformance.signature.UCloudSignature.sign(parameters, "a secret of mine");
        String answer = send(HttpClient.newHttpClient(), endpoint + "/?Action=DescribeImage&Region=r-one&PublicKey=my%2Bkey&Signature=" + signature).body();
        assertThat(answer).contains("\"TotalCount\":1").contains("\"ImageId\":\"uimage-mine\"").contains("\"Zone\":\"r-one-a\"");
        assertThat(Files.readString(log)).contains("GET query DescribeImage Region=r-one PublicKey=my+k... Signature=***").doesNotContain(signature);
    }

    @Test
    void aKeyOfTheUserIsTheOnlyOne() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "mine\n");
        Started started = emulate(Map.of(), "uhost", "--key", "me", "--secret", "file:" + secret);
        String endpoint = started.after("endpoint:").get(0);
        Map<String, String> parameters = Map.of("Action", "GetRegion", "PublicKey", "me");
        String mine = "/?Action=GetRegion&PublicKey=me&Signature=" + org.imagecopy.conformance.signature.UCloudSignature.sign(parameters, "mine");
        assertThat(send(HttpClient.newHttpClient(), endpoint + mine).body()).contains("\"RetCode\":0");
        assertThat(send(HttpClient.newHttpClient(), endpoint + "/?Action=GetRegion&PublicKey=testsubkey&Signature=x").body()).contains("\"RetCode\":172");
    }

    @Test
    void aFaultOfOneFamilyLeavesTheOtherAlone() throws Exception {
        Started started = emulate(Map.of(), "--fault", "U-BAT-NOINFOS", "--variant", "V11-chunked", "--log");
        assertThat(send(HttpClient.newHttpClient(), urls(started).get(1)).headers().firstValue("transfer-encoding")).isEqualTo(Optional.of("chunked"));
        assertThat(started.process().inputReader(StandardCharsets.UTF_8).readLine()).contains("ecd #1 connection 1: GET query DescribeImages");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--port 70000|--port 70000 is no port from 0 to 65534; choose another",
        "--port x|Invalid value for option '--port'",
        "--copy-time soon|--copy-time: 'soon' is no duration; write for example 250ms, 90s, 5m or 2h",
        "--latency -1s|--latency: '-1s' is no duration",
        "--bind no.such.host.invalid|--bind 'no.such.host.invalid' is no address of this machine; try 127.0.0.1 or 0.0.0.0",
        "--fault X|no fault 'X'",
        "--variant X|no variant 'X'",
        "uhost --fault E-NAME-MAX129|no fault 'E-NAME-MAX129' for uhost",
        "--key me|--key and --secret belong together; give --secret env:NAME or file:PATH as well",
        "--key me --secret hunter2hunter2|--secret takes no secret in clear; write env:NAME or file:PATH instead",
        "--key me --secret env:NO_SUCH_VARIABLE|the environment variable NO_SUCH_VARIABLE is not set",
        "--key me --secret file:no-such-file|no-such-file does not exist; write the secret into it",
        "--seed-data no-such-file|no-such-file: no such file",
        "--log-file no-such-folder/log|--log-file no-such-folder/log cannot be written",
        "--tls-certificate no-such-folder/pem|--tls-certificate no-such-folder/pem cannot be written",
        "cds|no family 'cds'; known: ecd, uhost"})
    void wrongUsageIsOneLineAndExitCode2(String options, String message) {
        assertWrong(message, options.split(" "));
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertWrong("Cannot listen on 127.0.0.1 port " + taken.getLocalPort(), "uhost", "--port", Integer.toString(taken.getLocalPort()));
        }
    }

    private static void assertWrong(String message, String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "emulate";
        System.arraycopy(options, 0, all, 1, options.length);
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(Main.execute(all)).isEqualTo(2);
        } finally {
            System.setErr(err);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).contains(message).doesNotContain("\tat ", "hunter2");
    }
}
