package dev.hikyaku.topic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as it is kept.
 *
 * @param arn its full name
 * @param attributes those that were set, by AWS's names
 * @param deleted how many of its subscriptions were deleted
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Topic(
        String arn, Map<String, String> attributes, Map<String, String> tags, long deleted) {

    /** Its name as the parts that it has. */
    public TopicArn name() {
        return TopicArn.parse("TopicArn", arn);
    }

    public boolean fifo() {
        return arn.endsWith(".fifo");
    }

    /** Whether a message without a deduplication id is known by its body. */
    public boolean contentBasedDeduplication() {
        return "true".equals(attributes.get(TopicAttributes.CONTENT_BASED_DEDUPLICATION));
    }

    /** Whether deduplication ids count within their message group only. */
    public boolean deduplicatedByGroup() {
        return "MessageGroup".equals(attributes.get(TopicAttributes.FIFO_THROUGHPUT_SCOPE));
    }

    /** 1 or 2, see {@link Signer}. */
    public int signatureVersion() {
        return "2".equals(attributes.get(TopicAttributes.SIGNATURE_VERSION)) ? 2 : 1;
    }

    /** What mail says that it is from; empty if nothing was set. */
    public String displayName() {
        return attributes.getOrDefault(TopicAttributes.DISPLAY_NAME, "");
    }

    public DeliveryPolicy deliveryPolicy() {
        return DeliveryPolicy.ofTopic(attributes.get(TopicAttributes.DELIVERY_POLICY));
    }

    /** The access policy: the one that was set, or the default one. */
    public String policy() {
        String set = attributes.get(TopicAttributes.POLICY);
        return set == null ? TopicPolicy.byDefault(name()) : set;
    }

    /** With an attribute set to a value that was checked; an empty one takes it away. */
    public Topic with(String name, String value) {
        var changed = new TreeMap<>(attributes);
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new Topic(arn, changed, tags, deleted);
    }

    public Topic withTags(Map<String, String> changed) {
        return new Topic(arn, attributes, changed, deleted);
    }

    /** With one more of its subscriptions deleted. */
    public Topic withOneDeleted() {
        return new Topic(arn, attributes, tags, deleted + 1);
    }
}
