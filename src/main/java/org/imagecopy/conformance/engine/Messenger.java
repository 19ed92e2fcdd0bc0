package org.imagecopy.conformance.engine;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.exchange.Answer.Verdict;
import org.imagecopy.conformance.exchange.Client;
import org.imagecopy.conformance.exchange.Exchange;
import org.imagecopy.conformance.exchange.ExchangeLog;
import org.imagecopy.conformance.exchange.Failure;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Pacer;
import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.exchange.Request;
import org.imagecopy.conformance.family.Draft;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.family.Listing;
import org.imagecopy.conformance.target.Target;

/** Carries requests of one run to one target: paced, recorded, patient where patience is safe. Thread safe. */
final class Messenger implements AutoCloseable {

    private static final Duration LISTING_LAG = Duration.ofSeconds(4);
    private static final int MOST_ATTEMPTS = 7;
    /** Larger answers count towards what a run keeps of them until it judges, on the disk and in memory. */
    private static final int SMALL_ANSWER = 16_384;
    private static final long MOST_KEPT = 128L << 20;
    private static final long MOST_WORDS = 8L << 20;

    private final Target target;
    private final Family family;
    private final Time time;
    private final ExchangeLog log;
    private final ExecutorService workers;
    private final AtomicInteger numbers;
    private final Pacer pacer;
    private final Client client;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicReference<String> trouble = new AtomicReference<>("");
    private final AtomicLong room = new AtomicLong(MOST_KEPT);
    private final AtomicLong roomForWords = new AtomicLong(MOST_WORDS);
    private final Patience patience;

    /** @param halt lets nobody wait for long */
    Messenger(Target target, Family family, Time time, ExchangeLog log, ExecutorService workers, AtomicInteger numbers, Halt halt) {
        this.target = target;
        this.family = family;
        this.time = time;
        this.log = log;
        this.workers = workers;
        this.numbers = numbers;
        this.pacer = new Pacer(target.limits().requestsPerSecond(), time.clock().equals(Clock.systemUTC()));
        this.client = new Client(target, target.embedded() ? Client.Connections.KEPT : Client.Connections.FRESH, time.clock(), numbers, pacer);
        this.patience = new Patience(target.limits().patience(), time, pacer, halt);
    }

    static String nonce() {
        return UUID.randomUUID().toString();
    }

    Request write(Draft draft, String nonce) {
        return family.write(target, draft, time.clock().instant(), nonce);
    }

    /** Carries a request whose answer is kept for the judgement. */
    Exchange send(Request request, String purpose) {
        return send(client, request, purpose);
    }

    Exchange send(Client by, Request request, String purpose) {
        Exchange exchange = carry(by, request, purpose);
        int size = exchange.reply().map(r -> r.body().length).orElse(0);
        if (size <= SMALL_ANSWER) {
            return exchange;
        }
        boolean words = roomForWords.addAndGet(-family.read(exchange).words()) < 0;
        if (room.addAndGet(-size) >= 0 && !words) {
            return exchange;
        }
        Failure failure = new Failure(Failure.Kind.TOO_LARGE, "the answer has " + size + " bytes, and the " + (words ? "ids and messages in " : "") + "answers of this run take more than "
                + (words ? MOST_WORDS : MOST_KEPT) + " bytes together");
        return new Exchange(exchange.number(), purpose, request, Optional.empty(), Optional.of(failure), exchange.at(), exchange.took());
    }

    private Exchange carry(Client by, Request request, String purpose) {
        patience.await();
        Exchange exchange = by.send(request, purpose);
        sent.incrementAndGet();
        try {
            log.add(exchange);
        } catch (UncheckedIOException e) {
            // A full disk must not keep a run from deleting what it made.
            trouble.compareAndSet("", "not every exchange could be written down: " + e.getCause().getMessage());
        }
        return exchange;
    }

    /** Why the record of exchanges is incomplete; empty when it is complete. */
    String trouble() {
        return trouble.get();
    }

    /** A client of its own that uses one connection as long as it lives. */
    Client alone() {
        return new Client(target, Client.Connections.SINGLE, time.clock(), numbers, pacer);
    }

    /** Threads for a messenger and its user, as many as the target allows requests at the same time. */
    static ExecutorService workers(Target target, Family family) {
        return Executors.newFixedThreadPool(target.limits().workers(), task -> new Worker(task, "worker-" + family.id()));
    }

    private static final class Worker extends Thread {
        Worker(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }
    }

    /** Makes only the caller wait as long as a listing may lag behind: others are not told anything by that wait. */
    void awaitListings() {
        patience.awaitAlone(LISTING_LAG);
    }

    /** Makes all requests wait before another try of this one; false when patience is used up. */
    boolean patient(int attempt, Exchange after, Answer answer) {
        return patience.holdAfter(after, attempt, answer.verdict() == Verdict.THROTTLED);
    }

    /** The target did answer, and not that it is busy. */
    void answered() {
        patience.answered();
    }

    /** Full patience again, for what has to be cleaned up. */
    void renewPatience() {
        patience.renew();
    }

    /** Forgets what an earlier round used up: each is judged by itself. */
    void renew() {
        patience.renew();
        room.set(MOST_KEPT);
        roomForWords.set(MOST_WORDS);
    }

    /** A request that changes nothing, or whose repetition does no harm: tried again while patience lasts. */
    Exchange ask(Draft draft, String purpose) {
        for (int attempt = 0;; attempt++) {
            Exchange exchange = carry(client, write(draft, nonce()), purpose);
            Answer answer = family.read(exchange);
            boolean passing = answer.verdict() == Verdict.THROTTLED || answer.verdict() == Verdict.TROUBLED && answer.status() >= 500 || answer.unavailable()
                    || exchange.failure().map(f -> f.outcomeUnknown()).orElse(false) && attempt < 2;
            if (!passing && exchange.reply().isPresent()) {
                answered();
            }
            if (!passing || attempt + 1 >= MOST_ATTEMPTS || !patient(attempt, exchange, answer)) {
                return exchange;
            }
        }
    }

    Listing list(Place place, String cursor) {
        Exchange exchange = ask(family.list(target, place, cursor), "listing " + place);
        return family.page(target, place, cursor, exchange);
    }

    Answer delete(Image image) {
        return family.read(ask(family.delete(target, image), "clean-up of " + image.id()));
    }

    /** Runs tasks at the same time, and returns their results in order. */
    <T> List<T> together(List<? extends Callable<T>> tasks) {
        List<Future<T>> futures = new ArrayList<>();
        for (Callable<T> task : tasks) {
            FutureTask<T> future = new FutureTask<>(task);
            futures.add(future);
            if (Thread.currentThread() instanceof Worker) {
                // A worker that waits for workers waits for ever once all of them do.
                future.run();
            } else {
                workers.execute(future);
            }
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            try {
                results.add(future.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
        return results;
    }

    /** Number of the last exchange of the run. */
    int last() {
        return numbers.get();
    }

    int sent() {
        return sent.get();
    }

    @Override
    public void close() {
        client.close();
    }
}
