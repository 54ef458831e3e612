package dev.hikyaku.journal;

import dev.hikyaku.journal.JournalReply.Entry;
import dev.hikyaku.store.Bytes;
import dev.hikyaku.store.Cursor;
import dev.hikyaku.store.Kv;
import dev.hikyaku.store.PartitionKeys;
import dev.hikyaku.store.Space;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The journals of one partition, as a deterministic state machine. A record's key is its journal's
 * number, its time and its command's sequence number, so that a range of time is a range of keys. A
 * head per journal counts what is there. Nothing is held in memory.
 */
public final class JournalMachine {
    /** Records that one command cuts off, at the most. */
    static final int TRIM_MAX = 400;

    /** Records that one command reads, at the most. */
    static final int PAGE_MAX = 100;

    /** After so many bytes a page ends. */
    static final int PAGE_BYTES_MAX = 1 << 20;

    private static final byte HEAD = 'J';
    private static final byte RECORD = 'J';
    private static final int TIME_AT = Short.BYTES + Long.BYTES + 1;

    private final int partition;

    /**
     * What is known of a journal.
     *
     * @param number what its records' keys begin with; the sequence number of its first command
     */
    private record Head(long number, long records, long bytes) {
        static final Head NONE = new Head(0, 0, 0);

        Head with(long moreRecords, long moreBytes) {
            return new Head(number, records + moreRecords, bytes + moreBytes);
        }

        byte[] encode() {
            return ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(number)
                    .putLong(records)
                    .putLong(bytes)
                    .array();
        }

        static Head decode(byte @Nullable [] bytes) {
            if (bytes == null) {
                return NONE;
            }
            var in = ByteBuffer.wrap(bytes);
            return new Head(in.getLong(), in.getLong(), in.getLong());
        }
    }

    public JournalMachine(int partition) {
        this.partition = partition;
    }

    /**
     * Applies a command.
     *
     * @param sequence greater than any before in this partition
     */
    public JournalReply apply(Kv kv, JournalCommand command, long sequence) {
        byte[] key = headKey(command.journal());
        Head head = Head.decode(kv.get(Space.META, key));
        return switch (command) {
            case JournalCommand.Append append -> append(kv, key, head, append, sequence);
            case JournalCommand.Read read -> read(kv, head, read);
            case JournalCommand.Trim trim -> trim(kv, key, head, trim);
            case JournalCommand.Remove remove -> remove(kv, key, head);
            case JournalCommand.Count count -> new JournalReply.Size(head.records(), head.bytes());
        };
    }

    private JournalReply append(
            Kv kv, byte[] key, Head head, JournalCommand.Append append, long sequence) {
        Head there = head.equals(Head.NONE) ? new Head(sequence, 0, 0) : head;
        byte[] data = append.data();
        kv.put(Space.MESSAGES, recordKey(there, Math.max(0, append.timeMillis()), sequence), data);
        kv.put(Space.META, key, there.with(1, data.length).encode());
        return new JournalReply.Done();
    }

    private JournalReply read(Kv kv, Head head, JournalCommand.Read read) {
        Position after = read.after();
        byte[] from =
                after == null
                        ? recordKey(head, Math.max(0, read.fromMillis()), 0)
                        : recordKey(head, after.timeMillis(), after.sequence() + 1);
        byte[] to = recordKey(head, Math.max(0, read.toMillis()), 0);
        var entries = new ArrayList<Entry>();
        int bytes = 0;
        try (Cursor cursor = kv.scan(Space.MESSAGES, from, to)) {
            while (cursor.next()) {
                if (entries.size() == PAGE_MAX || bytes >= PAGE_BYTES_MAX) {
                    return new JournalReply.Page(entries, true);
                }
                entries.add(new Entry(position(cursor.key()), cursor.value()));
                bytes += cursor.value().length;
            }
        }
        return new JournalReply.Page(entries, false);
    }

    private JournalReply trim(Kv kv, byte[] key, Head head, JournalCommand.Trim trim) {
        byte[] from = recordKey(head, 0, 0);
        byte[] to = recordKey(head, Math.max(0, trim.beforeMillis()), 0);
        int records = 0;
        long bytes = 0;
        boolean more = false;
        var keys = new ArrayList<byte[]>();
        try (Cursor cursor = kv.scan(Space.MESSAGES, from, to)) {
            while (cursor.next() && !more) {
                if (records == TRIM_MAX) {
                    more = true;
                } else {
                    keys.add(cursor.key());
                    bytes += cursor.value().length;
                    records++;
                }
            }
        }
        keys.forEach(each -> kv.delete(Space.MESSAGES, each));
        if (records > 0) {
            kv.put(Space.META, key, head.with(-records, -bytes).encode());
        }
        return new JournalReply.Trimmed(records, more);
    }

    private JournalReply remove(Kv kv, byte[] key, Head head) {
        if (!head.equals(Head.NONE)) {
            byte[] first = recordKey(head, 0, 0);
            byte[] prefix = ByteBuffer.allocate(TIME_AT).put(first, 0, TIME_AT).array();
            kv.deleteRange(Space.MESSAGES, prefix, Bytes.endOfPrefix(prefix));
            kv.delete(Space.META, key);
        }
        return new JournalReply.Done();
    }

    private byte[] recordKey(Head head, long timeMillis, long sequence) {
        return PartitionKeys.of(partition, head.number(), RECORD, timeMillis, sequence);
    }

    private static Position position(byte[] key) {
        var in = ByteBuffer.wrap(key).position(TIME_AT);
        return new Position(in.getLong(), in.getLong());
    }

    private byte[] headKey(String journal) {
        byte[] name = journal.getBytes(StandardCharsets.UTF_8);
        byte[] owner = PartitionKeys.prefix(partition, 0);
        return ByteBuffer.allocate(owner.length + 1 + name.length)
                .put(owner)
                .put(HEAD)
                .put(name)
                .array();
    }
}
