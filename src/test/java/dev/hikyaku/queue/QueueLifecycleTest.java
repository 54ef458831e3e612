package dev.hikyaku.queue;

import static dev.hikyaku.queue.QueueFixture.arn;
import static dev.hikyaku.queue.QueueFixture.bodies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Creating, changing, purging and deleting queues. */
class QueueLifecycleTest {
    private final QueueFixture fixture = new QueueFixture();

    private void assertRefused(ErrorCode code, QueueCommand command) {
        assertThatThrownBy(() -> fixture.apply(command))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void idTellsThePartition() {
        assertThat(QueueMachine.partitionOf(fixture.create("q"))).isEqualTo(3);
    }

    @Test
    void creatingAgainWithTheSameAttributesAnswersTheSameQueue() {
        QueueDefinition first = fixture.define("q", Map.of("DelaySeconds", "5"));
        fixture.advanceSeconds(10);

        assertThat(fixture.define("q", Map.of("DelaySeconds", "5"))).isEqualTo(first);
        assertThat(fixture.define("q", Map.of())).isEqualTo(first);
        assertThat(fixture.define("q", Map.of("VisibilityTimeout", "30")))
                .as("30 is the default")
                .isEqualTo(first);
    }

    @Test
    void creatingAgainWithAnotherAttributeIsRefused() {
        fixture.define("q", Map.of("DelaySeconds", "5"));

        assertRefused(
                ErrorCode.QUEUE_NAME_EXISTS,
                new QueueCommand.Create(arn("q"), Map.of("DelaySeconds", "6"), Map.of()));
        assertRefused(
                ErrorCode.QUEUE_NAME_EXISTS,
                new QueueCommand.Create(
                        arn("q"), Map.of("RedrivePolicy", QueueFixture.redrive("d", 1)), Map.of()));
    }

    @Test
    void aQueueThatIsDeletedIfEmptyStaysWithAMessage() {
        long queue = fixture.create("q");
        fixture.send(queue, "a");
        var ifEmpty = new QueueCommand.Delete(queue, true);
        assertThat(fixture.apply(ifEmpty)).isInstanceOf(QueueReply.Done.class);
        var received = fixture.receive(queue);
        assertThat(bodies(received)).containsExactly("a");
        assertThat(fixture.apply(ifEmpty)).as("in flight").isInstanceOf(QueueReply.Done.class);

        fixture.apply(
                new QueueCommand.DeleteMessages(queue, List.of(received.getFirst().handle())));
        assertThat(fixture.apply(ifEmpty)).isInstanceOf(QueueReply.Removed.class);
        assertThat(fixture.machine.idOf(arn("q").toString())).isNull();
    }

    @Test
    void refusedCreationLeavesNothing() {
        long size = fixture.store.sizeBytes();
        assertRefused(
                ErrorCode.INVALID_ATTRIBUTE_VALUE,
                new QueueCommand.Create(arn("q"), Map.of("DelaySeconds", "901"), Map.of()));

        assertThat(fixture.machine.idOf(arn("q").toString())).isNull();
        assertThat(fixture.store.sizeBytes()).isEqualTo(size);
    }

    @Test
    void definitionOutlivesARestart() {
        QueueDefinition before = fixture.define("q", Map.of("DelaySeconds", "5"));
        fixture.restart();

        assertThat(fixture.machine.definitions())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(before);
    }

    @Test
    void attributesChangeOneByOneAndTheTimeIsNoted() {
        QueueDefinition before = fixture.define("q", Map.of("DelaySeconds", "5"));
        fixture.advanceSeconds(10);
        var reply =
                fixture.apply(
                        new QueueCommand.SetAttributes(
                                before.id(), Map.of("VisibilityTimeout", "7")));
        fixture.restart();

        QueueDefinition after = fixture.machine.definitions().getFirst();
        assertThat(after)
                .usingRecursiveComparison()
                .isEqualTo(((QueueReply.Defined) reply).queue());
        assertThat(after.attributes().delaySeconds()).isEqualTo(5);
        assertThat(after.attributes().visibilityTimeoutSeconds()).isEqualTo(7);
        assertThat(after.createdAtMillis()).isEqualTo(QueueFixture.START);
        assertThat(after.modifiedAtMillis()).isEqualTo(fixture.now);
    }

    @Test
    void refusedChangeChangesNothing() {
        long queue = fixture.create("q");

        assertRefused(
                ErrorCode.INVALID_ATTRIBUTE_NAME,
                new QueueCommand.SetAttributes(queue, Map.of("DelaySeconds", "5", "No", "1")));

        assertThat(fixture.machine.definitions().getFirst().attributes().delaySeconds()).isZero();
    }

    @Test
    void purgeRemovesMessagesInEveryState() {
        long queue = fixture.create("q");
        fixture.send(queue, "flying", "ready");
        fixture.sendDelayed(queue, 100, "delayed");
        fixture.receiveOne(queue);

        fixture.apply(new QueueCommand.Purge(queue));

        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
        assertThat(fixture.oldestSentAt(queue)).isZero();
        fixture.advanceSeconds(1000);
        assertThat(fixture.receive(queue)).isEmpty();
        fixture.restart();
        assertThat(fixture.counts(queue)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void purgeLeavesNoMessageInTheStore() {
        long queue = fixture.create("q");
        fixture.send(queue, "x".repeat(10_000));

        fixture.apply(new QueueCommand.Purge(queue));

        assertThat(fixture.store.sizeBytes()).isLessThan(1_000);
    }

    @Test
    void secondPurgeHasToWaitSixtySeconds() {
        long queue = fixture.create("q");
        fixture.apply(new QueueCommand.Purge(queue));
        fixture.now += 59_999;
        assertRefused(ErrorCode.PURGE_QUEUE_IN_PROGRESS, new QueueCommand.Purge(queue));
        fixture.restart();
        assertRefused(ErrorCode.PURGE_QUEUE_IN_PROGRESS, new QueueCommand.Purge(queue));

        fixture.now += 1;
        assertThat(fixture.apply(new QueueCommand.Purge(queue)))
                .isInstanceOf(QueueReply.Defined.class);
    }

    @Test
    void purgedQueueWorksOnAndOldHandlesTouchNothing() {
        long queue = fixture.create("q");
        fixture.send(queue, "old");
        var old = fixture.receiveOne(queue).handle();
        fixture.apply(new QueueCommand.Purge(queue));
        fixture.send(queue, "new");
        fixture.receiveOne(queue);

        assertThat(fixture.delete(queue, old)).isNull();
        assertThat(fixture.changeVisibility(queue, old, 0)).isNotNull();

        assertThat(fixture.counts(queue)).containsExactly(0L, 1L, 0L);
        fixture.advanceSeconds(31);
        assertThat(bodies(fixture.receive(queue))).containsExactly("new");
    }

    @Test
    void purgedQueueNeverSharesStorageWithAQueueMadeLater() {
        long queue = fixture.create("q");
        fixture.apply(new QueueCommand.Purge(queue));
        long position = QueueMachine.firstPosition(fixture.sequence);
        fixture.send(queue, "mine");
        fixture.sequence = position - 1;
        long later = fixture.create("later");

        fixture.send(later, "other");
        assertThat(bodies(fixture.receive(later))).containsExactly("other");
        fixture.apply(new QueueCommand.Delete(later));
        assertThat(bodies(fixture.receive(queue))).containsExactly("mine");
    }

    @Test
    void deletedQueueIsGoneWithItsMessages() {
        long empty = fixture.store.sizeBytes();
        long queue = fixture.create("q");
        fixture.send(queue, "ready", "flying");
        fixture.receiveOne(queue);

        assertThat(fixture.apply(new QueueCommand.Delete(queue)))
                .isInstanceOf(QueueReply.Removed.class);

        assertRefused(ErrorCode.QUEUE_DOES_NOT_EXIST, new QueueCommand.Count(queue));
        assertThat(fixture.machine.queueIds()).doesNotContain(queue);
        assertThat(fixture.store.sizeBytes()).isEqualTo(empty);
        fixture.restart();
        assertThat(fixture.machine.definitions()).isEmpty();
    }

    @Test
    void queueOfTheSameNameStartsEmptyWithAnIdOfItsOwn() {
        long first = fixture.create("q", Map.of("DelaySeconds", "5"));
        fixture.send(first, "old");
        var old = fixture.receiveOne(first).handle();
        fixture.apply(new QueueCommand.Delete(first));

        long second = fixture.create("q", Map.of("DelaySeconds", "6"));

        assertThat(second).isNotEqualTo(first);
        assertThat(fixture.counts(second)).containsExactly(0L, 0L, 0L);
        assertThat(fixture.delete(second, old))
                .isNotNull()
                .extracting(ServiceException::code)
                .isEqualTo(ErrorCode.RECEIPT_HANDLE_IS_INVALID);
    }
}
