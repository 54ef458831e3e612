package dev.hikyaku.api.sns;

import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Endpoint;
import dev.hikyaku.api.Page;
import dev.hikyaku.api.Scope;
import dev.hikyaku.broker.topics.Topics;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.topic.Topic;
import dev.hikyaku.topic.TopicArn;
import dev.hikyaku.topic.TopicError;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the actions share: the topics, and the way from what a request names to one of them. */
record TopicActions(Topics topics, Endpoint endpoint) {
    Scope scope(Caller caller) {
        return Scope.of(caller, endpoint);
    }

    /**
     * A parameter that has to be there.
     *
     * @throws ServiceException (InvalidParameter) if it is not, or is empty
     */
    static String required(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw TopicError.missing(name);
        }
        return value;
    }

    static TopicArn arn(@Nullable String topicArn) {
        return TopicArn.parse("TopicArn", required("TopicArn", topicArn));
    }

    /**
     * The topic that a request names.
     *
     * @throws ServiceException InvalidParameter or NotFound
     */
    Topic topic(@Nullable String topicArn) {
        return topics.require(arn(topicArn).toString());
    }

    /**
     * The topic whose tags a request names.
     *
     * @throws ServiceException InvalidParameter or ResourceNotFound
     */
    Topic resource(@Nullable String resourceArn) {
        String arn = required("ResourceArn", resourceArn);
        Topic topic = topics.find(TopicArn.parse("ResourceArn", arn).toString());
        if (topic == null) {
            throw new ServiceException(TopicError.RESOURCE_NOT_FOUND, "Resource does not exist");
        }
        return topic;
    }

    /**
     * Where the page before ended.
     *
     * @throws ServiceException (InvalidParameter) if no earlier page returned the token
     */
    static @Nullable String position(@Nullable String nextToken) {
        try {
            return nextToken == null || nextToken.isEmpty() ? null : Page.position(nextToken);
        } catch (ServiceException e) {
            throw TopicError.invalid("NextToken");
        }
    }

    /** A map of attributes; a null value counts as an empty one. */
    static Map<String, String> attributes(@Nullable Map<String, @Nullable String> given) {
        var attributes = new LinkedHashMap<String, String>();
        if (given != null) {
            given.forEach((name, value) -> attributes.put(name, value == null ? "" : value));
        }
        return attributes;
    }
}
