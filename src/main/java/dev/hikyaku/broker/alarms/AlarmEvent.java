package dev.hikyaku.broker.alarms;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The detail of an alarm's event, in the form of CloudWatch's. */
final class AlarmEvent {
    static final String SOURCE = "aws.cloudwatch";
    static final String DETAIL_TYPE = "CloudWatch Alarm State Change";

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);

    private AlarmEvent() {}

    static ObjectNode detail(QueueAlarm alarm, AlarmState before, AlarmState now) {
        ObjectNode detail = object().put("alarmName", alarm.name());
        detail.set("state", state(now));
        detail.set("previousState", state(before));
        detail.set("configuration", configuration(alarm));
        return detail;
    }

    private static ObjectNode state(AlarmState state) {
        return object().put("value", state.value().name())
                .put("reason", state.reason())
                .put("timestamp", text(state.since()));
    }

    private static String text(Instant time) {
        return TIMESTAMP.format(time);
    }

    private static ObjectNode configuration(QueueAlarm alarm) {
        ObjectNode metric = object();
        metric.put("namespace", "AWS/SQS").put("name", alarm.metric().label());
        metric.set("dimensions", object().put("QueueName", alarm.queue().name()));
        ObjectNode stat = object();
        stat.set("metric", metric);
        stat.put("period", QueueAlarms.PERIOD.toSeconds()).put("stat", "Maximum");
        ObjectNode configuration = object();
        configuration
                .putArray("metrics")
                .addObject()
                .put("id", "m1")
                .put("returnData", true)
                .set("metricStat", stat);
        return configuration;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
