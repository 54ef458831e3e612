package dev.hikyaku.delivery;

import dev.hikyaku.delivery.settings.QueueSettings;
import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.delivery.source.EngineSource;
import dev.hikyaku.delivery.source.Message;
import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.MessageContent;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.queue.MessageCodec;
import dev.hikyaku.queue.QueueCommand;
import dev.hikyaku.queue.QueueDefinition;
import dev.hikyaku.queue.QueueReply;
import dev.hikyaku.store.RocksStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * How many messages a second get from an engine on disk to a trivial HTTP worker. Run by hand:
 * {@code serve <port>} in one process, {@code deliver <url> <messages> <concurrency> <folder>} in
 * another.
 */
final class DeliveryRate {
    private static final int SEND_BATCH = 500;

    private DeliveryRate() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "serve" -> serve(Integer.parseInt(args[1]));
            case "deliver" ->
                    deliver(
                            URI.create(args[1]),
                            Integer.parseInt(args[2]),
                            Integer.parseInt(args[3]),
                            Path.of(args[4]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    }

    private static void serve(int port) {
        vertx().createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static void deliver(URI url, int messages, int concurrency, Path folder)
            throws Exception {
        Files.createDirectories(folder);
        var store = RocksStore.open(Files.createTempDirectory(folder, "rate"));
        Engine engine = Engine.start(store, 4, 1, System::currentTimeMillis);
        var arn = new QueueArn("us-east-1", "000000000000", "rate");
        var defined =
                (QueueReply.Defined)
                        engine.create(new QueueCommand.Create(arn, Map.of(), Map.of())).join();
        for (int round = 1; round <= 4; round++) {
            send(engine, defined.queue(), messages);
            measure(engine, arn, url, messages, concurrency);
        }
        engine.close();
        store.close();
        System.exit(0);
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static void send(Engine engine, QueueDefinition queue, int messages) {
        byte[] content =
                MessageCodec.encode(
                        new MessageContent(
                                "{\"order\":12345,\"state\":\"paid\"}".repeat(8),
                                "0".repeat(32),
                                new TreeMap<>(),
                                Map.of(),
                                "AIDAEXAMPLE"));
        List<QueueCommand.NewMessage> batch =
                Collections.nCopies(SEND_BATCH, new QueueCommand.NewMessage(content, 0));
        for (int sent = 0; sent < messages; sent += SEND_BATCH) {
            engine.submit(queue.id(), new QueueCommand.Send(queue.id(), batch)).join();
        }
    }

    private static void measure(Engine engine, QueueArn arn, URI url, int messages, int concurrency)
            throws Exception {
        var all = new CountDownLatch(messages);
        var metrics =
                new WorkerMetrics() {
                    @Override
                    public void ended(
                            Message message,
                            dev.hikyaku.delivery.endpoint.Outcome outcome,
                            long latencyNanos) {
                        all.countDown();
                    }
                };
        Vertx vertx = vertx();
        var settings =
                WorkerSettings.of(
                        "rate",
                        List.of(QueueSettings.of("jobs")),
                        List.of(url),
                        Values.NONE.with(WorkerKeys.CONCURRENCY, concurrency));
        var worker =
                new Worker(
                        settings,
                        List.of(new EngineSource(engine, arn)),
                        vertx,
                        metrics,
                        Tracing.NONE);
        long cpu = cpuNanos();
        long start = System.nanoTime();
        worker.start().toCompletableFuture().join();
        all.await();
        worker.drain(Duration.ofSeconds(30)).toCompletableFuture().join();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%.0f deliveries/s, %.1f us of CPU each in this process, %s%n",
                messages / seconds, (cpuNanos() - cpu) / 1e3 / messages, worker.stats());
        CompletableFuture<Void> closed = vertx.close().toCompletionStage().toCompletableFuture();
        closed.join();
    }
}
