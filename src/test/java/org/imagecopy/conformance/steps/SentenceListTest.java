package org.imagecopy.conformance.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.Test;

/** Holds the list of sentences in {@code features/README.md} to the step definitions. */
class SentenceListTest {

    @Test
    void theListOfSentencesIsTrue() throws IOException {
        String page = Files.readString(SentenceList.README);
        String wanted = SentenceList.wanted(page);
        if (Boolean.getBoolean("sentences.write")) {
            Files.writeString(SentenceList.README, wanted);
        }
        assertThat(Files.readString(SentenceList.README)).as("the list differs from the step definitions; write it anew with"
                + " ./mvnw test -Dtest=SentenceListTest -Dsentences.write=true").isEqualTo(wanted);
    }

    @Test
    void everyStepClassHasItsSlot() throws IOException {
        assertThat(SentenceList.slots()).isEqualTo(SentenceList.stepClasses());
    }
}
