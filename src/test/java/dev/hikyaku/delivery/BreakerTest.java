package dev.hikyaku.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.source.VisibilityChange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a worker does while its target is not there. */
class BreakerTest extends WorkerFixture {
    @Test
    void nothingIsReceivedUntilTheTargetIsThere() {
        probe.up = false;
        queue.send(1, 5);
        var worker = start(10);
        loop.advance(60_000);
        assertThat(queue.asked).isEmpty();
        assertThat(worker.opened()).isNotDone();
        probe.up = true;
        loop.advance(10_000);
        assertThat(target.running).hasSize(5);
        assertThat(worker.opened()).isCompleted();
    }

    @Test
    void aTargetThatDiesGetsNothingUntilItIsBack() {
        start(5);
        queue.send(1, 3);
        probe.up = false;
        answer("q1", FakeTarget.DOWN);
        answer("q2", FakeTarget.DOWN);
        assertThat(queue.waiting()).hasSize(1);
        answer("q3", FakeTarget.DOWN);
        assertThat(queue.waiting()).isEmpty();
        assertThat(queue.asked.getLast().cancelled).isTrue();
        assertThat(stats().receiving()).isFalse();
        queue.send(4, 9);
        loop.advance(60_000);
        assertThat(target.started).hasSize(3);
        probe.up = true;
        loop.advance(10_000);
        assertThat(target.running).hasSize(5);
    }

    @Test
    void anAnswerBetweenThemMeansThatTheTargetIsThere() {
        queue.send(1, 5);
        start(5);
        answer("q1", FakeTarget.DOWN);
        answer("q2", FakeTarget.DOWN);
        answer("q3", FAILED);
        answer("q4", FakeTarget.DOWN);
        answer("q5", FakeTarget.DOWN);
        assertThat(stats().receiving()).isTrue();
    }

    @Test
    void whatWaitsIsGivenBackWhenTheTargetDies() {
        var second = new FakeSource("second", 10);
        var third = new FakeSource("third", 10);
        var fourth = new FakeSource("fourth", 10);
        start(settings -> settings.with(WorkerKeys.CONCURRENCY, 3), queue, second, third, fourth);
        queue.send(1, 3);
        second.send(1, 1);
        third.send(1, 1);
        fourth.send(1, 1);
        assertThat(stats().waiting()).isEqualTo(3);
        probe.up = false;
        answer("q1", FakeTarget.DOWN);
        answer("q2", FakeTarget.DOWN);
        answer("q3", FakeTarget.DOWN);
        assertThat(target.running).containsOnlyKeys("second1", "third1");
        assertThat(fourth.allChanges())
                .extracting(VisibilityChange::visibilityTimeoutSeconds)
                .containsExactly(0);
        assertThat(stats().waiting()).isZero();
    }

    @Test
    void whatComesAfterTheTargetDiedIsGivenBackAtOnce() {
        start(4);
        queue.send(1, 3);
        queue.cancelsInTime = false;
        probe.up = false;
        List.copyOf(target.running.keySet()).forEach(id -> answer(id, FakeTarget.DOWN));
        int before = queue.allChanges().size();
        queue.send(4, 4);
        loop.run();
        assertThat(target.started).doesNotContain("q4");
        assertThat(queue.allChanges().subList(before, queue.allChanges().size()))
                .containsExactly(new VisibilityChange(new FakeSource.Name("q4"), 0));
    }

    @Test
    void probesGrowApartUntilADeliveryIsAnswered() {
        start(3);
        for (int i = 1; i <= 30; i++) { // a proxy accepts connections for a dead target
            queue.send(i * 10, i * 10 + 2);
            List.copyOf(target.running.keySet()).forEach(id -> answer(id, FakeTarget.DOWN));
            loop.advance(10_000);
        }
        List<Long> asked = probe.askedAtMillis;
        assertThat(asked.getLast() - asked.get(asked.size() - 2)).isEqualTo(10_000);
    }
}
