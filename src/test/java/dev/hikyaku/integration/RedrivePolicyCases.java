package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use which dead-letter queue, and who does. */
interface RedrivePolicyCases extends SqsCases {
    String ALLOW = "RedriveAllowPolicy";

    private static Map<String, String> permission(String permission) {
        return Map.of(ALLOW, "{\"redrivePermission\":\"" + permission + "\"}");
    }

    private static Map<String, String> byQueue(List<String> arns) {
        return Map.of(
                ALLOW,
                "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":["
                        + arns.stream()
                                .map(arn -> "\"" + arn + "\"")
                                .collect(Collectors.joining(","))
                        + "]}");
    }

    private String arnOf(String name) {
        return "arn:aws:sqs:us-east-1:" + ACCOUNT + ":" + name;
    }

    private void assertMayNot(String queue, String deadLetters) {
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().setQueueAttributes(queue, redriveTo(deadLetters, 3)),
                "RedrivePolicy",
                "RedriveAllowPolicy",
                arn(queue));
        assertThat(sqs().queueAttributes(queue, "RedrivePolicy")).isEmpty();
    }

    @Test
    default void everyQueueMayUseADeadLetterQueueThatSaysNothingOrAllowsAll() {
        sqs().setQueueAttributes(newQueue(), redriveTo(newQueue(), 3));
        String open = newQueue(permission("allowAll"));
        sqs().setQueueAttributes(newQueue(), redriveTo(open, 3));
        assertThat(sqs().deadLetterSources(open, null, null).urls()).hasSize(1);
    }

    @Test
    default void noQueueMayUseADeadLetterQueueThatDeniesAll() {
        String closed = newQueue(permission("denyAll"));
        assertMayNot(newQueue(), closed);
        assertRefused(
                "InvalidParameterValue",
                () -> newQueue(redriveTo(closed, 3)),
                "RedriveAllowPolicy");
        sqs().setQueueAttributes(closed, permission("allowAll"));
        sqs().setQueueAttributes(newQueue(), redriveTo(closed, 3));
        assertThat(sqs().deadLetterSources(closed, null, null).urls()).hasSize(1);
    }

    @Test
    default void onlyTheQueuesThatAreNamedMayUseTheDeadLetterQueue() {
        String named = newName();
        String deadLetters = newQueue(byQueue(List.of(arnOf(named))));
        String queue = sqs().createQueue(named, redriveTo(deadLetters, 3));
        assertThat(sqs().deadLetterSources(deadLetters, null, null).urls()).containsExactly(queue);
        assertMayNot(newQueue(), deadLetters);
    }

