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
                List.of(Using.sending(client, 20, 10, 1), Using.cycling(new Recording(), 20, 2));
        Round round;
        try (BlockingLoad load = new BlockingLoad(tasks, () -> closed.set(true))) {
            round = load.run(SHORT);
        }
        assertThat(closed).isTrue();
        assertThat(round.sentMessages()).isPositive();
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
    void aCycleSendsNothingMoreUntilSomethingWasReceived() throws Exception {
        Recording client = new Recording();
        BlockingLoad.Task cycle = Using.cycling(client, 20, 1);
        client.empty = true;
        cycle.run(new Tally(10));
        cycle.run(new Tally(10));
        assertThat(client.calls).containsExactly("send", "receive", "receive");
        client.empty = false;
        cycle.run(new Tally(10));
        assertThat(client.calls.subList(3, 5)).containsExactly("receive", "delete");
        cycle.run(new Tally(10));
        assertThat(client.calls.subList(5, 8)).containsExactly("send", "receive", "delete");
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
        private final List<String> calls = new ArrayList<>();
        private boolean empty;

        @Override
        public void send(List<String> bodies) {
            calls.add("send");
            if (sent.isEmpty()) {
                sent.addAll(bodies);
            }
        }

        @Override
        public boolean receive() {
            calls.add("receive");
            return !empty;
        }

        @Override
        public void delete() {
            calls.add("delete");
        }
    }
}
