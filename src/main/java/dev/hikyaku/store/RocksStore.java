package dev.hikyaku.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store on disk: one RocksDB, a column family a space.
 *
 * <p>A write goes to the memtable and to the log's buffer in this process; {@link #sync} writes
 * that buffer and syncs the file, so one sync makes durable whatever many partitions have written
 * by then. The log is replayed up to its first damaged record, which makes a crash lose a tail and
 * never a middle.
 */
public final class RocksStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);

    private static final String TABLES_BYTES = "rocksdb.total-sst-files-size";
    private static final long RECLAIM_INTERVAL_NANOS = 2_000_000_000;

    private final RocksOptions options;
    private final RocksDB db;
    private final Map<Space, ColumnFamilyHandle> families = new EnumMap<>(Space.class);
    private final List<ColumnFamilyHandle> handles = new ArrayList<>();
    // when several partitions write at a time, the column families' own hints do not count
    private final WriteOptions hinted = new WriteOptions().setMemtableInsertHintPerBatch(true);
    // RocksDB 11.8.1 takes a hint for both of a memtable's lists, keys and deleted ranges, and so
    // puts keys of a batch that has both where reads do not find them
    private final WriteOptions unhinted = new WriteOptions();
    private boolean closed;
    private long nextReclaimNanos = System.nanoTime();

    /**
     * Opens or makes the store.
     *
     * @throws StoreException if the folder cannot be used
     */
    public static RocksStore open(Path path) {
        RocksDB.loadLibrary();
        var options = new RocksOptions();
        try {
            Folders.make(path);
            return new RocksStore(path, options);
        } catch (Exception e) {
            options.close();
            throw new StoreException(
                    "The store in " + path.toAbsolutePath() + " cannot be opened: " + e, e);
        }
    }

    private RocksStore(Path path, RocksOptions options) throws RocksDBException {
        this.options = options;
        var descriptors = new ArrayList<ColumnFamilyDescriptor>();
        descriptors.add(
                new ColumnFamilyDescriptor(
                        RocksDB.DEFAULT_COLUMN_FAMILY, options.family(Space.META)));
        for (Space space : Space.values()) {
            descriptors.add(new ColumnFamilyDescriptor(familyName(space), options.family(space)));
        }
        this.db = RocksDB.open(options.db(), path.toString(), descriptors, handles);
        for (Space space : Space.values()) {
            families.put(
                    space,
                    handles.get(families.size() + 1)); // after the default family, in this order
        }
    }

    private static byte[] familyName(Space space) {
        return space.name()
                .toLowerCase(java.util.Locale.ROOT)
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private ColumnFamilyHandle family(Space space) {
        return Objects.requireNonNull(families.get(space));
    }

    @Override
    public byte @Nullable [] get(Space space, byte[] key) {
        try {
            return db.get(family(space), key);
        } catch (RocksDBException e) {
            throw new StoreException("The store cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Cursor scan(Space space, byte[] from, byte[] to) {
        return new RocksCursor(db, family(space), from, to);
    }

    @Override
    public void write(ChangeSet changes) {
        var whole = new BatchBytes();
        for (var range : changes.ranges()) {
            whole.deleteRange(family(range.space()).getID(), range.from(), range.to());
        }
        List<Put> large = new ArrayList<>();
        for (Space space : Space.values()) {
            encode(changes, space, whole, large);
        }
        try (var batch = new WriteBatch(whole.toBytes())) {
            for (Put put : large) {
                batch.put(put.family, put.key, put.value);
            }
            db.write(changes.ranges().isEmpty() ? hinted : unhinted, batch);
        } catch (RocksDBException e) {
            throw new StoreException("The store cannot be written: " + e.getMessage(), e);
        }
    }

    /** What crosses into RocksDB by itself. */
    private record Put(ColumnFamilyHandle family, byte[] key, byte[] value) {}

    private void encode(ChangeSet changes, Space space, BatchBytes whole, List<Put> large) {
        var family = family(space);
        for (var change : changes.changes(space).entrySet()) {
            byte[] key = change.getKey();
            byte[] value = change.getValue();
            if (value == null) {
                whole.delete(family.getID(), key, space.writeOnce());
            } else if (whole.takes(value)) {
                whole.put(family.getID(), key, value);
            } else {
                large.add(new Put(family, key, value));
            }
        }
    }

    @Override
    public void sync() {
        try {
            db.flushWal(true);
        } catch (RocksDBException e) {
            throw new StoreException("The store's log cannot be synced: " + e.getMessage(), e);
        }
    }

    /**
     * Writes the memtables out, so that their log can go and what was put and deleted meets.
     * Compacts as well, if the tables that may be rewritten for it fit into half of what is free:
     * else that is left to what RocksDB does by itself.
     */
    @Override
    public synchronized void reclaim(long freeBytes) {
        if (closed || System.nanoTime() - nextReclaimNanos < 0) {
            return;
        }
        try (var flush = new FlushOptions()) {
            db.flush(flush, handles);
            if (db.getAggregatedLongProperty(TABLES_BYTES) < freeBytes / 2) {
                for (var family : families.values()) {
                    db.compactRange(family);
                }
            }
        } catch (RocksDBException e) {
            throw new StoreException("The store gives back no room: " + e.getMessage(), e);
        } finally {
            nextReclaimNanos = System.nanoTime() + RECLAIM_INTERVAL_NANOS;
        }
    }

    @Override
    public long sizeBytes() {
        try {
            return db.getAggregatedLongProperty(TABLES_BYTES)
                    + db.getAggregatedLongProperty("rocksdb.total-blob-file-size");
        } catch (RocksDBException e) {
            throw new StoreException("The store's size cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes the memtables out first, so that the next start has no log to replay. */
    @Override
    public synchronized void close() {
        closed = true;
        sync();
        flushMemtables();
        handles.forEach(ColumnFamilyHandle::close);
        db.close();
        hinted.close();
        unhinted.close();
        options.close();
    }

    private void flushMemtables() {
        try (var flush = new FlushOptions()) {
            db.flush(flush, handles);
        } catch (RocksDBException e) {
            LOG.warn("The memtables could not be written out; the next start replays the log", e);
        }
    }

    private static final class RocksCursor implements Cursor {
        private final Slice lower;
        private final Slice upper;
        private final ReadOptions options;
        private final RocksIterator iterator;
        private boolean started;

        RocksCursor(RocksDB db, ColumnFamilyHandle family, byte[] from, byte[] to) {
            this.lower = new Slice(from);
            this.upper = new Slice(to);
            this.options =
                    new ReadOptions()
                            .setIterateLowerBound(lower)
                            .setIterateUpperBound(upper)
                            .setTotalOrderSeek(true);
            this.iterator = db.newIterator(family, options);
        }

        @Override
        public boolean next() {
            if (started) {
                iterator.next();
            } else {
                iterator.seekToFirst();
                started = true;
            }
            return valid();
        }

        private boolean valid() {
            if (iterator.isValid()) {
                return true;
            }
            try {
                iterator.status();
                return false;
            } catch (RocksDBException e) {
                throw new StoreException("The store cannot be read: " + e.getMessage(), e);
            }
        }

        @Override
        public byte[] key() {
            return iterator.key();
        }

        @Override
        public byte[] value() {
            return iterator.value();
        }

        @Override
        public void close() {
            iterator.close();
            options.close();
            lower.close();
            upper.close();
        }
    }
}
