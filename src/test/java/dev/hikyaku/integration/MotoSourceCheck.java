package dev.hikyaku.integration;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** The daemon's source in front of moto's server. Run by {@code make cross-check}. */
@Timeout(60)
final class MotoSourceCheck extends SourceSuite {
    private @Nullable MotoServer moto;

    @Override
    String startServer(Path folder, String account) {
        moto = new MotoServer(account);
        return moto.url();
    }

    @Override
    void stopServer() {
        Objects.requireNonNull(moto).close();
    }

    /** A long poll there knows only the groups that were locked when it began. */
    @Override
    boolean locksGroups() {
        return false;
    }
}
