package dev.hikyaku.integration.power;

import dev.hikyaku.integration.power.Disk.Change;
import dev.hikyaku.integration.power.Disk.Naming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a disk may hold after the power went: all that was certain, and of the rest what chance
 * kept.
 *
 * <ul>
 *   <li>Names: each folder keeps its changes up to some point, whatever the others keep. That
 *       includes every state which file systems with one journal (ext4, XFS) can leave.
 *   <li>Bytes: each file keeps nothing, all, its changes up to some point with the last one torn,
 *       or any of its pages of 4 KiB. What is missing within a file reads as it was before, or as
 *       zeros; at the end of a RocksDB log it may be anything. A record at the end of a MANIFEST is
 *       there, cut short, or zeros as a whole: of one that goes over into zeros RocksDB says that
 *       it is corrupted, and does not open. {@code -Dhikyaku.power.harsh=true} leaves such, too.
 * </ul>
 */
final class PowerCut {
    private static final int PAGE = 4096;

    private static final boolean HARSH = Boolean.getBoolean("hikyaku.power.harsh");

    /** What RocksDB makes of the end of a file differs. */
    private enum Kind {
        LOG,
        MANIFEST,
        OTHER;

        private static Kind of(String file) {
            if (file.endsWith(".log")) {
                return LOG;
            }
            return file.startsWith("MANIFEST") && !HARSH ? MANIFEST : OTHER;
        }
    }

    private enum Loss {
        NOTHING,
        EVERYTHING,
        TAIL,
        PAGES
    }

    private final Random random;
    private final List<Loss> losses;

    PowerCut(Random random) {
        this.random = random;
        List<Loss> each = List.of(Loss.values());
        this.losses = random.nextInt(3) == 0 ? List.of(each.get(random.nextInt(4))) : each;
    }

    /** Everything that was done, as a process that is killed leaves it. */
    static void leaveAll(Disk disk, Path target) throws IOException {
        new PowerCut(new Random(), List.of(Loss.NOTHING)).leave(disk, target);
    }

    private PowerCut(Random random, List<Loss> losses) {
        this.random = random;
        this.losses = losses;
    }

    /** Puts together what is left, in a folder that is there and empty. */
    void leave(Disk disk, Path target) throws IOException {
        leave(disk.root, target);
    }

    private void leave(Disk.Folder folder, Path target) throws IOException {
        for (var entry : names(folder).entrySet()) {
            Path path = target.resolve(entry.getKey());
            switch (entry.getValue()) {
                case Disk.Folder inner -> leave(inner, Files.createDirectory(path));
                case Disk.Content content ->
                        Files.write(path, bytes(content, Kind.of(entry.getKey())));
            }
        }
    }

    private Map<String, Disk.Node> names(Disk.Folder folder) {
        var names = new TreeMap<>(folder.certain);
        List<Naming> changes = folder.changes;
        int kept =
                switch (loss()) {
                    case NOTHING -> changes.size();
                    case EVERYTHING -> 0;
                    case TAIL, PAGES -> random.nextInt(changes.size() + 1);
                };
        changes.subList(0, kept).forEach(change -> change.applyTo(names));
        return names;
    }

    private Loss loss() {
        return losses.get(random.nextInt(losses.size()));
    }

    private byte[] bytes(Disk.Content content, Kind kind) {
        byte[] certain = content.certain.clone();
        return switch (loss()) {
            case EVERYTHING -> certain;
            case NOTHING -> with(certain, content.changes);
            case TAIL -> withoutTail(certain, content.changes, kind);
            case PAGES ->
                    kind == Kind.MANIFEST
                            ? withoutTail(certain, content.changes, kind)
                            : withSomePages(certain, content.changes);
        };
    }

    private static byte[] with(byte[] bytes, List<Change> changes) {
        byte[] result = bytes;
        for (Change change : changes) {
            result = change.appliedTo(result);
        }
        return result;
    }

    private byte[] withoutTail(byte[] certain, List<Change> changes, Kind kind) {
        int kept = random.nextInt(changes.size() + 1);
        byte[] bytes = with(certain, changes.subList(0, kept));
        return kept == changes.size() ? bytes : torn(changes.get(kept), kind).appliedTo(bytes);
    }

    /** A write of which a part got there, and what stands for the rest. */
    private Change torn(Change change, Kind kind) {
        byte[] data = change.data();
        if (data == null) {
            return change;
        }
        int kept = random.nextInt(data.length + 1);
        byte[] cut = Arrays.copyOf(data, kept);
        return switch (random.nextInt(kind == Kind.LOG ? 3 : 2)) {
            case 0 -> new Change(change.when(), change.at(), cut);
            case 1 -> {
                byte[] part = kind == Kind.MANIFEST ? new byte[0] : cut;
                yield new Change(change.when(), change.at(), Arrays.copyOf(part, data.length));
            }
            default -> {
                byte[] rubbish = new byte[data.length];
                random.nextBytes(rubbish);
                System.arraycopy(cut, 0, rubbish, 0, kept);
                yield new Change(change.when(), change.at(), rubbish);
            }
        };
    }

    private byte[] withSomePages(byte[] certain, List<Change> changes) {
        byte[] bytes = certain;
        boolean longer = random.nextBoolean();
        for (Change change : changes) {
            byte[] data = change.data();
            if (data == null) {
                bytes = change.appliedTo(bytes);
                continue;
            }
            for (int from = 0; from < data.length; ) {
                int to = Math.min(data.length, from + PAGE - (int) ((change.at() + from) % PAGE));
                long at = change.at() + from;
                if (random.nextBoolean()) {
                    byte[] page = Arrays.copyOfRange(data, from, to);
                    bytes = new Change(change.when(), at, page).appliedTo(bytes);
                } else if (longer && bytes.length < at + to - from) {
                    bytes = Arrays.copyOf(bytes, (int) at + to - from);
                }
                from = to;
            }
        }
        return bytes;
    }
}
