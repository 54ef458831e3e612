package dev.hikyaku.bench.load;

import java.util.List;

/** What one thread does to a queue by a client library; each call returns when it is done. */
public interface Client {
    /** Returns when the server has confirmed every message. */
    void send(List<String> bodies) throws Exception;

    /** Waits a second at most for one message; false when there was none. */
    boolean receive() throws Exception;

    /** Deletes what was received last. */
    void delete() throws Exception;
}
