package dev.hikyaku.integration.power;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What {@code src/test/native/powerlog.c} wrote down, and the way to have it do so. */
record Recording(List<Operation> operations) {
    private static final Path SOURCE = Path.of("src/test/native/powerlog.c");
    private static final int HEAD = 25;

    /**
     * Something that was done to a file, or that a client was told.
     *
     * @param kind O open, C close, W write, T size, S sync begins, E sync ended, R rename, U
     *     unlink, D make a folder, M mark
     */
    record Operation(char kind, int descriptor, long first, long second, byte[] data) {
        String text() {
            return new String(data, StandardCharsets.UTF_8);
        }
    }

    /** Whether a C compiler and preloading are there. */
    static boolean possible() {
        return System.getProperty("os.name").equals("Linux")
                && List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "cc")));
    }

    /** What a process needs in its environment to have its changes of a folder written down. */
    static Map<String, String> environment(Path folder, Path log, Path work)
            throws IOException, InterruptedException {
        Path library = work.resolve("powerlog.so");
        var compiler =
                new ProcessBuilder(
                                "cc",
                                "-shared",
                                "-fPIC",
                                "-O2",
                                "-Wall",
                                "-Werror",
                                "-o",
                                library.toString(),
                                SOURCE.toString(),
                                "-ldl",
                                "-lpthread")
                        .inheritIO()
                        .start();
        if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
            throw new AssertionError(SOURCE + " does not compile");
        }
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "POWERLOG_FOLDER", folder.toRealPath().toString(),
                "POWERLOG_LOG", log.toString());
    }

    static Recording read(Path log) throws IOException {
        var operations = new ArrayList<Operation>();
        try (var channel = FileChannel.open(log)) {
            ByteBuffer in = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            in.order(ByteOrder.LITTLE_ENDIAN);
            while (in.hasRemaining()) {
                char kind = (char) in.get();
                int descriptor = in.getInt();
                long first = in.getLong();
                long second = in.getLong();
                byte[] data = new byte[in.getInt()];
                in.get(data);
                operations.add(new Operation(kind, descriptor, first, second, data));
            }
        }
        return new Recording(operations);
    }

    /** What clients are told, in the same log and order. */
    static final class Marks implements AutoCloseable {
        private final FileChannel log;

        Marks(Path path) throws IOException {
            log = FileChannel.open(path, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
        }

        /** Writes a mark down. The words must not have tabs in them. */
        void add(String... words) throws IOException {
            byte[] text = String.join("\t", words).getBytes(StandardCharsets.UTF_8);
            var record = ByteBuffer.allocate(HEAD + text.length).order(ByteOrder.LITTLE_ENDIAN);
            record.put((byte) 'M').putInt(-1).putLong(0).putLong(0).putInt(text.length).put(text);
            synchronized (this) {
                if (log.write(record.flip()) != HEAD + text.length) {
                    throw new IOException("half a mark was written");
                }
            }
        }

        @Override
        public void close() throws IOException {
            log.close();
        }
    }
}
