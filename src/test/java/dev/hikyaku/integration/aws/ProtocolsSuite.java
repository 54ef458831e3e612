package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.AwsError;
import dev.hikyaku.integration.aws.FakeServices.Attribute;
import dev.hikyaku.integration.aws.FakeServices.Batch;
import dev.hikyaku.integration.aws.FakeServices.Entry;
import dev.hikyaku.integration.aws.FakeServices.Event;
import dev.hikyaku.integration.aws.FakeServices.Events;
import dev.hikyaku.integration.aws.FakeServices.Page;
import dev.hikyaku.integration.aws.FakeServices.Retry;
import dev.hikyaku.integration.aws.FakeServices.Schedule;
import dev.hikyaku.integration.aws.FakeServices.Tag;
import dev.hikyaku.integration.aws.FakeServices.Tagged;
import dev.hikyaku.integration.aws.FakeServices.Target;
import dev.hikyaku.integration.aws.FakeServices.Topic;
import dev.hikyaku.integration.aws.FakeServices.Untagged;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every kind of member and of error, in every protocol, there and back, as the SDKs have them. */
abstract class ProtocolsSuite extends AwsSuite {
    private static final String ARN = "arn:aws:scheduler:us-east-1:000000000000:schedule-group/a b";
    private static final double SECONDS = 1767323045.25;

    private final FakeServices server;

    ProtocolsSuite(AwsClient client) {
        this(client, new FakeServices());
    }

    private ProtocolsSuite(AwsClient client, FakeServices server) {
        super(client, server);
        this.server = server;
    }

    @Test
    void queryRequestsHaveNestedListsAndMaps() {
        sns().call(
                        "PublishBatch",
                        "TopicArn",
                        "t",
                        "PublishBatchRequestEntries",
                        List.of(
                                Map.of("Id", "1", "Message", "a&b=ä"),
                                Map.of(
                                        "Id",
                                        "2",
                                        "MessageAttributes",
                                        Map.of(
                                                "n",
                                                Map.of(
                                                        "DataType",
                                                        "Binary",
                                                        "BinaryValue",
                                                        AwsApi.bytes(new byte[] {0, -1}))))));
        assertThat(server.last())
                .usingRecursiveComparison()
                .isEqualTo(
                        new Batch(
                                "t",
                                List.of(
                                        new Entry("1", "a&b=ä", null),
                                        new Entry(
                                                "2",
                                                null,
                                                Map.of(
                                                        "n",
                                                        new Attribute(
                                                                "Binary",
                                                                null,
                                                                new byte[] {0, -1}))))));
    }

    @Test
    void queryRequestsHaveMapsAndBooleans() {
        sns().call(
                        "Subscribe",
                        "TopicArn",
                        "t",
                        "Attributes",
                        Map.of("RawMessageDelivery", "true"),
                        "ReturnSubscriptionArn",
                        true);
        assertThat(server.last())
                .isEqualTo(new Topic("t", Map.of("RawMessageDelivery", "true"), true));
        sns().call("TagResource", "ResourceArn", "t", "Tags", List.of(tag("k", "v")));
        assertThat(server.last()).isEqualTo(new Tagged("t", List.of(new Tag("k", "v"))));
    }

    @Test
    void queryAnswersHaveListsMapsAndTimestamps() {
        assertThat(sns().call("GetTopicAttributes", "TopicArn", "t").toString())
                .isEqualTo("{\"Attributes\":{\"Owner\":\"<&>\\r\\n\"}}");
        assertThat(sns().call("ListTagsForResource", "ResourceArn", "t").toString())
                .isEqualTo("{\"Tags\":[{\"Key\":\"k\",\"Value\":\"v\"}]}");
        assertThat(sns().call("ListTopics").path("Topics").isArray()).isTrue();
        JsonNode number = sns().call("ListOriginationNumbers").path("PhoneNumbers").path(0);
        assertThat(number.path("CreatedAt").asDouble()).isEqualTo(SECONDS);
        assertThat(number.path("NumberCapabilities").toString()).isEqualTo("[\"SMS\"]");
        assertThat(sns().call("DeleteTopic", "TopicArn", "t").isEmpty()).isTrue();
    }

