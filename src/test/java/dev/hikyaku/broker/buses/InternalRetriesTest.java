package dev.hikyaku.broker.buses;

import static dev.hikyaku.broker.buses.BusesFixture.SCOPE;
import static dev.hikyaku.broker.buses.BusesFixture.START;
import static dev.hikyaku.broker.buses.BusesFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.event.DeadLetterConfig;
import dev.hikyaku.event.EventEntry;
import dev.hikyaku.event.RetryPolicy;
import dev.hikyaku.event.Rule;
import dev.hikyaku.event.Target;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Targets within the server that do not take an event at once. */
@Timeout(30)
class InternalRetriesTest {
    private static final QueueArn DEAD = new QueueArn("eu-west-1", "000000000000", "dead");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BusesFixture fixture = new BusesFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    private void rule(@Nullable Integer attempts) {
        get(
                fixture.engine()
                        .create(
                                new QueueCommand.Create(
                                        DEAD,
                                        QueueAttributes.defaultsFor(DEAD.name()).toMap(),
                                        Map.of())));
        var target =
                new Target(
                        "t",
                        BusesFixture.topic("topic").arn(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new DeadLetterConfig(DEAD.toString()),
                        new RetryPolicy(attempts, null));
        fixture.putRule(
                "r",
                new Rule(
                        "{\"source\":[\"shop\"]}",
                        null,
                        Rule.ENABLED,
                        null,
                        null,
                        List.of(target),
                        Map.of()));
    }

    private void put() {
        var entry = new EventEntry(null, "shop", List.of(), "order", "{}", null, null);
        assertThat(get(fixture.buses().put(SCOPE, List.of(entry))).getFirst().eventId())
                .isNotNull();
    }

    private Map<String, MessageAttribute> buried() {
        long queue = fixture.engine().catalog().require(DEAD).id();
        var received =
                fixture.engine().receive(new QueueCommand.Receive(queue, 1, null), 10_000).reply();
        return ((QueueReply.Received) get(received))
                .messages()
                .getFirst()
                .message()
                .content()
                .attributes();
    }

    private void awaitRefusals() {
        await().atMost(PATIENCE).until(() -> fixture.failuresLeft() == 0);
    }

    @Test
    void whatWasNotTakenAtOnceComesAgain() {
        rule(null);
        fixture.failNext(1);
        put();
        assertThat(fixture.next()).startsWith("topic{");
    }

    @Test
    void whatWasNotTakenTwiceComesAgainAfterAPause() {
        rule(null);
        fixture.failNext(2);
        put();
        awaitRefusals();
        assertThat(fixture.quiet()).isTrue();
        await().atMost(PATIENCE)
                .until(() -> {
                    fixture.moveTo(START.plusSeconds(5));
                    return !fixture.quiet();
                });
    }

    @Test
    void whatIsNotToBeTriedAgainIsADeadLetterAtOnce() {
        rule(0);
        fixture.failNext(1);
        put();
        assertThat(buried()).containsKeys("ERROR_CODE", "EXHAUSTED_RETRY_CONDITION");
        assertThat(fixture.quiet()).isTrue();
    }

    @Test
    void retriesRunOut() {
        rule(1);
        fixture.failNext(2);
        put();
        assertThat(buried().get("RETRY_ATTEMPTS"))
                .isEqualTo(new MessageAttribute("String", "1", null));
        assertThat(fixture.quiet()).isTrue();
    }
}
