package dev.hikyaku.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBufferManager;

/**
 * How RocksDB is set up. One budget bounds what it holds in memory: the block cache, with the
 * memtables inside it.
 */
final class RocksOptions implements AutoCloseable {
    private static final long MIB = 1 << 20;
    private static final long CACHE_BYTES = 96 * MIB;

    /** Less than the default makes for many small files, which tests of crashes want. */
    private static final long MEMTABLES_BYTES = Long.getLong("hikyaku.memtables.bytes", 64 * MIB);

    /** Bounds the log that a restart replays. */
    private static final long LOG_BYTES_MAX = MEMTABLES_BYTES;

    /**
     * A body of this size or more is written to a blob file and not copied again by each
     * compaction.
     */
    private static final long BLOB_BYTES_MIN = 4096;

    /**
     * Two shards only, as a power of two: the memtables take their part of every shard, and the
     * filter of a large file has to fit into what is left of one, or each look-up reads it anew.
     */
    private static final int CACHE_SHARD_BITS = 1;

    /** What of the cache is kept for indexes and filters first. */
    private static final double CACHE_INDEX_SHARE = 0.5;

    private final Cache cache =
            new LRUCache(CACHE_BYTES, CACHE_SHARD_BITS, false, CACHE_INDEX_SHARE);
    private final BloomFilter filter = new BloomFilter(10);
    private final WriteBufferManager memtables = new WriteBufferManager(MEMTABLES_BYTES, cache);
    private final DBOptions db =
            new DBOptions()
                    .setCreateIfMissing(true)
                    .setCreateMissingColumnFamilies(true)
                    .setManualWalFlush(true)
                    .setRecycleLogFileNum(2)
                    .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
                    .setMaxTotalWalSize(LOG_BYTES_MAX)
                    .setAvoidFlushDuringRecovery(true)
                    .setWriteBufferManager(memtables)
                    .setMaxBackgroundJobs(2)
                    .setMaxOpenFiles(512)
                    // queues are read in the order of their keys: the kernel may read ahead
                    .setAdviseRandomOnOpen(false)
                    .setBytesPerSync(MIB)
                    .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                    .setKeepLogFileNum(3)
                    .setStatsDumpPeriodSec(0);
    private final Map<Space, ColumnFamilyOptions> families = new EnumMap<>(Space.class);

    RocksOptions() {
        families.put(Space.META, table());
        families.put(
                Space.MESSAGES,
                table().setCompressionType(CompressionType.LZ4_COMPRESSION)
                        .setEnableBlobFiles(true)
                        .setMinBlobSize(BLOB_BYTES_MIN)
                        .setEnableBlobGarbageCollection(true));
        families.put(Space.INDEX, table());
        // its keys come in no order, so that each compaction rewrites much of what is there
        families.put(Space.GROUPS, table().setLevel0FileNumCompactionTrigger(8));
        // schedules have most of their text in common
        families.put(Space.SCHEDULES, table().setCompressionType(CompressionType.LZ4_COMPRESSION));
    }

    private ColumnFamilyOptions table() {
        return withInsertHints()
                .setWriteBufferSize(MEMTABLES_BYTES / 4)
                .setMaxWriteBufferNumber(4)
                .setLevelCompactionDynamicLevelBytes(true)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setTableFormatConfig(
                        new BlockBasedTableConfig()
                                .setBlockCache(cache)
                                .setFilterPolicy(filter)
                                .setCacheIndexAndFilterBlocks(true)
                                .setPinL0FilterAndIndexBlocksInCache(true));
    }

    /** Each key is inserted near where the last of its owner and kind was. */
    private static ColumnFamilyOptions withInsertHints() {
        var byName = new Properties(); // the Java API has no method for it
        byName.setProperty(
                "memtable_insert_with_hint_prefix_extractor", "fixed:" + PartitionKeys.KIND_PREFIX);
        return Objects.requireNonNull(
                ColumnFamilyOptions.getColumnFamilyOptionsFromProps(byName),
                "RocksDB does not know an option");
    }

    DBOptions db() {
        return db;
    }

    ColumnFamilyOptions family(Space space) {
        return Objects.requireNonNull(families.get(space));
    }

    @Override
    public void close() {
        db.close();
        families.values().forEach(RocksObject::close);
        memtables.close();
        filter.close();
        cache.close();
    }
}
