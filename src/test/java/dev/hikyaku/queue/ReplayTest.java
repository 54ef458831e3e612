package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.redrive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Space;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same commands give the same state and the same replies, byte for byte. */
class ReplayTest {
    private static final int COMMANDS = 3_000;

    private record Run(List<String> replies, List<String> state) {}

    private static Run run(long seed, boolean restarts, boolean fifo) {
        var fixture = new QueueFixture();
        var random = new Random(seed);
        var replies = new ArrayList<String>();
        var attributes = new HashMap<String, String>();
        attributes.put("MessageRetentionPeriod", "3600");
        attributes.put("RedrivePolicy", redrive(fifo ? "dead.fifo" : "dead", 3));
        long queue;
        if (fifo) {
            fixture.createFifo("dead.fifo", Map.of());
            queue = fixture.createFifo("q.fifo", attributes);
        } else {
            fixture.create("dead");
            queue = fixture.create("q", attributes);
        }
        var handles = new ArrayList<ReceiptHandle>();
        for (int i = 0; i < COMMANDS; i++) {
            fixture.now += random.nextInt(2_000);
            QueueReply reply = fixture.apply(command(random, queue, fifo, i, handles));
            if (reply instanceof QueueReply.Received received) {
                received.messages().forEach(m -> handles.add(m.handle()));
            }
            replies.add(text(reply));
            if (random.nextInt(50) == 0) {
                fixture.carry();
            }
            if (restarts && i % 37 == 0) {
                fixture.restart();
            }
        }
        return new Run(replies, state(fixture));
    }

    private static QueueCommand command(
            Random random, long queue, boolean fifo, int number, List<ReceiptHandle> handles) {
        ReceiptHandle handle =
                handles.isEmpty()
                        ? new ReceiptHandle(queue, 1, 1, 1, 1)
                        : handles.get(
                                handles.size() - 1 - random.nextInt(Math.min(20, handles.size())));
        return switch (random.nextInt(9)) {
            case 0, 1 -> new QueueCommand.Send(queue, List.of(message(random, fifo, number)));
            case 2, 3 ->
                    new QueueCommand.Receive(queue, 1 + random.nextInt(10), random.nextInt(30));
            case 4 -> new QueueCommand.DeleteMessages(queue, List.of(handle));
            case 5 ->
                    new QueueCommand.ChangeVisibility(
                            queue,
                            List.of(
                                    new QueueCommand.ChangeVisibility.Change(
                                            handle, random.nextInt(60))));
            case 6 -> new QueueCommand.Release(queue, List.of(handle));
            case 7 ->
                    new QueueCommand.Bury(
                            queue, List.of(new QueueCommand.Bury.Burial(handle, "because")));
            default -> new QueueCommand.Count(queue);
        };
    }

    private static QueueCommand.NewMessage message(Random random, boolean fifo, int number) {
        String group = "g" + random.nextInt(5);
        int delay = random.nextInt(3) * 10;
        String id = "id" + (number - random.nextInt(3));
        return fifo || random.nextBoolean()
                ? QueueFixture.grouped(group, "m" + number, id, delay)
                : new QueueCommand.NewMessage(QueueFixture.content("m" + number), delay);
    }

    private static String text(QueueReply reply) {
        return reply instanceof QueueReply.Received received
                ? received.messages().stream()
                        .map(m -> m.handle().encode() + m.message().id() + m.receiveCount())
                        .toList()
                        .toString()
                : reply.toString();
    }

    private static List<String> state(QueueFixture fixture) {
        var entries = new ArrayList<String>();
        for (Space space : Space.values()) {
            try (Cursor cursor = fixture.store.scan(space, new byte[0], new byte[] {(byte) 0xFF})) {
                while (cursor.next()) {
                    entries.add(
                            HexFormat.of().formatHex(cursor.key())
                                    + "="
                                    + HexFormat.of().formatHex(cursor.value()));
                }
            }
        }
        return entries;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void replayOnAFreshStoreGivesTheSameBytesAndReplies(boolean fifo) {
        Run first = run(1, false, fifo);

        assertThat(run(1, false, fifo)).isEqualTo(first);
        assertThat(run(2, false, fifo)).isNotEqualTo(first);
        assertThat(first.state()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void restartsInBetweenChangeNeitherBytesNorReplies(boolean fifo) {
        for (int seed = 3; seed <= 8; seed++) {
            Run steady = run(seed, false, fifo);
            Run restarted = run(seed, true, fifo);
            assertThat(restarted.replies())
                    .as("replies of seed %s", seed)
                    .isEqualTo(steady.replies());
            assertThat(restarted.state()).as("state of seed %s", seed).isEqualTo(steady.state());
        }
    }
}
