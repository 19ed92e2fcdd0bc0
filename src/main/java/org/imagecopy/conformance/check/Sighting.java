package org.imagecopy.conformance.check;

import java.util.List;
import java.util.Optional;

import org.imagecopy.conformance.exchange.Image;

/**
 * The life of one image that appeared during a run, look by look.
 *
 * @param looks    what each listing of its place showed, from its first appearance on; empty where it was missing
 * @param present  whether the closing look still showed it
 */
public record Sighting(List<Optional<Image>> looks, boolean present) {

    /** Its first appearance. */
    public Image first() {
        return looks.get(0).orElseThrow();
    }

    /** Its last appearance. */
    public Image last() {
        Image last = first();
        for (Optional<Image> look : looks) {
            last = look.orElse(last);
        }
        return last;
    }

    /** Whether the last look, and only the last, shows it as anything else after it was usable: the listing may only lag behind. */
    public boolean changedForTheWorse() {
        return looks.size() > 1 && usable(looks.get(looks.size() - 2)) && !usable(looks.get(looks.size() - 1));
    }

    private static boolean usable(Optional<Image> look) {
        return look.filter(image -> image.state() == Image.State.USABLE).isPresent();
    }

    /** Place and id for messages. */
    public String inWords() {
        return last().id() + " in " + last().place() + " (" + last().stateWord() + ")";
    }
}
