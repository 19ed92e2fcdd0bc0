package org.imagecopy.conformance.cli;

import java.util.Optional;
import java.util.function.UnaryOperator;

import org.imagecopy.conformance.engine.Plan;
import org.imagecopy.conformance.target.ConfigurationException;

/** Whether a run may spend what its plan could cost. Nothing is sent before. */
final class Consent {

    private final Plan plan;

    Consent(Plan plan) {
        this.plan = plan;
    }

    /**
     * Compares the worst case with the budget; without a budget, somebody has to agree unless the target is an emulator of this process.
     *
     * @param given  whether somebody agreed beforehand
     * @param reader asks a question and returns the answer; empty when nobody can be asked
     * @throws ConfigurationException when the run must not begin
     */
    void obtain(boolean given, Optional<UnaryOperator<String>> reader) {
        int worst = plan.worstCaseCopies();
        if (plan.budget() >= 0) {
            if (worst > plan.budget()) {
                throw new ConfigurationException("the worst case of this selection is " + copies(worst) + ", the budget is " + plan.budget()
                        + "; select less with --row or --tags, raise --budget, or add --frugal, which keeps to the budget while it runs");
            }
            return;
        }
        if (given || plan.target().embedded() || worst == 0) {
            return;
        }
        String numbers = "This run copies images at " + plan.target().endpoint() + ": " + numbers() + ".";
        if (reader.isEmpty()) {
            throw new ConfigurationException(numbers + " Say --yes, or give a --budget, or run --frugal: it makes at most " + Plan.FRUGAL_COPIES + " copies and decides most rows");
        }
        String answer = reader.get().apply(numbers + System.lineSeparator() + "--frugal makes at most " + Plan.FRUGAL_COPIES + " and decides most rows. Go on without it? [y/N] ");
        if (!answer.strip().equalsIgnoreCase("y") && !answer.strip().equalsIgnoreCase("yes")) {
            throw new ConfigurationException("not begun; nothing was sent");
        }
    }

    /** What the run may cost, in words. */
    String numbers() {
        int certain = plan.expectedCopies();
        int possible = plan.possibleCopies();
        return copies(certain) + " for certain" + (possible > certain ? ", " + possible + " if everything is accepted that the page leaves open" : "")
                + ", " + plan.worstCaseCopies() + " in the worst case";
    }

    private static String copies(int number) {
        return number + (number == 1 ? " copy" : " copies");
    }
}
