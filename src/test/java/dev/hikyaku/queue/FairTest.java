package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.bodies;
import static dev.hikyaku.queue.QueueFixture.grouped;
import static dev.hikyaku.queue.QueueFixture.redrive;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Message groups in a standard queue. */
class FairTest {
    private final QueueFixture fixture = new QueueFixture();
    private final long queue = fixture.create("q", Map.of("VisibilityTimeout", "30"));

    private String next() {
        return bodies(List.of(fixture.receiveOne(queue))).getFirst();
    }

    private void flood(String group, int messages) {
        for (int i = 0; i < messages; i++) {
            fixture.sendTo(queue, group, group + i);
        }
    }

    @Test
    void groupWithLessInFlightGoesFirst() {
        flood("noisy", 20);
        for (int i = 0; i < 5; i++) {
            next();
        }
        fixture.sendTo(queue, "quiet", "q1", "q2");

        assertThat(next()).isEqualTo("q1");
        assertThat(next()).isEqualTo("q2");
        assertThat(next()).isEqualTo("noisy5");
    }

    @Test
    void equalsTakeTurnsInOneReceiveToo() {
        flood("a", 5);
        flood("b", 2);

        assertThat(bodies(fixture.receive(queue, 4, 0))).containsExactly("a0", "b0", "a1", "b1");
    }

    @Test
    void groupDoesNotHoldBackItsOwnMessages() {
        flood("g", 3);

        assertThat(bodies(fixture.receive(queue))).containsExactly("g0", "g1", "g2");
    }

    @Test
    void messagesWithoutAGroupCountAsOneGroup() {
        for (int i = 0; i < 20; i++) {
            fixture.send(queue, "plain" + i);
        }
        for (int i = 0; i < 4; i++) {
            next();
        }
        fixture.sendTo(queue, "quiet", "q1");
        assertThat(next()).isEqualTo("q1");
        assertThat(next()).isEqualTo("plain4");
    }

    @Test
    void oneConsumerAtATimeServesAllByTurns() {
        for (int i = 0; i < 3; i++) {
            fixture.send(queue, "plain" + i);
        }
        flood("g", 2);
        flood("h", 1);
        var order =
                List.of("plain0", "g0", "h0", "plain1", "g1", "plain2").stream()
                        .map(expected -> {
                            ReceivedMessage message = fixture.receiveOne(queue);
                            fixture.delete(queue, message.handle());
                            return bodies(List.of(message)).getFirst();
                        })
                        .toList();

        assertThat(order).containsExactly("plain0", "g0", "h0", "plain1", "g1", "plain2");
    }

    @Test
    void deletesMoveAGroupUpAgain() {
        flood("a", 10);
        var held = fixture.receive(queue, 4, null);
        fixture.sendTo(queue, "b", "b0", "b1", "b2");
        next();
        next();
        held.forEach(message -> fixture.delete(queue, message.handle()));

        assertThat(next()).as("nothing in flight, against two of b").isEqualTo("a4");
    }

    @Test
    void groupWithABacklogTakesWhatTheOthersLeave() {
        flood("noisy", Group.BACKLOG_MIN + 10);
        fixture.sendTo(queue, "quiet", "q0", "q1", "q2");
        fixture.delete(queue, fixture.receiveOne(queue).handle());
        fixture.delete(queue, fixture.receiveOne(queue).handle());

        assertThat(next()).isEqualTo("q2");
        assertThat(next()).isEqualTo("noisy0");
    }

    @Test
    void backlogsAreEquals() {
        flood("a", Group.BACKLOG_MIN + 10);
        flood("b", Group.BACKLOG_MIN + 10);

        assertThat(bodies(fixture.receive(queue, 4, 0))).containsExactly("a0", "b0", "a1", "b1");
    }

    @Test
    void messageThatComesBackGoesBehindItsGroup() {
        fixture.sendTo(queue, "g", "1", "2");
        fixture.receiveOne(queue);
        fixture.advanceSeconds(30);

        assertThat(bodies(fixture.receive(queue))).containsExactly("2", "1");
    }

    @Test
    void handleDeletesAlsoWhenTheMessageIsVisibleAgain() {
        fixture.sendTo(queue, "g", "1", "2");
        ReceivedMessage first = fixture.receiveOne(queue);
        fixture.advanceSeconds(30);

        assertThat(fixture.delete(queue, first.handle())).isNull();
        assertThat(bodies(fixture.receive(queue))).containsExactly("2");
        assertThat(fixture.counts(queue)).containsExactly(0L, 1L, 0L);
    }

    @Test
    void staysInOrderThroughARestart() {
        flood("noisy", 100);
        fixture.receive(queue);
        fixture.sendTo(queue, "quiet", "q");
        fixture.restart();

        assertThat(next()).isEqualTo("q");
    }

    @Test
    void deadLetterKeepsItsGroup() {
        long dead = fixture.create("dead");
        long source = fixture.create("s", Map.of("RedrivePolicy", redrive("dead", 1)));
        fixture.sendAll(source, grouped("g", "a", null, 0));
        fixture.receive(source, 1, 1);
        fixture.advanceSeconds(1);
        fixture.receive(source);
        fixture.carry();
        fixture.restart();

        assertThat(bodies(fixture.receive(dead))).containsExactly("a");
        assertThat(fixture.counts(source)).containsExactly(0L, 0L, 0L);
    }
}
