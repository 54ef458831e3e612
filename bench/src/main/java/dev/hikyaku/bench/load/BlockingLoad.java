package dev.hikyaku.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A closed loop for each of so many clients of a library, on a thread of its own. */
public final class BlockingLoad implements Rounds {
    /** So that a client that always fails leaves the cores to the others. */
    private static final Duration AFTER_ERROR = Duration.ofMillis(10);

    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);

    private final List<Task> tasks;
    private final AutoCloseable connections;
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("client-", 0).factory());

    /** One turn of a loop. */
    public interface Task {
        void run(Tally tally) throws Exception;
    }

    /**
     * @param connections closed with this load
     */
    public BlockingLoad(List<? extends Task> tasks, AutoCloseable connections) {
        this.tasks = List.copyOf(tasks);
        this.connections = connections;
    }

    @Override
    public Round run(Duration duration) {
        Tally round = Tally.lasting(duration);
        List<Future<Tally>> loops =
                tasks.stream().map(task -> threads.submit(() -> loop(task, duration))).toList();
        long limitNanos = System.nanoTime() + duration.plus(LAST_ANSWERS).toNanos();
        loops.forEach(loop -> round.add(await(loop, limitNanos)));
        round.end();
        return round.round();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            connections.close();
        } catch (Exception e) {
            throw new IllegalStateException("the connections do not close", e);
        }
    }

    private static Tally loop(Task task, Duration duration) {
        Tally tally = Tally.lasting(duration);
        while (!tally.ended() && !Thread.currentThread().isInterrupted()) {
            try {
                attempt(task, tally);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return tally;
    }

    private static void attempt(Task task, Tally tally) throws InterruptedException {
        try {
            task.run(tally);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            tally.error(e.toString());
            Thread.sleep(AFTER_ERROR);
        }
    }

    private static Tally await(Future<Tally> loop, long limitNanos) {
        try {
            return loop.get(limitNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a client gave no answer: " + e, e);
        }
    }
}
