package dev.hikyaku.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BlockingLoadTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AtomicBoolean closed = new AtomicBoolean();

    @Test
    void addsUpWhatAllClientsDid() {
        Client client = new Recording();
        List<BlockingLoad.Task> tasks =
                List.of(Using.sending(client, 20, 10, 1), Using.draining(new Recording()));
        Round round;
        try (BlockingLoad load = new BlockingLoad(tasks, () -> closed.set(true))) {
            round = load.run(SHORT);
        }
        assertThat(closed).isTrue();
        assertThat(round.sentMessages()).isPositive();
        assertThat(round.sentMessages() % 10).isZero();
        assertThat(round.deletedMessages()).isPositive();
        assertThat(round.errors()).isZero();
        assertThat(round.duration()).isEqualTo(SHORT);
    }

    @Test
    void sendsBodiesOfTheSizeThatWasAsked() throws Exception {
        Recording client = new Recording();
        Using.sending(client, 200, 10, 1).run(new Tally(10));
        assertThat(client.sent)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(body -> body.length() == 200);
    }

    @Test
    void countsWhatFailsAsAnError() {
        BlockingLoad.Task failing =
                tally -> {
                    throw new IOException("refused");
                };
        try (BlockingLoad load = new BlockingLoad(List.of(failing), () -> {})) {
            Round round = load.run(SHORT);
            assertThat(round.errors()).isPositive();
            assertThat(round.firstError()).contains("refused");
            assertThat(round.sentMessages()).isZero();
        }
    }

    private static final class Recording implements Client {
        private final List<String> sent = new ArrayList<>();

        @Override
        public void send(List<String> bodies) {
            if (sent.isEmpty()) {
                sent.addAll(bodies);
            }
        }

        @Override
        public boolean receive() {
            return true;
        }

        @Override
        public void delete() {}
    }
}