    @Test
    default void whoUsesADeadLetterQueueAlreadyGoesOn() {
        String deadLetters = newQueue();
        String queue = newQueue(redriveTo(deadLetters, 1));
        sqs().setQueueAttributes(deadLetters, permission("denyAll"));
        sqs().setQueueAttributes(queue, Map.of("DelaySeconds", "0"));
        assertThat(sqs().deadLetterSources(deadLetters, null, null).urls()).containsExactly(queue);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[]",
                "{}",
                "{'redrivePermission':'some'}",
                "{'redrivePermission':'byQueue'}",
                "{'redrivePermission':'byQueue','sourceQueueArns':[]}",
                "{'redrivePermission':'byQueue','sourceQueueArns':'x'}",
                "{'redrivePermission':'byQueue','sourceQueueArns':['x']}",
                "{'redrivePermission':'byQueue','sourceQueueArns':[7]}",
                "{'redrivePermission':'allowAll','sourceQueueArns':['arn:aws:sqs:us-east-1:000000000000:a']}",
                "{'redrivePermission':'denyAll','sourceQueueArns':[]}"
            })
    default void anAllowPolicyOfAnotherFormIsRefused(String policy) {
        Map<String, String> bad = Map.of(ALLOW, policy.replace('\'', '"'));
        assertRefused("InvalidParameterValue", () -> newQueue(bad), ALLOW);
        assertRefused(
                "InvalidParameterValue", () -> sqs().setQueueAttributes(newQueue(), bad), ALLOW);
    }

    @Test
    default void tenSourceQueuesAreTheLimit() {
        List<String> arns = IntStream.range(0, 11).mapToObj(i -> arnOf("source-" + i)).toList();
        newQueue(byQueue(arns.subList(0, 10)));
        assertRefused("InvalidParameterValue", () -> newQueue(byQueue(arns)), "1 to 10");
    }

    @Test
    default void anAllowPolicyMayBeTakenBack() {
        String deadLetters = newQueue(permission("denyAll"));
        sqs().setQueueAttributes(deadLetters, Map.of(ALLOW, ""));
        assertThat(sqs().queueAttributes(deadLetters, ALLOW)).isEmpty();
        newQueue(redriveTo(deadLetters, 3));
        assertThat(sqs().deadLetterSources(deadLetters, null, null).urls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sqs:us-east-1:000000000000:nowhere, does not exist",
        "arn:aws:sqs:eu-west-1:000000000000:NAME, region",
        "arn:aws:sqs:us-east-1:111122223333:NAME, account",
        "arn:aws:sqs:us-east-1:000000000000:NAME.fifo, FIFO",
        "arn:aws:sns:us-east-1:000000000000:NAME, ARN",
        "NAME, ARN"
    })
    default void anotherTargetIsRefused(String target, String word) {
        String name = newName();
        sqs().createQueue(name, Map.of());
        Map<String, String> policy = redriveToArn(target.replace("NAME", name), 3);
        assertRefused("InvalidParameterValue", () -> newQueue(policy), "RedrivePolicy", word);
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().setQueueAttributes(newQueue(), policy),
                "RedrivePolicy",
                word);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    default void aReceiveCountMayBeAtItsBounds(int count) {
        String queue = newQueue(redriveTo(newQueue(), count));
        assertThat(attribute(queue, "RedrivePolicy")).contains("\"" + count + "\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1001})
    default void aReceiveCountBeyondThemIsRefused(int count) {
        Map<String, String> policy = redriveTo(newQueue(), count);
        assertRefused("InvalidParameterValue", () -> newQueue(policy), "1 to 1000");
    }

    @Test
    default void aQueueMayBeItsOwnDeadLetterQueue() {
        String queue = newQueue();
        sqs().setQueueAttributes(queue, redriveTo(queue, 1));
        assertThat(sqs().deadLetterSources(queue, null, null).urls()).containsExactly(queue);
        Sqs.Sent sent = sqs().send(queue, Sqs.Outgoing.of("round and round"));
        Sqs.Receive how = Sqs.Receive.ONE.waiting(20).hidden(0).system("All");
        for (int i = 1; i <= 3; i++) {
            Sqs.Received received = receiveOne(queue, how);
            assertThat(received.id()).isEqualTo(sent.id());
            assertThat(received.system())
                    .containsEntry("ApproximateReceiveCount", Integer.toString(i));
        }
    }

    @Test
    default void otherAttributesCanBeSetWhenTheDeadLetterQueueIsGone() {
        String deadLetters = newQueue();
        String queue = newQueue(redriveTo(deadLetters, 3));
        sqs().deleteQueue(deadLetters);
        sqs().setQueueAttributes(queue, Map.of("DelaySeconds", "7"));
        assertThat(attribute(queue, "DelaySeconds")).isEqualTo("7");
    }

    @Test
    default void theSameRedrivePolicyWrittenOtherwiseIsTheSame() {
        String deadLetters = newQueue();
        String name = newName();
        String queue = sqs().createQueue(name, redriveTo(deadLetters, 3));
        String other =
                "{ \"maxReceiveCount\": 3, \"deadLetterTargetArn\": \"" + arn(deadLetters) + "\" }";
        assertThat(sqs().createQueue(name, Map.of("RedrivePolicy", other))).isEqualTo(queue);
        assertRefused(
                "QueueAlreadyExists",
                () -> sqs().createQueue(name, redriveTo(deadLetters, 4)),
                "RedrivePolicy");
    }

    @Test
    default void aDeadLetterQueueKnowsItsSourcesHoweverThePolicyCame() {
        String deadLetters = newQueue();
        String other = newQueue();
        assertThat(sqs().deadLetterSources(deadLetters, null, null).urls()).isEmpty();
        String created = newQueue(redriveTo(deadLetters, 3));
        String changed = newQueue();
        sqs().setQueueAttributes(changed, redriveTo(deadLetters, 3));
        newQueue(redriveTo(other, 3));
        assertThat(sqs().deadLetterSources(deadLetters, null, null).urls())
                .containsExactlyInAnyOrder(created, changed);
        sqs().setQueueAttributes(created, redriveTo(deadLetters, 5));
        assertThat(sqs().deadLetterSources(deadLetters, null, null).urls())
                .containsExactlyInAnyOrder(created, changed);
        sqs().setQueueAttributes(created, redriveTo(other, 3));
        assertThat(sqs().deadLetterSources(deadLetters, null, null).urls())
                .containsExactly(changed);
        assertThat(sqs().deadLetterSources(other, null, null).urls()).hasSize(2).contains(created);
        sqs().setQueueAttributes(changed, Map.of("RedrivePolicy", ""));
        assertThat(sqs().deadLetterSources(deadLetters, null, null).urls()).isEmpty();
        sqs().deleteQueue(created);
        assertThat(sqs().deadLetterSources(other, null, null).urls()).hasSize(1);
    }

    @Test
    default void theSourcesComeInPages() {
        String deadLetters = newQueue();
        Set<String> all =
                IntStream.range(0, 7)
                        .mapToObj(i -> newQueue(redriveTo(deadLetters, 3)))
                        .collect(Collectors.toSet());
        newQueue(redriveTo(newQueue(), 3));
        Sqs.Page whole = sqs().deadLetterSources(deadLetters, null, null);
        assertThat(new HashSet<>(whole.urls())).isEqualTo(all);
        assertThat(whole.nextToken()).isNull();
        var seen = new ArrayList<String>();
        Sqs.Page page = sqs().deadLetterSources(deadLetters, 3, null);
        seen.addAll(page.urls());
        for (int pages = 1; page.nextToken() != null; pages++) {
            assertThat(page.urls()).hasSize(3);
            assertThat(pages).isLessThan(4);
            page = sqs().deadLetterSources(deadLetters, 3, page.nextToken());
            seen.addAll(page.urls());
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1001})
    default void aPageOfAnotherSizeIsRefused(int max) {
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().deadLetterSources(newQueue(), max, null),
                "MaxResults",
                "1 and 1000");
    }
}
