package dev.hikyaku.schedule;

import static dev.hikyaku.schedule.ScheduleFixture.QUEUE;
import static dev.hikyaku.schedule.ScheduleFixture.between;
import static dev.hikyaku.schedule.ScheduleFixture.deleted;
import static dev.hikyaku.schedule.ScheduleFixture.disabled;
import static dev.hikyaku.schedule.ScheduleFixture.name;
import static dev.hikyaku.schedule.ScheduleFixture.schedule;
import static dev.hikyaku.schedule.ScheduleFixture.target;
import static dev.hikyaku.schedule.ScheduleFixture.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.ServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleMachineTest {
    private final ScheduleFixture fixture = new ScheduleFixture();

    // --- times

    @Test
    void firesOnceAtItsTime() {
        fixture.create("a", schedule("at(2026-01-01T00:05:00)"));
        fixture.advanceTo("2026-01-01T00:04:59.999Z");
        assertThat(fixture.posted).isEmpty();
        fixture.advanceTo("2026-01-01T00:05:00Z");
        assertThat(fixture.takeBodies()).containsExactly("2026-01-01T00:05:00Z");
        fixture.advanceTo("2026-01-02T00:00:00Z");
        assertThat(fixture.posted).isEmpty();
        assertThat(fixture.get("a").slot()).isEqualTo(Expression.NEVER);
    }

    @Test
    void aRateFiresAtOnceAndThenAtItsDistance() {
        fixture.create("a", schedule("rate(5 minutes)"));
        fixture.advanceTo("2026-01-01T00:11:00Z");
        assertThat(fixture.takeBodies())
                .containsExactly(
                        "2026-01-01T00:00:30Z", "2026-01-01T00:05:30Z", "2026-01-01T00:10:30Z");
    }

    @Test
    void aRateIsCountedFromItsStart() {
        fixture.create("future", between(schedule("rate(1 hour)"), "2026-01-01T00:10:00Z", null));
        fixture.create("past", between(schedule("rate(1 hour)"), "2025-12-01T00:20:00Z", null));
        fixture.advanceTo("2026-01-01T01:15:00Z");
        assertThat(fixture.takeBodies())
                .containsExactly(
                        "2026-01-01T00:10:00Z", "2026-01-01T00:20:00Z", "2026-01-01T01:10:00Z");
    }

    @Test
    void startAndEndBoundWhatRecurs() {
        fixture.create(
                "a",
                between(
                        schedule("cron(* * * * ? *)"),
                        "2026-01-01T00:02:00Z",
                        "2026-01-01T00:04:00Z"));
        fixture.advanceTo("2026-01-01T00:10:00Z");
        assertThat(fixture.takeBodies())
                .containsExactly(
                        "2026-01-01T00:02:00Z", "2026-01-01T00:03:00Z", "2026-01-01T00:04:00Z");
    }

    @Test
    void oneTimeSchedulesKnowNoStartAndEnd() {
        fixture.create(
                "a",
                between(
                        schedule("at(2026-01-01T00:05:00)"),
                        "2026-02-01T00:00:00Z",
                        "2026-03-01T00:00:00Z"));
        fixture.advanceTo("2026-01-01T00:06:00Z");
        assertThat(fixture.posted).hasSize(1);
    }

    @Test
    void aTimeThatHasJustPassedFiresAtOnce() {
        fixture.create("just", schedule("at(2026-01-01T00:00:01)"));
        fixture.create("long", schedule("at(2025-12-31T23:59:29)"));
        fixture.advanceTo(fixture.now);
        assertThat(fixture.takeBodies()).containsExactly("2026-01-01T00:00:01Z");
    }

    @Test
    void timesAreThoseOfTheTimeZone() {
        Schedule utc = schedule("cron(0 9 * * ? *)");
        var tokyo =
                new Schedule(
                        utc.expression(),
                        "Asia/Tokyo",
                        null,
                        null,
                        0,
                        false,
                        false,
                        null,
                        null,
                        utc.target());
        fixture.create("a", tokyo);
        fixture.advanceTo("2026-01-02T08:00:00Z");
        assertThat(fixture.takeBodies()).containsExactly("2026-01-02T00:00:00Z");
    }

    @Test
    void aFlexibleFiringIsSomewhereInItsWindow() {
        var delays = new HashSet<Long>();
        for (int i = 0; i < 50; i++) {
            String name = "s" + i;
            StoredSchedule stored =
                    fixture.create(name, window(schedule("at(2026-01-01T01:00:00)"), 10));
            long delay = stored.dueAt() - stored.slot();
            assertThat(delay).isBetween(0L, 599_999L);
            delays.add(delay / 60_000);
            assertThat(fixture.create("again" + i, stored.schedule()).slot())
                    .isEqualTo(stored.slot());
        }
        assertThat(delays).hasSizeGreaterThan(7);
        fixture.advanceTo("2026-01-01T00:59:59Z");
        assertThat(fixture.posted).isEmpty();
        fixture.advanceTo("2026-01-01T01:10:00Z");
        assertThat(fixture.takeBodies()).hasSize(100).containsOnly("2026-01-01T01:00:00Z");
    }

    @Test
    void aWindowEndsWhereTheNextFiringBegins() {
        fixture.create("a", window(schedule("cron(* * * * ? *)"), 1440));
        fixture.advanceTo("2026-01-01T03:00:00Z");
        assertThat(fixture.takeBodies()).hasSizeBetween(178, 180).doesNotHaveDuplicates();
    }

    // --- what was missed

    @ParameterizedTest
    @EnumSource
    void whatWasMissed(MissedFirings missed) {
        var stopped = new ScheduleFixture(missed);
        stopped.create("cron", schedule("cron(0 * * * ? *)"));
        stopped.create("once", schedule("at(2026-01-01T02:30:00)"));
        stopped.stopUntil("2026-01-01T04:10:00Z");
        List<String> expected =
                switch (missed) {
                    case ONCE -> List.of("2026-01-01T01:00:00Z", "2026-01-01T02:30:00Z");
                    case ALL ->
                            List.of(
                                    "2026-01-01T01:00:00Z",
                                    "2026-01-01T02:30:00Z",
                                    "2026-01-01T02:00:00Z",
                                    "2026-01-01T03:00:00Z",
                                    "2026-01-01T04:00:00Z");
                    case SKIP -> List.of("2026-01-01T02:30:00Z");
                };
        assertThat(stopped.takeBodies()).containsExactlyElementsOf(expected);
        stopped.advanceTo("2026-01-01T05:00:00Z");
        assertThat(stopped.takeBodies()).containsExactly("2026-01-01T05:00:00Z");
    }

    @Test
    void whatWasMissedAndCannotComeAgainIsCompleted() {
        fixture.create(
                "a",
                deleted(
                        new Schedule(
                                "rate(1 hour)",
                                null,
                                null,
                                Instant.parse("2026-01-01T03:00:00Z").toEpochMilli(),
                                0,
                                false,
                                true,
                                null,
                                null,
                                target(QUEUE, "x"))));
        fixture.stopUntil("2026-01-02T00:00:00Z");
        assertThat(fixture.takeBodies()).hasSize(1);
        assertMissing("a");
    }

    // --- definitions

    @Test
    void deletesItselfAfterItsLastFiring() {
        fixture.create("a", deleted(schedule("at(2026-01-01T00:05:00)")));
        fixture.create("b", deleted(schedule("cron(0 1 1 1 ? 2026)")));
        fixture.advanceTo("2026-01-01T00:05:00Z");
        assertMissing("a");
        assertThat(fixture.get("b").slot()).isNotEqualTo(Expression.NEVER);
        fixture.advanceTo("2026-01-01T01:00:00Z");
        assertMissing("b");
        assertThat(fixture.posted).hasSize(2);
    }

    private void assertMissing(String name) {
        assertThatThrownBy(() -> fixture.get(name))
                .isInstanceOf(ServiceException.class)
                .hasMessage("Schedule " + name + " does not exist.");
    }

    @Test
    void aNameIsTakenOnce() {
        fixture.create("a", schedule("rate(1 hour)"));
        assertThatThrownBy(() -> fixture.create("a", schedule("rate(1 hour)")))
                .hasMessage("Schedule a already exists.");
        assertThatThrownBy(() -> fixture.update("b", schedule("rate(1 hour)")))
                .hasMessage("Schedule b does not exist.");
        fixture.put(
                name("other", "a"), schedule("rate(1 hour)"), ScheduleCommand.Expecting.NONE, null);
    }

    @Test
    void theSameTokenMakesItOnce() {
        Schedule asked = schedule("at(2026-01-01T00:05:00)");
        var none = ScheduleCommand.Expecting.NONE;
        StoredSchedule made = fixture.put(name("a"), asked, none, "token");
        assertThat(fixture.put(name("a"), asked, none, "token")).isEqualTo(made);
        assertThatThrownBy(() -> fixture.put(name("a"), asked, none, "another"))
                .hasMessage("Schedule a already exists.");
        assertThatThrownBy(() ->
                        fixture.put(name("a"), schedule("at(2026-01-01T00:06:00)"), none, "token"))
                .hasMessage("Schedule a already exists.");
        fixture.advanceTo("2026-01-01T01:00:00Z");
        assertThat(fixture.posted).hasSize(1);
    }

    @Test
    void aChangeCountsFromNow() {
        fixture.create("a", schedule("at(2026-01-01T00:05:00)"));
        fixture.update("a", schedule("at(2026-01-01T00:07:00)"));
        fixture.advanceTo("2026-01-01T00:06:00Z");
        assertThat(fixture.posted).isEmpty();
        fixture.advanceTo("2026-01-01T00:07:00Z");
        assertThat(fixture.takeBodies()).containsExactly("2026-01-01T00:07:00Z");
        fixture.update("a", schedule("at(2026-01-01T00:07:00)", target(QUEUE, "again")));
        fixture.advanceTo("2026-01-01T01:00:00Z");
        assertThat(fixture.posted).isEmpty();
    }

    @Test
    void aRateGoesOnAfterAChangeOfSomethingElse() {
        fixture.create("a", schedule("rate(10 minutes)"));
        fixture.advanceTo("2026-01-01T00:03:00Z");
        fixture.takeBodies();
        fixture.update("a", schedule("rate(10 minutes)", target(QUEUE, "new")));
        fixture.advanceTo("2026-01-01T00:10:29Z");
        assertThat(fixture.posted).isEmpty();
        fixture.advanceTo("2026-01-01T00:10:30Z");
        assertThat(fixture.takeBodies()).containsExactly("new");
        fixture.advanceTo("2026-01-01T00:11:00Z");
        fixture.update("a", schedule("rate(5 minutes)", target(QUEUE, "faster")));
        fixture.advanceTo("2026-01-01T00:16:00Z");
        assertThat(fixture.takeBodies()).containsExactly("faster", "faster");
    }

    @Test
    void aChangeAtTheMomentThatItIsDueLosesNoFiring() {
        fixture.create("a", schedule("cron(0 1 * * ? *)"));
        fixture.now = Instant.parse("2026-01-01T01:00:00.500Z").toEpochMilli();
        fixture.update("a", schedule("cron(0 1 * * ? *)", target(QUEUE, "changed")));
        fixture.advanceTo(fixture.now);
        assertThat(fixture.takeBodies()).containsExactly("changed");
    }

    @Test
    void aDisabledOneDoesNotFire() {
        fixture.create("a", disabled(schedule("rate(1 minute)")));
        fixture.advanceTo("2026-01-01T00:10:00Z");
        assertThat(fixture.posted).isEmpty();
        fixture.update("a", schedule("rate(1 minute)"));
        fixture.advanceTo("2026-01-01T00:10:30Z");
        assertThat(fixture.takeBodies()).containsExactly("2026-01-01T00:10:30Z");
        fixture.update("a", disabled(schedule("rate(1 minute)")));
        fixture.advanceTo("2026-01-01T00:20:00Z");
        assertThat(fixture.posted).isEmpty();
    }

    @Test
    void whatIsRemovedDoesNotFire() {
        fixture.create("a", schedule("rate(1 minute)"));
        fixture.apply(new ScheduleCommand.Remove(name("a")));
        fixture.advanceTo("2026-01-01T00:10:00Z");
        assertThat(fixture.posted).isEmpty();
        assertMissing("a");
    }

    @Test
    void aGroupGoesInSteps() {
        for (int i = 0; i < 900; i++) {
            fixture.put(
                    name("many", "s" + i),
                    schedule("at(2026-01-01T00:05:00)"),
                    ScheduleCommand.Expecting.NONE,
                    null);
        }
        fixture.put(
                name("many2", "kept"),
                schedule("at(2026-01-01T00:05:00)"),
                ScheduleCommand.Expecting.NONE,
                null);
        var remove = new ScheduleCommand.RemoveGroup("us-east-1", "000000000000", "many");
        var more = new ArrayList<Boolean>();
        for (int i = 0; i < 3; i++) {
            more.add(((ScheduleReply.Removed) fixture.apply(remove)).more());
        }
        assertThat(more).containsExactly(true, true, false);
        fixture.advanceTo("2026-01-01T00:05:00Z");
        assertThat(fixture.posted).hasSize(1);
    }

    // --- lists

    private static ScheduleCommand.List list(
            @Nullable String group,
            String prefix,
            @Nullable Boolean off,
            @Nullable ScheduleName after,
            int limit) {
        return new ScheduleCommand.List(
                "us-east-1", "000000000000", group, prefix, off, after, limit);
    }

    private List<String> names(ScheduleCommand.List list) {
        var reply = (ScheduleReply.Listed) fixture.apply(list);
        return reply.schedules().stream().map(each -> each.name().name()).toList();
    }

    @Test
    void listsAreByNameAndInPages() {
        for (String name : List.of("b2", "a", "b1", "c", "b")) {
            fixture.create(name, schedule("rate(1 hour)"));
        }
        fixture.update("b1", disabled(schedule("rate(1 hour)")));
        fixture.put(
                name("other", "b3"),
                schedule("rate(1 hour)"),
                ScheduleCommand.Expecting.NONE,
                null);
        fixture.put(
                name(ScheduleName.INTERNAL_GROUP, "b4"),
                schedule("rate(1 hour)"),
                ScheduleCommand.Expecting.NONE,
                null);
        assertThat(names(list("default", "", null, null, 100)))
                .containsExactly("a", "b", "b1", "b2", "c");
        assertThat(names(list("default", "b", null, null, 100))).containsExactly("b", "b1", "b2");
        assertThat(names(list("default", "b", true, null, 100))).containsExactly("b1");
        assertThat(names(list(null, "b", false, null, 100))).containsExactly("b", "b2", "b3");
        assertThat(names(list(null, "", null, name("b2"), 100))).containsExactly("c", "b3");
        var page = (ScheduleReply.Listed) fixture.apply(list("default", "", null, null, 2));
        assertThat(page.schedules()).hasSize(2);
        assertThat(page.upTo()).isEqualTo(name("b"));
    }

    // --- messages

    private static Target fifo(String arn, @Nullable String group) {
        return new Target(arn, ScheduleFixture.ROLE, "body", null, null, null, group, null, null);
    }

    @Test
    void contextAttributesAreFilledIn() {
        String input =
                "<aws.scheduler.schedule-arn> <aws.scheduler.scheduled-time>"
                        + " <aws.scheduler.execution-id> <aws.scheduler.attempt-number>";
        fixture.create("a", schedule("at(2026-01-01T00:05:00)", target(QUEUE, input)));
        fixture.advanceTo("2026-01-01T00:06:00Z");
        assertThat(fixture.takeBodies().getFirst())
                .matches(
                        "arn:aws:scheduler:us-east-1:000000000000:schedule/default/a"
                                + " 2026-01-01T00:05:00Z [0-9a-f]{32} 1");
    }

    @Test
    void withoutAnInputThereIsANotification() {
        fixture.create("a", schedule("at(2026-01-01T00:05:00)", target(QUEUE, null)));
        fixture.advanceTo("2026-01-01T00:06:00Z");
        assertThat(fixture.takeBodies().getFirst())
                .contains("\"detail-type\":\"Scheduled Event\"")
                .contains("\"source\":\"aws.scheduler\"")
                .contains("\"time\":\"2026-01-01T00:05:00Z\"")
                .contains("\"resources\":[\"arn:aws:scheduler:");
    }

    @Test
    void fifoQueuesGetGroupAndContentId() {
        fixture.create("a", schedule("at(2026-01-01T00:05:00)", fifo(QUEUE + ".fifo", "g")));
        fixture.create("b", schedule("at(2026-01-01T00:05:00)", fifo(QUEUE, "g")));
        fixture.advanceTo("2026-01-01T00:06:00Z");
        assertThat(fixture.posted.get(0).content().systemAttributes())
                .containsEntry(MessageContent.GROUP_ID, "g")
                .containsKey(MessageContent.DEDUPLICATION_ID);
        assertThat(fixture.posted.get(1).content().systemAttributes())
                .containsOnlyKeys(MessageContent.GROUP_ID);
    }

    @Test
    void theUniversalTargetIsASendMessage() {
        String input =
                "{\"QueueUrl\":\"http://localhost:4566/000000000000/jobs.fifo\",\"MessageBody\":\"at"
                        + " <aws.scheduler.scheduled-time>\",\"MessageGroupId\":\"g\","
                        + "\"MessageDeduplicationId\":\"d\",\"MessageAttributes\":{\"k\":{\"DataType\":"
                        + "\"Number\",\"StringValue\":\"7\"},\"b\":{\"DataType\":\"Binary\",\"BinaryValue\":"
                        + "\"AQI=\"}}}";
        fixture.create(
                "a", schedule("at(2026-01-01T00:05:00)", target(Target.SEND_MESSAGE, input)));
        fixture.advanceTo("2026-01-01T00:06:00Z");
        var sent = fixture.posted.getFirst();
        assertThat(sent.queue()).hasToString(QUEUE + ".fifo");
        assertThat(sent.body()).isEqualTo("at 2026-01-01T00:05:00Z");
        assertThat(sent.content().attributes()).containsOnlyKeys("k", "b");
        assertThat(sent.content().systemAttributes())
                .containsEntry(MessageContent.GROUP_ID, "g")
                .containsEntry(MessageContent.DEDUPLICATION_ID, "d");
    }

    @Test
    void otherTargetsHaveAnInternalQueueEach() {
        String topic = "arn:aws:sns:us-east-1:000000000000:t";
        fixture.create("a", schedule("at(2026-01-01T00:05:00)", target(topic, "x")));
        fixture.create("b", schedule("at(2026-01-01T00:05:00)", target(topic, "y")));
        fixture.create("c", schedule("at(2026-01-01T00:05:00)", target(topic + "2", "z")));
        fixture.advanceTo("2026-01-01T00:06:00Z");
        var queues = fixture.posted.stream().map(ScheduleFixture.Posted::queue).toList();
        assertThat(queues).hasSize(3).allMatch(QueueArn::internal);
        assertThat(queues.get(0)).isEqualTo(queues.get(1)).isNotEqualTo(queues.get(2));
    }

    @Test
    void aFiringOfAnotherTargetCarriesEverything() {
        Target topic =
                new Target(
                        "arn:aws:sns:us-east-1:000000000000:t",
                        ScheduleFixture.ROLE,
                        "attempt <aws.scheduler.attempt-number>",
                        QUEUE,
                        60,
                        3,
                        null,
                        null,
                        null);
        fixture.create("a", schedule("at(2026-01-01T00:05:00)", topic));
        fixture.advanceTo("2026-01-01T00:06:00Z");
        Firing firing =
                Firing.read(fixture.posted.getFirst().body().getBytes(StandardCharsets.UTF_8));
        assertThat(firing.target()).isEqualTo(topic);
        assertThat(firing.payload(4)).isEqualTo("attempt 4");
        assertThat(fixture.posted.getFirst().otherwise())
                .containsExactly(
                        new Outgoing.Otherwise(
                                Outgoing.unrouted("us-east-1", "000000000000"), null));
        assertThat(firing.scheduledTime()).isEqualTo("2026-01-01T00:05:00Z");
    }

    @Test
    void theDeadLetterGoesWithTheMessage() {
        Target target =
                new Target(
                        QUEUE,
                        ScheduleFixture.ROLE,
                        "x",
                        "arn:aws:sqs:us-east-1:000000000000:dead",
                        null,
                        null,
                        null,
                        null,
                        null);
        fixture.create("a", schedule("at(2026-01-01T00:05:00)", target));
        fixture.advanceTo("2026-01-01T00:06:00Z");
        var sent = fixture.posted.getFirst();
        var instead = sent.otherwise().getFirst();
        assertThat(instead.queue()).hasToString("arn:aws:sqs:us-east-1:000000000000:dead");
        var dead = Objects.requireNonNull(instead.content());
        assertThat(dead.body()).isEqualTo("x");
        assertThat(dead.attributes())
                .containsKeys("ERROR_CODE", "SCHEDULE_ARN", "SCHEDULED_TIME", "TARGET_ARN");
    }

    @Test
    void wordOfTheFailureGoesWithTheMessage() {
        fixture.create("a", schedule("at(2026-01-01T00:05:00)"));
        fixture.advanceTo("2026-01-01T00:06:00Z");
        var instead = fixture.posted.getFirst().otherwise().getFirst();
        assertThat(instead.queue()).isEqualTo(FailedFiring.queue("us-east-1", "000000000000"));
        var failed =
                FailedFiring.read(
                        Objects.requireNonNull(instead.content())
                                .body()
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(failed.scheduleArn()).isEqualTo(ScheduleFixture.name("a").arn());
        assertThat(failed.targetArn()).isEqualTo(QUEUE);
        assertThat(failed.scheduledTime()).isEqualTo("2026-01-01T00:05:00Z");
        assertThat(failed.reason().code()).isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
    }
}
