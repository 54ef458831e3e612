package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.MotoServer;
import dev.hikyaku.integration.ServerProcess;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The server that a suite meets: a process of its own. */
interface AwsServer {
    /** Starts it; returns where it listens. */
    String start(Path folder);

    /** Ends it, which it must do cleanly. */
    void stop();

    /** Ours. */
    static AwsServer hikyaku(String... options) {
        return new AwsServer() {
            private @Nullable ServerProcess server;

            @Override
            public String start(Path folder) {
                ServerProcess started = ServerProcess.start(folder, options);
                server = started;
                return started.url();
            }

            @Override
            public void stop() {
                if (server == null) {
                    return;
                }
                try (var process = server) {
                    process.stop();
                    assertThat(process.process().stderr())
                            .as("a server that met clients only has no errors to log")
                            .doesNotContain("ERROR");
                }
            }
        };
    }

    /** That of moto. */
    static AwsServer moto() {
        return new AwsServer() {
            private @Nullable MotoServer moto;

            @Override
            public String start(Path folder) {
                var started = new MotoServer(AwsCases.ACCOUNT);
                moto = started;
                return started.url();
            }

            @Override
            public void stop() {
                if (moto != null) {
                    moto.close();
                }
            }
        };
    }
}
