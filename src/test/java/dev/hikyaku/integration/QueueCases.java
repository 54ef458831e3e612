package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.Sqs.Received;
import dev.hikyaku.integration.Sqs.SqsError;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queues: made, found, listed, purged and deleted. */
interface QueueCases extends SqsCases {
    @Test
    default void createdTwiceWithEqualAttributesIsOneQueue() {
        String name = newName();
        String url = sqs().createQueue(name, Map.of("VisibilityTimeout", "45"));
        assertThat(url).isEqualTo(endpoint() + "/000000000000/" + name);
        send(url, "kept");
        assertThat(sqs().createQueue(name, Map.of("VisibilityTimeout", "45"))).isEqualTo(url);
        assertThat(sqs().createQueue(name, Map.of())).isEqualTo(url);
        assertThat(sqs().createQueue(name, Map.of("DelaySeconds", "0")))
                .as("the default that nobody set")
                .isEqualTo(url);
        assertThat(counts(url)).isEqualTo(counts(1, 0, 0));
    }

    @Test
    default void createdAgainWithOtherAttributesIsRefused() {
        String name = newName();
        sqs().createQueue(name, Map.of("VisibilityTimeout", "45"));
        assertRefused(
                "QueueAlreadyExists",
                () -> sqs().createQueue(name, Map.of("VisibilityTimeout", "46")),
                "VisibilityTimeout");
    }

    @Test
    default void theSameNumberWrittenOtherwiseIsTheSameAttribute() {
        String name = newName();
        String url = sqs().createQueue(name, Map.of("VisibilityTimeout", "045"));
        assertThat(sqs().queueAttributes(url, "VisibilityTimeout"))
                .containsExactly(Map.entry("VisibilityTimeout", "45"));
        assertThat(sqs().createQueue(name, Map.of("VisibilityTimeout", "45"))).isEqualTo(url);
    }

    @Test
    default void aQueueIsFoundByItsName() {
        String name = newName();
        String url = sqs().createQueue(name, Map.of());
        assertThat(sqs().queueUrl(name)).isEqualTo(url);
        assertRefused(
                "AWS.SimpleQueueService.NonExistentQueue", () -> sqs().queueUrl(name + "-other"));
    }

    @Test
    default void aQueueIsFoundByThePathOfAnyUrl() {
        String name = newName();
        sqs().createQueue(name, Map.of());
        String port = endpoint().substring(endpoint().lastIndexOf(':'));
        String other = "http://localhost" + port + "/000000000000/" + name;
        sqs().send(other, Outgoing.of("by another host's name"));
        assertThat(receiveOne(other).body()).isEqualTo("by another host's name");
    }

