package dev.hikyaku.api.events;

import dev.hikyaku.event.EventError;
import dev.hikyaku.event.check.Constraints;
import dev.hikyaku.event.check.Fields;
import dev.hikyaku.model.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A tag, as lists have it. */
record Tag(@Nullable String key, @Nullable String value) {
    static final int TAGS_MAX = 50;

    static Constraints constraints(Constraints constraints, @Nullable List<Tag> tags) {
        return constraints.each(
                tags,
                (tag, number) ->
                        constraints
                                .required("tags." + number + ".member.key", tag.key, Fields.TAG_KEY)
                                .required(
                                        "tags." + number + ".member.value",
                                        tag.value,
                                        Fields.TAG_VALUE));
    }

    /**
     * Tags with others added, whose constraints were checked.
     *
     * @throws ServiceException (LimitExceededException) if they would be more than 50
     */
    static Map<String, String> with(Map<String, String> tags, @Nullable List<Tag> more) {
        var all = new TreeMap<>(tags);
        for (Tag tag : more == null ? List.<Tag>of() : more) {
            all.put(Objects.requireNonNull(tag.key), Objects.requireNonNull(tag.value));
        }
        if (all.size() > TAGS_MAX) {
            throw EventError.tooMany();
        }
        return all;
    }

    static List<Tag> list(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream().map(each -> new Tag(each.getKey(), each.getValue())).toList();
    }
}
