package dev.hikyaku.model;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which queues may name a queue as their dead-letter queue.
 *
 * @param sourceQueues 1 to 10 for {@link Permission#BY_QUEUE}, else none
 */
public record RedriveAllowPolicy(Permission permission, Set<QueueArn> sourceQueues) {
    /** Who may. */
    public enum Permission {
        ALLOW_ALL,
        DENY_ALL,
        BY_QUEUE
    }

    private static final String SOURCES = "sourceQueueArns";

    /**
     * Reads {@code {"redrivePermission":"byQueue","sourceQueueArns":["arn:..."]}}.
     *
     * @throws ServiceException (InvalidParameterValue) that says what is wrong with it
     */
    public static RedriveAllowPolicy parse(String json) {
        ObjectNode tree = read(json);
        Permission permission = permission(json, tree.path("redrivePermission"));
        if (permission != Permission.BY_QUEUE) {
            if (tree.has(SOURCES)) {
                throw invalid(json, SOURCES + " is allowed with byQueue only.");
            }
            return new RedriveAllowPolicy(permission, Set.of());
        }
        return new RedriveAllowPolicy(permission, sources(json, tree.path(SOURCES)));
    }

    private static ObjectNode read(String json) {
        try {
            return JsonText.object(json)
                    .orElseThrow(() -> invalid(json, "Redrive allow policy is not a JSON object."));
        } catch (JacksonException e) {
            throw invalid(json, "Redrive allow policy is not valid JSON.");
        }
    }

    private static Permission permission(String json, JsonNode value) {
        return switch (value.asString("")) {
            case "allowAll" -> Permission.ALLOW_ALL;
            case "denyAll" -> Permission.DENY_ALL;
            case "byQueue" -> Permission.BY_QUEUE;
            default ->
                    throw invalid(json, "redrivePermission must be allowAll, denyAll or byQueue.");
        };
    }

    private static Set<QueueArn> sources(String json, JsonNode values) {
        if (!values.isArray()
                || values.isEmpty()
                || values.size() > Limits.REDRIVE_SOURCE_QUEUES_MAX) {
            throw invalid(
                    json,
                    SOURCES
                            + " must be a list of 1 to "
                            + Limits.REDRIVE_SOURCE_QUEUES_MAX
                            + " ARNs of queues.");
        }
        var sources = new LinkedHashSet<QueueArn>();
        for (JsonNode value : values) {
            try {
                sources.add(QueueArn.parse(value.asString("")));
            } catch (ServiceException e) {
                throw invalid(json, SOURCES + ": " + e.getMessage());
            }
        }
        return sources;
    }

    /** Whether this queue may name the one that has this policy. */
    public boolean allows(QueueArn source) {
        return switch (permission) {
            case ALLOW_ALL -> true;
            case DENY_ALL -> false;
            case BY_QUEUE -> sourceQueues.contains(source);
        };
    }

    private static ServiceException invalid(String json, String reason) {
        return ServiceException.invalidParameter(
                "Value "
                        + json
                        + " for parameter RedriveAllowPolicy is invalid. Reason: "
                        + reason);
    }
}
