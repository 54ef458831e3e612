package dev.hikyaku.server;

import dev.hikyaku.broker.buses.TopicPublisher;
import dev.hikyaku.broker.topics.Draft;
import dev.hikyaku.broker.topics.Topics;
import dev.hikyaku.event.EventError;
import dev.hikyaku.topic.Topic;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The server's topics, as targets of rules. */
record EventTopics(Topics topics) implements TopicPublisher {
    @Override
    public CompletableFuture<?> publish(String topicArn, String message) {
        Topic topic = topics.require(topicArn);
        if (topic.fifo()) {
            throw EventError.VALIDATION.of("A rule cannot publish to a FIFO topic.");
        }
        return topics.publish(topic, new Draft(message, null, null, new TreeMap<>(), null, null));
    }
}
