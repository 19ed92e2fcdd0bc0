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

    Cancellation(Round round, CopyRequests requests, Messenger messenger, Watch watch, Time time) {
        this.round = round;
        this.requests = requests;
        this.messenger = messenger;
        this.watch = watch;
        this.time = time;
    }

    /**
     * What came of it.
     *
     * @param act    the copy request; empty when none was sent
     * @param ruling what was seen; empty when there was nothing to cancel
     */
    record Result(Optional<Act> act, Optional<Ruling> ruling) {

        static final Result NONE = new Result(Optional.empty(), Optional.empty());
    }

    Result run() {
        Act act = requests.send(round.neutral("copy to be cancelled", Base.of(Base.Kind.ANOTHER_REGION), round.usualTransport()));
        Optional<Image> image = Optional.empty();
        for (int look = 0; look < LOOKS && !act.answer().refused() && image.isEmpty(); look++) {
            image = look(act);
        }
        if (!act.answer().accepted() || image.isEmpty() || image.get().state() != Image.State.WORKING) {
            return new Result(Optional.of(act), Optional.empty());
        }
        Answer answer = messenger.delete(image.get());
        if (!answer.accepted()) {
            return new Result(Optional.of(act), Optional.of(new Ruling(Ruling.Kind.RECORD, EXPECTED, "the cancellation was not accepted: " + answer.inWords(), List.of())));
        }
        Optional<Image> still = image;
        for (int look = 0; look < LOOKS && still.isPresent(); look++) {
            still = look(act);
        }
        return new Result(Optional.of(act), Optional.of(still.isEmpty() ? new Ruling(Ruling.Kind.HOLDS, EXPECTED, "as expected", List.of(image.get().id()))
                : new Ruling(Ruling.Kind.DIFFERS, EXPECTED, still.get().id() + " in " + still.get().place() + " is still listed, as '" + still.get().stateWord()
                        + "', although its cancellation was answered with success", List.of())));
    }

    /** The image of the request as the next look shows it. */
    private Optional<Image> look(Act act) {
        time.pause(BETWEEN_LOOKS);
        watch.look();
        return watch.attribute(List.of(act)).getOrDefault(act, List.of()).stream().filter(Sighting::present).map(Sighting::last).findFirst();
    }
}
