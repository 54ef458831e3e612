package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hikyaku.integration.Sqs.Attribute;
import dev.hikyaku.integration.Sqs.Outgoing;
import dev.hikyaku.integration.Sqs.Receive;
import dev.hikyaku.integration.Sqs.Received;
import dev.hikyaku.integration.Sqs.SqsError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What SQS promises for standard queues; each protocol has to keep all of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SqsSuite {
    private static final Duration PATIENCE = HikyakuProcess.PATIENCE;
    private static final int MIB = 1 << 20;

    /** What is hard to carry: XML's own characters, line ends, what needs two chars in Java. */
    private static final String DIFFICULT =
            "<a href=\"x\">&amp;'%41+ =&\r\n\r\t\n]]>\u00e9\u3042\ud83d\ude80\ud7ff\ue000\ufffd ";

    private ServerProcess server;
    private Sqs sqs;
    private String prefix = "";
    private int queues;

    @SuppressWarnings("NullAway.Init") // set before the first test
    SqsSuite() {}

    abstract Sqs connect(String url);

    @BeforeAll
    void start(@TempDir Path folder) {
        server = ServerProcess.start(folder);
        sqs = connect(server.url());
    }

    @AfterAll
    void end() {
        sqs.close();
        try (var process = server) {
            process.stop();
            assertThat(process.process().stderr())
                    .as("a server that met clients only has no errors to log")
                    .doesNotContain("ERROR");
        }
    }

    @BeforeEach
    void nameQueues(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        prefix = name.substring(0, Math.min(60, name.length()));
    }

    private String newName() {
        return prefix + "-" + queues++;
    }

    private String newQueue() {
        return newQueue(Map.of());
    }

    private String newQueue(Map<String, String> attributes) {
        return sqs.createQueue(newName(), attributes);
    }

    private void send(String queue, String... bodies) {
        for (String body : bodies) {
            sqs.send(queue, Outgoing.of(body));
        }
    }

    private Received receiveOne(String queue, Receive how) {
        List<Received> received = sqs.receive(queue, how);
        assertThat(received).hasSize(1);
        return received.getFirst();
    }

    private Received receiveOne(String queue) {
        return receiveOne(queue, Receive.ONE.waiting(20));
    }

    private CompletableFuture<List<Received>> receiving(String queue, Receive how) {
        return CompletableFuture.supplyAsync(
                () -> sqs.receive(queue, how), command -> Thread.ofVirtual().start(command));
    }

    private static void assertRefused(String code, ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SqsError.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(code);
                            assertThat(error.status()).isEqualTo(400);
                            for (String word : words) {
                                assertThat(error.getMessage()).contains(word);
                            }
                        });
    }

    private static void eventually(String what, BooleanSupplier condition) {
        await(what).atMost(PATIENCE).until(condition::getAsBoolean);
    }

    private Map<String, String> counts(String queue) {
        return sqs.queueAttributes(
                queue,
                "ApproximateNumberOfMessages",
                "ApproximateNumberOfMessagesNotVisible",
                "ApproximateNumberOfMessagesDelayed");
    }

    private static Map<String, String> counts(int visible, int inFlight, int delayed) {
        return Map.of(
                "ApproximateNumberOfMessages", Integer.toString(visible),
                "ApproximateNumberOfMessagesNotVisible", Integer.toString(inFlight),
                "ApproximateNumberOfMessagesDelayed", Integer.toString(delayed));
    }

    private String arn(String queue) {
        return Objects.requireNonNull(sqs.queueAttributes(queue, "QueueArn").get("QueueArn"));
    }

    private Map<String, String> redriveTo(String deadLetterQueue, int maxReceiveCount) {
        return Map.of(
                "RedrivePolicy",
                "{\"deadLetterTargetArn\":\""
                        + arn(deadLetterQueue)
                        + "\",\"maxReceiveCount\":\""
                        + maxReceiveCount
                        + "\"}");
    }

    // --- queues

    @Test
    void createdTwiceWithEqualAttributesIsOneQueue() {
        String name = newName();
        String url = sqs.createQueue(name, Map.of("VisibilityTimeout", "45"));
        assertThat(url).isEqualTo(server.url() + "/000000000000/" + name);
        send(url, "kept");
        assertThat(sqs.createQueue(name, Map.of("VisibilityTimeout", "45"))).isEqualTo(url);
        assertThat(sqs.createQueue(name, Map.of())).isEqualTo(url);
        assertThat(sqs.createQueue(name, Map.of("DelaySeconds", "0")))
                .as("the default that nobody set")
                .isEqualTo(url);
        assertThat(counts(url)).isEqualTo(counts(1, 0, 0));
    }

    @Test
    void createdAgainWithOtherAttributesIsRefused() {
        String name = newName();
        sqs.createQueue(name, Map.of("VisibilityTimeout", "45"));
        assertRefused(
                "QueueAlreadyExists",
                () -> sqs.createQueue(name, Map.of("VisibilityTimeout", "46")),
                "VisibilityTimeout");
    }

    @Test
    void theSameNumberWrittenOtherwiseIsTheSameAttribute() {
        String name = newName();
        String url = sqs.createQueue(name, Map.of("VisibilityTimeout", "045"));
        assertThat(sqs.queueAttributes(url, "VisibilityTimeout"))
                .containsExactly(Map.entry("VisibilityTimeout", "45"));
        assertThat(sqs.createQueue(name, Map.of("VisibilityTimeout", "45"))).isEqualTo(url);
    }

    @Test
    void aQueueIsFoundByItsName() {
        String name = newName();
        String url = sqs.createQueue(name, Map.of());
        assertThat(sqs.queueUrl(name)).isEqualTo(url);
        assertRefused(
                "AWS.SimpleQueueService.NonExistentQueue", () -> sqs.queueUrl(name + "-other"));
    }

    @Test
    void aQueueIsFoundByThePathOfAnyUrl() {
        String name = newName();
        sqs.createQueue(name, Map.of());
        String port = server.url().substring(server.url().lastIndexOf(':'));
        String other = "http://localhost" + port + "/000000000000/" + name;
        sqs.send(other, Outgoing.of("by another host's name"));
        assertThat(receiveOne(other).body()).isEqualTo("by another host's name");
    }

    @Test
    void listsByPrefixAndInPages() {
        String common = "list-" + prefix.hashCode() + "-";
        Set<String> all =
                IntStream.range(0, 7)
                        .mapToObj(i -> sqs.createQueue(common + i, Map.of()))
                        .collect(Collectors.toSet());
        assertThat(sqs.listQueues(common, null, null).urls())
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(sqs.listQueues(null, null, null).urls()).containsAll(all);
        assertThat(sqs.listQueues(common + "none", null, null).urls()).isEmpty();

        var seen = new ArrayList<String>();
        Sqs.Page page = sqs.listQueues(common, 3, null);
        seen.addAll(page.urls());
        for (int pages = 1; page.nextToken() != null; pages++) {
            assertThat(page.urls()).hasSize(3);
            assertThat(pages).isLessThan(4);
            page = sqs.listQueues(common, 3, page.nextToken());
            seen.addAll(page.urls());
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aNewQueueHasTheDefaultsOfAws() {
        long before = System.currentTimeMillis() / 1000;
        String name = newName();
        Map<String, String> all = sqs.queueAttributes(sqs.createQueue(name, Map.of()), "All");
        assertThat(all)
                .containsEntry("QueueArn", "arn:aws:sqs:us-east-1:000000000000:" + name)
                .containsEntry("VisibilityTimeout", "30")
                .containsEntry("MaximumMessageSize", "1048576")
                .containsEntry("MessageRetentionPeriod", "345600")
                .containsEntry("DelaySeconds", "0")
                .containsEntry("ReceiveMessageWaitTimeSeconds", "0")
                .containsEntry("SqsManagedSseEnabled", "true")
                .containsAllEntriesOf(counts(0, 0, 0))
                .containsKeys("CreatedTimestamp", "LastModifiedTimestamp")
                .doesNotContainKeys("RedrivePolicy", "Policy", "FifoQueue", "KmsMasterKeyId");
        assertThat(Long.parseLong(all.getOrDefault("CreatedTimestamp", "0")))
                .isBetween(before - 1, System.currentTimeMillis() / 1000 + 1);
    }

    @Test
    void attributesAreSetAndRead() {
        String queue = newQueue();
        Map<String, String> attributes =
                Map.of(
                        "VisibilityTimeout", "7",
                        "DelaySeconds", "3",
                        "MessageRetentionPeriod", "60",
                        "MaximumMessageSize", "1024",
                        "ReceiveMessageWaitTimeSeconds", "2",
                        "Policy", "{\"Version\":\"2012-10-17\"}",
                        "RedriveAllowPolicy", "{\"redrivePermission\":\"allowAll\"}",
                        "SqsManagedSseEnabled", "false");
        sqs.setQueueAttributes(queue, attributes);
        assertThat(sqs.queueAttributes(queue, "All")).containsAllEntriesOf(attributes);
        assertThat(sqs.queueAttributes(queue, "DelaySeconds", "VisibilityTimeout"))
                .isEqualTo(Map.of("DelaySeconds", "3", "VisibilityTimeout", "7"));
        sqs.setQueueAttributes(queue, Map.of("Policy", ""));
        assertThat(sqs.queueAttributes(queue, "All"))
                .doesNotContainKey("Policy")
                .containsEntry("DelaySeconds", "3");
    }

    @Test
    void aRefusedChangeOfAttributesChangesNone() {
        String queue = newQueue();
        assertRefused(
                "InvalidAttributeValue",
                () ->
                        sqs.setQueueAttributes(
                                queue, Map.of("DelaySeconds", "5", "VisibilityTimeout", "43201")),
                "VisibilityTimeout",
                "43201",
                "43200");
        assertThat(sqs.queueAttributes(queue, "DelaySeconds", "VisibilityTimeout"))
                .isEqualTo(Map.of("DelaySeconds", "0", "VisibilityTimeout", "30"));
    }

    @Test
    void aDeletedQueueIsGoneAndItsNameIsFree() {
        String name = newName();
        String queue = sqs.createQueue(name, Map.of("VisibilityTimeout", "45"));
        send(queue, "lost with it");
        sqs.deleteQueue(queue);
        String gone = "AWS.SimpleQueueService.NonExistentQueue";
        assertRefused(gone, () -> sqs.queueUrl(name));
        assertRefused(gone, () -> send(queue, "nowhere"));
        assertRefused(gone, () -> sqs.receive(queue, Receive.ONE));
        assertRefused(gone, () -> sqs.deleteQueue(queue));
        sqs.createQueue(name, Map.of());
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
        assertThat(sqs.queueAttributes(queue, "VisibilityTimeout"))
                .containsEntry("VisibilityTimeout", "30");
    }

    @Test
    void whoWaitsAtAQueueThatIsDeletedIsTold() {
        String queue = newQueue();
        var waiting = receiving(queue, Receive.ONE.waiting(20));
        assertStillWaiting(waiting);
        sqs.deleteQueue(queue);
        assertThatThrownBy(() -> waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .rootCause()
                .isInstanceOfSatisfying(
                        SqsError.class,
                        error ->
                                assertThat(error.code())
                                        .isEqualTo("AWS.SimpleQueueService.NonExistentQueue"));
    }

    @Test
    void aPurgedQueueIsEmptyAndMayBePurgedOnceAMinute() {
        String queue = newQueue();
        send(queue, "visible", "in flight");
        sqs.send(queue, Outgoing.of("delayed").delayed(900));
        Received inFlight = receiveOne(queue);
        sqs.purge(queue);
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
        sqs.delete(queue, inFlight.handle());
        assertRefused("AWS.SimpleQueueService.PurgeQueueInProgress", () -> sqs.purge(queue), "60");
        send(queue, "after it");
        assertThat(receiveOne(queue).body()).isEqualTo("after it");
    }

    // --- sending

    @Test
    void aSentMessageIsReceivedWithItsIdAndDigest() {
        String queue = newQueue();
        Sqs.Sent sent = sqs.send(queue, Outgoing.of("hello"));
        assertThat(sent.md5OfBody()).isEqualTo(Digests.md5("hello"));
        assertThat(sent.md5OfAttributes()).isNull();
        Received received = receiveOne(queue);
        assertThat(received.id()).isEqualTo(sent.id());
        assertThat(received.body()).isEqualTo("hello");
        assertThat(received.md5OfBody()).isEqualTo(sent.md5OfBody());
        assertThat(received.system()).isEmpty();
        assertThat(received.attributes()).isEmpty();
    }

    @Test
    void difficultCharactersSurvive() {
        String queue = newQueue();
        var attributes = Map.of("text", Attribute.of("String", DIFFICULT));
        Sqs.Sent sent = sqs.send(queue, Outgoing.of(DIFFICULT).with(attributes));
        assertThat(sent.md5OfBody()).isEqualTo(Digests.md5(DIFFICULT));
        assertThat(sent.md5OfAttributes()).isEqualTo(Digests.md5(attributes));
        Received received = receiveOne(queue, Receive.ONE.waiting(20).attributes("All"));
        assertThat(received.body()).isEqualTo(DIFFICULT);
        assertThat(received.md5OfBody()).isEqualTo(sent.md5OfBody());
        assertThat(received.attributes()).isEqualTo(attributes);
    }

    @Test
    void aMessageMayHaveTenAttributesOfEveryType() {
        String queue = newQueue();
        var attributes = new LinkedHashMap<String, Attribute>();
        attributes.put("text", Attribute.of("String", "x"));
        attributes.put("text.custom", Attribute.of("String.json", "{}"));
        attributes.put("integer", Attribute.of("Number", "-42"));
        attributes.put("float", Attribute.of("Number.float", "1.5e300"));
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        attributes.put("bytes", Attribute.of("Binary", everyByte));
        attributes.put("bytes.png", Attribute.of("Binary.png", new byte[] {0}));
        for (int i = attributes.size(); i < 10; i++) {
            attributes.put("a_-.".substring(0, 3) + i, Attribute.of("String", "v" + i));
        }
        Sqs.Sent sent = sqs.send(queue, Outgoing.of("with ten").with(attributes));
        assertThat(sent.md5OfAttributes()).isEqualTo(Digests.md5(attributes));
        Received received = receiveOne(queue, Receive.ONE.waiting(20).attributes("All"));
        assertThat(received.md5OfAttributes()).isEqualTo(sent.md5OfAttributes());
        assertThat(received.attributes()).usingRecursiveComparison().isEqualTo(attributes);

        attributes.put("eleventh", Attribute.of("String", "x"));
        assertRefused(
                "InvalidParameterValue",
                () -> sqs.send(queue, Outgoing.of("with eleven").with(attributes)),
                "11",
                "10");
    }

    @Test
    void theTraceHeaderIsKeptAsASystemAttribute() {
        String queue = newQueue();
        String header = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";
        Sqs.Sent sent = sqs.send(queue, Outgoing.of("traced").traced(header));
        assertThat(sent.md5OfSystemAttributes())
                .isEqualTo(Digests.md5(Map.of("AWSTraceHeader", Attribute.of("String", header))));
        assertThat(receiveOne(queue, Receive.ONE.waiting(20).system("AWSTraceHeader")).system())
                .isEqualTo(Map.of("AWSTraceHeader", header));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e9", "\u3042", "\ud83d\ude80", "<", "\n"})
    void aMessageOfOneMebibyteIsTakenWhateverItIsMadeOf(String unit) {
        String queue = newQueue();
        int bytes = unit.getBytes(StandardCharsets.UTF_8).length;
        String body = unit.repeat(MIB / bytes) + "y".repeat(MIB % bytes);
        Sqs.Sent sent = sqs.send(queue, Outgoing.of(body));
        assertThat(sent.md5OfBody()).isEqualTo(Digests.md5(body));
        Received received = receiveOne(queue);
        assertThat(received.body().equals(body)).as("the body is the same").isTrue();
        assertRefused(
                "InvalidParameterValue",
                () -> sqs.send(queue, Outgoing.of(body + "z")),
                "1048576",
                "1048577");
    }

    @Test
    void attributesCountTowardsTheSizeOfAMessage() {
        String queue = newQueue(Map.of("MaximumMessageSize", "1024"));
        var attributes = Map.of("name", Attribute.of("String", "value")); // 4 + 6 + 5
        sqs.send(queue, Outgoing.of("x".repeat(1024 - 15)).with(attributes));
        assertRefused(
                "InvalidParameterValue",
                () -> sqs.send(queue, Outgoing.of("x".repeat(1024 - 14)).with(attributes)),
                "1024",
                "1025");
    }

    @Test
    void aBatchIsSentInOrder() {
        String queue = newQueue();
        var entries = new LinkedHashMap<String, Outgoing>();
        IntStream.range(0, 10).forEach(i -> entries.put("id-" + i, Outgoing.of("body " + i)));
        var result = sqs.sendBatch(queue, entries);
        assertThat(result.failedCodes()).isEmpty();
        assertThat(result.successful()).hasSize(10);
        result.successful()
                .forEach((id, sent) -> {
                    String body = Objects.requireNonNull(entries.get(id)).body();
                    assertThat(sent.md5OfBody()).isEqualTo(Digests.md5(body));
                });
        assertThat(new HashSet<>(result.successful().values())).hasSize(10);
        assertThat(sqs.receive(queue, Receive.ONE.max(10)))
                .extracting(Received::body)
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).mapToObj(i -> "body " + i).toList());
    }

    @Test
    void badEntriesOfABatchLeaveTheGoodOnesAlone() {
        String queue = newQueue();
        var entries = new LinkedHashMap<String, Outgoing>();
        entries.put("good-1", Outgoing.of("good 1"));
        entries.put("control-character", Outgoing.of("bell \u0007"));
        entries.put("too-late", Outgoing.of("x").delayed(901));
        entries.put(
                "no-number", Outgoing.of("x").with(Map.of("n", Attribute.of("Number", "seven"))));
        entries.put("good-2", Outgoing.of("good 2").delayed(0));
        var result = sqs.sendBatch(queue, entries);
        assertThat(result.successful().keySet()).containsExactly("good-1", "good-2");
        assertThat(result.failedCodes())
                .isEqualTo(
                        Map.of(
                                "control-character", "InvalidMessageContents",
                                "too-late", "InvalidParameterValue",
                                "no-number", "InvalidParameterValue"));
        assertThat(sqs.receive(queue, Receive.ONE.max(10)))
                .extracting(Received::body)
                .containsExactly("good 1", "good 2");
    }

    // --- receiving

    @Test
    void aReceiveGivesAsManyAsAskedForAndHidesThem() {
        String queue = newQueue();
        send(queue, "1", "2", "3", "4", "5");
        assertThat(sqs.receive(queue, Receive.ONE)).hasSize(1);
        assertThat(counts(queue)).isEqualTo(counts(4, 1, 0));
        assertThat(sqs.receive(queue, Receive.ONE.max(3))).hasSize(3);
        assertThat(sqs.receive(queue, Receive.ONE.max(10))).hasSize(1);
        assertThat(sqs.receive(queue, Receive.ONE.max(10))).isEmpty();
        assertThat(counts(queue)).isEqualTo(counts(0, 5, 0));
    }

    @Test
    void systemAttributesComeIfAskedFor() {
        long before = System.currentTimeMillis();
        String queue = newQueue();
        send(queue, "x");
        Received first = receiveOne(queue, Receive.ONE.waiting(20).hidden(0).system("All"));
        assertThat(first.system())
                .containsEntry("ApproximateReceiveCount", "1")
                .containsEntry("SenderId", "000000000000")
                .containsKeys("SentTimestamp", "ApproximateFirstReceiveTimestamp")
                .doesNotContainKeys("SequenceNumber", "DeadLetterQueueSourceArn");
        assertThat(Long.parseLong(first.system().getOrDefault("SentTimestamp", "0")))
                .isBetween(before, System.currentTimeMillis());
        Received second =
                receiveOne(
                        queue,
                        Receive.ONE
                                .waiting(20)
                                .system(
                                        "ApproximateReceiveCount",
                                        "ApproximateFirstReceiveTimestamp"));
        assertThat(second.system())
                .isEqualTo(
                        Map.of(
                                "ApproximateReceiveCount",
                                "2",
                                "ApproximateFirstReceiveTimestamp",
                                first.system()
                                        .getOrDefault("ApproximateFirstReceiveTimestamp", "")));
    }

    @Test
    void messageAttributesComeByNameByPrefixOrAll() {
        String queue = newQueue(Map.of("VisibilityTimeout", "0"));
        var attributes =
                Map.of(
                        "a.x", Attribute.of("String", "1"),
                        "a.y", Attribute.of("String", "2"),
                        "b", Attribute.of("String", "3"));
        sqs.send(queue, Outgoing.of("x").with(attributes));
        assertSelected(queue, attributes, List.of(), Set.of());
        assertSelected(queue, attributes, List.of("b", "none"), Set.of("b"));
        assertSelected(queue, attributes, List.of("a.*"), Set.of("a.x", "a.y"));
        assertSelected(queue, attributes, List.of("All"), attributes.keySet());
        assertSelected(queue, attributes, List.of(".*"), attributes.keySet());
    }

    /** The digest is that of the attributes which come, as SDKs check it. */
    private void assertSelected(
            String queue, Map<String, Attribute> all, List<String> asked, Set<String> expected) {
        var selected = new LinkedHashMap<>(all);
        selected.keySet().retainAll(expected);
        Received received =
                receiveOne(queue, Receive.ONE.waiting(20).attributes(asked.toArray(String[]::new)));
        assertThat(received.attributes()).isEqualTo(selected);
        assertThat(received.md5OfAttributes())
                .isEqualTo(selected.isEmpty() ? null : Digests.md5(selected));
    }

    @Test
    void aReceiveWithoutWaitingAnswersAtOnceAndALongPollWaits() {
        String queue = newQueue();
        assertThat(sqs.receive(queue, Receive.ONE)).isEmpty();
        long start = System.nanoTime();
        assertThat(sqs.receive(queue, Receive.ONE.waiting(1))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }

    @Test
    void theQueuesWaitTimeCountsIfTheReceiveHasNone() {
        String queue = newQueue(Map.of("ReceiveMessageWaitTimeSeconds", "1"));
        long start = System.nanoTime();
        assertThat(sqs.receive(queue, Receive.ONE)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }

    private static void assertStillWaiting(CompletableFuture<?> poll) {
        await("a long poll at an empty queue")
                .during(Duration.ofMillis(300))
                .atMost(PATIENCE)
                .until(() -> !poll.isDone());
    }

    private static List<Received> answer(CompletableFuture<List<Received>> poll) {
        return poll.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Test
    void aSendWakesALongPoll() {
        String queue = newQueue();
        var poll = receiving(queue, Receive.ONE.waiting(20));
        assertStillWaiting(poll);
        send(queue, "wake up");
        assertThat(answer(poll)).extracting(Received::body).containsExactly("wake up");
    }

    @Test
    void manyLongPollsShareWhatComes() {
        String queue = newQueue();
        var polls =
                IntStream.range(0, 5)
                        .mapToObj(i -> receiving(queue, Receive.ONE.waiting(20)))
                        .toList();
        polls.forEach(SqsSuite::assertStillWaiting);
        send(queue, "0", "1", "2", "3", "4");
        assertThat(polls.stream().flatMap(poll -> answer(poll).stream()).map(Received::body))
                .containsExactlyInAnyOrder("0", "1", "2", "3", "4");
    }

    @Test
    void theEndOfADelayWakesALongPoll() {
        String queue = newQueue();
        long start = System.nanoTime();
        sqs.send(queue, Outgoing.of("later").delayed(2));
        assertThat(sqs.receive(queue, Receive.ONE)).isEmpty();
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 1));
        assertThat(receiveOne(queue).body()).isEqualTo("later");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(1990));
    }

    @Test
    void theQueuesDelayCountsIfTheMessageHasNone() {
        String queue = newQueue(Map.of("DelaySeconds", "900"));
        send(queue, "delayed by the queue");
        sqs.send(queue, Outgoing.of("not delayed").delayed(0));
        assertThat(receiveOne(queue).body()).isEqualTo("not delayed");
        assertThat(counts(queue)).isEqualTo(counts(0, 1, 1));
    }

    @Test
    void theEndOfAVisibilityTimeoutWakesALongPoll() {
        String queue = newQueue();
        send(queue, "again");
        Received first = receiveOne(queue, Receive.ONE.hidden(2));
        Received second =
                receiveOne(queue, Receive.ONE.waiting(20).system("ApproximateReceiveCount"));
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.handle()).isNotEqualTo(first.handle());
        assertThat(second.system()).containsEntry("ApproximateReceiveCount", "2");
    }

    // --- what a receipt handle is good for

    @Test
    void aDeletedMessageNeverComesBack() {
        String queue = newQueue();
        send(queue, "x");
        Received received = receiveOne(queue, Receive.ONE.waiting(20).hidden(1));
        sqs.delete(queue, received.handle());
        sqs.delete(queue, received.handle()); // deleting twice is no error
        assertThat(sqs.receive(queue, Receive.ONE.waiting(2))).isEmpty();
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    @Test
    void aBatchOfDeletesReportsTheBadOnes() {
        String queue = newQueue();
        send(queue, "1", "2");
        List<Received> received = sqs.receive(queue, Receive.ONE.max(10));
        var handles = new LinkedHashMap<String, String>();
        handles.put("first", received.get(0).handle());
        handles.put("bad", "no handle");
        handles.put("second", received.get(1).handle());
        var result = sqs.deleteBatch(queue, handles);
        assertThat(result.successful().keySet()).containsExactlyInAnyOrder("first", "second");
        assertThat(result.failedCodes()).isEqualTo(Map.of("bad", "ReceiptHandleIsInvalid"));
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    @Test
    void aVisibilityOfZeroGivesAMessageBackAtOnce() {
        String queue = newQueue();
        send(queue, "x");
        Received first = receiveOne(queue);
        var poll = receiving(queue, Receive.ONE.waiting(20));
        assertStillWaiting(poll);
        sqs.changeVisibility(queue, first.handle(), 0);
        assertThat(answer(poll)).extracting(Received::id).containsExactly(first.id());
    }

    @Test
    void aMessageCanBeHiddenLonger() {
        String queue = newQueue();
        send(queue, "x");
        Received received = receiveOne(queue, Receive.ONE.waiting(20).hidden(2));
        sqs.changeVisibility(queue, received.handle(), 600);
        assertThat(sqs.receive(queue, Receive.ONE.waiting(3))).isEmpty();
        assertThat(counts(queue)).isEqualTo(counts(0, 1, 0));
        sqs.delete(queue, received.handle());
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    @Test
    void aBatchOfVisibilityChangesReportsTheBadOnes() {
        String queue = newQueue();
        send(queue, "1", "2");
        List<Received> received = sqs.receive(queue, Receive.ONE.max(10));
        sqs.delete(queue, received.get(1).handle());
        var handles = new LinkedHashMap<String, String>();
        handles.put("there", received.get(0).handle());
        handles.put("deleted", received.get(1).handle());
        handles.put("bad", "no handle");
        var result = sqs.changeVisibilityBatch(queue, handles, 0);
        assertThat(result.successful().keySet()).containsExactly("there");
        assertThat(result.failedCodes())
                .isEqualTo(
                        Map.of(
                                "deleted",
                                "InvalidParameterValue",
                                "bad",
                                "ReceiptHandleIsInvalid"));
        assertThat(counts(queue)).isEqualTo(counts(1, 0, 0));
    }

    @Test
    void aMessageThatIsVisibleAgainHasNoVisibilityToChange() {
        String queue = newQueue();
        send(queue, "x");
        Received received = receiveOne(queue);
        sqs.changeVisibility(queue, received.handle(), 0);
        assertRefused(
                "AWS.SimpleQueueService.MessageNotInflight",
                () -> sqs.changeVisibility(queue, received.handle(), 10));
    }

    @Test
    void aReceiptHandleIsGoodForItsOwnQueueOnly() {
        String queue = newQueue();
        String other = newQueue();
        send(queue, "x");
        Received received = receiveOne(queue);
        assertRefused("ReceiptHandleIsInvalid", () -> sqs.delete(other, received.handle()));
        assertThat(counts(queue)).isEqualTo(counts(0, 1, 0));
    }

    // --- dead letters

    @Test
    void aMessageIsDeadLetteredAfterExactlyMaxReceiveCountReceives() {
        String deadLetters = newQueue();
        String queue = newQueue(redriveTo(deadLetters, 3));
        Sqs.Sent sent =
                sqs.send(
                        queue,
                        Outgoing.of("poison").with(Map.of("a", Attribute.of("String", "kept"))));
        for (int i = 1; i <= 3; i++) {
            Received received =
                    receiveOne(
                            queue,
                            Receive.ONE.waiting(20).hidden(0).system("ApproximateReceiveCount"));
            assertThat(received.system())
                    .containsEntry("ApproximateReceiveCount", Integer.toString(i));
        }
        assertThat(sqs.receive(queue, Receive.ONE)).isEmpty();
        Received dead =
                receiveOne(
                        deadLetters,
                        Receive.ONE
                                .waiting(20)
                                .attributes("All")
                                .system("DeadLetterQueueSourceArn"));
        assertThat(dead.id()).isEqualTo(sent.id());
        assertThat(dead.body()).isEqualTo("poison");
        assertThat(dead.attributes()).isEqualTo(Map.of("a", Attribute.of("String", "kept")));
        assertThat(dead.system()).isEqualTo(Map.of("DeadLetterQueueSourceArn", arn(queue)));
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    @Test
    void aRedrivePolicyMayComeLaterAndGo() {
        String deadLetters = newQueue();
        String queue = newQueue(Map.of("VisibilityTimeout", "0"));
        send(queue, "x");
        receiveOne(queue);
        receiveOne(queue);
        sqs.setQueueAttributes(queue, redriveTo(deadLetters, 1));
        assertThat(sqs.queueAttributes(queue, "All")).containsKey("RedrivePolicy");
        assertThat(sqs.receive(queue, Receive.ONE)).isEmpty();
        eventually("dead-lettered", () -> counts(deadLetters).equals(counts(1, 0, 0)));
        sqs.setQueueAttributes(queue, Map.of("RedrivePolicy", ""));
        send(queue, "y");
        receiveOne(queue);
        receiveOne(queue);
        receiveOne(queue);
        assertThat(counts(deadLetters)).isEqualTo(counts(1, 0, 0));
    }

    @Test
    void aDeadLetterQueueHasToBeThere() {
        String policy =
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:nowhere\","
                        + "\"maxReceiveCount\":3}";
        assertRefused(
                "InvalidParameterValue",
                () -> newQueue(Map.of("RedrivePolicy", policy)),
                "Dead letter target does not exist");
    }

    // --- what is not there

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AddPermission",
                "CancelMessageMoveTask",
                "ListDeadLetterSourceQueues",
                "ListMessageMoveTasks",
                "ListQueueTags",
                "RemovePermission",
                "StartMessageMoveTask",
                "TagQueue",
                "UntagQueue"
            })
    void actionsThatAreNotBuiltYetSaySo(String action) {
        assertRefused(
                "AWS.SimpleQueueService.UnsupportedOperation",
                () -> sqs.call(action, newQueue()),
                action,
                "not supported");
    }

    @Test
    void actionsThatSqsDoesNotHaveAreInvalid() {
        assertRefused("InvalidAction", () -> sqs.call("Publish", newQueue()), "Publish");
    }

    @Test
    void fifoQueuesAreRefusedByName() {
        assertRefused(
                "AWS.SimpleQueueService.UnsupportedOperation",
                () -> sqs.createQueue("orders.fifo", Map.of("FifoQueue", "true")),
                "FIFO");
    }

    // --- many at a time

    @Test
    void concurrentSendersAndReceiversLoseAndDoubleNothing() {
        String queue = newQueue();
        int senders = 4;
        int each = 50;
        var bodies = new ConcurrentLinkedQueue<String>();
        var work = new ArrayList<CompletableFuture<Void>>();
        for (int s = 0; s < senders; s++) {
            int sender = s;
            work.add(
                    running(() ->
                            IntStream.range(0, each).forEach(i -> send(queue, sender + "/" + i))));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int r = 0; r < 4; r++) {
            work.add(
                    running(() -> {
                        while (bodies.size() < senders * each && System.nanoTime() < deadline) {
                            for (Received received :
                                    sqs.receive(
                                            queue, Receive.ONE.max(10).waiting(1).hidden(600))) {
                                bodies.add(received.body());
                                sqs.delete(queue, received.handle());
                            }
                        }
                    }));
        }
        work.forEach(CompletableFuture::join);
        assertThat(bodies).hasSize(senders * each).doesNotHaveDuplicates();
        assertThat(counts(queue)).isEqualTo(counts(0, 0, 0));
    }

    private static CompletableFuture<Void> running(Runnable work) {
        return CompletableFuture.runAsync(work, task -> Thread.ofVirtual().start(task));
    }
}
