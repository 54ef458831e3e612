package dev.hikyaku.server;

import dev.hikyaku.broker.alarms.QueueAlarm.Metric;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** {@code [[queue]]} of the configuration file. */
final class QueueSection {
    private static final int ALARM_DEPTH_MAX = 1_000_000_000;

    private QueueSection() {}

    static ServerSettings.Queue read(Section section) {
        String name = section.requiredText("name");
        Map<String, String> attributes = section.textMap("attributes");
        ConfigFile.check(section, "name", () -> QueueArn.checkName(name));
        ConfigFile.check(
                section, "attributes", () -> QueueAttributes.defaultsFor(name).with(attributes));
        String deadLetter = section.text("dead-letter");
        if (deadLetter != null) {
            ConfigFile.check(section, "dead-letter", () -> QueueArn.checkName(deadLetter));
            if (deadLetter.endsWith(".fifo") != name.endsWith(".fifo")) {
                throw section.wrong(
                        "dead-letter",
                        "must be of the queue's own type: with .fifo at its end for a FIFO queue,"
                                + " without for a standard queue");
            }
        }
        Integer maxReceiveCount =
                section.integer("max-receive-count", 1, Limits.MAX_RECEIVE_COUNT_MAX);
        if (maxReceiveCount != null && deadLetter == null) {
            throw section.wrong(
                    "max-receive-count", "needs dead-letter, the name of another queue");
        }
        var alarms = alarms(section, attributes);
        section.finish();
        return new ServerSettings.Queue(
                name,
                attributes,
                deadLetter,
                Objects.requireNonNullElse(
                        maxReceiveCount, ServerSettings.Queue.MAX_RECEIVE_COUNT_DEFAULT),
                alarms);
    }

    private static Map<Metric, Long> alarms(Section section, Map<String, String> attributes) {
        var alarms = new EnumMap<Metric, Long>(Metric.class);
        Integer depth = section.integer("alarm-depth", 1, ALARM_DEPTH_MAX);
        if (depth != null) {
            alarms.put(Metric.DEPTH, depth.longValue());
        }
        Duration age = section.duration("alarm-age");
        if (age != null) {
            alarms.put(Metric.AGE, seconds(section, age, attributes));
        }
        return alarms;
    }

    /** No message becomes older than the queue's retention. */
    private static long seconds(Section section, Duration age, Map<String, String> attributes) {
        String retention = attributes.get("MessageRetentionPeriod");
        long max = retention == null ? Limits.RETENTION_SECONDS_MAX : Long.parseLong(retention);
        if (age.toMillisPart() != 0 || age.toSeconds() < 1 || age.toSeconds() >= max) {
            throw section.wrong(
                    "alarm-age",
                    "must be whole seconds from 1s to less than "
                            + max
                            + "s, how long the queue keeps a message");
        }
        return age.toSeconds();
    }
}
