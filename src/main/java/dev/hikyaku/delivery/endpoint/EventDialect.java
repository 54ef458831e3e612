package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's SQS event, answered as a function with {@code ReportBatchItemFailures} answers it; or
 * the same through a function's invocation URL, which tells of the function's errors in its own
 * ways.
 */
final class EventDialect implements Dialect {
    /** What Lambda allows a function to answer. */
    static final int ANSWER_BYTES_MAX = 6 * 1024 * 1024;

    private static final String FUNCTION_ERROR = "X-Amz-Function-Error";

    private final boolean function;
    private final Judge judge;

    EventDialect(boolean function, Judge judge) {
        this.function = function;
        this.judge = judge;
    }

    @Override
    public byte[] body(List<Message> messages) {
        return EventWriter.write(messages);
    }

    @Override
    public void head(List<Message> messages, String path, MultiMap out) {
        SqsdHeaders.writeBatch(messages, path, out);
    }

    @Override
    public int answerBytesMax() {
        return ANSWER_BYTES_MAX;
    }

    @Override
    public Answer read(Reply reply, List<Message> messages) {
        Outcome verdict = Judge.verdict(reply.status(), reply.headers());
        if (verdict != null) {
            return Answer.of(verdict);
        }
        Outcome outcome = judge.byStatus(reply.status(), reply.headers());
        if (!(outcome instanceof Outcome.Delivered delivered)) {
            return Answer.of(outcome);
        }
        String error = functionError(reply);
        return error == null
                ? BatchAnswer.read(reply.body(), delivered, messages)
                : Answer.of(new Outcome.BatchFailure(error));
    }

    private @Nullable String functionError(Reply reply) {
        if (!function) {
            return null;
        }
        String said = BatchAnswer.errorMessage(reply.body());
        String error = said == null ? reply.headers().get(FUNCTION_ERROR) : said;
        return error == null ? null : "the function failed: " + Texts.printable(error);
    }
}
