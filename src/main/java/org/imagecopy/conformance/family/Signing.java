package org.imagecopy.conformance.family;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The ways in which features sign a request; the closed list of the sentence "the request is signed …". */
public enum Signing {
    PROPERLY("properly"),
    OTHER_SECRET("with another secret"),
    EMPTY_SECRET("with an empty secret"),
    UNKNOWN_KEY("with an unknown key"),
    UNKNOWN_KEY_EMPTY_SECRET("with an unknown key and an empty secret"),
    UNKNOWN_KEY_MADE_UP("with an unknown key and a made-up signature"),
    LONGER_KEY("with one more character at the end of its key"),
    KEY_IN_OTHER_CASE("with one letter of its key in the other case"),
    EMPTY_KEY("with an empty key"),
    MADE_UP("with a made-up signature"),
    FIRST_CHARACTER("with its first character changed"),
    LAST_CHARACTER("with its last character changed"),
    LONGER("with one more character at its end"),
    MIDDLE_CHARACTER("with a character in its middle changed"),
    FIRST_HALF("without its second half"),
    OTHER_CASE("with one letter in the other case"),
    UPPER_CASE("in upper case"),
    NOT_AT_ALL("not at all"),
    WITHOUT_KEY("without its key"),
    MADE_UP_HEADER("with nothing but a made-up Authorization header"),
    MADE_UP_TOKEN("with a made-up bearer token and no key"),
    NO_SIGNED_HEADERS("with an empty list of signed headers"),
    ACTION_UNCOVERED("without covering its action"),
    OTHER_METHOD("for another method"),
    METHOD_NONE("with the signature method \"NONE\" and no signature"),
    HOUR_AGO("an hour ago"),
    MINUTE_AGO("a minute ago"),
    MINUTE_AHEAD("a minute ahead"),
    HOUR_AHEAD("an hour ahead"),
    OTHER_TIME("for another time"),
    UNREADABLE_TIME("at an unreadable time"),
    WITHOUT_NONCE("without a nonce"),
    USED_NONCE("with the nonce of an earlier request"),
    USED_SIGNATURE("with the signature of an earlier request"),
    OTHER_BODY("over another body");

    private final String phrase;

    Signing(String phrase) {
        this.phrase = phrase;
    }

    /** The words of the feature. */
    public String phrase() {
        return phrase;
    }

    /** A text with its first letter in the other case; one without letters gets a digit more, so that it is another text in any case. */
    public static String inOtherCase(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isUpperCase(c) || Character.isLowerCase(c)) {
                char other = Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c);
                return text.substring(0, i) + other + text.substring(i + 1);
            }
        }
        return text + "0";
    }

    /** A signature of hexadecimal digits or Base64 letters with another one in its middle. */
    public static String withMiddleChanged(String signature) {
        int middle = signature.length() / 2;
        return signature.substring(0, middle) + (signature.charAt(middle) == '0' ? '1' : '0') + signature.substring(middle + 1);
    }

    /** How far the timestamp is from now. */
    public Duration offset() {
        return switch (this) {
            case HOUR_AGO -> Duration.ofHours(-1);
            case MINUTE_AGO -> Duration.ofMinutes(-1);
            case MINUTE_AHEAD -> Duration.ofMinutes(1);
            case HOUR_AHEAD -> Duration.ofHours(1);
            default -> Duration.ZERO;
        };
    }

    /**
     * The way that these words name.
     *
     * @throws IllegalArgumentException for other words, naming the known ones
     */
    public static Signing of(String phrase) {
        return Arrays.stream(values()).filter(s -> s.phrase.equals(phrase)).findFirst().orElseThrow(() ->
                new IllegalArgumentException("a request is not signed '" + phrase + "'; known: " + phrases()));
    }

    /** All words, in order. */
    public static List<String> phrases() {
        return Arrays.stream(values()).map(Signing::phrase).toList();
    }
}
