package dev.hikyaku.broker.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.event.Event;
import dev.hikyaku.event.EventScope;
import dev.hikyaku.event.pattern.EventPattern;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.QueueReply.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class QueueAlarmsTest {
    private static final QueueArn QUEUE = new QueueArn("eu-1", "111111111111", "jobs");

    private final List<ObjectNode> events = new ArrayList<>();
    private CompletableFuture<Optional<Counts>> counts = there(0, 0);
    private CompletableFuture<Void> outcome = CompletableFuture.completedFuture(null);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private static CompletableFuture<Optional<Counts>> there(long ready, long oldest) {
        return CompletableFuture.completedFuture(Optional.of(new Counts(ready, 0, 0, oldest)));
    }

    private QueueAlarms alarms(QueueAlarm.Metric metric, long threshold) {
        return new QueueAlarms(
                queue -> counts,
                (region, account, source, type, resources, detail) -> {
                    assertThat(List.of(region, account, source, type))
                            .containsExactly(
                                    "eu-1",
                                    "111111111111",
                                    "aws.cloudwatch",
                                    "CloudWatch Alarm State Change");
                    assertThat(resources)
                            .containsExactly(
                                    "arn:aws:cloudwatch:eu-1:111111111111:alarm:"
                                            + detail.path("alarmName").asString());
                    events.add(detail);
                    return outcome;
                },
                () -> now,
                Runnable::run,
                List.of(new QueueAlarm(QUEUE, metric, threshold)));
    }

    /** The changes of state since the last call. */
    private List<String> look(QueueAlarms alarms) {
        alarms.look().join();
        List<String> changes =
                events.stream()
                        .map(detail ->
                                detail.path("previousState").path("value").asString()
                                        + " "
                                        + detail.path("state").path("value").asString())
                        .toList();
        events.clear();
        return changes;
    }

    @Test
    void itTellsOfEachChangeOnce() {
        QueueAlarms alarms = alarms(QueueAlarm.Metric.DEPTH, 3);
        assertThat(look(alarms)).containsExactly("INSUFFICIENT_DATA OK");
        counts = there(2, 0);
        assertThat(look(alarms)).isEmpty();
        counts = there(3, 0);
        assertThat(look(alarms)).containsExactly("OK ALARM");
        counts = there(4, 0);
        assertThat(look(alarms)).isEmpty();
        counts = there(2, 0);
        assertThat(look(alarms)).containsExactly("ALARM OK");
    }

    @Test
    void theAgeIsThatOfTheOldestMessage() {
        QueueAlarms alarms = alarms(QueueAlarm.Metric.AGE, 60);
        assertThat(look(alarms)).containsExactly("INSUFFICIENT_DATA OK");
        counts = there(1, now.toEpochMilli());
        now = now.plus(Duration.ofMillis(59_999));
        assertThat(look(alarms)).isEmpty();
        now = now.plusMillis(1);
        assertThat(look(alarms)).containsExactly("OK ALARM");
        counts = there(0, 0);
        assertThat(look(alarms)).containsExactly("ALARM OK");
    }

    @Test
    void aQueueThatIsGoneHasNoData() {
        QueueAlarms alarms = alarms(QueueAlarm.Metric.DEPTH, 3);
        look(alarms);
        counts = CompletableFuture.completedFuture(Optional.empty());
        assertThat(look(alarms)).containsExactly("OK INSUFFICIENT_DATA");
    }

    @Test
    void whatCannotBeReadChangesNothing() {
        QueueAlarms alarms = alarms(QueueAlarm.Metric.DEPTH, 3);
        look(alarms);
        counts = CompletableFuture.failedFuture(new IllegalStateException("too much to do"));
        assertThat(look(alarms)).isEmpty();
        counts = there(3, 0);
        assertThat(look(alarms)).containsExactly("OK ALARM");
    }

    @Test
    void whatCouldNotBeToldIsToldAtTheNextLook() {
        QueueAlarms alarms = alarms(QueueAlarm.Metric.DEPTH, 3);
        outcome = CompletableFuture.failedFuture(new IllegalStateException("no room"));
        assertThat(look(alarms)).containsExactly("INSUFFICIENT_DATA OK");
        outcome = CompletableFuture.completedFuture(null);
        assertThat(look(alarms)).containsExactly("INSUFFICIENT_DATA OK");
        assertThat(look(alarms)).isEmpty();
    }

    @Test
    void oneLookIsUnderWayAtATime() {
        QueueAlarms alarms = alarms(QueueAlarm.Metric.DEPTH, 3);
        counts = new CompletableFuture<>();
        CompletableFuture<Void> first = alarms.look();
        assertThat(alarms.look()).isSameAs(first);
        counts.complete(Optional.of(new Counts(3, 0, 0, 0)));
        assertThat(first).isCompleted();
        assertThat(events).hasSize(1);
    }

    /** The pattern that the documentation shows. */
    private static String documentedPattern() throws IOException {
        String events = Files.readString(Path.of("docs", "EVENTS.md"));
        int from = events.indexOf("'", events.indexOf("--name jobs-alarm --event-pattern")) + 1;
        return events.substring(from, events.indexOf("'", from));
    }

    @Test
    void theDocumentedPatternMatchesAlarmsAndTheirEnds() throws IOException {
        String pattern = documentedPattern();
        QueueAlarms alarms = alarms(QueueAlarm.Metric.AGE, 60);
        alarms.look().join();
        counts = there(1, now.minusSeconds(60).toEpochMilli());
        alarms.look().join();
        counts = there(0, 0);
        alarms.look().join();
        assertThat(events)
                .map(detail ->
                        Event.of(
                                        "id",
                                        new EventScope("eu-1", "111111111111"),
                                        now,
                                        AlarmEvent.SOURCE,
                                        AlarmEvent.DETAIL_TYPE,
                                        List.of(),
                                        detail)
                                .text())
                .map(event -> EventPattern.matches(pattern, event))
                .containsExactly(false, true, true);
    }

    @Test
    void theEventIsThatOfCloudWatch() {
        QueueAlarms alarms = alarms(QueueAlarm.Metric.DEPTH, 3);
        look(alarms);
        now = now.plusSeconds(10);
        counts = there(5, 0);
        alarms.look().join();
        assertThat(events.getFirst().toPrettyString().replace("\r", ""))
                .isEqualTo(
                        """
                        {
                          "alarmName" : "jobs-depth",
                          "state" : {
                            "value" : "ALARM",
                            "reason" : "Threshold Crossed: 1 datapoint [5.0] was greater than or equal to the threshold (3.0).",
                            "timestamp" : "2026-01-01T00:00:10.000+0000"
                          },
                          "previousState" : {
                            "value" : "OK",
                            "reason" : "Threshold Crossed: 1 datapoint [0.0] was not greater than or equal to the threshold (3.0).",
                            "timestamp" : "2026-01-01T00:00:00.000+0000"
                          },
                          "configuration" : {
                            "metrics" : [ {
                              "id" : "m1",
                              "returnData" : true,
                              "metricStat" : {
                                "metric" : {
                                  "namespace" : "AWS/SQS",
                                  "name" : "ApproximateNumberOfMessagesVisible",
                                  "dimensions" : {
                                    "QueueName" : "jobs"
                                  }
                                },
                                "period" : 5,
                                "stat" : "Maximum"
                              }
                            } ]
                          }
                        }\
                        """);
    }
}
