package dev.hikyaku.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.event.check.Constraints;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetCheckTest {
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:q";

    private static Target target(
            String arn,
            @Nullable String input,
            Target.@Nullable SqsParameters sqs,
            @Nullable String deadLetters,
            @Nullable RetryPolicy retries) {
        return new Target(
                "t",
                arn,
                null,
                input,
                null,
                null,
                sqs,
                null,
                deadLetters == null ? null : new DeadLetterConfig(deadLetters),
                retries);
    }

    private static Target queue(String id) {
        return new Target(id, QUEUE, null, null, null, null, null, null, null, null);
    }

    @Test
    void aPlainQueuePasses() {
        assertThatCode(() -> TargetCheck.check(queue("t"))).doesNotThrowAnyException();
        assertThatCode(() ->
                        TargetCheck.constraints(new Constraints(), List.of(queue("t"))).check())
                .doesNotThrowAnyException();
    }

    @Test
    void aFifoQueueNeedsAGroup() {
        assertThatThrownBy(() -> TargetCheck.check(target(QUEUE + ".fifo", null, null, null, null)))
                .hasMessage("Parameter(s) SqsParameters must be specified for target: t.");
        assertThatCode(() ->
                        TargetCheck.check(
                                target(
                                        QUEUE + ".fifo",
                                        null,
                                        new Target.SqsParameters("g"),
                                        null,
                                        null)))
                .doesNotThrowAnyException();
    }

    @Test
    void aBusTakesTheWholeEvent() {
        assertThatThrownBy(() ->
                        TargetCheck.check(
                                target(
                                        "arn:aws:events:us-east-1:000000000000:event-bus/b",
                                        "{}",
                                        null,
                                        null,
                                        null)))
                .hasMessageContaining("not available for target t");
    }

    @Test
    void aDeadLetterQueueIsAStandardQueue() {
        assertThatThrownBy(
                        () -> TargetCheck.check(target(QUEUE, null, null, QUEUE + ".fifo", null)))
                .hasMessageContaining("DeadLetterConfig.Arn");
        assertThatThrownBy(() -> TargetCheck.check(target(QUEUE, null, null, "x", null)))
                .hasMessageContaining("DeadLetterConfig.Arn");
    }

    @Test
    void theModelsConstraintsNameTheTarget() {
        Target wrong = target(QUEUE, null, null, null, new RetryPolicy(186, 59));
        assertThatThrownBy(() ->
                        TargetCheck.constraints(new Constraints(), List.of(queue("t"), wrong))
                                .check())
                .hasMessageStartingWith(
                        "2 validation errors detected: Value '186' at"
                                + " 'targets.2.member.retryPolicy.maximumRetryAttempts'")
                .hasMessageContaining("'targets.2.member.retryPolicy.maximumEventAgeInSeconds'");
    }

    @Test
    void aRuleHasFiveTargets() {
        var rule = new Rule("{}", null, Rule.ENABLED, null, null, List.of(), Map.of());
        List<Target> five = IntStream.range(0, 5).mapToObj(i -> queue("t" + i)).toList();
        Rule full = rule.with(five);
        assertThat(full.with(five)).isEqualTo(full);
        assertThatThrownBy(() -> full.with(List.of(queue("t5"))))
                .hasMessage("The requested resource exceeds the maximum number allowed.");
        assertThat(full.without(List.of("t1", "none")).targets())
                .extracting(Target::id)
                .containsExactly("t0", "t2", "t3", "t4");
    }
}
