package dev.hikyaku.bench.load;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;

/** Asks one question and keeps the answer. */
public final class Asking implements Conversation {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

    private final Buffer request;
    private String body = "";

    private Asking(Buffer request) {
        this.request = request;
    }

    public static String ask(Generator generator, Address address, Buffer request) {
        Asking asking = new Asking(request);
        try (Load load = generator.open(address, List.of(asking))) {
            Round round = load.run(ANSWERS_WITHIN, 1);
            if (round.sentMessages() == 0) {
                throw new IllegalStateException("no answer: " + round.firstError());
            }
            return asking.body;
        }
    }

    @Override
    public Buffer next() {
        return request;
    }

    @Override
    public void answered(Response response, Tally tally) {
        body = response.body();
        tally.sent(1);
    }

    @Override
    public void refused(Tally tally) {
        tally.end();
    }
}
