package dev.hikyaku.api.sns;

import dev.hikyaku.api.Action;
import dev.hikyaku.api.Endpoint;
import dev.hikyaku.api.QueryWire;
import dev.hikyaku.api.Service;
import dev.hikyaku.broker.topics.Topics;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.ServiceError;
import dev.hikyaku.topic.TopicError;
import java.util.List;
import java.util.Set;

/** Amazon SNS as this version serves it. Names: the service model of API version 2010-03-31. */
public final class SnsService {
    private static final String VERSION = "2010-03-31";

    /** What leads to phones, or looks into messages. */
    private static final Set<String> UNSUPPORTED =
            Set.of(
                    "CheckIfPhoneNumberIsOptedOut",
                    "CreatePlatformApplication",
                    "CreatePlatformEndpoint",
                    "CreateSMSSandboxPhoneNumber",
                    "DeleteEndpoint",
                    "DeletePlatformApplication",
                    "DeleteSMSSandboxPhoneNumber",
                    "GetDataProtectionPolicy",
                    "GetEndpointAttributes",
                    "GetPlatformApplicationAttributes",
                    "GetSMSAttributes",
                    "GetSMSSandboxAccountStatus",
                    "ListEndpointsByPlatformApplication",
                    "ListOriginationNumbers",
                    "ListPhoneNumbersOptedOut",
                    "ListPlatformApplications",
                    "ListSMSSandboxPhoneNumbers",
                    "OptInPhoneNumber",
                    "PutDataProtectionPolicy",
                    "SetEndpointAttributes",
                    "SetPlatformApplicationAttributes",
                    "SetSMSAttributes",
                    "VerifySMSSandboxPhoneNumber");

    private SnsService() {}

    public static Service create(Topics topics, Endpoint endpoint) {
        var actions = new TopicActions(topics, endpoint);
        return Service.of(
                "sns",
                null,
                new QueryWire(VERSION, "http://sns.amazonaws.com/doc/" + VERSION + "/", null),
                List.of(
                        new Action<>(
                                "AddPermission",
                                AddPermission.Request.class,
                                new AddPermission(actions)::handle),
                        new Action<>(
                                "ConfirmSubscription",
                                ConfirmSubscription.Request.class,
                                new ConfirmSubscription(actions)::handle),
                        new Action<>(
                                "CreateTopic",
                                CreateTopic.Request.class,
                                new CreateTopic(actions)::handle),
                        new Action<>(
                                "DeleteTopic",
                                DeleteTopic.Request.class,
                                new DeleteTopic(actions)::handle),
                        new Action<>(
                                "GetSubscriptionAttributes",
                                GetSubscriptionAttributes.Request.class,
                                new GetSubscriptionAttributes(actions)::handle),
                        new Action<>(
                                "GetTopicAttributes",
                                GetTopicAttributes.Request.class,
                                new GetTopicAttributes(actions)::handle),
                        new Action<>(
                                "ListSubscriptions",
                                ListSubscriptions.Request.class,
                                new ListSubscriptions(actions)::handle),
                        new Action<>(
                                "ListSubscriptionsByTopic",
                                ListSubscriptionsByTopic.Request.class,
                                new ListSubscriptionsByTopic(actions)::handle),
                        new Action<>(
                                "ListTagsForResource",
                                ListTagsForResource.Request.class,
                                new ListTagsForResource(actions)::handle),
                        new Action<>(
                                "ListTopics",
                                ListTopics.Request.class,
                                new ListTopics(actions)::handle),
                        new Action<>(
                                "Publish", Publish.Request.class, new Publish(actions)::handle),
                        new Action<>(
                                "PublishBatch",
                                PublishBatch.Request.class,
                                new PublishBatch(actions)::handle),
                        new Action<>(
                                "RemovePermission",
                                RemovePermission.Request.class,
                                new RemovePermission(actions)::handle),
                        new Action<>(
                                "SetSubscriptionAttributes",
                                SetSubscriptionAttributes.Request.class,
                                new SetSubscriptionAttributes(actions)::handle),
                        new Action<>(
                                "SetTopicAttributes",
                                SetTopicAttributes.Request.class,
                                new SetTopicAttributes(actions)::handle),
                        new Action<>(
                                "Subscribe",
                                Subscribe.Request.class,
                                new Subscribe(actions)::handle),
                        new Action<>(
                                "TagResource",
                                TagResource.Request.class,
                                new TagResource(actions)::handle),
                        new Action<>(
                                "Unsubscribe",
                                Unsubscribe.Request.class,
                                new Unsubscribe(actions)::handle),
                        new Action<>(
                                "UntagResource",
                                UntagResource.Request.class,
                                new UntagResource(actions)::handle)),
                UNSUPPORTED,
                SnsService::common);
    }

    /** What SNS calls an error. */
    static ServiceError named(ServiceError error) {
        return error instanceof ErrorCode common ? common(common) : error;
    }

    private static ServiceError common(ErrorCode error) {
        return switch (error) {
            case INVALID_PARAMETER_VALUE, MALFORMED_INPUT, MISSING_PARAMETER ->
                    TopicError.INVALID_PARAMETER;
            case INTERNAL_FAILURE -> TopicError.INTERNAL_ERROR;
            case REQUEST_THROTTLED -> TopicError.THROTTLED;
            default -> error;
        };
    }
}
