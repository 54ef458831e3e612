package dev.hikyaku.bench.load;

import java.time.Duration;

/** A load that is put on one server for a round at a time. */
public interface Rounds extends AutoCloseable {
    /** What has to be there before a round; its cost is not the round's. */
    default void prepare() {}

    Round run(Duration duration);

    @Override
    void close();
}
