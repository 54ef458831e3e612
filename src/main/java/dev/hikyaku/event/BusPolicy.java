package dev.hikyaku.event;

import dev.hikyaku.model.Arn;
import dev.hikyaku.model.ServiceException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The permissions of a bus, as a policy's statements. Kept and shown; nobody is kept out. */
public final class BusPolicy {
    public static final int BYTES_MAX = 10 * 1024;

    private static final JsonMapper JSON = new JsonMapper();
    private static final String STATEMENT = "Statement";
    private static final String SID = "Sid";

    /** A condition of a statement. */
    public record Condition(String type, String key, String value) {}

    private BusPolicy() {}

    /**
     * Takes a policy as a whole.
     *
     * @throws ServiceException (ValidationException) if it is no JSON object, (
     *     PolicyLengthExceededException) beyond 10 KB
     */
    public static String whole(String policy) {
        return checked(object(policy));
    }

    /**
     * With a statement more, in place of one of the same id.
     *
     * @param policy null if there is none yet
     * @throws ServiceException (PolicyLengthExceededException) beyond 10 KB
     */
    public static String with(
            @Nullable String policy,
            BusArn bus,
            String statementId,
            String action,
            String principal,
            @Nullable Condition condition) {
        ObjectNode document = policy == null ? fresh() : object(policy);
        ArrayNode statements = statements(document);
        remove(statements, statementId);
        ObjectNode statement = statements.addObject();
        statement.put(SID, statementId);
        statement.put("Effect", "Allow");
        if (principal.equals("*")) {
            statement.put("Principal", "*");
        } else {
            statement.putObject("Principal").put("AWS", Arn.prefix("iam", "", principal) + "root");
        }
        statement.put("Action", action);
        statement.put("Resource", bus.toString());
        if (condition != null) {
            statement
                    .putObject("Condition")
                    .putObject(condition.type())
                    .put(condition.key(), condition.value());
        }
        return checked(document);
    }

    /**
     * Without a statement; null if that was the last one.
     *
     * @throws ServiceException (ResourceNotFoundException) if it is not there
     */
    public static @Nullable String without(@Nullable String policy, String statementId) {
        if (policy == null) {
            throw EventError.RESOURCE_NOT_FOUND.of("EventBus does not have a policy.");
        }
        ObjectNode document = object(policy);
        ArrayNode statements = statements(document);
        if (!remove(statements, statementId)) {
            throw EventError.RESOURCE_NOT_FOUND.of(
                    "Statement with the provided id does not exist.");
        }
        return statements.isEmpty() ? null : checked(document);
    }

    private static ObjectNode fresh() {
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        document.putArray(STATEMENT);
        return document;
    }

    private static ObjectNode object(String policy) {
        try {
            if (JSON.readTree(policy) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw EventError.VALIDATION.of("This policy contains invalid Json");
        }
        throw EventError.VALIDATION.of("This policy contains invalid Json");
    }

    /** A policy may have a single statement that stands alone. */
    private static ArrayNode statements(ObjectNode document) {
        JsonNode there = document.get(STATEMENT);
        if (there instanceof ArrayNode array) {
            return array;
        }
        ArrayNode array = document.putArray(STATEMENT);
        if (there != null) {
            array.add(there);
        }
        return array;
    }

    private static boolean remove(ArrayNode statements, String id) {
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i).path(SID).asString("").equals(id)) {
                statements.remove(i);
                return true;
            }
        }
        return false;
    }

    private static String checked(ObjectNode document) {
        String text = JSON.writeValueAsString(document);
        if (text.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw EventError.POLICY_LENGTH_EXCEEDED.of(
                    "The permission policy of an event bus can have " + BYTES_MAX + " bytes.");
        }
        return text;
    }
}
