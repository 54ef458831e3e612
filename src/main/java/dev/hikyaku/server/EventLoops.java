package dev.hikyaku.server;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** How Vert.x is set up: as many event loops as processors, native transport where there is one. */
public final class EventLoops {
    public static final int COUNT = Math.max(1, Runtime.getRuntime().availableProcessors());

    private EventLoops() {}

    public static Vertx create() {
        return Vertx.vertx(
                new VertxOptions()
                        .setEventLoopPoolSize(COUNT)
                        .setWorkerPoolSize(2)
                        .setInternalBlockingPoolSize(2)
                        .setPreferNativeTransport(true)
                        .setFileSystemOptions(
                                new FileSystemOptions()
                                        .setFileCachingEnabled(false)
                                        .setClassPathResolvingEnabled(false)));
    }
}
