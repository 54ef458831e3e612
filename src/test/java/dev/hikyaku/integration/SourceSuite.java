package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.periodic.PeriodicLoop;
import dev.hikyaku.delivery.periodic.PeriodicMessage;
import dev.hikyaku.delivery.periodic.PeriodicTask;
import dev.hikyaku.delivery.periodic.PeriodicTasks;
import dev.hikyaku.delivery.periodic.Schedule;
import dev.hikyaku.delivery.source.Burial;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.delivery.source.SqsSource;
import dev.hikyaku.model.DeadReason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the daemon asks of an SQS endpoint, of whichever server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SourceSuite {
    private static final String ACCOUNT = "123456789012";
    private static final Duration HELD = Duration.ofSeconds(60);

    private String url = "";
    private SqsClient client;
    private SqsSource source;
    private SqsSource dead;
    private String queueUrl = "";
    private int queues;

    @SuppressWarnings("NullAway.Init") // set before the first test
    SourceSuite() {}

    /** Starts the server; returns where it listens. */
    abstract String startServer(Path folder, String account);

    abstract void stopServer();

    /** Whether a message group is handed out to one receive at a time, as AWS has it. */
    boolean locksGroups() {
        return true;
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        url = startServer(folder, ACCOUNT);
        client =
                SqsClient.builder()
                        .endpointOverride(URI.create(url))
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("any", "any")))
                        .httpClient(UrlConnectionHttpClient.create())
                        .build();
    }

    @AfterAll
    void end() {
        client.close();
        stopServer();
    }

    private String create(String name, Map<String, String> attributes) {
        return client.createQueue(to -> to.queueName(name).attributesWithStrings(attributes))
                .queueUrl();
    }

    private void open(String suffix) {
        var kind = new TreeMap<String, String>();
        if (!suffix.isEmpty()) {
            kind.put("FifoQueue", "true");
        }
        dead = new SqsSource(create("dead" + queues + suffix, kind), null, url);
        String arn = arn("dead" + queues + suffix);
        kind.put(
                "RedrivePolicy", "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":5}");
        queueUrl = create("q" + queues + suffix, kind);
        source = new SqsSource(queueUrl, null, url);
    }

    private String arn(String name) {
        String of = client.getQueueUrl(to -> to.queueName(name)).queueUrl();
        var attributes =
                client.getQueueAttributes(
                                to -> to.queueUrl(of).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes();
        return Objects.requireNonNull(attributes.get(QueueAttributeName.QUEUE_ARN));
    }

    @BeforeEach
    void nextQueues() {
        queues++;
    }

    @AfterEach
    void close() {
        source.close();
        dead.close();
    }

    private void send(String body, boolean fifo) {
        client.sendMessage(to ->
                to.queueUrl(queueUrl)
                        .messageBody(body)
                        .messageGroupId(fifo ? "g" : null)
                        .messageDeduplicationId(fifo ? body : null)
                        .messageAttributes(
                                Map.of(
                                        "Kind",
                                        MessageAttributeValue.builder()
                                                .dataType("String")
                                                .stringValue("order")
                                                .build())));
    }

    private static List<Message> receive(SqsSource from, int max) {
        return result(from.receive(max, HELD, Duration.ofSeconds(2), Runnable::run).messages());
    }

    private static <T> T result(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static String body(Message message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }

    @Test
    void receivesAndDeletes() {
        open("");
        for (int i = 0; i < 10; i++) {
            send("für " + i, false);
        }
        List<Message> messages = receive(source, 10);
        assertThat(messages).hasSize(10);
        Message first = messages.getFirst();
        assertThat(first.queueArn()).isEqualTo(arn("q" + queues));
        assertThat(first.receiveCount()).isEqualTo(1);
        assertThat(first.system()).doesNotContainKeys("SentTimestamp", "SenderId");
        var handles = messages.stream().map(Message::handle).toList();
        assertThat(result(source.delete(handles)).refusals()).isEmpty();
        assertThat(receive(source, 10)).isEmpty();
    }

    @Test
    void whatIsReleasedIsThereAtOnce() {
        open("");
        send("a", false);
        var handle = receive(source, 10).getFirst().handle();
        assertThat(result(source.release(List.of(handle))).refusals()).isEmpty();
        assertThat(receive(source, 10)).extracting(Message::receiveCount).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".fifo"})
    void whatIsBuriedIsInTheDeadLetterQueue(String suffix) {
        open(suffix);
        boolean fifo = source.fifo();
        send("a", fifo);
        send("b", fifo);
        List<Burial> burials =
                receive(source, 10).stream().map(message -> new Burial(message, "no")).toList();
        assertThat(burials).hasSize(2);

        assertThat(result(source.bury(burials)).refusals()).isEmpty();

        List<Message> found = receive(dead, 10);
        assertThat(found).extracting(SourceSuite::body).containsExactlyInAnyOrder("a", "b");
        assertThat(found.getFirst().attributes()).containsOnlyKeys("Kind", DeadReason.NAME);
        assertThat(Objects.requireNonNull(found.getFirst().attributes().get(DeadReason.NAME)))
                .satisfies(reason -> assertThat(reason.stringValue()).isEqualTo("no"));
        assertThat(found.getFirst().groupId()).isEqualTo(fifo ? "g" : null);
        assertThat(receive(source, 10)).isEmpty();
    }

    @Test
    void aFifoQueueGivesAGroupInOrder() {
        open(".fifo");
        for (int i = 0; i < 5; i++) {
            send(Integer.toString(i), true);
        }
        List<Message> messages = receive(source, 3);
        assertThat(messages).extracting(SourceSuite::body).containsExactly("0", "1", "2");
        assertThat(receive(source, 3)).isEmpty();
        var handles = messages.reversed().stream().map(Message::handle).toList();
        result(source.release(handles));
        assertThat(receive(source, 10))
                .extracting(SourceSuite::body)
                .containsExactly("0", "1", "2", "3", "4");
    }

    @Test
    void aCancelledLongPollEnds() {
        open("");
        var poll = source.receive(10, HELD, Duration.ofSeconds(20), Runnable::run);
        poll.cancel();
        assertThat(poll.messages()).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(List.of());
        send("a", false);
        assertThat(receive(source, 10)).hasSize(1);
    }

    /** A loop and a clock for periodic tasks: real time, and an hour that is over soon. */
    private static final class SoonNoon implements PeriodicLoop, InstantSource {
        private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

        private final ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor();
        private final Duration ahead =
                Duration.between(Instant.now(), NOON.minus(Duration.ofSeconds(3)));

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public void execute(Runnable action) {
            thread.execute(action);
        }

        @Override
        public Runnable after(long delayMillis, Runnable action) {
            var timer = thread.schedule(action, delayMillis, TimeUnit.MILLISECONDS);
            return () -> timer.cancel(false);
        }
    }

    @Test
    void ofTwoDaemonsOneSendsAPeriodicTask() {
        open("");
        var time = new SoonNoon();
        var task = new PeriodicTask("audit", "/audit", Schedule.parse("0 * * * *"));
        var daemons =
                Stream.generate(() ->
                                new PeriodicTasks(List.of(task), Duration.ZERO, source, time, time))
                        .limit(2)
                        .toList();
        daemons.forEach(PeriodicTasks::start);

        var found = new ArrayList<Message>();
        while (time.instant().isBefore(SoonNoon.NOON.plusSeconds(5))) {
            found.addAll(receive(source, 10));
        }

        assertThat(found)
                .extracting(PeriodicMessage::of)
                .isNotEmpty()
                .containsOnly(new PeriodicMessage("audit", "/audit", "2026-11-22T12:00:00Z"));
        assertThat(found).hasSizeBetween(1, locksGroups() ? 1 : daemons.size());
        daemons.forEach(each -> result(each.stop().toCompletableFuture()));
        time.thread.shutdown();
    }
}
