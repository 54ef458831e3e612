package dev.hikyaku.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Calls one action of EventBridge again and again, each time with its own input. */
public final class EventBridge implements Conversation {
    private final Address address;
    private final String action;
    private final LongFunction<String> inputs;
    private final AtomicLong numbers;

    private EventBridge(
            Address address, String action, LongFunction<String> inputs, AtomicLong numbers) {
        this.address = address;
        this.action = action;
        this.inputs = inputs;
        this.numbers = numbers;
    }

    /**
     * Conversations that share their numbers.
     *
     * @param inputs JSON in ASCII, by number from 0
     */
    public static List<EventBridge> of(
            Address address, String action, LongFunction<String> inputs, int connections) {
        var numbers = new AtomicLong();
        return IntStream.range(0, connections)
                .mapToObj(i -> new EventBridge(address, action, inputs, numbers))
                .toList();
    }

    @Override
    public Buffer next() {
        String json = inputs.apply(numbers.getAndIncrement());
        String head =
                "POST / HTTP/1.1\r\nHost: "
                        + address.authority()
                        + "\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Target: AWSEvents."
                        + action
                        + "\r\nUser-Agent: hikyaku-bench\r\nContent-Length: "
                        + json.length()
                        + "\r\n\r\n";
        return Buffer.buffer((head + json).getBytes(ISO_8859_1));
    }

    @Override
    public void answered(Response response, Tally tally) {
        tally.sent(1);
    }
}
