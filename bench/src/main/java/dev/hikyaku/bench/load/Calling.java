package dev.hikyaku.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Calls one action of a service again and again, each time with its own input. */
public final class Calling implements Conversation {
    private static final String EVENTS =
            "\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Target: AWSEvents.";
    private static final String TOPICS = "\r\nContent-Type: application/x-www-form-urlencoded";

    private final String head;
    private final LongFunction<String> bodies;
    private final AtomicLong numbers;

    private Calling(
            Address address, String headers, LongFunction<String> bodies, AtomicLong numbers) {
        this.head =
                "POST / HTTP/1.1\r\nHost: "
                        + address.authority()
                        + "\r\nUser-Agent: hikyaku-bench"
                        + headers
                        + "\r\nContent-Length: ";
        this.bodies = bodies;
        this.numbers = numbers;
    }

    /**
     * Conversations with EventBridge that share their numbers.
     *
     * @param inputs JSON in ASCII, by number from 0
     */
    public static List<Calling> events(
            Address address, String action, LongFunction<String> inputs, int connections) {
        return of(address, EVENTS + action, inputs, connections);
    }

    /**
     * Conversations with SNS that share their numbers.
     *
     * @param parameters URL-encoded, by number from 0
     */
    public static List<Calling> topics(
            Address address, String action, LongFunction<String> parameters, int connections) {
        return of(
                address,
                TOPICS,
                number -> "Version=2010-03-31&Action=" + action + "&" + parameters.apply(number),
                connections);
    }

    private static List<Calling> of(
            Address address, String headers, LongFunction<String> bodies, int connections) {
        var numbers = new AtomicLong();
        return IntStream.range(0, connections)
                .mapToObj(i -> new Calling(address, headers, bodies, numbers))
                .toList();
    }

    @Override
    public Buffer next() {
        String body = bodies.apply(numbers.getAndIncrement());
        return Buffer.buffer((head + body.length() + "\r\n\r\n" + body).getBytes(ISO_8859_1));
    }

    @Override
    public void answered(Response response, Tally tally) {
        tally.sent(1);
    }
}
