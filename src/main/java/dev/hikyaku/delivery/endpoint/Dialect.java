package dev.hikyaku.delivery.endpoint;

import dev.hikyaku.delivery.source.Message;
import io.vertx.core.MultiMap;
import java.util.List;

/** What requests carry, and what their answers say. */
interface Dialect {
    byte[] body(List<Message> messages);

    /**
     * Writes everything but what proves the origin.
     *
     * @param path where the request goes, without its query
     */
    void head(List<Message> messages, String path, MultiMap headers);

    /** How long an answer's body may be that is read; 0 if it is thrown away. */
    int answerBytesMax();

    Answer read(Reply reply, List<Message> messages);
}