    @Test
    void queryErrorsAreTheServicesOwn() {
        assertRefused(() -> sns().call("SetTopicAttributes", "TopicArn", "t", "AttributeName", "a"))
                .returns("NotFound", AwsError::code)
                .returns("There is none.", AwsError::message)
                .returns(404, AwsError::status);
        assertRefused(() -> sns().call("SetSMSAttributes", "attributes", Map.of("a", "b")))
                .returns("AWS.SimpleQueueService.UnsupportedOperation", AwsError::code);
    }

    @Test
    void jsonHasTimestampsAsNumbers() {
        JsonNode put =
                events().call(
                                "PutEvents",
                                "Entries",
                                List.of(
                                        Map.of(
                                                "Time",
                                                "2026-01-02T03:04:05Z",
                                                "Source",
                                                "s",
                                                "Resources",
                                                List.of("r"))));
        assertThat(put.toString()).isEqualTo("{\"FailedEntryCount\":0,\"Entries\":[]}");
        assertThat(server.last())
                .isEqualTo(
                        new Events(
                                List.of(
                                        new Event(
                                                Instant.parse("2026-01-02T03:04:05Z"),
                                                "s",
                                                List.of("r")))));
        JsonNode archive = events().call("DescribeArchive", "ArchiveName", "a");
        assertThat(archive.path("CreationTime").asDouble()).isEqualTo(SECONDS);
        assertThat(archive.path("RetentionDays").asInt()).isEqualTo(7);
        assertThat(archive.path("EventCount").asLong()).isEqualTo(9_000_000_000L);
    }

    @Test
    void jsonKeepsEmptyLists() {
        assertThat(events().call("ListRules").toString()).isEqualTo("{\"Rules\":[]}");
        assertThat(events().call("DeleteArchive", "ArchiveName", "a").isEmpty()).isTrue();
    }

    @Test
    void jsonErrorsAreTheServicesOwn() {
        assertRefused(() -> events().call("DescribeRule", "Name", "a"))
                .returns("ResourceNotFoundException", AwsError::code)
                .returns("There is none.", AwsError::message)
                .returns(400, AwsError::status);
        assertRefused(() -> events().call("CreateEndpoint", "Name", "a"))
                .returns("UnsupportedOperationHere", AwsError::code);
    }

    @Test
    void restRequestsArePathQueryAndBody() {
        JsonNode created =
                scheduler()
                        .call(
                                "CreateSchedule",
                                "Name",
                                "a.b-c_d",
                                "StartDate",
                                1767323045,
                                "Target",
                                Map.of(
                                        "Arn",
                                        "t",
                                        "RetryPolicy",
                                        Map.of("MaximumRetryAttempts", 3)));
        assertThat(created.toString()).isEqualTo("{\"ScheduleArn\":\"arn\"}");
        assertThat(server.last())
                .isEqualTo(
                        new Schedule(
                                "a.b-c_d",
                                null,
                                Instant.ofEpochSecond(1767323045),
                                new Target("t", new Retry(3))));
        JsonNode found = scheduler().call("GetSchedule", "Name", "a", "GroupName", "g&h");
        assertThat(found.path("StartDate").asDouble()).isEqualTo(SECONDS);
        assertThat(server.last()).isEqualTo(new Schedule("a", "g&h", null, null));
        assertThat(scheduler().call("ListSchedules", "GroupName", "g", "MaxResults", 3).toString())
                .isEqualTo("{\"Schedules\":[]}");
        assertThat(server.last()).isEqualTo(new Page("g", 3));
    }

    @Test
    void restPathsMayBeArns() {
        scheduler().call("TagResource", "ResourceArn", ARN, "Tags", List.of(tag("k", "v")));
        assertThat(server.last()).isEqualTo(new Tagged(ARN, List.of(new Tag("k", "v"))));
        scheduler().call("UntagResource", "ResourceArn", ARN, "TagKeys", List.of("a", "b c"));
        assertThat(server.last()).isEqualTo(new Untagged(ARN, List.of("a", "b c")));
    }

    @Test
    void restErrorsAreTheServicesOwn() {
        assertRefused(() -> scheduler().call("DeleteSchedule", "Name", "a"))
                .returns("ConflictException", AwsError::code)
                .returns("There is none.", AwsError::message)
                .returns(409, AwsError::status);
        assertRefused(() -> scheduler().call("UpdateSchedule", "Name", "a"))
                .returns("MethodNotAllowedHere", AwsError::code);
    }

    private static Map<String, String> tag(String key, String value) {
        return Map.of("Key", key, "Value", value);
    }
}
