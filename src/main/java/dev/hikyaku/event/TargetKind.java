package dev.hikyaku.event;

import dev.hikyaku.model.Arn;
import dev.hikyaku.model.ServiceException;

/** What a target is, by its ARN. */
public enum TargetKind {
    QUEUE,
    TOPIC,
    BUS,
    API_DESTINATION,
    FUNCTION,
    LOG;

    /**
     * What an ARN, or the URL of a function, means as a target.
     *
     * @throws ServiceException (ValidationException) if it is no ARN, or of something that no
     *     events can be sent to from here
     */
    public static TargetKind of(String target) {
        if (target.startsWith("http://") || target.startsWith("https://")) {
            return FUNCTION;
        }
        Arn arn = Arn.parse(target);
        if (arn == null) {
            throw EventError.VALIDATION.of(
                    "Parameter "
                            + target
                            + " is not valid. Reason: Provided Arn is not in correct format.");
        }
        return switch (arn.service()) {
            case "sqs" -> QUEUE;
            case "sns" -> TOPIC;
            case "lambda" -> FUNCTION;
            case "logs" -> LOG;
            case "events" -> ofEvents(target, arn.resource());
            default -> throw unsupported(target);
        };
    }

    private static TargetKind ofEvents(String target, String resource) {
        if (resource.startsWith("event-bus/")) {
            return BUS;
        }
        if (resource.startsWith("api-destination/")) {
            return API_DESTINATION;
        }
        throw unsupported(target);
    }

    private static ServiceException unsupported(String target) {
        return EventError.VALIDATION.of(
                "Parameter "
                        + target
                        + " is not valid. Reason: Targets are queues, topics, event buses, API"
                        + " destinations, functions and log groups; others are not there.");
    }
}
