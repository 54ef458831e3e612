package dev.hikyaku.server;

import dev.hikyaku.api.Endpoint;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the queues that the configuration names be there and be as it says. Queues it does not name
 * stay as they are.
 */
record QueueSetup(Engine engine, Endpoint endpoint) {
    private static final Logger LOG = LoggerFactory.getLogger(QueueSetup.class);

    /** First all of them, then their attributes, so that each finds its dead-letter queue. */
    void apply(List<ServerSettings.Queue> queues) {
        queues.forEach(queue -> ensure(queue.name()));
        queues.forEach(queue -> {
            if (queue.deadLetter() != null) {
                ensure(queue.deadLetter());
            }
        });
        queues.forEach(this::update);
    }

    /** Creates the queue with AWS's defaults if there is none of that name. */
    void ensure(String name) {
        QueueArn arn = endpoint.arn(name);
        if (engine.catalog().find(arn) == null) {
            Map<String, String> attributes = QueueAttributes.defaultsFor(name).toMap();
            done(engine.create(new QueueCommand.Create(arn, attributes, Map.of())));
            LOG.info("Created the queue {}", name);
        }
    }

    private void update(ServerSettings.Queue queue) {
        QueueDefinition existing = engine.catalog().require(endpoint.arn(queue.name()));
        var attributes = new HashMap<>(queue.attributes());
        if (queue.deadLetter() != null) {
            attributes.put(
                    "RedrivePolicy",
                    "{\"deadLetterTargetArn\":\""
                            + endpoint.arn(queue.deadLetter())
                            + "\",\"maxReceiveCount\":"
                            + queue.maxReceiveCount()
                            + "}");
        }
        attributes
                .entrySet()
                .removeIf(set ->
                        existing.attributes().differing(Map.of(set.getKey(), set.getValue()))
                                == null);
        if (!attributes.isEmpty()) {
            done(
                    engine.submit(
                            existing.id(),
                            new QueueCommand.SetAttributes(existing.id(), attributes)));
            LOG.info("Set {} of the queue {}", attributes.keySet(), queue.name());
        }
    }

    private static void done(CompletableFuture<QueueReply> reply) {
        reply.join();
    }
}