    @Test
    default void listsByPrefixAndInPages() {
        String common = newName() + "-";
        Set<String> all =
                IntStream.range(0, 7)
                        .mapToObj(i -> sqs().createQueue(common + i, Map.of()))
                        .collect(Collectors.toSet());
        assertThat(sqs().listQueues(common, null, null).urls())
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(sqs().listQueues(null, null, null).urls()).containsAll(all);
        assertThat(sqs().listQueues(common + "none", null, null).urls()).isEmpty();

        var seen = new ArrayList<String>();
        Sqs.Page page = sqs().listQueues(common, 3, null);
        seen.addAll(page.urls());
        for (int pages = 1; page.nextToken() != null; pages++) {
            assertThat(page.urls()).hasSize(3);
            assertThat(pages).isLessThan(4);
            page = sqs().listQueues(common, 3, page.nextToken());
            seen.addAll(page.urls());
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    default void aDeletedQueueIsGoneAndItsNameIsFree() {
        String name = newName();
        String queue = sqs().createQueue(name, Map.of("VisibilityTimeout", "45"));
        send(queue, "lost with it");
        sqs().deleteQueue(queue);
        String gone = "AWS.SimpleQueueService.NonExistentQueue";
        assertRefused(gone, () -> sqs().queueUrl(name));
        assertRefused(gone, () -> send(queue, "nowhere"));
        assertRefused(gone, () -> sqs().receive(queue, Receive.ONE));
        assertRefused(gone, () -> sqs().deleteQueue(queue));
        sqs().createQueue(name, Map.of());
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
        assertThat(sqs().queueAttributes(queue, "VisibilityTimeout"))
                .containsEntry("VisibilityTimeout", "30");
    }

    @Test
    default void whoWaitsAtAQueueThatIsDeletedIsTold() {
        String queue = newQueue();
        var waiting = receiving(queue, Receive.ONE.waiting(20));
        assertStillWaiting(waiting);
        sqs().deleteQueue(queue);
        assertThatThrownBy(() -> waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .rootCause()
                .isInstanceOfSatisfying(
                        SqsError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo("AWS.SimpleQueueService.NonExistentQueue"));
    }

    @Test
    default void aPurgedQueueIsEmptyAndMayBePurgedOnceAMinute() {
        String queue = newQueue();
        send(queue, "visible", "in flight");
        sqs().send(queue, Outgoing.of("delayed").delayed(900));
        Received inFlight = receiveOne(queue);
        sqs().purge(queue);
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
        sqs().delete(queue, inFlight.handle());
        assertRefused(
                "AWS.SimpleQueueService.PurgeQueueInProgress", () -> sqs().purge(queue), "60");
        send(queue, "after it");
        assertThat(receiveOne(queue).body()).isEqualTo("after it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VisibilityTimeout | 45 | 045",
                "VisibilityTimeout | 30 | 30",
                "DelaySeconds | 0 | 00",
                "MessageRetentionPeriod | 345600 | 345600",
                "ReceiveMessageWaitTimeSeconds | 20 | 20",
                "MaximumMessageSize | 1048576 | 1048576",
                "SqsManagedSseEnabled | true | true",
                "KmsMasterKeyId | alias/a | alias/a",
                "Policy | {'Version':'2012-10-17','Statement':[]} | { 'Statement': [], 'Version': '2012-10-17' }",
                "RedriveAllowPolicy | {'redrivePermission':'denyAll'} | { 'redrivePermission' : 'denyAll' }"
            })
    default void attributesThatMeanTheSameAreTheSame(String name, String first, String second) {
        String queue = newName();
        String url = sqs().createQueue(queue, Map.of(name, first.replace('\'', '"')));
        assertThat(sqs().createQueue(queue, Map.of(name, second.replace('\'', '"'))))
                .isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VisibilityTimeout | 45 | 46",
                "DelaySeconds | 0 | 1",
                "MessageRetentionPeriod | 345600 | 60",
                "ReceiveMessageWaitTimeSeconds | 20 | 0",
                "MaximumMessageSize | 1048576 | 1024",
                "SqsManagedSseEnabled | true | false",
                "KmsMasterKeyId | alias/a | alias/b",
                "Policy | {'Version':'2012-10-17'} | {'Version':'2008-10-17'}",
                "RedriveAllowPolicy | {'redrivePermission':'denyAll'} | {'redrivePermission':'allowAll'}"
            })
    default void attributesThatDifferAreRefused(String name, String first, String second) {
        String queue = newName();
        sqs().createQueue(queue, Map.of(name, first.replace('\'', '"')));
        assertRefused(
                "QueueAlreadyExists",
                () -> sqs().createQueue(queue, Map.of(name, second.replace('\'', '"'))),
                name);
    }

    @Test
    default void anUnknownAttributeIsRefusedWhetherTheQueueIsThereOrNot() {
        String name = newName();
        assertRefused(
                "InvalidAttributeName",
                () -> sqs().createQueue(name, Map.of("Colour", "blue")),
                "Colour");
        String url = sqs().createQueue(name, Map.of());
        assertRefused(
                "InvalidAttributeName",
                () -> sqs().createQueue(name, Map.of("Colour", "blue")),
                "Colour");
        assertRefused(
                "InvalidAttributeName",
                () -> sqs().setQueueAttributes(url, Map.of("Colour", "blue")),
                "Colour");
    }
}
