package org.imagecopy.conformance.engine;

import java.util.List;
import java.util.function.Predicate;

import io.cucumber.tagexpressions.Expression;
import io.cucumber.tagexpressions.TagExpressionParser;

import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.target.ConfigurationException;

/**
 * Which cases a run takes.
 *
 * @param words  in words; empty for all
 * @param filter the choice
 */
public record Selection(String words, Predicate<Case> filter) {

    /** Every case. */
    public static final Selection ALL = new Selection("", c -> true);

    /**
     * Cases by row or address and by tags.
     *
     * @param rows row ids, addresses, or beginnings of row ids such as {@code ECD-NAME}; empty for all
     * @param tags tag expression; empty for all
     * @throws ConfigurationException when the tag expression is malformed
     */
    public static Selection of(List<String> rows, String tags) {
        if (rows.isEmpty() && tags.isEmpty()) {
            return ALL;
        }
        Expression expression = null;
        if (!tags.isEmpty()) {
            try {
                expression = TagExpressionParser.parse(tags);
            } catch (RuntimeException e) {
                throw new ConfigurationException("--tags '" + tags + "' is no tag expression: write for example '@refuses and not @needs-batch'");
            }
        }
        Expression parsed = expression;
        String words = (rows.isEmpty() ? "" : "rows " + String.join(", ", rows)) + (tags.isEmpty() ? "" : (rows.isEmpty() ? "" : "; ") + "tags " + tags);
        return new Selection(words, c -> (rows.isEmpty() || rows.stream().anyMatch(r -> c.address().equals(r) || c.row().equals(r) || c.row().startsWith(r + "-")))
                && (parsed == null || parsed.evaluate(List.copyOf(c.tags()))));
    }
}
