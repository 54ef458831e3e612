package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import io.vertx.core.MultiMap;
import java.util.List;

/** One message a request, as Elastic Beanstalk's sqsd does it; only the answer's head counts. */
final class MessageDialect implements Dialect {
    private final SqsdHeaders headers;
    private final Judge judge;

    MessageDialect(String contentType, Judge judge) {
        this.headers = new SqsdHeaders(contentType);
        this.judge = judge;
    }

    @Override
    public byte[] body(List<Message> messages) {
        return messages.getFirst().body();
    }

    @Override
    public void head(List<Message> messages, String path, MultiMap out) {
        headers.write(messages.getFirst(), path, out);
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
