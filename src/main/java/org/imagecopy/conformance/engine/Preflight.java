package org.imagecopy.conformance.engine;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.exchange.Answer.Verdict;
import org.imagecopy.conformance.exchange.Exchange;
import org.imagecopy.conformance.exchange.Failure;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.exchange.Redactor;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.target.Target;

/** Finds out before anything is copied whether a run can begin at all, so that one diagnosis stands for forty failures. */
final class Preflight {

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

    private final Target target;
    private final Family family;
    private final Messenger messenger;
    private final Redactor redactor;
    private final Progress progress;

    Preflight(Target target, Family family, Messenger messenger, Redactor redactor, Progress progress) {
        this.target = target;
        this.family = family;
        this.messenger = messenger;
        this.redactor = redactor;
        this.progress = progress;
    }

    /**
     * What it found.
     *
     * @param diagnosis why the run cannot begin; empty when it can
     * @param notes     what is odd, but no hindrance
     * @param lacking   what the target turned out to lack, and why that is known
     * @param before    every image that is there already
     */
    record Result(String diagnosis, List<String> notes, Map<String, String> lacking, Census before) {

        static Result hindered(String diagnosis) {
            return new Result(diagnosis, List.of(), Map.of(), Census.EMPTY);
        }
    }

    Result run() {
        if (!target.capabilities().contains("listing")) {
            return new Result("", List.of("images cannot be listed, so nothing is known of the effects of a request"), Map.of(), Census.EMPTY);
        }
        Place home = family.source(target, Base.of(Base.Kind.ANOTHER_REGION));
        Exchange first = messenger.ask(family.list(target, home, ""), "preflight");
        Optional<Failure> failure = first.failure();
        if (failure.isPresent()) {
            return Result.hindered(unreachable(failure.get()));
        }
        passed("reachable, answers after " + first.took().toMillis() + " ms");
        List<String> notes = new ArrayList<>();
        String skew = skew(first);
        Answer answer = family.read(first);
        if (answer.verdict() == Verdict.UNAUTHENTIC) {
            boolean clock = answer.code().toLowerCase(Locale.ROOT).contains("timestamp");
            return Result.hindered(!skew.isEmpty() ? skew + "; set the clock of this machine or of the endpoint"
                    : (clock ? "the time of the request is not accepted: " : "the credentials are not accepted: ") + redactor.redact(answer.inWords())
                    + (clock ? "; set the clock of this machine, or of the endpoint" : "; check credentials.key and credentials.secret"));
        }
        if (!answer.accepted()) {
            return Result.hindered("the images of " + home + " cannot be listed: " + redactor.redact(answer.inWords())
                    + "; check the endpoint, regions.source and the permissions of the key");
        }
        if (!skew.isEmpty()) {
            notes.add(skew);
        }
        passed("key " + redactor.redact(target.credentials().key()) + " accepted" + (skew.isEmpty() ? ", clocks agree" : "; " + skew));
        List<Place> places = family.places(target);
        List<String> known = family.regions(messenger.ask(family.regions(target), "preflight"));
        List<String> unknown = places.stream().map(Place::region).distinct().filter(r -> !known.isEmpty() && !known.contains(r)).toList();
        String regions = unknown.isEmpty() ? "" : "the endpoint does not list " + (unknown.size() == 1 ? "the region " : "the regions ") + String.join(", ", unknown)
                + "; it lists " + redactor.redact(String.join(", ", known.subList(0, Math.min(12, known.size())))) + (known.size() > 12 ? " and others" : "");
        Census before = Census.take(messenger, places);
        if (!before.trouble().isEmpty()) {
            return Result.hindered(redactor.redact(before.trouble()) + (regions.isEmpty() ? "" : "; " + regions));
        }
        if (!regions.isEmpty()) {
            notes.add(regions);
            passed(regions);
        }
        passed(before.size() + (before.size() == 1 ? " image" : " images") + " in " + places(before.images()));
        return unusable(before).map(Result::hindered).orElseGet(() -> {
            passed("source image " + target.text("images.source") + " usable");
            Map<String, String> lacking = inDefaultProject(home) ? Map.of() : Map.of(Target.DEFAULT_PROJECT, "a listing without a project does not show the image "
                    + target.text("images.source") + ", so " + home.project() + " is not the default project, or the key is that of a sub-account");
            lacking.values().forEach(why -> {
                notes.add(why);
                passed(why);
            });
            return new Result("", notes, lacking, before);
        });
    }

    /** Whether requests without a project reach the source image, as far as listings tell. */
    private boolean inDefaultProject(Place home) {
        if (home.project().isEmpty()) {
            return true;
        }
        Place unnamed = new Place(home.region(), "");
        Census now = Census.take(messenger, List.of(unnamed));
        return now.find(unnamed, target.text("images.source")).isPresent();
    }

    private String unreachable(Failure failure) {
        return target.endpoint() + (failure.kind() == Failure.Kind.TLS ? " is not trusted: " + failure.text() + "; name its certificate as tls.trust"
                : " cannot be reached: " + failure.text());
    }

    /** Why an image that is to be copied cannot be copied; empty when all can. */
    Optional<String> unusable(Census now) {
        Optional<String> unusable = source(now, Base.of(Base.Kind.ANOTHER_REGION), "images.source", "regions.source");
        return unusable.isPresent() || target.text("images.second-source").isEmpty() ? unusable
                : source(now, Base.of(Base.Kind.SECOND_SOURCE), "images.second-source", "regions.second-source");
    }

    private Optional<String> source(Census before, Base base, String image, String region) {
        Place home = family.source(target, base);
        Optional<Image> source = before.find(home, target.text(image));
        if (source.isEmpty()) {
            return Optional.of("the image " + target.text(image) + " is not listed in " + home + "; check " + image + " and " + region);
        }
        return source.get().state() == Image.State.USABLE ? Optional.empty()
                : Optional.of("the image " + target.text(image) + " is not usable: its state is '" + redactor.redact(source.get().stateWord()) + "'; wait, or choose another one as " + image);
    }

    private static String places(Map<Place, ?> images) {
        return images.size() + (images.size() == 1 ? " place" : " places");
    }

    private void passed(String text) {
        progress.stage(family.id() + "    " + text);
    }

    private String skew(Exchange exchange) {
        String date = exchange.reply().map(r -> r.header("Date")).orElse("");
        if (date.isEmpty() || target.embedded()) {
            return "";
        }
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration off = Duration.between(exchange.at(), theirs);
            return off.abs().compareTo(CLOCK_TOLERANCE) > 0 ? "the clocks differ by " + off.abs().toMinutes() + " minutes: the endpoint says " + date : "";
        } catch (DateTimeException e) {
            return "";
        }
    }
}
