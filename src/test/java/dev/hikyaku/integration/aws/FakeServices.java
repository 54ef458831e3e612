package dev.hikyaku.integration.aws;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Action;
import dev.hikyaku.api.Dispatcher;
import dev.hikyaku.api.Empty;
import dev.hikyaku.api.EmptyResult;
import dev.hikyaku.api.JsonWire;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.api.QueryWire;
import dev.hikyaku.api.RestAction;
import dev.hikyaku.api.Service;
import dev.hikyaku.http.ApiServer;
import dev.hikyaku.http.Cors;
import dev.hikyaku.http.HttpLimits;
import dev.hikyaku.http.OwnPaths;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceError;
import dev.hikyaku.model.ServiceException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A few actions with AWS's shapes that note what they are asked, on a real port. */
final class FakeServices implements AwsServer {
    static final Instant TIME = Instant.parse("2026-01-02T03:04:05.250Z");

    record Tag(@Nullable String key, @Nullable String value) {}

    record Attribute(
            @Nullable String dataType,
            @Nullable String stringValue,
            byte @Nullable [] binaryValue) {}

    record Batch(@Nullable String topicArn, @Nullable List<Entry> publishBatchRequestEntries) {}

    record Entry(
            @Nullable String id,
            @Nullable String message,
            @QueryMember(key = "Name", mapValue = "Value")
                    @Nullable Map<String, Attribute> messageAttributes) {}

    record Topic(
            @Nullable String topicArn,
            @Nullable Map<String, String> attributes,
            @Nullable Boolean returnSubscriptionArn) {}

    record TopicAttributes(Map<String, String> attributes) {}

    record Topics(List<Topic> topics) {}

    record Tagged(@Nullable String resourceArn, @Nullable List<Tag> tags) {}

    record Untagged(@Nullable String resourceArn, @Nullable List<String> tagKeys) {}

    record Numbers(List<PhoneNumber> phoneNumbers) {}

    record PhoneNumber(Instant createdAt, List<String> numberCapabilities) {}

    record Events(@Nullable List<Event> entries) {}

    record Event(
            @Nullable Instant time, @Nullable String source, @Nullable List<String> resources) {}

    record Put(int failedEntryCount, List<Event> entries) {}

    record Archive(@Nullable String archiveName) {}

    record Archived(Instant creationTime, int retentionDays, long eventCount) {}

    record Rules(List<Event> rules) {}

    record Schedule(
            @Nullable String name,
            @Nullable String groupName,
            @Nullable Instant startDate,
            @Nullable Target target) {}

    record Target(@Nullable String arn, @Nullable Retry retryPolicy) {}

    record Retry(@Nullable Integer maximumRetryAttempts) {}

    record Page(@Nullable String groupName, @Nullable Integer maxResults) {}

    record Schedules(List<Schedule> schedules) {}

    record Created(@JsonProperty("ScheduleArn") String arn) {}

    private record Code(String shape, String queryCode, int status) implements ServiceError {
        static Code of(ErrorCode code) {
            return new Code(code.shape() + "Here", code.queryCode(), code.status());
        }
    }

    private final AtomicReference<@Nullable Record> last = new AtomicReference<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpLimits limits;

    FakeServices() {
        this(HttpLimits.DEFAULT);
    }

    FakeServices(HttpLimits limits) {
        this.limits = limits;
    }

    /** The request that came in last. */
    @Nullable Record last() {
        return last.get();
    }

    private <I extends Record, O extends Record> Action<I, O> action(
            String name, Class<I> request, Function<I, O> answer) {
        return new Action<>(
                name,
                request,
                (asked, caller) -> {
                    last.set(asked);
                    return CompletableFuture.completedFuture(answer.apply(asked));
                });
    }

    private static ServiceException refusal(String shape, String code, int status) {
        return new ServiceException(new Code(shape, code, status), "There is none.");
    }

