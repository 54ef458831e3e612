package dev.hikyaku.store;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A store whose next read, write or sync fails once a test says so, and whose syncs may wait. */
public final class FaultyStore implements Store {
    private final Store store;
    public @Nullable Throwable nextGet;
    public @Nullable Throwable nextWrite;
    public @Nullable Throwable nextSync;

    /** Each sync waits for this. */
    public volatile CountDownLatch awaited = new CountDownLatch(0);

    public FaultyStore(Store store) {
        this.store = store;
    }

    private static void fail(@Nullable Throwable failure) {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalArgumentException("stores throw nothing checked", failure);
        }
    }

    @Override
    public byte @Nullable [] get(Space space, byte[] key) {
        var failure = nextGet;
        nextGet = null;
        fail(failure);
        return store.get(space, key);
    }

    @Override
    public Cursor scan(Space space, byte[] from, byte[] to) {
        return store.scan(space, from, to);
    }

    @Override
    public void write(ChangeSet changes) {
        var failure = nextWrite;
        nextWrite = null;
        fail(failure);
        store.write(changes);
    }

    @Override
    public void sync() {
        awaitTest();
        var failure = nextSync;
        nextSync = null;
        fail(failure);
        store.sync();
    }

    private void awaitTest() {
        try {
            awaited.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void reclaim(long freeBytes) {
        store.reclaim(freeBytes);
    }

    @Override
    public long sizeBytes() {
        return store.sizeBytes();
    }

    @Override
    public void close() {
        store.close();
    }
}
