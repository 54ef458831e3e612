package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.arn;
import static dev.hikyaku.queue.QueueFixture.bodies;
import static dev.hikyaku.queue.QueueFixture.redrive;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.MoveTask.Status;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MoveTest {
    private final QueueFixture fixture = new QueueFixture();
    private final long dead = fixture.create("dead");
    private final long queue = fixture.create("q", Map.of("RedrivePolicy", redrive("dead", 1)));

    private void bury(long source, int messages) {
        for (int i = 0; i < messages; i++) {
            fixture.send(source, "m" + i);
        }
        for (int i = 0; i < messages; i += 10) {
            fixture.receive(source, 10, 1);
        }
        fixture.advanceSeconds(1);
        for (int i = 0; i <= messages; i += 10) {
            fixture.receive(source);
        }
        fixture.carry();
    }

    private MoveTask start(@Nullable QueueArn destination, @Nullable Integer rate) {
        var reply = fixture.apply(new QueueCommand.StartMove(dead, destination, rate));
        return ((QueueReply.MoveTasks) reply).tasks().getFirst();
    }

    private MoveTask last() {
        var reply = (QueueReply.MoveTasks) fixture.apply(new QueueCommand.ListMoves(dead));
        return reply.tasks().getFirst();
    }

    private void tickOnce(long from) {
        fixture.now = Math.max(fixture.now + 1, fixture.machine.nextTick(from));
        fixture.apply(fixture.machine.tick(from, fixture.now));
    }

    private void finish() {
        for (int i = 0; i < 1000 && last().running(); i++) {
            tickOnce(dead);
        }
        fixture.carry();
    }

    @Test
    void messagesGoBackToWhereTheyCameFrom() {
        bury(queue, 250);
        assertThat(fixture.counts(dead)).containsExactly(250L, 0L, 0L);
        MoveTask task = start(null, null);

        assertThat(task.status()).isEqualTo(Status.RUNNING);
        assertThat(task.toMove()).isEqualTo(250);
        finish();
        assertThat(last().status()).isEqualTo(Status.COMPLETED);
        assertThat(last().moved()).isEqualTo(250);
        assertThat(fixture.counts(dead)).containsExactly(0L, 0L, 0L);
        assertThat(bodies(fixture.receiveAll(queue))).doesNotHaveDuplicates().hasSize(250);
    }

    @Test
    void movedMessageDoesNotOvertakeTheDelayedOnesOfItsGroup() {
        long buried = fixture.createFifo("dead.fifo", Map.of());
        long ordered =
                fixture.createFifo("q.fifo", Map.of("RedrivePolicy", redrive("dead.fifo", 1)));
        fixture.sendTo(ordered, "g", "moved");
        fixture.receive(ordered, 1, 0);
        fixture.receive(ordered);
        fixture.carry();
        fixture.sendAll(ordered, QueueFixture.grouped("g", "delayed", "id", 10));
        fixture.apply(new QueueCommand.StartMove(buried, null, null));
        tickOnce(buried);
        fixture.carry();

        assertThat(fixture.receive(ordered)).isEmpty();
        fixture.advanceSeconds(10);
        assertThat(bodies(fixture.receive(ordered))).containsExactly("delayed", "moved");
    }

    @Test
    void movedMessageIsANewOne() {
        bury(queue, 1);
        fixture.advanceSeconds(100);
        start(null, null);
        finish();

        ReceivedMessage message = fixture.receiveOne(queue);
        assertThat(message.receiveCount()).isEqualTo(1);
        assertThat(message.message().deadLetterSourceArn()).isNull();
        assertThat(message.message().sentAtMillis()).isGreaterThan(QueueFixture.START + 100_000);
    }

    @Test
    void destinationMayBeGiven() {
        long other = fixture.create("other");
        bury(queue, 3);
        start(arn("other"), null);
        finish();

        assertThat(bodies(fixture.receive(other))).containsExactly("m0", "m1", "m2");
        assertThat(last().destination()).isEqualTo(arn("other"));
    }

    @Test
    void rateIsKept() {
        bury(queue, 100);
        start(null, 10);
        long began = fixture.now;
        finish();

        assertThat(fixture.now - began).isBetween(9_900L, 10_300L);
    }

    @Test
    void timeThatWasMissedDoesNotMakeABurst() {
        bury(queue, 100);
        start(null, 10);
        fixture.advanceSeconds(3600);
        fixture.apply(new QueueCommand.Tick(dead));

        assertThat(last().moved()).isEqualTo(10);
    }

    @Test
    void goesOnAfterARestart() {
        bury(queue, 250);
        start(null, null);
        tickOnce(dead);
        assertThat(last().moved()).isEqualTo(100);
        fixture.restart();
        finish();

        assertThat(last().status()).isEqualTo(Status.COMPLETED);
        assertThat(fixture.receiveAll(queue)).hasSize(250);
    }

    @Test
    void secondTaskIsRefusedWhileOneRuns() {
        bury(queue, 1);
        start(null, null);

        assertThatThrownBy(() -> start(null, null)).hasMessageContaining("already a task running");
    }

    @Test
    void cancelledTaskMovesNoMore() {
        bury(queue, 250);
        MoveTask task = start(null, null);
        tickOnce(dead);
        fixture.apply(new QueueCommand.CancelMove(dead, task.number()));
        fixture.advanceSeconds(10);
        fixture.tick(dead);

        assertThat(last().status()).isEqualTo(Status.CANCELLED);
        assertThat(fixture.counts(dead)).containsExactly(150L, 0L, 0L);
        assertThatThrownBy(() -> fixture.apply(new QueueCommand.CancelMove(dead, task.number())))
                .hasMessageContaining("Only active tasks");
        assertThatThrownBy(() -> fixture.apply(new QueueCommand.CancelMove(dead, 1)))
                .hasMessageContaining("does not exist");
    }

    @Test
    void messageThatWasSentThereDirectlyFailsTheTask() {
        fixture.send(dead, "direct");
        start(null, null);
        finish();

        assertThat(last().status()).isEqualTo(Status.FAILED);
        assertThat(last().failureReason()).isEqualTo("CouldNotDetermineMessageSource");
        assertThat(fixture.counts(dead)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void messageWhoseSourceIsGoneComesBackAsADeadLetter() {
        bury(queue, 2);
        fixture.apply(new QueueCommand.Delete(queue));
        start(null, null);
        finish();

        assertThat(last().status()).isEqualTo(Status.COMPLETED);
        assertThat(fixture.receive(dead))
                .allSatisfy(message ->
                        assertThat(message.message().deadLetterSourceArn())
                                .isEqualTo(arn("q").toString()))
                .hasSize(2);
    }

    @Test
    void lastTenAreKept() {
        for (int i = 0; i < 12; i++) {
            start(null, null);
            finish();
            fixture.restart();
        }
        var reply = (QueueReply.MoveTasks) fixture.apply(new QueueCommand.ListMoves(dead));

        assertThat(reply.tasks()).hasSize(10).allMatch(task -> task.status() == Status.COMPLETED);
        assertThat(reply.tasks().getFirst().number())
                .isGreaterThan(reply.tasks().getLast().number());
    }

    @Test
    void fifoDeadLettersGoBackInOrder() {
        fixture.createFifo("dead.fifo", Map.of());
        long source =
                fixture.createFifo("q.fifo", Map.of("RedrivePolicy", redrive("dead.fifo", 1)));
        long letters = fixture.create("dead.fifo", Map.of("FifoQueue", "true"));
        fixture.sendTo(source, "g", "1", "2", "3");
        fixture.receive(source, 10, 1);
        fixture.advanceSeconds(1);
        fixture.receive(source);
        fixture.carry();
        fixture.apply(new QueueCommand.StartMove(letters, null, null));
        tickOnce(letters);
        fixture.carry();

        assertThat(bodies(fixture.receive(source))).containsExactly("1", "2", "3");
    }
}
