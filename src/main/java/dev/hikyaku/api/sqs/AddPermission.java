package dev.hikyaku.api.sqs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hikyaku.api.Caller;
import dev.hikyaku.api.Checks;
import dev.hikyaku.api.Empty;
import dev.hikyaku.api.QueryMember;
import dev.hikyaku.model.ErrorCode;
import dev.hikyaku.model.Limits;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.queue.DefinitionChange;
import dev.hikyaku.queue.QueueDefinition;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

final class AddPermission {
    record Request(
            @Nullable String queueUrl,
            @Nullable String label,
            @JsonProperty("AWSAccountIds") @QueryMember("AWSAccountId")
                    @Nullable List<@Nullable String> awsAccountIds,
            @QueryMember("ActionName") @Nullable List<@Nullable String> actions) {}

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    /** Every action, and all of them. */
    private static final Set<String> ACTIONS =
            Set.of(
                    "*",
                    "AddPermission",
                    "CancelMessageMoveTask",
                    "ChangeMessageVisibility",
                    "ChangeMessageVisibilityBatch",
                    "CreateQueue",
                    "DeleteMessage",
                    "DeleteMessageBatch",
                    "DeleteQueue",
                    "GetQueueAttributes",
                    "GetQueueUrl",
                    "ListDeadLetterSourceQueues",
                    "ListMessageMoveTasks",
                    "ListQueueTags",
                    "ListQueues",
                    "PurgeQueue",
                    "ReceiveMessage",
                    "RemovePermission",
                    "SendMessage",
                    "SendMessageBatch",
                    "SetQueueAttributes",
                    "StartMessageMoveTask",
                    "TagQueue",
                    "UntagQueue");

    private final Queues queues;

    AddPermission(Queues queues) {
        this.queues = queues;
    }

    CompletionStage<Empty> handle(Request request, Caller caller) {
        QueueDefinition queue = queues.byUrl(request.queueUrl, caller);
        String label = checkedLabel(Checks.required("Label", request.label));
        List<String> accounts = Checks.requiredTexts("AWSAccountIds", request.awsAccountIds);
        accounts.forEach(AddPermission::checkAccount);
        List<String> actions = Checks.requiredTexts("Actions", request.actions);
        checkActions(actions);
        return queues.redefine(
                caller, queue, new DefinitionChange.AddPermission(label, accounts, actions));
    }

    private static String checkedLabel(String label) {
        if (!LABEL.matcher(label).matches()) {
            throw ServiceException.invalidParameter(
                    "Value "
                            + label
                            + " for parameter Label is invalid. Reason: Can only include"
                            + " alphanumeric characters, hyphens, or underscores. 1 to "
                            + Limits.PERMISSION_LABEL_LENGTH_MAX
                            + " in length.");
        }
        return label;
    }

    private static void checkAccount(String account) {
        if (!ACCOUNT.matcher(account).matches()) {
            throw ServiceException.invalidParameter(
                    "Value "
                            + account
                            + " for parameter AWSAccountIds is invalid. Reason: Must be 12 digits.");
        }
    }

    private static void checkActions(List<String> actions) {
        if (actions.size() > Limits.PERMISSION_ACTIONS_MAX) {
            throw new ServiceException(
                    ErrorCode.OVER_LIMIT,
                    actions.size()
                            + " Actions were found, maximum allowed is "
                            + Limits.PERMISSION_ACTIONS_MAX
                            + ".");
        }
        for (String action : actions) {
            if (!ACTIONS.contains(action)) {
                throw ServiceException.invalidParameter(
                        "Value "
                                + action
                                + " for parameter Actions is invalid. Reason: Must be the name of"
                                + " an SQS action or *.");
            }
        }
    }
}
