package dev.hikyaku.simulation;

import dev.hikyaku.model.QueueArn;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A queue as the simulation defines it; a limit of 0 receives means no redrive policy. */
record QueueSpec(
        String name,
        int retentionSeconds,
        int delaySeconds,
        @Nullable String deadLetters,
        int max) {
    static final int RETENTION_DEFAULT = 345_600;

    static QueueSpec plain(String name) {
        return new QueueSpec(name, RETENTION_DEFAULT, 0, null, 0);
    }

    QueueSpec retained(int seconds) {
        return new QueueSpec(name, seconds, delaySeconds, deadLetters, max);
    }

    QueueSpec redriven(String target, int maxReceiveCount) {
        return new QueueSpec(name, retentionSeconds, delaySeconds, target, maxReceiveCount);
    }

    QueueSpec delayed(int seconds) {
        return new QueueSpec(name, retentionSeconds, seconds, deadLetters, max);
    }

    boolean fifo() {
        return name.endsWith(".fifo");
    }

    QueueArn arn() {
        return arn(name);
    }

    static QueueArn arn(String name) {
        return new QueueArn("eu-central-1", "000000000000", name);
    }

    Map<String, String> attributes() {
        var attributes = new TreeMap<String, String>();
        if (fifo()) {
            attributes.put("FifoQueue", "true");
        }
        attributes.put("MessageRetentionPeriod", Integer.toString(retentionSeconds));
        attributes.put("DelaySeconds", Integer.toString(delaySeconds));
        if (deadLetters != null) {
            attributes.put(
                    "RedrivePolicy",
                    "{\"deadLetterTargetArn\":\""
                            + arn(deadLetters)
                            + "\",\"maxReceiveCount\":"
                            + max
                            + "}");
        }
        return attributes;
    }
}
