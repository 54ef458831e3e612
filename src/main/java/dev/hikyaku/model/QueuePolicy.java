package dev.hikyaku.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A queue's access policy, as the attribute {@code Policy} holds it: one statement a permission,
 * whose {@code Sid} is the permission's label. What else a policy says is kept as it is.
 */
public final class QueuePolicy {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String STATEMENT = "Statement";
    private static final String SID = "Sid";

    private final ObjectNode document;

    private QueuePolicy(ObjectNode document) {
        this.document = document;
    }

    /**
     * Reads a policy. Only its form is checked, not what it says.
     *
     * @throws ServiceException (InvalidAttributeValue) if it is not a JSON object
     */
    public static QueuePolicy parse(String json) {
        try {
            return new QueuePolicy(
                    JsonText.object(json).orElseThrow(() -> invalid("It is not a JSON object.")));
        } catch (JacksonException e) {
            throw invalid("It is not valid JSON.");
        }
    }

    private static ServiceException invalid(String reason) {
        return new ServiceException(
                ErrorCode.INVALID_ATTRIBUTE_VALUE,
                "Invalid value for the parameter Policy. Reason: " + reason);
    }

    private static QueuePolicy empty(QueueArn queue) {
        return new QueuePolicy(
                NODES.objectNode()
                        .put("Version", "2012-10-17")
                        .put("Id", queue + "/SQSDefaultPolicy"));
    }

    /**
     * The policy of a queue with one more permission.
     *
     * @param policy the policy so far; null if there is none
     * @param label the permission's name, as {@code AddPermission} takes it
     * @param accounts 12 digits each
     * @param actions names of SQS actions, or {@code *}
     * @throws ServiceException InvalidParameterValue if the label is taken, OverLimit beyond 20
     *     statements
     */
    public static String allow(
            @Nullable String policy,
            QueueArn queue,
            String label,
            List<String> accounts,
            List<String> actions) {
        QueuePolicy changed = policy == null ? empty(queue) : parse(policy);
        ArrayNode statements = changed.statements();
        for (JsonNode statement : statements) {
            if (label.equals(statement.path(SID).asString(""))) {
                throw badLabel(label, "Already exists.");
            }
        }
        if (statements.size() >= Limits.POLICY_STATEMENTS_MAX) {
            throw new ServiceException(
                    ErrorCode.OVER_LIMIT,
                    "The policy of the queue has "
                            + statements.size()
                            + " statements; the maximum is "
                            + Limits.POLICY_STATEMENTS_MAX
                            + ".");
        }
        statements.add(statement(queue, label, accounts, actions));
        return changed.with(statements);
    }

    private static ObjectNode statement(
            QueueArn queue, String label, List<String> accounts, List<String> actions) {
        ObjectNode statement = NODES.objectNode().put(SID, label).put("Effect", "Allow");
        statement
                .putObject("Principal")
                .set(
                        "AWS",
                        oneOrMore(
                                accounts.stream()
                                        .map(account -> "arn:aws:iam::" + account + ":root")
                                        .toList()));
        statement.set(
                "Action", oneOrMore(actions.stream().map(action -> "SQS:" + action).toList()));
        return statement.put("Resource", queue.toString());
    }

    private static JsonNode oneOrMore(List<String> texts) {
        if (texts.size() == 1) {
            return NODES.stringNode(texts.getFirst());
        }
        ArrayNode array = NODES.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    /**
     * The policy without a permission; empty when no statement is left.
     *
     * @throws ServiceException (InvalidParameterValue) if no statement has this label
     */
    public static String revoke(@Nullable String policy, String label) {
        QueuePolicy changed = policy == null ? new QueuePolicy(NODES.objectNode()) : parse(policy);
        ArrayNode left = NODES.arrayNode();
        ArrayNode statements = changed.statements();
        for (JsonNode statement : statements) {
            if (!label.equals(statement.path(SID).asString(""))) {
                left.add(statement);
            }
        }
        if (left.size() == statements.size()) {
            throw badLabel(label, "can't find label on existing policy.");
        }
        return left.isEmpty() ? "" : changed.with(left);
    }

    private static ServiceException badLabel(String label, String reason) {
        return ServiceException.invalidParameter(
                "Value " + label + " for parameter Label is invalid. Reason: " + reason);
    }

    /** The statements; a policy may hold a single one without a list around it. */
    private ArrayNode statements() {
        JsonNode statements = document.path(STATEMENT);
        if (statements instanceof ArrayNode array) {
            return array.deepCopy();
        }
        ArrayNode array = NODES.arrayNode();
        return statements.isObject() ? array.add(statements) : array;
    }

    private String with(ArrayNode statements) {
        ObjectNode changed = document.deepCopy();
        changed.set(STATEMENT, statements);
        return JsonText.write(changed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof QueuePolicy policy && policy.document.equals(document);
    }

    @Override
    public int hashCode() {
        return document.hashCode();
    }
}
