package dev.hikyaku.bench.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who forwards messages from a queue to an HTTP worker. */
public enum Rival {
    HIKYAKU("hikyaku work"),
    SPRING("Spring Cloud AWS"),
    SPRING_WITH_BACK_OFF("Spring Cloud AWS with its exponential back-off");

    public static final int CONCURRENCY = 50;

    private final String text;

    Rival(String text) {
        this.text = text;
    }

    /** As a report names it. */
    public String text() {
        return text;
    }

    /** The name of its queue, where each has one. */
    public String queue() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What it has to do.
     *
     * @param endpoint of the server
     * @param url of the worker
     * @param visibilitySeconds the queue's visibility timeout
     */
    public record Job(String endpoint, String queueUrl, String url, int visibilitySeconds) {}

    List<String> command(List<String> product, List<String> spring, Job job) {
        List<String> command = new ArrayList<>(this == HIKYAKU ? product : spring);
        command.addAll(
                this == HIKYAKU
                        ? List.of(
                                "work",
                                "--endpoint=" + job.endpoint,
                                "--queue-url=" + job.queueUrl,
                                "--to=" + job.url,
                                "--concurrency=" + CONCURRENCY,
                                "--visibility-timeout=" + job.visibilitySeconds + "s")
                        : List.of(
                                "--spring.cloud.aws.endpoint=" + job.endpoint,
                                "--forwarder.queue=" + job.queueUrl,
                                "--forwarder.url=" + job.url,
                                "--forwarder.back-off=" + (this == SPRING_WITH_BACK_OFF)));
        return command;
    }
}
