package dev.hikyaku.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.MessageContent;
import dev.hikyaku.store.Outbox;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Messages that other state machines send. */
class ParcelTest {
    private final QueueFixture fixture = new QueueFixture();

    private static MessageContent content(String body, Map<String, String> system) {
        return new MessageContent(body, QueueFixture.MD5, new TreeMap<>(), system, null);
    }

    private void accept(String queue, Parcel parcel) {
        var entry = new Outbox.Entry(1, QueueFixture.arn(queue).toString(), parcel.encode());
        fixture.accept(List.of(entry));
    }

    @Test
    void arrivesAsANewMessage() {
        long queue = fixture.create("jobs");
        accept("jobs", Parcel.of(content("due", Map.of())));

        assertThat(QueueFixture.bodies(fixture.receive(queue))).containsExactly("due");
    }

    @Test
    void waitsAsLongAsTheQueueDelaysItsMessages() {
        long queue = fixture.create("jobs", Map.of("DelaySeconds", "5"));
        accept("jobs", Parcel.of(content("due", Map.of())));

        assertThat(fixture.receive(queue)).isEmpty();
        fixture.advanceSeconds(5);
        assertThat(fixture.receive(queue)).hasSize(1);
    }

    @Test
    void isDeduplicatedInAFifoQueue() {
        long queue = fixture.createFifo("jobs.fifo", Map.of());
        var ids = Map.of(MessageContent.GROUP_ID, "g", MessageContent.DEDUPLICATION_ID, "d");
        accept("jobs.fifo", Parcel.of(content("one", ids)));
        accept("jobs.fifo", Parcel.of(content("two", ids)));

        assertThat(QueueFixture.bodies(fixture.receive(queue))).containsExactly("one");
    }

    @Test
    void goesElsewhereIfThereIsNoSuchQueue() {
        accept(
                "none",
                Parcel.of(content("due", Map.of()))
                        .or(QueueFixture.arn("dead"), content("dead", Map.of())));
        assertThat(fixture.machine.takePosted()).isTrue();

        long dead = fixture.create("dead");
        fixture.carry();
        assertThat(QueueFixture.bodies(fixture.receive(dead))).containsExactly("dead");
    }

    @Test
    void goesElsewhereIfAFifoQueueCannotTakeItWithoutAGroup() {
        long queue = fixture.createFifo("jobs.fifo", Map.of());
        accept(
                "jobs.fifo",
                Parcel.of(content("due", Map.of()))
                        .or(QueueFixture.arn("dead"), content("dead", Map.of())));

        long dead = fixture.create("dead");
        fixture.carry();
        assertThat(fixture.receive(queue)).isEmpty();
        assertThat(QueueFixture.bodies(fixture.receive(dead))).containsExactly("dead");
    }

    @Test
    void goesToSeveralIfThereIsNoSuchQueue() {
        accept(
                "none",
                Parcel.of(content("due", Map.of()))
                        .or(QueueFixture.arn("dead"), content("dead", Map.of()))
                        .or(QueueFixture.arn("word"), content("word", Map.of())));

        long dead = fixture.create("dead");
        long word = fixture.create("word");
        fixture.carry();
        assertThat(QueueFixture.bodies(fixture.receive(dead))).containsExactly("dead");
        assertThat(QueueFixture.bodies(fixture.receive(word))).containsExactly("word");
    }

    @Test
    void theMessageItselfMayGoElsewhere() {
        accept("none", Parcel.of(content("due", Map.of())).or(QueueFixture.arn("other")));

        long other = fixture.create("other");
        fixture.carry();
        assertThat(QueueFixture.bodies(fixture.receive(other))).containsExactly("due");
    }

    @Test
    void endsIfThereIsNowhereToGo() {
        accept("none", Parcel.of(content("due", Map.of())));

        assertThat(fixture.machine.takePosted()).isFalse();
    }
}
