package org.imagecopy.conformance.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

/** What a reader copies into a shell. */
class CurlLineTest {

    @Test
    void thePathOfTheEndpointStandsInItOnce() {
        assertThat(CurlLine.of("GET", List.of(), "", "https://gateway.test:8443/clouds/one/", "/clouds/one/?Action=CopyImage", "[redacted]"))
                .isEqualTo("curl -sS -X GET 'https://gateway.test:8443/clouds/one/?Action=CopyImage'");
    }

    @Test
    void aShellSendsWhatWasSent() {
        assertThat(CurlLine.of("POST", List.of("Content-Type: text/plain", "X-Note: it's"), "a='b' $c", "http://127.0.0.1:1/", "/", "[redacted]"))
                .isEqualTo("curl -sS -X POST -H 'Content-Type: text/plain' -H 'X-Note: it'\\''s' --data-binary 'a='\\''b'\\'' $c' 'http://127.0.0.1:1/'");
    }

    @Test
    void whatIsRedactedComesFromAVariable() {
        assertThat(CurlLine.of("GET", List.of("Authorization: [redacted]"), "", "http://127.0.0.1:1/", "/?Signature=[redacted]&a=1", "[redacted]"))
                .isEqualTo("curl -sS -X GET -H 'Authorization: '\"$SECRET\"'' 'http://127.0.0.1:1/?Signature='\"$SECRET\"'&a=1'");
    }
}
