package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Permissions, which are statements of the policy. Nobody is kept out by them. */
interface PermissionCases extends SqsCases {
    List<String> OTHER = List.of("111122223333");
    List<String> SEND = List.of("SendMessage");
    JsonMapper JSON = new JsonMapper();

    private JsonNode policy(String queue) {
        return JSON.readTree(attribute(queue, "Policy"));
    }

    private static List<String> labels(JsonNode policy) {
        return policy.path("Statement")
                .valueStream()
                .map(statement -> statement.path("Sid").asString())
                .toList();
    }

    @Test
    default void aPermissionIsAStatementOfThePolicy() {
        String queue = newQueue();
        sqs().addPermission(queue, "send", OTHER, SEND);
        String arn = arn(queue);
        assertThat(policy(queue))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"Version": "2012-10-17", "Id": "%s/SQSDefaultPolicy", "Statement": [
                                  {"Sid": "send", "Effect": "Allow",
                                   "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
                                   "Action": "SQS:SendMessage", "Resource": "%s"}]}
                                """
                                        .formatted(arn, arn)));
    }

    @Test
    default void aPermissionMayBeOfSeveralAccountsAndActions() {
        String queue = newQueue();
        sqs().addPermission(
                        queue,
                        "both",
                        List.of("111122223333", "444455556666"),
                        List.of("SendMessage", "ReceiveMessage"));
        JsonNode statement = policy(queue).path("Statement").path(0);
        assertThat(statement.path("Principal"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:root"]}
                                """));
        assertThat(statement.path("Action"))
                .isEqualTo(JSON.readTree("[\"SQS:SendMessage\",\"SQS:ReceiveMessage\"]"));
    }

    @Test
    default void permissionsAreAddedAndRemovedByTheirLabels() {
        String queue = newQueue();
        for (String label : List.of("one", "two", "three")) {
            sqs().addPermission(queue, label, OTHER, SEND);
        }
        assertThat(labels(policy(queue))).containsExactly("one", "two", "three");
        sqs().removePermission(queue, "two");
        assertThat(labels(policy(queue))).containsExactly("one", "three");
        sqs().removePermission(queue, "one");
        sqs().removePermission(queue, "three");
        assertThat(sqs().queueAttributes(queue, "Policy")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Version':'2008-10-17','Id':'mine','Statement':[{'Sid':'old','Effect':'Deny'}]}",
                "{'Version':'2008-10-17','Id':'mine','Statement':{'Sid':'old','Effect':'Deny'}}"
            })
    default void aPolicyThatIsThereIsAddedTo(String policy) {
        String queue = newQueue(Map.of("Policy", policy.replace('\'', '"')));
        sqs().addPermission(queue, "new", OTHER, SEND);
        JsonNode after = policy(queue);
        assertThat(labels(after)).containsExactly("old", "new");
        assertThat(after.path("Version").asString()).isEqualTo("2008-10-17");
        assertThat(after.path("Id").asString()).isEqualTo("mine");
        assertThat(after.path("Statement").path(0).path("Effect").asString()).isEqualTo("Deny");
        sqs().removePermission(queue, "old");
        assertThat(labels(policy(queue))).containsExactly("new");
    }

    @Test
    default void aLabelCanBeUsedOnce() {
        String queue = newQueue();
        sqs().addPermission(queue, "label", OTHER, SEND);
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().addPermission(queue, "label", OTHER, SEND),
                "label",
                "Already exists");
        sqs().addPermission(queue, "Label", OTHER, SEND);
        assertThat(labels(policy(queue))).containsExactly("label", "Label");
    }

    @Test
    default void aLabelThatIsNotThereCannotBeRemoved() {
        String queue = newQueue();
        assertRefused("InvalidParameterValue", () -> sqs().removePermission(queue, "none"), "none");
        sqs().addPermission(queue, "some", OTHER, SEND);
        assertRefused("InvalidParameterValue", () -> sqs().removePermission(queue, "none"), "none");
        assertThat(labels(policy(queue))).containsExactly("some");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "Alice_Send-Message-7",
                "12345678901234567890123456789012345678901234567890123456789012345678901234567890"
            })
    default void aLabelOf1To80CharactersIsTaken(String label) {
        String queue = newQueue();
        sqs().addPermission(queue, label, OTHER, SEND);
        assertThat(labels(policy(queue))).containsExactly(label);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a.b",
                "\u00e9",
                "123456789012345678901234567890123456789012345678901234567890123456789012345678901"
            })
    default void anotherLabelIsRefused(String label) {
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().addPermission(newQueue(), label, OTHER, SEND),
                "Label",
                "80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678901", "1234567890123", "abcdefghijkl", "*"})
    default void anAccountThatIsNot12DigitsIsRefused(String account) {
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().addPermission(newQueue(), "l", List.of(account), SEND),
                account,
                "12 digits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "SendMessage",
                "ReceiveMessage",
                "DeleteMessage",
                "ChangeMessageVisibility",
                "GetQueueAttributes",
                "GetQueueUrl",
                "ListDeadLetterSourceQueues",
                "PurgeQueue"
            })
    default void anActionOfSqsCanBePermitted(String action) {
        String queue = newQueue();
        sqs().addPermission(queue, "l", OTHER, List.of(action));
        assertThat(policy(queue).path("Statement").path(0).path("Action").asString())
                .isEqualTo("SQS:" + action);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Publish", "sendmessage", "SQS:SendMessage", "Send*"})
    default void anotherActionCannot(String action) {
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().addPermission(newQueue(), "l", OTHER, List.of(action)),
                action);
    }

    @Test
    default void sevenActionsAreTheLimit() {
        List<String> actions =
                List.of(
                        "SendMessage",
                        "ReceiveMessage",
                        "DeleteMessage",
                        "ChangeMessageVisibility",
                        "GetQueueAttributes",
                        "GetQueueUrl",
                        "PurgeQueue",
                        "ListDeadLetterSourceQueues");
        String queue = newQueue();
        sqs().addPermission(queue, "seven", OTHER, actions.subList(0, 7));
        assertRefused(
                "OverLimit", () -> sqs().addPermission(queue, "eight", OTHER, actions), "8", "7");
        assertThat(labels(policy(queue))).containsExactly("seven");
    }

    @Test
    default void twentyStatementsAreTheLimit() {
        String queue = newQueue();
        IntStream.range(0, 20).forEach(i -> sqs().addPermission(queue, "l" + i, OTHER, SEND));
        assertRefused("OverLimit", () -> sqs().addPermission(queue, "more", OTHER, SEND), "20");
        sqs().removePermission(queue, "l7");
        sqs().addPermission(queue, "more", OTHER, SEND);
        assertThat(labels(policy(queue))).hasSize(20).contains("more").doesNotContain("l7");
    }

    @Test
    default void ofPermissionsAddedAtTheSameTimeNoneIsLost() {
        String queue = newQueue();
        List<String> labels = IntStream.range(0, 12).mapToObj(i -> "l" + i).toList();
        var adding =
                labels.stream()
                        .map(label ->
                                CompletableFuture.runAsync(
                                        () -> sqs().addPermission(queue, label, OTHER, SEND),
                                        work -> Thread.ofVirtual().start(work)))
                        .toList();
        adding.forEach(CompletableFuture::join);
        assertThat(labels(policy(queue))).containsExactlyInAnyOrderElementsOf(labels);
    }

    @Test
    default void whatIsMissingIsNamed() {
        String queue = newQueue();
        assertRefused(
                "MissingParameter", () -> sqs().addPermission(queue, "", OTHER, SEND), "Label");
        assertRefused(
                "MissingParameter",
                () -> sqs().addPermission(queue, "l", List.of(), SEND),
                "AWSAccountIds");
        assertRefused(
                "MissingParameter",
                () -> sqs().addPermission(queue, "l", OTHER, List.of()),
                "Actions");
        assertRefused("MissingParameter", () -> sqs().removePermission(queue, ""), "Label");
    }
}
