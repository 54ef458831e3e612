package dev.hikyaku.topic;

import dev.hikyaku.model.ServiceException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an HTTP endpoint is delivered to: when again, how fast, as what content type. A topic has one
 * for all of its subscriptions, and each of these may say otherwise.
 *
 * @param perSecond how many deliveries at the most; null for any number
 * @param overridable whether subscriptions may say otherwise
 */
public record DeliveryPolicy(
        RetryPlan retry, @Nullable Integer perSecond, String contentType, boolean overridable) {
    public static final String PLAIN_TEXT = "text/plain; charset=UTF-8";

    public static final DeliveryPolicy DEFAULT =
            new DeliveryPolicy(RetryPlan.HTTP_DEFAULT, null, PLAIN_TEXT, true);

    private static final List<String> CONTENT_TYPES =
            List.of(
                    PLAIN_TEXT,
                    "application/json",
                    "application/json; charset=UTF-8",
                    "application/octet-stream",
                    "application/soap+xml",
                    "application/soap+xml; charset=UTF-8",
                    "application/x-www-form-urlencoded",
                    "application/x-www-form-urlencoded; charset=UTF-8",
                    "application/xhtml+xml",
                    "application/xhtml+xml; charset=UTF-8",
                    "application/xml",
                    "application/xml; charset=UTF-8",
                    "text/css",
                    "text/css; charset=UTF-8",
                    "text/csv",
                    "text/csv; charset=UTF-8",
                    "text/html",
                    "text/html; charset=UTF-8",
                    "text/plain",
                    "text/xml",
                    "text/xml; charset=UTF-8");
    private static final int PER_SECOND_MAX = 1_000_000;
    private static final String HTTP = "http";

    /**
     * Reads a topic's policy.
     *
     * @throws ServiceException (InvalidParameter) that names the member and what is allowed
     */
    public static DeliveryPolicy ofTopic(@Nullable String json) {
        if (json == null) {
            return DEFAULT;
        }
        var outer = new Members("", object(json));
        JsonNode http = outer.find(HTTP);
        outer.finish();
        if (http == null) {
            return DEFAULT;
        }
        var members = new Members(HTTP, http);
        DeliveryPolicy policy =
                DEFAULT.with(
                        HTTP + ".",
                        members,
                        "defaultHealthyRetryPolicy",
                        "defaultThrottlePolicy",
                        "defaultRequestPolicy");
        boolean fixed = members.bool("disableSubscriptionOverrides", false);
        members.find("defaultSicklyRetryPolicy");
        members.finish();
        return new DeliveryPolicy(policy.retry, policy.perSecond, policy.contentType, !fixed);
    }

    /**
     * Reads a subscription's policy over its topic's.
     *
     * @throws ServiceException (InvalidParameter) that names the member and what is allowed
     */
    public DeliveryPolicy withSubscription(@Nullable String json) {
        if (json == null) {
            return this;
        }
        var members = new Members("", object(json));
        DeliveryPolicy policy =
                with("", members, "healthyRetryPolicy", "throttlePolicy", "requestPolicy");
        members.find("sicklyRetryPolicy");
        members.bool("guaranteed", false);
        members.finish();
        return overridable ? policy : this;
    }

    private static ObjectNode object(String json) {
        return TopicJson.object(json)
                .orElseThrow(() -> TopicError.invalid("DeliveryPolicy: failed to parse JSON."));
    }

    private DeliveryPolicy with(
            String place, Members members, String retries, String throttle, String request) {
        JsonNode retry = members.find(retries);
        JsonNode rate = members.find(throttle);
        JsonNode type = members.find(request);
        return new DeliveryPolicy(
                retry == null
                        ? this.retry
                        : RetryPlan.parse(place + retries, retry, RetryPlan.HTTP_DEFAULT),
                rate == null ? perSecond : perSecond(place + throttle, rate),
                type == null ? contentType : contentType(place + request, type),
                overridable);
    }

    private static @Nullable Integer perSecond(String place, JsonNode json) {
        var members = new Members(place, json);
        int rate = members.integer("maxReceivesPerSecond", 1, PER_SECOND_MAX, 0);
        members.finish();
        return rate == 0 ? null : rate;
    }

    private static String contentType(String place, JsonNode json) {
        var members = new Members(place, json);
        String type = members.oneOf("headerContentType", CONTENT_TYPES, PLAIN_TEXT);
        members.finish();
        return type;
    }

    /** A topic's {@code EffectiveDeliveryPolicy}. */
    String topicJson() {
        ObjectNode all = TopicJson.NODES.objectNode();
        ObjectNode http = all.putObject(HTTP);
        http.set("defaultHealthyRetryPolicy", retry.json());
        http.put("disableSubscriptionOverrides", !overridable);
        if (perSecond != null) {
            http.putObject("defaultThrottlePolicy").put("maxReceivesPerSecond", perSecond);
        }
        http.putObject("defaultRequestPolicy").put("headerContentType", contentType);
        return TopicJson.write(all);
    }

    /** A subscription's {@code EffectiveDeliveryPolicy}. */
    String subscriptionJson() {
        ObjectNode all = TopicJson.NODES.objectNode();
        all.set("healthyRetryPolicy", retry.json());
        all.putNull("sicklyRetryPolicy");
        if (perSecond == null) {
            all.putNull("throttlePolicy");
        } else {
            all.putObject("throttlePolicy").put("maxReceivesPerSecond", perSecond);
        }
        all.putObject("requestPolicy").put("headerContentType", contentType);
        return TopicJson.write(all.put("guaranteed", false));
    }
}
