package org.imagecopy.conformance.result;

import java.util.List;

import org.imagecopy.conformance.contract.Case;

/**
 * What one case came to.
 *
 * @param scenario  the case
 * @param outcome   the worst of its findings
 * @param findings  one per sentence that judges
 * @param control   what became of the same request without its defect; empty when there is none
 * @param effects   what listings showed of it
 * @param exchanges numbers of its exchanges in {@code exchanges.jsonl}
 * @param again     a curl line that repeats it, secrets as variables; empty when nothing was sent
 */
public record CaseResult(Case scenario, Outcome outcome, List<Finding> findings, String control, List<String> effects,
                         List<Integer> exchanges, String again) {
}
