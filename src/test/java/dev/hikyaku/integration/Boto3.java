package dev.hikyaku.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * AWS's SDK for Python as a process that calls services when it is told. It ends when it is closed,
 * and with the tests' JVM, whose end is the end of its input.
 */
public final class Boto3 implements AutoCloseable {
    /** The name of the only field of what stands for bytes, as base64. */
    public static final String BYTES = "$blob";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Process process;
    private final Writer requests;
    private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    /** What a call is signed for and with. */
    public record Scope(String service, String region, String accessKeyId) {}

    public Boto3(String endpoint) {
        try {
            process =
                    new ProcessBuilder(
                                    Python.find("boto3").needed(),
                                    "src/test/python/aws_bridge.py",
                                    endpoint)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        requests = process.outputWriter(StandardCharsets.US_ASCII);
        BufferedReader answers = process.inputReader(StandardCharsets.US_ASCII);
        Thread.ofPlatform().daemon().start(() -> read(answers));
    }

    private void read(BufferedReader answers) {
        try (answers) {
            answers.lines().map(JSON::readTree).forEach(this::answered);
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
        fail(new IllegalStateException("the Python process has ended"));
    }

    private void answered(JsonNode answer) {
        var request = waiting.remove(answer.path("id").asLong());
        if (request != null) {
            request.complete(answer);
        }
    }

    private void fail(Exception cause) {
        waiting.values().forEach(request -> request.completeExceptionally(cause));
    }

    /**
     * The result of an operation, both as the service's model has them.
     *
     * @throws AwsError what the service says
     */
    public JsonNode call(Scope scope, String operation, Map<String, ?> parameters) {
        long id = ids.incrementAndGet();
        var request = new CompletableFuture<JsonNode>();
        waiting.put(id, request);
        write(
                JSON.writeValueAsString(
                        Map.of(
                                "id",
                                id,
                                "service",
                                scope.service,
                                "region",
                                scope.region,
                                "accessKeyId",
                                scope.accessKeyId,
                                "operation",
                                operation,
                                "parameters",
                                parameters)));
        JsonNode answer = request.orTimeout(90, TimeUnit.SECONDS).join();
        JsonNode error = answer.get("error");
        if (error != null) {
            throw new AwsError(
                    error.path("code").asString(),
                    error.path("message").asString(""),
                    error.path("status").asInt());
        }
        JsonNode result = answer.get("result");
        if (result == null) {
            throw new IllegalStateException(operation + ": " + answer);
        }
        return result;
    }

    private void write(String line) {
        synchronized (requests) {
            try {
                requests.write(line);
                requests.write('\n');
                requests.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            requests.close();
            if (!process.waitFor(HikyakuProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the Python process did not end with its input");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