    private Service topics() {
        return Service.of(
                "sns",
                null,
                new QueryWire("2010-03-31", "http://sns.amazonaws.com/doc/2010-03-31/", null),
                List.of(
                        action("PublishBatch", Batch.class, asked -> new EmptyResult()),
                        action("Subscribe", Topic.class, asked -> new EmptyResult()),
                        action(
                                "GetTopicAttributes",
                                Topic.class,
                                asked -> new TopicAttributes(Map.of("Owner", "<&>\r\n"))),
                        action("ListTopics", Topic.class, asked -> new Topics(List.of())),
                        action("TagResource", Tagged.class, asked -> new EmptyResult()),
                        action(
                                "ListTagsForResource",
                                Tagged.class,
                                asked -> new Tagged(null, List.of(new Tag("k", "v")))),
                        action(
                                "ListOriginationNumbers",
                                Topic.class,
                                asked ->
                                        new Numbers(
                                                List.of(new PhoneNumber(TIME, List.of("SMS"))))),
                        action("DeleteTopic", Topic.class, asked -> new Empty()),
                        action(
                                "SetTopicAttributes",
                                Topic.class,
                                asked -> {
                                    throw refusal("NotFoundException", "NotFound", 404);
                                })),
                Set.of("SetSMSAttributes"),
                Code::of);
    }

    private Service events() {
        return Service.of(
                "events",
                JsonWire.of("AWSEvents"),
                null,
                List.of(
                        action("PutEvents", Events.class, asked -> new Put(0, List.of())),
                        action("ListRules", Archive.class, asked -> new Rules(List.of())),
                        action(
                                "DescribeArchive",
                                Archive.class,
                                asked -> new Archived(TIME, 7, 9_000_000_000L)),
                        action("DeleteArchive", Archive.class, asked -> new Empty()),
                        action(
                                "DescribeRule",
                                Archive.class,
                                asked -> {
                                    throw refusal("ResourceNotFoundException", "None", 400);
                                })),
                Set.of("CreateEndpoint"),
                Code::of);
    }

    private Service schedules() {
        Map<String, String> group = Map.of("groupName", "GroupName");
        return Service.rest(
                "scheduler",
                List.of(
                        RestAction.of(
                                "POST",
                                "/schedules/{Name}",
                                action(
                                        "CreateSchedule",
                                        Schedule.class,
                                        asked -> new Created("arn"))),
                        RestAction.of(
                                "GET",
                                "/schedules/{Name}",
                                group,
                                action(
                                        "GetSchedule",
                                        Schedule.class,
                                        asked -> new Schedule(asked.name, null, TIME, null))),
                        RestAction.of(
                                "DELETE",
                                "/schedules/{Name}",
                                group,
                                action(
                                        "DeleteSchedule",
                                        Schedule.class,
                                        asked -> {
                                            throw refusal("ConflictException", "None", 409);
                                        })),
                        RestAction.of(
                                "GET",
                                "/schedules",
                                Map.of("ScheduleGroup", "GroupName", "MaxResults", "MaxResults"),
                                action(
                                        "ListSchedules",
                                        Page.class,
                                        asked -> new Schedules(List.of()))),
                        RestAction.of(
                                "POST",
                                "/tags/{ResourceArn}",
                                action("TagResource", Tagged.class, asked -> new EmptyResult())),
                        RestAction.of(
                                "DELETE",
                                "/tags/{ResourceArn}",
                                Map.of("TagKeys", "TagKeys"),
                                action(
                                        "UntagResource",
                                        Untagged.class,
                                        asked -> new EmptyResult()))),
                Code::of);
    }

    @Override
    public String start(Path folder) {
        int port = freePort();
        var http =
                new ApiServer.Shared(
                        "127.0.0.1",
                        port,
                        limits,
                        new Dispatcher(List.of(topics(), events(), schedules())),
                        new OwnPaths(Map.of()),
                        new Cors(Set.of()));
        vertx.deployVerticle(new ApiServer(http))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(AwsCases.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return "http://127.0.0.1:" + port;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(AwsCases.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
