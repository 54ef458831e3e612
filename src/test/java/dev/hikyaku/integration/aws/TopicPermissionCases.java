package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Permissions, which are kept in the policy. */
interface TopicPermissionCases extends SnsCases {
    private void allow(String topic, String label, String account, String action) {
        sns().call(
                        "AddPermission",
                        "TopicArn",
                        topic,
                        "Label",
                        label,
                        "AWSAccountId",
                        List.of(account, "999988887777"),
                        "ActionName",
                        List.of(action));
    }

    private JsonNode statements(String topic) {
        return JSON.readTree(topicAttributes(topic).path("Policy").asString()).path("Statement");
    }

    @Test
    default void aTopicsPermissionsComeAndGo() {
        String topic = newTopic();
        allow(topic, "share", "111122223333", "Publish");
        JsonNode added = statements(topic).path(1);
        assertThat(added.path("Sid").asString()).isEqualTo("share");
        assertThat(added.path("Effect").asString()).isEqualTo("Allow");
        assertThat(added.path("Principal").path("AWS").size()).isEqualTo(2);
        assertThat(added.path("Action").asString()).isEqualTo("SNS:Publish");
        assertThat(added.path("Resource").asString()).isEqualTo(topic);
        sns().call("RemovePermission", "TopicArn", topic, "Label", "share");
        assertThat(statements(topic).size()).isEqualTo(1);
    }

    @Test
    default void aPermissionsLabelTwiceIsRefused() {
        String topic = newTopic();
        allow(topic, "share", "111122223333", "Publish");
        assertRefused(
                        () -> {
                            allow(topic, "share", "111122223333", "Publish");
                            return null;
                        })
                .returns("InvalidParameter", AwsError::code)
                .returns("Invalid parameter: Statement already exists", AwsError::message);
    }

    @Test
    default void anActionThatTopicsDoNotHaveIsRefused() {
        String topic = newTopic();
        assertRefused(
                        () -> {
                            allow(topic, "share", "111122223333", "Dance");
                            return null;
                        })
                .returns("InvalidParameter", AwsError::code)
                .returns(
                        "Invalid parameter: Policy statement action out of service scope!",
                        AwsError::message);
    }

    @Test
    default void permissionsOfATopicThatIsNotThereAreNotFound() {
        String topic = newTopic() + "-not";
        assertRefused(() -> sns().call("RemovePermission", "TopicArn", topic, "Label", "share"))
                .returns("NotFound", AwsError::code);
    }
}
