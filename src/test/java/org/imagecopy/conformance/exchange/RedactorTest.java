package org.imagecopy.conformance.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are found in every disguise, and nothing else is. */
class RedactorTest {

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final String ANYTHING = BASE64 + "-._~ !\"#$%&'()*,:;<=>?@[\\]^`{|}éß中文";
    private static final List<String> SECRETS = List.of("LTAIxSecret9876543210abcdefgh", "OLeaidS1JvxuMvnyHOwuJ+uX5qY=", "a/b+c/d+e/f+g==", "p4ss w0rd & <more> \"quoted\" 100%41",
            "GET&%2F&AccessKeyId%3Dtestid%26Action%3DCopyImage%26Format%3DJSON", "POST\n/\nImageId=m-1\nhost:example.com\n\nhost\ne3b0c44298fc1c14", "schlüssel-für-中文-wörter", "back\\slash\\u0041\\",
            "elf Zeichen中文 und noch mehr Wörter, länger als zweiunddreißig");

    /** Whatever is left of a disguised secret must not hold the longest part of it that could be recognised. */
    private static void assertHidden(String secret, String disguised, String redacted, String what) {
        assertThat(redacted).as(what + " of " + secret + ": " + disguised).contains(Redactor.MASK).doesNotContain(secret);
        int most = 0;
        for (int from = 0; from < disguised.length(); from++) {
            int to = from;
            while (to < disguised.length() && redacted.contains(disguised.substring(from, to + 1))) {
                to++;
            }
            most = Math.max(most, to - from);
        }
        // Base64 leaves the letters at both ends which belong to what stands around, and gzip its frame.
        assertThat(most).as(what + " of '" + secret + "': '" + disguised + "' became '" + redacted + "'").isLessThanOrEqualTo(4 + Math.max(9, disguised.length() / 2));
    }

