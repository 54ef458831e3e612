package dev.hikyaku.bench.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Makes one schedule after the other, each with its own name and message. */
public final class Scheduling implements Conversation {
    private static final String HEADERS =
            """
            \r
            Content-Type: application/json\r
            User-Agent: hikyaku-bench\r
            X-Amz-Date: 20260101T000000Z\r
            Authorization: AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/scheduler/aws4_request, \
            SignedHeaders=content-type;host;x-amz-date, Signature=%s\r
            Content-Length:\
            """
                    .formatted("0".repeat(64));

    private final Address address;
    private final String prefix;
    private final LongFunction<String> times;
    private final AtomicLong numbers;

    private Scheduling(
            Address address, String prefix, LongFunction<String> times, AtomicLong numbers) {
        this.address = address;
        this.prefix = prefix;
        this.times = times;
        this.numbers = numbers;
    }

    /**
     * Conversations that share their numbers.
     *
     * @param prefix of the schedules' names
     * @param times when the schedule of a number is due, as {@code yyyy-mm-ddThh:mm:ss} in UTC
     */
    public static List<Scheduling> of(
            Address address, String prefix, LongFunction<String> times, int connections) {
        var numbers = new AtomicLong();
        return IntStream.range(0, connections)
                .mapToObj(i -> new Scheduling(address, prefix, times, numbers))
                .toList();
    }

    @Override
    public Buffer next() {
        long number = numbers.getAndIncrement();
        String json =
                """
                {"ScheduleExpression":"at(%s)","FlexibleTimeWindow":{"Mode":"OFF"},\
                "ActionAfterCompletion":"DELETE","ClientToken":"%016x-%016x","Target":{\
                "Arn":"arn:aws:sqs:us-east-1:000000000000:bench",\
                "RoleArn":"arn:aws:iam::000000000000:role/scheduler",\
                "Input":"{\\"customer\\":%d,\\"do\\":\\"renew the subscription\\"}"}}\
                """
                        .formatted(
                                times.apply(number),
                                number * 0x9E3779B97F4A7C15L,
                                number * 0xC2B2AE3D27D4EB4FL,
                                number);
        String head =
                "POST /schedules/"
                        + prefix
                        + number
                        + " HTTP/1.1\r\nHost: "
                        + address.authority()
                        + HEADERS
                        + json.length()
                        + "\r\n\r\n";
        return Buffer.buffer((head + json).getBytes(ISO_8859_1));
    }

    @Override
    public void answered(Response response, Tally tally) {
        tally.sent(1);
    }
}
