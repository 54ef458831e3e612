package dev.hikyaku.topic;

import dev.hikyaku.model.ServiceException;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A topic's access policy, as the attribute {@code Policy} holds it. Only its form is looked at: it
 * is kept and shown, and nobody is kept out by it.
 */
public final class TopicPolicy {
    private static final String STATEMENT = "Statement";
    private static final String SID = "Sid";
    private static final List<String> OWNER_ACTIONS =
            List.of(
                    "GetTopicAttributes",
                    "SetTopicAttributes",
                    "AddPermission",
                    "RemovePermission",
                    "DeleteTopic",
                    "Subscribe",
                    "ListSubscriptionsByTopic",
                    "Publish");
    private static final Set<String> ACTIONS =
            Set.of(
                    "*",
                    "AddPermission",
                    "DeleteTopic",
                    "GetDataProtectionPolicy",
                    "GetTopicAttributes",
                    "ListSubscriptionsByTopic",
                    "ListTagsForResource",
                    "Publish",
                    "PutDataProtectionPolicy",
                    "Receive",
                    "RemovePermission",
                    "SetTopicAttributes",
                    "Subscribe");

    private TopicPolicy() {}

    /**
     * Checks a policy's form.
     *
     * @throws ServiceException (InvalidParameter) if it is not a JSON object with statements
     */
    public static String check(String json) {
        ObjectNode policy =
                TopicJson.object(json).orElseThrow(() -> TopicError.invalid("Policy Error: null"));
        if (statements(policy).isEmpty()) {
            throw TopicError.invalid("Policy Error: it has no Statement");
        }
        return json;
    }

    /** What a new topic has: its owner may do everything with it. */
    static String byDefault(TopicArn topic) {
        ObjectNode statement =
                TopicJson.NODES
                        .objectNode()
                        .put(SID, "__default_statement_ID")
                        .put("Effect", "Allow");
        statement.putObject("Principal").put("AWS", "*");
        ArrayNode actions = statement.putArray("Action");
        OWNER_ACTIONS.forEach(action -> actions.add("SNS:" + action));
        statement.put("Resource", topic.toString());
        statement
                .putObject("Condition")
                .putObject("StringEquals")
                .put("AWS:SourceOwner", topic.account());
        ObjectNode policy =
                TopicJson.NODES
                        .objectNode()
                        .put("Version", "2008-10-17")
                        .put("Id", "__default_policy_ID");
        policy.putArray(STATEMENT).add(statement);
        return TopicJson.write(policy);
    }

    /**
     * The policy with one more permission.
     *
     * @param accounts 12 digits each
     * @param actions names of SNS actions on a topic, or {@code *}
     * @throws ServiceException (InvalidParameter) if the label is taken, an account or action is
     *     none, or there would be more than 100 statements
     */
    public static String allow(
            String policy,
            TopicArn topic,
            String label,
            List<String> accounts,
            List<String> actions) {
        accounts.forEach(TopicPolicy::checkAccount);
        actions.forEach(TopicPolicy::checkAction);
        ObjectNode changed = TopicJson.object(policy).orElseGet(TopicJson.NODES::objectNode);
        ArrayNode statements = statements(changed);
        for (JsonNode statement : statements) {
            if (label.equals(statement.path(SID).asString(""))) {
                throw TopicError.invalid("Statement already exists");
            }
        }
        if (statements.size() >= TopicLimits.POLICY_STATEMENTS_MAX) {
            throw TopicError.invalid(
                    "Policy Reason: it has "
                            + statements.size()
                            + " statements; the maximum is "
                            + TopicLimits.POLICY_STATEMENTS_MAX);
        }
        statements.add(statement(topic, label, accounts, actions));
        changed.set(STATEMENT, statements);
        return TopicJson.write(changed);
    }

    private static void checkAccount(String account) {
        if (!account.matches("[0-9]{12}")) {
            throw TopicError.invalid("AWSAccountId Reason: " + account + " is not 12 digits");
        }
    }

    private static void checkAction(String action) {
        if (!ACTIONS.contains(action)) {
            throw TopicError.invalid("Policy statement action out of service scope!");
        }
    }

    private static ObjectNode statement(
            TopicArn topic, String label, List<String> accounts, List<String> actions) {
        ObjectNode statement = TopicJson.NODES.objectNode().put(SID, label).put("Effect", "Allow");
        statement
                .putObject("Principal")
                .set(
                        "AWS",
                        oneOrMore(
                                accounts.stream()
                                        .map(account -> "arn:aws:iam::" + account + ":root")
                                        .toList()));
        statement.set(
                "Action", oneOrMore(actions.stream().map(action -> "SNS:" + action).toList()));
        return statement.put("Resource", topic.toString());
    }

    private static JsonNode oneOrMore(List<String> texts) {
        if (texts.size() == 1) {
            return TopicJson.NODES.stringNode(texts.getFirst());
        }
        ArrayNode array = TopicJson.NODES.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    /** The policy without a permission; the same if none has this label, as SNS has it. */
    public static String revoke(String policy, String label) {
        ObjectNode changed = TopicJson.object(policy).orElseGet(TopicJson.NODES::objectNode);
        ArrayNode left = TopicJson.NODES.arrayNode();
        for (JsonNode statement : statements(changed)) {
            if (!label.equals(statement.path(SID).asString(""))) {
                left.add(statement);
            }
        }
        changed.set(STATEMENT, left);
        return TopicJson.write(changed);
    }

    /** The statements; a policy may hold a single one without a list around it. */
    private static ArrayNode statements(ObjectNode policy) {
        JsonNode statements = policy.path(STATEMENT);
        if (statements instanceof ArrayNode array) {
            return array.deepCopy();
        }
        ArrayNode array = TopicJson.NODES.arrayNode();
        return statements.isObject() ? array.add(statements) : array;
    }
}
