package dev.hikyaku.api.sns;

import dev.hikyaku.model.ServiceException;
import dev.hikyaku.model.Tags;
import dev.hikyaku.topic.TopicError;
import dev.hikyaku.topic.TopicLimits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tag on the wire. */
record Tag(@Nullable String key, @Nullable String value) {
    /**
     * Tags as a map.
     *
     * @throws ServiceException (InvalidParameter) if a key is there twice, or a tag is wrong
     */
    static Map<String, String> checked(@Nullable List<Tag> given) {
        var tags = new TreeMap<String, String>();
        if (given == null) {
            return tags;
        }
        for (Tag tag : given) {
            String key = TopicActions.required("Tags", tag.key);
            if (tags.put(key, tag.value == null ? "" : tag.value) != null) {
                throw TopicError.invalid("Duplicated keys are not allowed.");
            }
        }
        Tags.check(tags);
        checkCount(tags);
        return tags;
    }

    /**
     * Tags with others added.
     *
     * @throws ServiceException (TagLimitExceeded) if they would be more than 50
     */
    static Map<String, String> with(Map<String, String> tags, Map<String, String> more) {
        var all = new TreeMap<>(tags);
        all.putAll(more);
        checkCount(all);
        return all;
    }

    private static void checkCount(Map<String, String> tags) {
        if (tags.size() > TopicLimits.TAGS_MAX) {
            throw new ServiceException(
                    TopicError.TAG_LIMIT_EXCEEDED,
                    "Could not complete request: tag quota of per resource exceeded");
        }
    }

    static List<Tag> of(Map<String, String> tags) {
        return tags.entrySet().stream().map(tag -> new Tag(tag.getKey(), tag.getValue())).toList();
    }
}