    @ParameterizedTest
    @EnumSource(Disguise.class)
    void aSecretIsHiddenInEveryDisguise(Disguise disguise) {
        for (String secret : SECRETS) {
            Redactor redactor = Redactor.of(List.of("another secret altogether", secret));
            String disguised = disguise.of(secret);
            assertHidden(secret, disguised, redactor.redact(disguised), disguise.name());
            String within = "The signature was " + disguised + ", which is wrong.";
            assertHidden(secret, disguised, redactor.redact(within), disguise.name());
            assertThat(redactor.redact(within)).startsWith("The signature was ").endsWith(", which is wrong.");
            if (disguise != Disguise.GZIP_IN_BASE64) {
                assertThat(redactor.finds(within)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Disguise.class)
    void randomSecretsAreHidden(Disguise disguise) {
        Random random = new Random(42);
        for (int i = 0; i < 150; i++) {
            String alphabet = i % 2 == 0 ? BASE64 : ANYTHING;
            String secret = random.ints(12 + random.nextInt(40), 0, alphabet.length()).mapToObj(c -> String.valueOf(alphabet.charAt(c))).collect(Collectors.joining());
            String disguised = disguise.of(secret);
            assertHidden(secret, disguised, Redactor.of(List.of(secret)).redact("before:" + disguised + ";after"), disguise.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "中", "𠮷", "%", "%41", "&", "\\", "="})
    void secretsThatBeginAlikeAreToldFromOneAnother(String between) {
        String alike = "POST&%2F&AccessKeyId%3Dtestid%26Action%3DCopyImage%26Name%3D";
        List<String> letters = List.of("a", "b", "é", "è", "中", "丮", "𠮷", "𠮸", "%", "&", "ab", "中文", "%41");
        List<String> secrets = letters.stream().flatMap(first -> letters.stream().map(second -> alike + first + between + second + " and the end")).distinct().toList();
        Redactor redactor = Redactor.of(secrets);
        for (String secret : secrets) {
            assertThat(redactor.redact("(" + secret + ")")).as(secret).isEqualTo("([redacted])");
        }
        assertThat(redactor.finds("(" + alike + "c" + between + "a and the end)")).isFalse();
    }

    @Test
    void aGrowingRedactorLearnsWhatTheFirstOneDoesNotKnow() {
        Redactor base = Redactor.of(List.of("first-secret"));
        Redactor more = base.growing();
        more.learn(List.of("second-secret", "first-secret", "abc"));
        assertThat(more.redact("first-secret second-secret abc")).isEqualTo("[redacted] [redacted] abc");
        assertThat(base.redact("first-secret second-secret")).isEqualTo("[redacted] second-secret");
        assertThat(more.finds("second-secret")).isTrue();
        assertThat(base.finds("second-secret")).isFalse();
    }

    @Test
    void aGrowingRedactorForgetsTheOldestOfVeryManyTextsButNothingThatItKnewAtFirst() {
        Redactor more = Redactor.of(List.of("first-secret")).growing();
        List<String> texts = new Random(5).ints(13_000, 0, Integer.MAX_VALUE).mapToObj(i -> "ActionCopyImage" + i).distinct().toList();
        texts.forEach(text -> more.learn(List.of(text)));
        assertThat(more.redact("first-secret")).isEqualTo("[redacted]");
        for (int i = texts.size() - 4_096; i < texts.size(); i += 99) {
            assertThat(more.redact(texts.get(i))).isEqualTo("[redacted]");
        }
        assertThat(more.finds(texts.get(0))).as("the first of " + texts.size() + " texts").isFalse();
        more.learn(List.of(texts.get(0)));
        assertThat(more.redact(texts.get(0))).isEqualTo("[redacted]");
    }

    @Test
    void thousandsOfSecretsAreAllHidden() {
        Redactor redactor = Redactor.of(List.of()).growing();
        List<String> secrets = new Random(3).ints(3_000, 0, Integer.MAX_VALUE).mapToObj(i -> Integer.toString(i, 36) + "/signature=").distinct().toList();
        secrets.parallelStream().forEach(secret -> redactor.learn(List.of(secret)));
        for (String secret : secrets) {
            assertThat(redactor.redact("x " + Disguise.BASE64.of("a" + secret) + " y " + Disguise.URL_TWICE.of(secret))).doesNotContain(Disguise.URL_TWICE.of(secret))
                    .doesNotContain(Disguise.BASE64.of("a" + secret)).endsWith(" y " + Redactor.MASK);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "a perfectly ordinary text", "{\"ImageId\":\"m-0123\",\"Name\":\"icc%20x\"}", "50 % of them & more = less \\ more; &amp; &#x; &#99999999; %zz \\u12",
        "LTAIxSecret987654321", "tercesS"})
    void otherTextsStay(String text) {
        Redactor redactor = Redactor.of(List.of("LTAIxSecret9876543210", "OLeaidS1JvxuMvnyHOwuJ+uX5qY="));
        String expected = text.startsWith("LTAI") ? Redactor.MASK : text;
        assertThat(redactor.redact(text)).as("only the beginning of a secret at the very end is hidden").isEqualTo(expected);
        assertThat(redactor.finds(text)).isFalse();
        assertThat(redactor.redact(text + " and more")).isEqualTo(text + " and more");
    }

    @Test
    void aSecretThatIsCutOffIsHidden() {
        Redactor redactor = Redactor.of(List.of("LTAIxSecret9876543210"));
        assertThat(redactor.redact("message: LTAIxSecret98…")).isEqualTo("message: [redacted]…");
        assertThat(redactor.redact("message: LTAIxSecret98… (17 more characters)")).isEqualTo("message: [redacted]… (17 more characters)");
        assertThat(redactor.redact("message: LTAIxS%65cret")).isEqualTo("message: [redacted]");
        assertThat(redactor.redact("message: LTAIxSe")).isEqualTo("message: LTAIxSe");
    }

    @Test
    void textsTooShortToBeRecognisedAreIgnored() {
        assertThat(Redactor.of(List.of("", "abc")).redact("abc")).isEqualTo("abc");
        assertThat(Redactor.of(List.of("abcd")).redact("xabcdx")).isEqualTo("x[redacted]x");
    }

    /** Patterns are tried in full wherever they seem to begin; a text made of beginnings must not take for ever. */
    @Test
    void beginningsByTheMillionAreSearchedToTheEnd() {
        String secret = "abcd".repeat(8) + "!";
        String text = "abcd".repeat(60_000);
        Redactor redactor = Redactor.of(List.of(secret));
        assertThat(redactor.finds(text)).isFalse();
        assertThat(redactor.redact(text + "!")).endsWith(Redactor.MASK);
    }

    @Test
    void severalSecretsInOneTextAreAllHidden() {
        Redactor redactor = Redactor.of(List.of("first-secret", "second-secret"));
        assertThat(redactor.redact("first-secretsecond-secret/first-secret")).isEqualTo("[redacted][redacted]/[redacted]");
    }

    @Test
    void theLongerOfTwoSecretsCounts() {
        assertThat(Redactor.of(List.of("secret", "secret-and-more")).redact("secret-and-more")).isEqualTo(Redactor.MASK);
    }
}
