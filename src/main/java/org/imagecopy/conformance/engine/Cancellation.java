package org.imagecopy.conformance.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.check.Ruling;
import org.imagecopy.conformance.check.Sighting;
import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.family.Base;

/** Makes one copy and cancels it while it is being made, for what a run leaves behind hangs on that operation, too. */
final class Cancellation {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    /** Long enough for a listing that lags behind; a copy that goes on is still there afterwards. */
    private static final int LOOKS = 8;
    private static final String EXPECTED = "gone after its cancellation";

    private final Round round;
    private final CopyRequests requests;
    private final Messenger messenger;
    private final Watch watch;
    private final Time time;
    private Optional<Act> act = Optional.empty();
    private Optional<Ruling> ruling = Optional.empty();

    Cancellation(Round round, CopyRequests requests, Messenger messenger, Watch watch, Time time) {
        this.round = round;
        this.requests = requests;
        this.messenger = messenger;
        this.watch = watch;
        this.time = time;
    }

    /** Makes the copy and cancels it; at the most once. */
    void run() {
        Act sent = requests.send(round.neutral("copy to be cancelled", Base.of(Base.Kind.ANOTHER_REGION), round.usualTransport()));
        act = Optional.of(sent);
        Optional<Image> image = Optional.empty();
        for (int look = 0; look < LOOKS && !sent.answer().refused() && image.isEmpty(); look++) {
            image = look(sent);
        }
        if (!sent.answer().accepted() || image.isEmpty() || image.get().state() != Image.State.WORKING) {
            return;
        }
        Answer answer = messenger.delete(image.get());
        if (!answer.accepted()) {
            ruling = Optional.of(new Ruling(Ruling.Kind.RECORD, EXPECTED, "the cancellation was not accepted: " + answer.inWords(), List.of()));
            return;
        }
        Optional<Image> still = lasting(sent, image);
        ruling = Optional.of(still.isPresent() ? differs(still.get(), " is still listed, as ")
                : new Ruling(Ruling.Kind.HOLDS, EXPECTED, "as expected", List.of(image.get().id())));
    }

    /** Looks once more, when everything else has come to rest: what was cancelled may come back. */
    void lookAgain() {
        if (ruling.filter(r -> r.kind() == Ruling.Kind.HOLDS).isPresent()) {
            lasting(act.orElseThrow(), present(act.orElseThrow())).ifPresent(back -> ruling = Optional.of(differs(back, " was gone and is there again, as ")));
        }
    }

    /** The copy request; empty when none was sent. */
    Optional<Act> act() {
        return act;
    }

    /** What was seen; empty when there was nothing to cancel. */
    Optional<Ruling> ruling() {
        return ruling;
    }

    private static Ruling differs(Image image, String how) {
        return new Ruling(Ruling.Kind.DIFFERS, EXPECTED, image.id() + " in " + image.place() + how + "'" + image.stateWord() + "', although its cancellation was answered with success", List.of());
    }

    /** The image, if look after look shows it. */
    private Optional<Image> lasting(Act sent, Optional<Image> image) {
        Optional<Image> still = image;
        for (int look = 0; look < LOOKS && still.isPresent(); look++) {
            still = look(sent);
        }
        return still;
    }

    /** The image of the request as the next look shows it. */
    private Optional<Image> look(Act sent) {
        time.pause(BETWEEN_LOOKS);
        watch.look();
        return present(sent);
    }

    private Optional<Image> present(Act sent) {
        return watch.attribute(List.of(sent)).getOrDefault(sent, List.of()).stream().filter(Sighting::present).map(Sighting::last).findFirst();
    }
}
