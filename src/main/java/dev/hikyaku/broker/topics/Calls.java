package dev.hikyaku.broker.topics;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.topic.Protocol;
import dev.hikyaku.topic.TopicError;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ways to endpoints that the configuration gives.
 *
 * @param smtp null if no mail can be sent
 * @param executor for calls that block
 * @param displayNames from a topic's ARN to its display name, or an empty text
 */
record Calls(
        Vertx vertx,
        Functions functions,
        @Nullable SmtpSettings smtp,
        Executor executor,
        Function<String, String> displayNames) {
    /**
     * Checks that an endpoint can be reached at all.
     *
     * @throws ServiceException (InvalidParameter) that says what the configuration lacks
     */
    void check(Protocol protocol, String endpoint) {
        if (protocol.email() && smtp == null) {
            throw TopicError.invalid(
                    "Protocol Reason: this server sends no mail; its configuration has no [smtp]");
        }
        if (protocol == Protocol.LAMBDA && functions.find(endpoint) == null) {
            throw TopicError.invalid(
                    "Endpoint Reason: this server knows no such function; its configuration has no"
                            + " [[function]] for "
                            + endpoint);
        }
    }

    /** A new way, for the event loop that calls this. */
    Call open(Protocol protocol) {
        return switch (protocol) {
            case HTTP, HTTPS -> new HttpCall(vertx);
            case LAMBDA -> new FunctionCall(vertx, functions);
            case EMAIL, EMAIL_JSON ->
                    smtp == null
                            ? (subscription, policy, message) ->
                                    io.vertx.core.Future.succeededFuture(
                                            Call.Outcome.failed("there is no [smtp]"))
                            : new MailCall(vertx, smtp, executor, displayNames);
            case SQS, SMS, APPLICATION, FIREHOSE ->
                    throw new IllegalArgumentException("nothing is called for " + protocol);
        };
    }
}
