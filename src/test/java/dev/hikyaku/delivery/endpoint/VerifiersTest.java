package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hikyaku.delivery.settings.Values;
import dev.hikyaku.delivery.settings.WorkerKeys;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verifiers of docs/WORKERS.md, as they stand there, on a real request. */
class VerifiersTest {
    private static final String OLD = "old-key-of-16-or-more";
    private static final String NEW = "new-key-of-16-or-more";
    private static final String EXPECTED = "[true,true,false,false,false,false,false]";

    private static final String PYTHON =
            """

            import json
            headers = {"X-Hikyaku-Signature": "SIGNATURE", "X-Aws-Sqsd-Msgid": "id-1"}
            body = bytes.fromhex("BODY")
            sign = headers["X-Hikyaku-Signature"]
            print(json.dumps([
                genuine("OLD", headers, body),
                genuine("NEW", headers, body),
                genuine("no-key", headers, body),
                genuine("OLD", headers, body + b"x"),
                genuine("OLD", {**headers, "X-Aws-Sqsd-Msgid": "id-2"}, body),
                genuine("OLD", {**headers, "X-Hikyaku-Signature": sign.replace("t=", "t=1")}, body),
                genuine("OLD", {}, body),
            ], separators=(",", ":")))
            """;

    private static final String NODE =
            """

            const headers = {"x-hikyaku-signature": "SIGNATURE", "x-aws-sqsd-msgid": "id-1"};
            const body = Buffer.from("BODY", "hex");
            const sign = headers["x-hikyaku-signature"];
            console.log(JSON.stringify([
              genuine("OLD", headers, body),
              genuine("NEW", headers, body),
              genuine("no-key", headers, body),
              genuine("OLD", headers, Buffer.concat([body, Buffer.from("x")])),
              genuine("OLD", {...headers, "x-aws-sqsd-msgid": "id-2"}, body),
              genuine("OLD", {...headers, "x-hikyaku-signature": sign.replace("t=", "t=1")}, body),
              genuine("OLD", {}, body),
            ]));
            """;

    @TempDir Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final RawWorker worker = new RawWorker();

    @AfterEach
    void end() {
        worker.close();
        TargetOnLoop.result(vertx.close());
    }

    @Test
    void python() throws Exception {
        assertThat(run("python3", "python", PYTHON)).isEqualTo(EXPECTED);
    }

    @Test
    void node() throws Exception {
        assertThat(run("node", "node", NODE)).isEqualTo(EXPECTED);
    }

    private String run(String program, String language, String calls) throws Exception {
        assumeTrue(installed(program), program + " is not installed");
        Values values = Values.NONE.with(WorkerKeys.SIGNING_SECRETS, List.of(OLD, NEW));
        RawWorker.Got got;
        try (var target = new TargetOnLoop(vertx, values, worker.url("/"))) {
            target.deliver(Messages.of("id-1", "{\"a\": \"f\u00fcr\"}\r\n"));
            got = worker.next();
        }
        String script =
                documented(language)
                        + calls.replace("SIGNATURE", got.header("X-Hikyaku-Signature"))
                                .replace("BODY", HexFormat.of().formatHex(got.body()))
                                .replace("OLD", OLD)
                                .replace("NEW", NEW);
        return output(program, Files.writeString(folder.resolve("verify"), script).toString());
    }

    private static String documented(String language) throws IOException {
        String page = Files.readString(Path.of("docs/WORKERS.md"));
        int start = page.indexOf("```", page.indexOf("<!-- verifier: " + language + " -->"));
        int code = page.indexOf('\n', start) + 1;
        return page.substring(code, page.indexOf("```", code));
    }

    private static boolean installed(String program) {
        try {
            output(program, "--version");
            return true;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("does not end: " + List.of(command));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
