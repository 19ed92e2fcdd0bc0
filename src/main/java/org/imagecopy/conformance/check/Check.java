package org.imagecopy.conformance.check;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Everything that a Then sentence can ask; each constant is one check with a stable name. */
public enum Check {
    ACCEPTED, REFUSED, ALIKE, NOT_FOR_SIGNATURE, KEPT, AS_ANSWERED, NO_USABLE_COPY, RECORDED,
    ANSWER_MEMBER, ANSWER_LACKS, ANSWER_STRICT_JSON, ANSWER_STATUS, ANSWER_VALUE, ANSWER_DIFFERS, ANSWER_DISTINCT,
    BATCH_REGIONS, BATCH_DISTINCT,
    COPY_MADE, COPY_IN_REGION, COPY_IN_PROJECT, COPY_CARRIES, COPY_USABLE, COPY_WORKING_BEFORE, COPY_STAYS, COPY_AGREES, COPY_CANCELLED,
    SOURCE_UNCHANGED, REFUSAL_WITHOUT_EFFECT, NO_SECRET, STILL_ACCEPTED;

    private static final Set<Check> OF_THE_CASE = EnumSet.of(ACCEPTED, REFUSED, ALIKE, NOT_FOR_SIGNATURE, KEPT, AS_ANSWERED, NO_USABLE_COPY, RECORDED);

    /** Whether it comes to something else for each case; otherwise it looks at the whole run, and the case that asks makes no difference. */
    public boolean ofTheCase() {
        return OF_THE_CASE.contains(this);
    }

    /** The stable name: {@code copy-appears}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
