package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags: set, read and taken away. */
interface TagCases extends SqsCases {
    private static Map<String, String> numbered(int from, int to) {
        return IntStream.range(from, to)
                .boxed()
                .collect(Collectors.toMap(i -> "key-" + i, i -> "value " + i));
    }

    @Test
    default void aNewQueueHasNoTags() {
        assertThat(sqs().tags(newQueue())).isEmpty();
    }

    @Test
    default void tagsAreAddedReplacedAndTakenAway() {
        String queue = newQueue();
        sqs().tag(queue, Map.of("team", "blue", "env", "test"));
        assertThat(sqs().tags(queue)).isEqualTo(Map.of("team", "blue", "env", "test"));
        sqs().tag(queue, Map.of("team", "red", "cost", "7"));
        assertThat(sqs().tags(queue)).isEqualTo(Map.of("team", "red", "env", "test", "cost", "7"));
        sqs().untag(queue, List.of("team", "none"));
        assertThat(sqs().tags(queue)).isEqualTo(Map.of("env", "test", "cost", "7"));
        sqs().untag(queue, List.of("env", "cost"));
        assertThat(sqs().tags(queue)).isEmpty();
    }

    @Test
    default void aQueueMayBeCreatedWithTags() {
        String name = newName();
        String queue = sqs().createQueue(name, Map.of("DelaySeconds", "1"), Map.of("a", "b"));
        assertThat(sqs().tags(queue)).isEqualTo(Map.of("a", "b"));
        assertThat(sqs().createQueue(name, Map.of(), Map.of("c", "d"))).isEqualTo(queue);
        assertThat(sqs().tags(queue)).as("of the queue that was there").isEqualTo(Map.of("a", "b"));
    }

    @Test
    default void tagsStayWhenAttributesChangeAndMessagesArePurged() {
        String queue = newQueue();
        sqs().tag(queue, Map.of("a", "b"));
        sqs().setQueueAttributes(queue, Map.of("DelaySeconds", "1"));
        sqs().purge(queue);
        assertThat(sqs().tags(queue)).isEqualTo(Map.of("a", "b"));
    }

    @Test
    default void theTagsOfADeletedQueueAreGone() {
        String name = newName();
        String queue = sqs().createQueue(name, Map.of(), Map.of("a", "b"));
        sqs().deleteQueue(queue);
        sqs().createQueue(name, Map.of());
        assertThat(sqs().tags(queue)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k",
                "Key",
                "with blank",
                "a.b:/=+-@_",
                "\u00e9\u3042\ud83d\ude80",
                "<&>\"'",
                "awsome",
                "my:aws:key"
            })
    default void aTagsKeyAndValueAreKeptAsTheyAre(String text) {
        String queue = newQueue();
        sqs().tag(queue, Map.of(text, text));
        assertThat(sqs().tags(queue)).isEqualTo(Map.of(text, text));
        sqs().untag(queue, List.of(text));
        assertThat(sqs().tags(queue)).isEmpty();
    }

    @Test
    default void caseCountsInKeys() {
        String queue = newQueue();
        sqs().tag(queue, Map.of("a", "1", "A", "2"));
        assertThat(sqs().tags(queue)).isEqualTo(Map.of("a", "1", "A", "2"));
        sqs().untag(queue, List.of("A"));
        assertThat(sqs().tags(queue)).isEqualTo(Map.of("a", "1"));
    }

    @Test
    default void aValueMayBeEmpty() {
        String queue = newQueue();
        sqs().tag(queue, Map.of("flag", ""));
        assertThat(sqs().tags(queue)).isEqualTo(Map.of("flag", ""));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "128, 256"})
    default void lengthsMayBeAtTheirBounds(int key, int value) {
        String queue = newQueue();
        Map<String, String> tags = Map.of("\ud83d\ude80".repeat(key), "\ud83d\ude80".repeat(value));
        sqs().tag(queue, tags);
        assertThat(sqs().tags(queue)).isEqualTo(tags);
    }

    private void assertTagsRefused(Map<String, String> tags, String... words) {
        String queue = newQueue();
        sqs().tag(queue, Map.of("before", "kept"));
        assertRefused("InvalidParameterValue", () -> sqs().tag(queue, tags), words);
        assertThat(sqs().tags(queue)).isEqualTo(Map.of("before", "kept"));
        String name = newName();
        assertRefused(
                "InvalidParameterValue", () -> sqs().createQueue(name, Map.of(), tags), words);
        assertRefused(GONE, () -> sqs().queueUrl(name));
    }

    @Test
    default void aKeyOf129CharactersIsRefused() {
        assertTagsRefused(Map.of("k".repeat(129), "x"), "1 to 128", "129");
    }

    @Test
    default void aValueOf257CharactersIsRefused() {
        assertTagsRefused(Map.of("key", "v".repeat(257)), "0 to 256", "257", "key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws:", "aws:team", "AWS:team", "Aws:x"})
    default void aKeyOfAwsIsRefused(String key) {
        assertTagsRefused(Map.of(key, "x", "good", "y"), "aws:", key);
    }

    @Test
    default void fiftyTagsAreTheLimit() {
        String queue = newQueue();
        sqs().tag(queue, numbered(0, 30));
        sqs().tag(queue, numbered(10, 50));
        assertThat(sqs().tags(queue)).isEqualTo(numbered(0, 50));
        assertRefused(
                "InvalidParameterValue", () -> sqs().tag(queue, numbered(50, 51)), "50", "51");
        sqs().tag(queue, Map.of("key-7", "anew"));
        assertThat(sqs().tags(queue)).hasSize(50).containsEntry("key-7", "anew");
        String name = newName();
        assertRefused(
                "InvalidParameterValue",
                () -> sqs().createQueue(name, Map.of(), numbered(0, 51)),
                "50",
                "51");
        assertThat(sqs().tags(sqs().createQueue(name, Map.of(), numbered(0, 50))))
                .isEqualTo(numbered(0, 50));
    }

    @Test
    default void nothingToTagOrUntagIsRefused() {
        String queue = newQueue();
        assertRefused("MissingParameter", () -> sqs().tag(queue, Map.of()), "Tags");
        assertRefused("MissingParameter", () -> sqs().untag(queue, List.of()), "TagKeys");
    }

    @Test
    default void aQueueThatIsNotThereHasNoTags() {
        String queue = newQueue();
        sqs().deleteQueue(queue);
        assertRefused(GONE, () -> sqs().tag(queue, Map.of("a", "b")));
        assertRefused(GONE, () -> sqs().untag(queue, List.of("a")));
        assertRefused(GONE, () -> sqs().tags(queue));
    }
}
