package dev.hikyaku.model;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Where a queue's messages go after too many receives.
 *
 * @param maxReceiveCount 1 to 1,000: a message is received this often; the receive after that moves
 *     it instead
 */
public record RedrivePolicy(QueueArn deadLetterTarget, int maxReceiveCount) {
    /**
     * Reads {@code {"deadLetterTargetArn":"arn:...","maxReceiveCount":5}}; AWS takes the count as a
     * string, too.
     *
     * @throws ServiceException (InvalidParameterValue) that says what is wrong with it
     */
    public static RedrivePolicy parse(String json) {
        JsonNode tree = read(json);
        JsonNode target = tree.path("deadLetterTargetArn");
        JsonNode count = tree.path("maxReceiveCount");
        if (!target.isString()) {
            throw invalid(
                    json,
                    "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
        }
        if (count.isMissingNode()) {
            throw invalid(
                    json, "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
        }
        return new RedrivePolicy(
                checkTarget(json, target.asString()), checkCount(json, count.asString("")));
    }

    private static JsonNode read(String json) {
        try {
            return JsonText.object(json)
                    .orElseThrow(() -> invalid(json, "Redrive policy is not a JSON object."));
        } catch (JacksonException e) {
            throw invalid(json, "Redrive policy is not valid JSON.");
        }
    }

    private static QueueArn checkTarget(String json, String arn) {
        try {
            return QueueArn.parse(arn);
        } catch (ServiceException e) {
            throw invalid(json, e.getMessage());
        }
    }

    private static int checkCount(String json, String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= Limits.MAX_RECEIVE_COUNT_MAX) {
                return count;
            }
        } catch (NumberFormatException e) {
            // the same sentence serves
        }
        throw invalid(
                json,
                "Invalid value for maxReceiveCount: "
                        + text
                        + ", valid values are from 1 to 1000 both inclusive.");
    }

    public static ServiceException invalid(String json, String reason) {
        return ServiceException.invalidParameter(
                "Value " + json + " for parameter RedrivePolicy is invalid. Reason: " + reason);
    }
}
