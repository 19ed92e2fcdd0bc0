package org.imagecopy.conformance.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.imagecopy.conformance.spool.Codec;
import org.imagecopy.conformance.spool.Decoder;
import org.imagecopy.conformance.spool.Encoder;

/** Exchanges as bytes. */
final class ExchangeCodec implements Codec<Exchange> {

    @Override
    public void encode(Exchange exchange, Encoder to) {
        Request request = exchange.request();
        to.count(exchange.number()).text(exchange.purpose());
        to.text(request.method()).text(request.target());
        headers(request.headers(), to);
        to.bytes(request.body()).text(request.operation()).texts(request.sensitive());
        to.flag(exchange.reply().isPresent());
        exchange.reply().ifPresent(reply -> {
            to.count(reply.status());
            headers(reply.headers(), to);
            to.bytes(reply.body());
        });
        to.flag(exchange.failure().isPresent());
        exchange.failure().ifPresent(failure -> to.count(failure.kind().ordinal()).text(failure.text()));
        to.number(exchange.at().getEpochSecond()).count(exchange.at().getNano()).number(exchange.took().toNanos());
    }

    @Override
    public Exchange decode(Decoder from) {
        int number = from.count();
        String purpose = from.text();
        Request request = new Request(from.text(), from.text(), headers(from), from.bytes(), from.text(), from.texts());
        Optional<Reply> reply = from.flag() ? Optional.of(new Reply(from.count(), headers(from), from.bytes())) : Optional.empty();
        Optional<Failure> failure = from.flag() ? Optional.of(new Failure(Failure.Kind.values()[from.count()], from.text())) : Optional.empty();
        return new Exchange(number, purpose, request, reply, failure, Instant.ofEpochSecond(from.number(), from.count()), Duration.ofNanos(from.number()));
    }

    private static void headers(List<Header> headers, Encoder to) {
        to.all(headers, (header, out) -> out.text(header.name()).text(header.value()));
    }

    private static List<Header> headers(Decoder from) {
        return from.all(in -> new Header(in.text(), in.text()));
    }
}
