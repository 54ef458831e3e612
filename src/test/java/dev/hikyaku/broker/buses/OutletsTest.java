package dev.hikyaku.broker.buses;

import static dev.hikyaku.broker.buses.BusesFixture.SCOPE;
import static dev.hikyaku.broker.buses.BusesFixture.START;
import static dev.hikyaku.broker.buses.BusesFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.broker.push.PushSpec;
import dev.hikyaku.event.Rule;
import dev.hikyaku.event.Target;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The internal queues of targets outside. */
@Timeout(30)
class OutletsTest {
    private static final String FUNCTION = "http://127.0.0.1:1/";

    private final BusesFixture fixture = new BusesFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    private static Rule calling(String url) {
        var target = new Target("t", url, null, null, null, null, null, null, null, null);
        return new Rule(
                "{\"source\":[\"x\"]}", null, "ENABLED", null, null, List.of(target), Map.of());
    }

    /** Those of targets, by their names. */
    private List<String> internal() {
        return fixture.engine().catalog().queues().stream()
                .map(QueueDefinition::arn)
                .map(QueueArn::name)
                .filter(name -> name.startsWith(".events-") && !name.equals(".events-retries"))
                .toList();
    }

    private void awaitInternal(List<String> names) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(internal()).isEqualTo(names));
    }

    @Test
    void aTargetsQueueGoesWithItsLastRule() {
        fixture.putRule("a", calling(FUNCTION));
        fixture.putRule("b", calling(FUNCTION));
        await().atMost(Duration.ofSeconds(10)).until(() -> internal().size() == 1);
        fixture.removeRule("a");
        fixture.putRule("c", calling(FUNCTION + "other"));
        await().atMost(Duration.ofSeconds(10)).until(() -> internal().size() == 2);
        fixture.removeRule("b");
        fixture.removeRule("c");
        awaitInternal(List.of());
    }

    /** What a kill has left behind goes at the next start, and nothing else does. */
    @Test
    void aQueueThatNoRuleNeedsGoesAtTheStart() {
        fixture.putRule("a", calling(FUNCTION));
        await().atMost(Duration.ofSeconds(10)).until(() -> internal().size() == 1);
        List<String> needed = internal();
        QueueArn left = PushSpec.queue(SCOPE.region(), SCOPE.account(), "events-" + "0".repeat(40));
        var attributes = QueueAttributes.defaultsFor(left.name()).toMap();
        get(fixture.engine().create(new QueueCommand.Create(left, attributes, Map.of())));
        assertThat(internal()).contains(left.name());
        fixture.restartAt(START);
        awaitInternal(needed);
    }
}
