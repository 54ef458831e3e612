package dev.hikyaku.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Beside what RocksDB makes of the same calls, byte for byte. */
class BatchBytesTest {
    /** More families than one byte of a varint can name. */
    private static final int FAMILIES = 140;

    private final BatchBytes ours = new BatchBytes();

    @BeforeAll
    static void loadLibrary() {
        RocksDB.loadLibrary();
    }

    private static List<ColumnFamilyDescriptor> families() {
        var families = new ArrayList<ColumnFamilyDescriptor>();
        families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY));
        for (int i = 1; i < FAMILIES; i++) {
            families.add(new ColumnFamilyDescriptor(StoreFixture.bytes("f" + i)));
        }
        return families;
    }

    private void fill(WriteBatch theirs, ColumnFamilyHandle family, int length)
            throws RocksDBException {
        byte[] key = StoreFixture.bytes("k" + "x".repeat(length));
        byte[] value = StoreFixture.bytes("v".repeat(length));
        int id = family.getID();
        theirs.put(family, key, value);
        ours.put(id, key, value);
        theirs.delete(family, key);
        ours.delete(id, key, false);
        theirs.singleDelete(family, key);
        ours.delete(id, key, true);
        theirs.deleteRange(family, key, value);
        ours.deleteRange(id, key, value);
    }

    @Test
    void areWhatRocksDbMakes(@TempDir Path folder) throws RocksDBException {
        var handles = new ArrayList<ColumnFamilyHandle>();
        try (var options =
                        new DBOptions()
                                .setCreateIfMissing(true)
                                .setCreateMissingColumnFamilies(true);
                var db = RocksDB.open(options, folder.toString(), families(), handles);
                var theirs = new WriteBatch()) {
            for (int length : new int[] {0, 1, 100, 126, 127, 128, 16_383, 16_384, 300_000}) {
                fill(theirs, handles.get(1), length);
                fill(theirs, handles.get(FAMILIES - 1), length);
            }

            assertThat(ours.toBytes()).isEqualTo(theirs.data());
            assertThat(db.getDefaultColumnFamily().getID()).isZero(); // has types of its own
            handles.forEach(ColumnFamilyHandle::close);
        }
    }

    @Test
    void mayBeEmpty() throws RocksDBException {
        try (var theirs = new WriteBatch()) {
            assertThat(ours.toBytes()).isEqualTo(theirs.data());
        }
    }
}
