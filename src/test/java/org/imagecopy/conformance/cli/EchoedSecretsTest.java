package org.imagecopy.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.imagecopy.conformance.emulator.Answer;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;
import org.imagecopy.conformance.exchange.Disguise;
import org.imagecopy.conformance.result.RunResult;

import tools.jackson.databind.node.ObjectNode;

/** A whole run against an endpoint that tells everything it knows, in ever other words: no artifact and no line of the terminal repeats it. */
class EchoedSecretsTest {

    @TempDir
    private Path folder;

    /** Adds the secret, the token, the signature and the text that was signed to every answer, each answer in the next disguise. */
    private static final class Echo implements Filter {

        private final List<String> credentials;
        private final Set<String> echoed = ConcurrentHashMap.newKeySet();
        private final AtomicInteger answers = new AtomicInteger();

        Echo(String... credentials) {
            this.credentials = List.of(credentials);
        }

        @Override
        public Answer answer(Context context, Answer honest) {
            Disguise disguise = Disguise.values()[answers.getAndIncrement() % Disguise.values().length];
            List<String> known = new ArrayList<>(credentials);
            Optional<String> signature = context.signing().presented();
            if (signature.filter(context.signing().expected(context.call(), credentials.get(0))::equals).isPresent()) {
                known.add(signature.get());
                known.add(context.signing().text(context.call()));
            }
            List<String> said = known.stream().map(disguise::of).toList();
            echoed.addAll(said);
            if (honest.body() instanceof ObjectNode body) {
                body.put("Echo", String.join(" ", said));
                if (honest.refusal().isPresent()) {
                    body.put("Message", "not " + String.join(" nor ", said));
                }
            }
            String header = said.get(0);
            return header.chars().allMatch(c -> c >= ' ' && c < 127) ? honest.withHeader("X-Echo", header) : honest;
        }
    }

    @ParameterizedTest
    @CsvSource({"ecd,ECD-AUTH", "uhost,UHOST-AUTH"})
    void nothingThatAnEndpointEchoesIsRepeated(String family, String rows) throws IOException {
        boolean ecd = family.equals("ecd");
        Map<String, String> temporary = ecd
                ? Map.of("credentials.key", EcdWorld.TEMPORARY_KEY_ID, "credentials.token", EcdWorld.SECURITY_TOKEN)
                : Map.of("credentials.key", UHostWorld.TEMPORARY_PUBLIC_KEY, "credentials.token", UHostWorld.SECURITY_TOKEN);
        String secret = ecd ? EcdWorld.TEMPORARY_SECRET : UHostWorld.TEMPORARY_PRIVATE_KEY;
        Echo echo = new Echo(secret, temporary.get("credentials.token"));
        Lab.Ended ended;
        try (Lab lab = new Lab(family, folder.resolve("lab"), echo)) {
            Files.createDirectories(folder.resolve("lab"));
            lab.with("credentials.key", temporary.get("credentials.key")).with("credentials.secret", "file:" + Files.writeString(folder.resolve("s"), secret))
                    .with("credentials.token", "file:" + Files.writeString(folder.resolve("t"), temporary.get("credentials.token")));
            ended = lab.run("--yes", "--verbose", "--row", rows, "--row", rows.replace("AUTH", "SECU"), "--row", rows.replace("AUTH", "COPY"));
            assertThat(ended.code()).as(ended.text()).isEqualTo(RunResult.REFUTED);
            assertThat(ended.text()).contains("✗ " + rows.replace("AUTH", "SECU-01"));
            assertThat(echo.answers.get()).as("every disguise was tried several times").isGreaterThan(3 * Disguise.values().length);
            try (Stream<Path> files = Files.walk(lab.reports())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertSilent(Files.readString(file, StandardCharsets.ISO_8859_1), file.getFileName().toString(), echo.echoed);
                }
            }
        }
        assertSilent(ended.text(), "terminal", echo.echoed);
    }

    private static void assertSilent(String text, String where, Set<String> echoed) {
        assertThat(echoed.stream().filter(said -> text.contains(said) || text.contains(Disguise.JSON.of(said))).toList()).as(where).isEmpty();
    }
}
