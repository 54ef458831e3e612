package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A queue with an alarm, and a rule that takes its events to another queue. */
@Timeout(60)
final class QueueAlarmIT extends AwsSuite implements EventCases {
    QueueAlarmIT() {
        super(AwsClient.BOTO3, AwsServer.hikyaku());
    }

    @Override
    void prepare(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("hikyaku.toml"), "[[queue]]\nname = \"watched\"\nalarm-depth = 2\n");
    }

    @Test
    void anAlarmReachesAQueueByARule() {
        String alarms = newQueue();
        String rule =
                newRule(
                        "default",
                        """
                        {"source":["aws.cloudwatch"],"detail-type":["CloudWatch Alarm State Change"],
                         "detail":{"alarmName":["watched-depth"],"previousState":{"value":["OK","ALARM"]}}}\
                        """);
        putTarget("default", rule, Map.of("Id", "t", "Arn", queueArn(alarms)));
        String watched =
                sqs().call("GetQueueUrl", "QueueName", "watched").path("QueueUrl").asString();
        for (String body : List.of("one", "two")) {
            sqs().call("SendMessage", "QueueUrl", watched, "MessageBody", body);
        }
        JsonNode raised = event(alarms).path("detail");
        assertThat(raised.path("state").path("value").asString()).isEqualTo("ALARM");
        assertThat(raised.path("previousState").path("value").asString()).isEqualTo("OK");

        assertThat(receive(watched, 2)).hasSize(2);
        JsonNode over = event(alarms);
        assertThat(over.path("detail").path("state").path("value").asString()).isEqualTo("OK");
        assertThat(over.path("resources").path(0).asString())
                .isEqualTo("arn:aws:cloudwatch:us-east-1:000000000000:alarm:watched-depth");
    }
}
