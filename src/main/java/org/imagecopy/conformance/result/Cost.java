package org.imagecopy.conformance.result;

import java.time.Duration;

/**
 * What a run cost.
 *
 * @param copies   copies that came into being
 * @param budget   the limit; negative for none
 * @param requests requests sent
 * @param took     time on the clock of the run
 * @param created  copies in the ledger
 * @param deleted  copies deleted
 * @param left     copies that could not be deleted, for they stayed or the target deletes nothing
 */
public record Cost(int copies, int budget, int requests, Duration took, int created, int deleted, int left) {

    /** Copies that were gone before they were to be deleted: cancelled, or lost by the endpoint. */
    public int gone() {
        return created - deleted - left;
    }
}
