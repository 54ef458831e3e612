package dev.hikyaku.integration.power;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder as POSIX has it: what is on the disk for certain, and what was done since.
 *
 * <p>A sync of a file makes its bytes and its size certain, as of when the sync began; not its
 * name. A sync of a folder makes the names in it certain. Nothing else does.
 */
final class Disk {
    /** Whose syncs this disk pretends to do. */
    enum Lie {
        NONE,
        LOGS,
        FOLDERS;

        private boolean about(Node node, String path) {
            return switch (this) {
                case NONE -> false;
                case LOGS -> path.endsWith(".log");
                case FOLDERS -> node instanceof Folder;
            };
        }
    }

    sealed interface Node {}

    /** Bytes, and what was done to them since they were last certain. */
    static final class Content implements Node {
        byte[] certain = {};
        final List<Change> changes = new ArrayList<>();
    }

    /**
     * A write, or a new size.
     *
     * @param when the number of the operation
     * @param data what was written; null if only the size has changed
     */
    record Change(long when, long at, byte @Nullable [] data) {
        byte[] appliedTo(byte[] bytes) {
            if (data == null) {
                return Arrays.copyOf(bytes, (int) at);
            }
            int end = (int) at + data.length;
            byte[] result = end > bytes.length ? Arrays.copyOf(bytes, end) : bytes;
            System.arraycopy(data, 0, result, (int) at, data.length);
            return result;
        }
    }

    /** Names, and what was done to them since they were last certain. */
    static final class Folder implements Node {
        final Map<String, Node> certain = new TreeMap<>();
        final Map<String, Node> current = new TreeMap<>();
        final List<Naming> changes = new ArrayList<>();

        private void change(Naming naming) {
            naming.applyTo(current);
            changes.add(naming);
        }
    }

    /**
     * A name that came, went, or took another's place.
     *
     * @param from the name that goes; null if none does
     * @param to the name that comes; null if none does
     */
    record Naming(long when, @Nullable String from, @Nullable String to, @Nullable Node node) {
        void applyTo(Map<String, Node> names) {
            if (from != null) {
                names.remove(from);
            }
            if (to != null) {
                names.put(to, Objects.requireNonNull(node));
            }
        }
    }

    private record Opened(Node node, String path) {}

    private record Sync(Opened file, long began) {}

    final Folder root = new Folder();
    private final Path path;
    private final Lie lie;
    private final Map<Integer, Opened> opened = new HashMap<>();
    private final Map<Long, Sync> syncs = new HashMap<>();
    private long when;

    Disk(Path path, Lie lie) {
        this.path = path;
        this.lie = lie;
    }

    void apply(Recording.Operation operation) {
        when++;
        int descriptor = operation.descriptor();
        switch (operation.kind()) {
            case 'O' -> open(descriptor, operation);
            case 'C' -> opened.remove(descriptor);
            case 'W' -> change(descriptor, operation.first(), operation.data());
            case 'T' -> change(descriptor, operation.first(), null);
            case 'S' -> syncs.put(operation.first(), new Sync(file(descriptor), when));
            case 'E' -> synced(Objects.requireNonNull(syncs.remove(operation.first())));
            case 'R' -> rename(operation.data());
            case 'U' -> name(operation.text(), null);
            case 'D' -> name(operation.text(), new Folder());
            default -> throw new IllegalStateException("operation " + operation.kind());
        }
    }

    private Opened file(int descriptor) {
        return Objects.requireNonNull(opened.get(descriptor), "a file that was never opened");
    }

    private void open(int descriptor, Recording.Operation operation) {
        Node node = find(operation.text());
        if (node == null) {
            node = new Content();
            name(operation.text(), node);
        }
        opened.put(descriptor, new Opened(node, operation.text()));
        if (operation.first() != 0) {
            change(descriptor, 0, null);
        }
    }

    private void change(int descriptor, long at, byte @Nullable [] data) {
        ((Content) file(descriptor).node).changes.add(new Change(when, at, data));
    }

    private void synced(Sync sync) {
        if (lie.about(sync.file.node, sync.file.path)) {
            return;
        }
        switch (sync.file.node) {
            case Content content -> {
                for (Change change : content.changes) {
                    if (change.when < sync.began) {
                        content.certain = change.appliedTo(content.certain);
                    }
                }
                content.changes.removeIf(change -> change.when < sync.began);
            }
            case Folder folder -> {
                for (Naming naming : folder.changes) {
                    if (naming.when < sync.began) {
                        naming.applyTo(folder.certain);
                    }
                }
                folder.changes.removeIf(naming -> naming.when < sync.began);
            }
        }
    }

    private void rename(byte[] both) {
        int end = 0;
        while (both[end] != 0) {
            end++;
        }
        Path from = Path.of(new String(both, 0, end, StandardCharsets.UTF_8));
        Path to = Path.of(new String(both, end + 1, both.length - end - 1, StandardCharsets.UTF_8));
        Node node = find(from.toString());
        if (node == null) {
            return; // of a file that was not opened by what is followed: RocksDB's own text log
        }
        if (!Objects.equals(from.getParent(), to.getParent())) {
            throw new IllegalStateException("from folder to folder: " + to);
        }
        folderOf(to).change(new Naming(when, name(from), name(to), node));
    }

    private void name(String file, @Nullable Node node) {
        Path at = Path.of(file);
        boolean gone = node == null;
        if (!gone || find(file) != null) {
            folderOf(at)
                    .change(new Naming(when, gone ? name(at) : null, gone ? null : name(at), node));
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private Folder folderOf(Path file) {
        return (Folder) Objects.requireNonNull(find(String.valueOf(file.getParent())), "no folder");
    }

    private @Nullable Node find(String file) {
        Node node = root;
        for (Path name : path.relativize(Path.of(file).normalize())) {
            if (!name.toString().isEmpty()) {
                node = node instanceof Folder folder ? folder.current.get(name.toString()) : null;
            }
        }
        return node;
    }
}
