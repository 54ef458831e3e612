package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.periodic.PeriodicMessage;
import dev.hikyaku.delivery.source.Message;
import io.vertx.core.MultiMap;
import java.util.List;

/** One message a request, as Elastic Beanstalk's sqsd does it; only the answer's head counts. */
final class MessageDialect implements Dialect {
    private static final byte[] EMPTY = {};

    private final SqsdHeaders headers;
    private final Tasks tasks;
    private final Judge judge;

    MessageDialect(String contentType, Tasks tasks, Judge judge) {
        this.tasks = tasks;
        this.headers = new SqsdHeaders(contentType);
        this.judge = judge;
    }

    @Override
    public byte[] body(List<Message> messages) {
        Message message = messages.getFirst();
        return tasks.of(message) == null ? message.body() : EMPTY;
    }

    @Override
    public void head(List<Message> messages, String path, MultiMap out) {
        Message message = messages.getFirst();
        PeriodicMessage task = tasks.of(message);
        headers.write(message, path, out);
        if (task == null) {
            SqsdHeaders.writeAttributes(message, out);
        } else {
            out.set(PeriodicMessage.TASK_NAME_HEADER, SqsdHeaders.value(task.taskName()));
            out.set(PeriodicMessage.SCHEDULED_AT_HEADER, SqsdHeaders.value(task.scheduledAt()));
        }
    }

    @Override
    public int answerBytesMax() {
        return 0;
    }

    @Override
    public Answer read(Reply reply, List<Message> messages) {
        Outcome verdict = Judge.verdict(reply.status(), reply.headers());
        return Answer.of(
                verdict == null ? judge.byStatus(reply.status(), reply.headers()) : verdict);
    }
}
