package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regions and accounts: queues of different ones are different queues. */
interface RegionCases extends SqsCases {
    private String port() {
        return endpoint().substring(endpoint().lastIndexOf(':'));
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, aws",
        "eu-central-1, aws",
        "us-gov-west-1, aws-us-gov",
        "cn-north-1, aws-cn",
        "local, aws"
    })
    default void theRegionOfTheCredentialIsTheRegionOfTheQueue(String region, String partition) {
        try (Sqs there = sqs().as(region, "test")) {
            String name = newName();
            String queue = there.createQueue(name, Map.of());
            assertThat(there.queueAttributes(queue, "QueueArn"))
                    .containsEntry(
                            "QueueArn",
                            "arn:" + partition + ":sqs:" + region + ":" + ACCOUNT + ":" + name);
            assertThat(there.queueUrl(name)).isEqualTo(queue);
        }
    }

    @Test
    default void queuesOfTwoRegionsHaveNothingInCommonButTheName() {
        String name = newName();
        String here = sqs().createQueue(name, Map.of("DelaySeconds", "1"));
        try (Sqs there = sqs().as("eu-west-1", "test")) {
            assertRefused(GONE, () -> there.queueUrl(name));
            assertRefused(GONE, () -> there.send(here, Outgoing.of("x")));
            String queue = there.createQueue(name, Map.of("DelaySeconds", "0"));
            there.send(queue, Outgoing.of("there"));
            assertThat(counts(here)).isEqualTo(counts(0, 0, 0));
            assertThat(there.receive(queue, Receive.ONE.waiting(20)))
                    .extracting(Sqs.Received::body)
                    .containsExactly("there");
            there.deleteQueue(queue);
        }
        assertThat(sqs().queueUrl(name)).isEqualTo(here);
    }

    @ParameterizedTest
    @ValueSource(strings = {"111122223333", "999999999999"})
    default void anAccessKeyIdOf12DigitsIsAnAccount(String account) {
        String name = newName();
        try (Sqs theirs = sqs().as("us-east-1", account)) {
            String queue = theirs.createQueue(name, Map.of());
            assertThat(queue).isEqualTo(endpoint() + "/" + account + "/" + name);
            assertThat(theirs.queueAttributes(queue, "QueueArn"))
                    .containsEntry("QueueArn", "arn:aws:sqs:us-east-1:" + account + ":" + name);
            theirs.send(queue, Outgoing.of("x"));
            assertThat(theirs.receive(queue, Receive.ONE.waiting(20).system("SenderId")))
                    .extracting(Sqs.Received::system)
                    .containsExactly(Map.of("SenderId", account));
            assertRefused(GONE, () -> sqs().queueUrl(name));
            assertThat(sqs().queueUrl(name, account)).isEqualTo(queue);
            assertThat(sqs().queueAttributes(queue, "DelaySeconds"))
                    .as("the path of the URL says whose queue it is")
                    .containsEntry("DelaySeconds", "0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AKIAIOSFODNN7EXAMPLE", "test", "12345678901", "1234567890123"})
    default void anotherAccessKeyIdHasTheServersAccount(String accessKeyId) {
        try (Sqs theirs = sqs().as("us-east-1", accessKeyId)) {
            String name = newName();
            assertThat(theirs.createQueue(name, Map.of()))
                    .isEqualTo(endpoint() + "/" + ACCOUNT + "/" + name);
        }
    }

    @Test
    default void aListIsOfOneRegionAndAccount() {
        String prefix = newName() + "-";
        try (Sqs elsewhere = sqs().as("eu-west-1", "test");
                Sqs theirs = sqs().as("us-east-1", "111122223333")) {
            String here = sqs().createQueue(prefix + "here", Map.of());
            String there = elsewhere.createQueue(prefix + "there", Map.of());
            String other = theirs.createQueue(prefix + "theirs", Map.of());
            assertThat(sqs().listQueues(prefix, null, null).urls()).containsExactly(here);
            assertThat(elsewhere.listQueues(prefix, null, null).urls()).containsExactly(there);
            assertThat(theirs.listQueues(prefix, null, null).urls()).containsExactly(other);
            assertThat(sqs().listQueues(null, null, null).urls())
                    .contains(here)
                    .doesNotContain(other);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost/, us-east-1",
        "http://queue.localhost/, us-east-1",
        "http://sqs.localhost/, us-east-1",
        "https://sqs.eu-west-1.localhost/, eu-west-1",
        "https://sqs.eu-west-1.amazonaws.com/, eu-west-1",
        "http://eu-west-1.queue.localhost:4566/, eu-west-1",
        "http://eu-west-1.queue.amazonaws.com/, eu-west-1",
        "/, us-east-1"
    })
    default void theHostOfAQueueUrlMaySayTheRegion(String base, String region) {
        String name = newName();
        try (Sqs there = sqs().as(region, "test");
                Sqs direct = new JsonSqs(endpoint())) {
            String queue = there.createQueue(name, Map.of());
            assertThat(direct.queueAttributes(base + ACCOUNT + "/" + name, "QueueArn"))
                    .isEqualTo(there.queueAttributes(queue, "QueueArn"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/000000000000", "/000000000000/"})
    default void theHostOfAQueueUrlMaySayTheName(String path) {
        String name = newName();
        String queue = sqs().createQueue(name, Map.of());
        try (Sqs direct = new JsonSqs(endpoint())) {
            String url = "http://" + name + ".queue.localhost" + port() + path;
            assertThat(direct.queueAttributes(url, "QueueArn"))
                    .isEqualTo(sqs().queueAttributes(queue, "QueueArn"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "http://localhost/", "jobs", "http://h/jobs"})
    default void aUrlThatNamesNoQueueIsRefused(String url) {
        try (Sqs direct = new JsonSqs(endpoint())) {
            assertRefused("InvalidAddress", () -> direct.queueAttributes(url, "All"), "/account/");
        }
    }
}
