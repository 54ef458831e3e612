package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which messages of a batch failed, as Lambda has it. Nothing, {@code null}, {@code {}} and a list
 * that is empty or null say that all are done. An id that was not sent, and any other answer, fails
 * the whole batch: who reports failures wrongly would lose messages otherwise.
 */
final class BatchAnswer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FAILURES = "batchItemFailures";
    private static final String ID = "itemIdentifier";

    private BatchAnswer() {}

    static Answer read(byte[] body, Outcome.Delivered delivered, List<Message> messages) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException e) {
            return failed("the answer is not JSON");
        }
        if (json.isMissingNode() || json.isNull() || (json.isObject() && json.isEmpty())) {
            return Answer.of(delivered);
        }
        JsonNode failures = json.path(FAILURES);
        if (failures.isNull()) {
            return Answer.of(delivered);
        }
        return failures.isArray()
                ? failures(failures, delivered, messages)
                : failed("the answer is neither empty nor an object with " + FAILURES);
    }

    private static Answer failures(
            JsonNode failures, Outcome.Delivered delivered, List<Message> messages) {
        Set<String> sent = new HashSet<>();
        messages.forEach(message -> sent.add(message.id()));
        Map<String, Outcome> exceptions = new HashMap<>();
        for (JsonNode failure : failures) {
            JsonNode id = failure.path(ID);
            if (!id.isString() || !sent.contains(id.stringValue())) {
                return failed(
                        FAILURES
                                + " has an "
                                + ID
                                + " that is no message of the batch: "
                                + Texts.printable(failure.toString()));
            }
            exceptions.put(id.stringValue(), new Outcome.BatchFailure("named in " + FAILURES));
        }
        return new Answer(delivered, exceptions);
    }

    private static Answer failed(String reason) {
        return Answer.of(new Outcome.BatchFailure(reason));
    }

    /** What a function says that broke off; null if the answer is none of that kind. */
    static @Nullable String errorMessage(byte[] body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
        JsonNode message = json.path("errorMessage");
        JsonNode type = json.path("errorType");
        if (message.isMissingNode() && type.isMissingNode()) {
            return null;
        }
        return type.asString("") + (type.isString() ? ": " : "") + message.asString("");
    }
}
