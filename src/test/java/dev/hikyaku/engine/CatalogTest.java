package dev.hikyaku.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.model.QueueArn;
import dev.hikyaku.model.QueueAttributes;
import dev.hikyaku.queue.QueueDefinition;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private final Catalog catalog = new Catalog(Partitions.noDefinitions());

    private static QueueArn arn(String name) {
        return new QueueArn("eu", "000000000000", name);
    }

    private QueueDefinition put(QueueArn arn, @Nullable QueueArn deadLetters) {
        var attributes = QueueAttributes.defaults();
        if (deadLetters != null) {
            attributes =
                    attributes.with(
                            Map.of(
                                    "RedrivePolicy",
                                    "{\"deadLetterTargetArn\":\""
                                            + deadLetters
                                            + "\",\"maxReceiveCount\":1}"));
        }
        var queue = new QueueDefinition(1, 1, arn, attributes, Map.of(), 0, 0, 0);
        catalog.put(queue);
        return queue;
    }

    @Test
    void findsByPrefixWithinOneRegionAndAccount() {
        for (String name : new String[] {"a-1", "a", "a-2", "b", "A-1"}) {
            put(arn(name), null);
        }
        put(new QueueArn("eu-x", "000000000000", "a-3"), null);
        put(new QueueArn("e", "000000000000", "a-3"), null);
        put(new QueueArn("eu", "000000000001", "a-3"), null);
        assertThat(catalog.find("eu", "000000000000", "a-", null))
                .containsExactly(arn("a-1"), arn("a-2"));
        assertThat(catalog.find("eu", "000000000000", "", null))
                .containsExactly(arn("A-1"), arn("a"), arn("a-1"), arn("a-2"), arn("b"));
        assertThat(catalog.find("eu", "000000000000", "", arn("a-1")))
                .containsExactly(arn("a-2"), arn("b"));
        assertThat(catalog.find("eu", "000000000000", "a-", arn("A-1"))).hasSize(2);
        assertThat(catalog.find("eu", "000000000000", "a-", arn("z"))).isEmpty();
    }

    @Test
    void sourcesFollowThePolicies() {
        put(arn("a"), arn("dead"));
        put(arn("b"), arn("dead"));
        put(arn("c"), arn("dead-2"));
        put(arn("d"), null);
        assertThat(catalog.sourcesOf(arn("dead"), null)).containsExactly(arn("a"), arn("b"));
        assertThat(catalog.sourcesOf(arn("dead"), arn("a"))).containsExactly(arn("b"));
        put(arn("a"), arn("dead-2"));
        put(arn("d"), arn("dead"));
        put(arn("b"), arn("dead"));
        assertThat(catalog.sourcesOf(arn("dead"), null)).containsExactly(arn("b"), arn("d"));
        assertThat(catalog.sourcesOf(arn("dead-2"), null)).containsExactly(arn("a"), arn("c"));
        put(arn("b"), null);
        assertThat(catalog.sourcesOf(arn("dead"), null)).containsExactly(arn("d"));
    }

    @Test
    void aRemovedQueueIsNobodysSource() {
        QueueDefinition queue = put(arn("a"), arn("dead"));
        catalog.remove(queue);
        assertThat(catalog.find(arn("a"))).isNull();
        assertThat(catalog.sourcesOf(arn("dead"), null)).isEmpty();
    }
}
