package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tags of topics. */
interface TopicTagCases extends SnsCases {
    private static Map<String, String> tag(String key, String value) {
        return Map.of("Key", key, "Value", value);
    }

    private Map<String, String> tags(String topic) {
        var tags = new TreeMap<String, String>();
        for (JsonNode tag : sns().call("ListTagsForResource", "ResourceArn", topic).path("Tags")) {
            tags.put(tag.path("Key").asString(), tag.path("Value").asString());
        }
        return tags;
    }

    private void tag(String topic, List<Map<String, String>> tags) {
        sns().call("TagResource", "ResourceArn", topic, "Tags", tags);
    }

    @Test
    default void topicTagsAreAddedReplacedAndTakenAway() {
        String topic = newTopic();
        assertThat(tags(topic)).isEmpty();
        tag(topic, List.of(tag("team", "blue"), tag("env", "test")));
        tag(topic, List.of(tag("team", "red"), tag("empty", "")));
        assertThat(tags(topic)).isEqualTo(Map.of("team", "red", "env", "test", "empty", ""));
        sns().call("UntagResource", "ResourceArn", topic, "TagKeys", List.of("team", "none"));
        assertThat(tags(topic)).isEqualTo(Map.of("env", "test", "empty", ""));
    }

    @Test
    default void aTopicMayBeCreatedWithTags() {
        String name = newName();
        String topic =
                sns().call("CreateTopic", "Name", name, "Tags", List.of(tag("a", "b")))
                        .path("TopicArn")
                        .asString();
        assertThat(tags(topic)).isEqualTo(Map.of("a", "b"));
        assertRefused(() -> sns().call("CreateTopic", "Name", name, "Tags", List.of(tag("a", "c"))))
                .returns("InvalidParameter", AwsError::code)
                .returns(
                        "Invalid parameter: Tags Reason: Topic already exists with different tags",
                        AwsError::message);
    }

    @Test
    default void fiftyTopicTagsAreTheLimit() {
        String topic = newTopic();
        tag(topic, IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toList());
        assertRefused(
                        () -> {
                            tag(topic, List.of(tag("more", "v")));
                            return null;
                        })
                .returns("TagLimitExceeded", AwsError::code);
        assertThat(tags(topic)).hasSize(50);
    }

    @Test
    default void aTagsKeyTwiceIsRefused() {
        String topic = newTopic();
        assertRefused(
                        () -> {
                            tag(topic, List.of(tag("a", "1"), tag("a", "2")));
                            return null;
                        })
                .returns("InvalidParameter", AwsError::code)
                .returns("Invalid parameter: Duplicated keys are not allowed.", AwsError::message);
    }

    @Test
    default void aTopicThatIsNotThereHasNoTags() {
        String topic = newTopic() + "-not";
        assertRefused(() -> tags(topic))
                .returns("ResourceNotFound", AwsError::code)
                .returns(404, AwsError::status);
    }
}
