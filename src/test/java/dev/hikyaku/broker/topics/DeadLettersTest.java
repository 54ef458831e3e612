package dev.hikyaku.broker.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.broker.push.QueueSender;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.DeadReason;
import dev.hikyaku.model.MessageAttribute;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.store.MemoryStore;
import dev.hikyaku.topic.Protocol;
import dev.hikyaku.topic.Subscription;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeadLettersTest {
    private static final QueueArn DEAD = new QueueArn("eu-1", "111111111111", "dead");
    private static final int QUEUE_BYTES = 1024;

    private final Engine engine = Engine.start(new MemoryStore(), 2, 42, System::currentTimeMillis);
    private final DeadLetters deadLetters = new DeadLetters(new QueueSender(engine));

    @AfterEach
    void end() {
        engine.close();
    }

    private long queue() throws Exception {
        var attributes = new HashMap<>(QueueAttributes.defaultsFor(DEAD.name()).toMap());
        attributes.put("MaximumMessageSize", Integer.toString(QUEUE_BYTES));
        var create = new QueueCommand.Create(DEAD, attributes, Map.of());
        var made = engine.create(create).get(10, TimeUnit.SECONDS);
        return ((QueueReply.Defined) made).queue().id();
    }

    private MessageContent buried(String body, Map<String, MessageAttribute> attributes)
            throws Exception {
        long queue = queue();
        var subscription =
                new Subscription(
                        "arn:aws:sns:eu-1:111111111111:news:1",
                        "arn:aws:sns:eu-1:111111111111:news",
                        "111111111111",
                        Protocol.SQS,
                        "arn:aws:sqs:eu-1:111111111111:gone",
                        Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + DEAD + "\"}"),
                        null,
                        0,
                        false,
                        false);
        var content = MessageContent.of(body, new TreeMap<>(attributes), Map.of(), null);
        deadLetters.bury(subscription, content, "it is gone").get(10, TimeUnit.SECONDS);
        var received =
                engine.receive(new QueueCommand.Receive(queue, 1, null), 0)
                        .reply()
                        .get(10, TimeUnit.SECONDS);
        return ((QueueReply.Received) received).messages().getFirst().message().content();
    }

    private static MessageAttribute text(String value) {
        return new MessageAttribute("String", value, null);
    }

    @Test
    void aDeadLetterSaysWhy() throws Exception {
        assertThat(buried("hello", Map.of("a", text("b"))).attributes())
                .containsExactly(
                        Map.entry(DeadReason.NAME, text("it is gone")), Map.entry("a", text("b")));
    }

    @Test
    void whatHasNoRoomForTheReasonGoesWithoutIt() throws Exception {
        MessageContent dead = buried("x".repeat(QUEUE_BYTES), Map.of());
        assertThat(dead.body()).hasSize(QUEUE_BYTES);
        assertThat(dead.attributes()).isEmpty();
    }

    @Test
    void tenAttributesStayAsTheyAre() throws Exception {
        var attributes = new HashMap<String, MessageAttribute>();
        for (int i = 0; i < 10; i++) {
            attributes.put("a" + i, text("b"));
        }
        assertThat(buried("hello", attributes).attributes()).isEqualTo(attributes);
    }
}
