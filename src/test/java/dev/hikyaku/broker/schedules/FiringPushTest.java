package dev.hikyaku.broker.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.push.HttpSender;
import dev.hikyaku.broker.push.PushResult;
import dev.hikyaku.broker.push.PushSpec;
import dev.hikyaku.broker.push.Pushes;
import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.delivery.Tracing;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.schedule.Firing;
import dev.hikyaku.schedule.Target;
import dev.hikyaku.store.MemoryStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class FiringPushTest {
    private static final QueueArn DEAD = new QueueArn("eu-1", "000000000000", "dead");
    private static final String TARGET = "arn:aws:scheduler:::aws-sdk:sns:publish";
    private static final String INPUT =
            "<aws.scheduler.execution-id>/<aws.scheduler.attempt-number>";
    private static final long NOW = 1_700_000_000_000L;

    private final Vertx vertx = Vertx.vertx();
    private final Engine engine = Engine.start(new MemoryStore(), 2, 42, () -> NOW);
    private final Pushes pushes = new Pushes(engine, vertx, Tracing.NONE);
    private final LinkedBlockingQueue<Message> dead = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> inputs = new LinkedBlockingQueue<>();
    private final FiringPush push =
            new FiringPush(
                    new TargetCalls(
                            (region, account, service, action, input) -> {
                                inputs.add(input);
                                return CompletableFuture.failedFuture(failure());
                            },
                            Functions.NONE,
                            new HttpSender(vertx),
                            TargetCalls.Destinations.NONE,
                            TargetCalls.Rules.NONE),
                    new QueueSender(engine),
                    () -> NOW);
    private boolean lasting;

    private TargetFailure failure() {
        return lasting
                ? TargetFailure.lasting("Refused", "never")
                : TargetFailure.passing("Busy", "not now");
    }

    @AfterEach
    void end() throws Exception {
        pushes.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        engine.close();
    }

    private void makeDeadLetterQueue() {
        pushes.open(
                        new PushSpec(
                                DEAD,
                                1,
                                0,
                                () ->
                                        message -> {
                                            dead.add(message);
                                            return Future.succeededFuture(PushResult.DONE);
                                        }))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static Firing firing(@Nullable Integer ageSeconds, @Nullable Integer retries) {
        var target =
                new Target(
                        TARGET,
                        "arn:aws:iam::000000000000:role/r",
                        INPUT,
                        DEAD.toString(),
                        ageSeconds,
                        retries,
                        null,
                        null,
                        null);
        return new Firing(
                "arn:aws:scheduler:eu-1:000000000000:schedule/default/s",
                "eu-1",
                "000000000000",
                NOW - 90_000,
                "e1",
                target);
    }

    private static Message message(Firing firing, int attempt, long ageMillis) {
        return new Message(
                "id",
                "q",
                "arn:aws:sqs:eu-1:000000000000:q",
                () -> "handle",
                new JsonMapper().writeValueAsString(firing).getBytes(StandardCharsets.UTF_8),
                "",
                Map.of(),
                attempt,
                0,
                NOW - ageMillis,
                null,
                Map.of());
    }

    private PushResult push(Firing firing, int attempt, long ageMillis) throws Exception {
        var result = Promise.<PushResult>promise();
        vertx.runOnContext(
                start -> push.push(message(firing, attempt, ageMillis)).onComplete(result));
        return result.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Map<String, String> buried() throws Exception {
        Message message = Objects.requireNonNull(dead.poll(10, TimeUnit.SECONDS), "no dead letter");
        var texts = new TreeMap<String, String>();
        message.attributes().forEach((name, value) -> texts.put(name, text(value)));
        return texts;
    }

    private static String text(MessageAttribute attribute) {
        return String.valueOf(attribute.stringValue());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "10, 512", "11, 600", "185, 600"})
    void pausesDoubleUpToTenMinutes(int attempt, int seconds) throws Exception {
        assertThat(push(firing(null, null), attempt, 0))
                .isEqualTo(new PushResult.Again(Duration.ofSeconds(seconds), "not now"));
    }

    @Test
    void eachAttemptHasItsNumberAndTheSameExecution() throws Exception {
        push(firing(null, null), 1, 0);
        push(firing(null, null), 2, 0);
        assertThat(inputs).containsExactly("e1/1", "e1/2");
    }

    @Test
    void attemptsRunOut() throws Exception {
        makeDeadLetterQueue();
        assertThat(push(firing(null, 2), 2, 0)).isInstanceOf(PushResult.Again.class);
        assertThat(push(firing(null, 2), 3, 0)).isEqualTo(PushResult.DONE);
        assertThat(buried())
                .containsEntry("ERROR_CODE", "Busy")
                .containsEntry("ERROR_MESSAGE", "not now")
                .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts")
                .containsEntry("RETRY_ATTEMPTS", "2")
                .containsEntry("EXECUTION_ID", "e1")
                .containsEntry("TARGET_ARN", TARGET);
    }

    @Test
    void timeRunsOut() throws Exception {
        makeDeadLetterQueue();
        assertThat(push(firing(60, null), 5, 44_000)).isInstanceOf(PushResult.Again.class);
        assertThat(push(firing(60, null), 5, 44_001)).isEqualTo(PushResult.DONE);
        assertThat(buried())
                .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumEventAgeInSeconds")
                .containsEntry("RETRY_ATTEMPTS", "4");
    }

    @Test
    void whatIsRefusedForGoodIsNotTriedAgain() throws Exception {
        makeDeadLetterQueue();
        lasting = true;
        assertThat(push(firing(null, null), 1, 0)).isEqualTo(PushResult.DONE);
        assertThat(buried())
                .containsEntry("ERROR_CODE", "Refused")
                .containsEntry("RETRY_ATTEMPTS", "0")
                .doesNotContainKey("EXHAUSTED_RETRY_CONDITION");
    }

    @Test
    void withoutItsDeadLetterQueueAFiringEnds() throws Exception {
        lasting = true;
        assertThat(push(firing(null, null), 1, 0)).isEqualTo(PushResult.DONE);
    }

    /** A server that stops takes no messages any more. */
    @Test
    void aDeadLetterThatIsNotTakenNowComesAgain() {
        makeDeadLetterQueue();
        lasting = true;
        engine.close();
        assertThatThrownBy(() -> push(firing(null, null), 1, 0)).hasMessageContaining("stopping");
    }
}
