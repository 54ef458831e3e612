package dev.hikyaku.integration.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.integration.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What connections authorize by is not to be read on disk, and outlasts a restart. */
@Timeout(90)
final class ConnectionSecretsIT {
    private static final String SECRET = "correct-horse-battery-staple";

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit sets the field
    ConnectionSecretsIT() {}

    @Test
    void secretsAreNotOnDiskAndAuthorizeAfterARestart() throws Exception {
        try (var hook = new Hook(call -> Hook.Answer.OK);
                var server = ServerProcess.start(folder)) {
            try (var session = AwsClient.BOTO3.connect(server.url())) {
                route(session.service("events", AwsCases.REGION, "test"), hook.url() + "/in");
            }
            server.stop();
            assertThat(filesWith("connection")).isNotEmpty();
            assertThat(filesWith(SECRET)).isEmpty();

            server.restart();
            try (var session = AwsClient.BOTO3.connect(server.url())) {
                AwsApi events = session.service("events", AwsCases.REGION, "test");
                assertThat(events.call("DescribeConnection", "Name", "hook").toString())
                        .contains("AUTHORIZED", "X-Key")
                        .doesNotContain(SECRET);
                var entry = Map.of("Source", "shop", "DetailType", "order", "Detail", "{}");
                events.call("PutEvents", "Entries", List.of(entry));
                assertThat(Objects.requireNonNull(hook.next(30)).headers())
                        .containsEntry("X-Key", SECRET);
            }
            server.stop();
        }
    }

    private static void route(AwsApi events, String url) {
        String connection =
                events.call(
                                "CreateConnection",
                                "Name",
                                "hook",
                                "AuthorizationType",
                                "API_KEY",
                                "AuthParameters",
                                Map.of(
                                        "ApiKeyAuthParameters",
                                        Map.of("ApiKeyName", "X-Key", "ApiKeyValue", SECRET)))
                        .path("ConnectionArn")
                        .asString();
        String destination =
                events.call(
                                "CreateApiDestination",
                                "Name",
                                "hook",
                                "ConnectionArn",
                                connection,
                                "InvocationEndpoint",
                                url,
                                "HttpMethod",
                                "POST")
                        .path("ApiDestinationArn")
                        .asString();
        events.call("PutRule", "Name", "hook", "EventPattern", "{\"source\":[\"shop\"]}");
        var target = Map.of("Id", "t", "Arn", destination);
        events.call("PutTargets", "Rule", "hook", "Targets", List.of(target));
    }

    private List<Path> filesWith(String text) throws IOException {
        try (var files = Files.walk(folder.resolve("data"))) {
            return files.filter(Files::isRegularFile).filter(file -> has(file, text)).toList();
        }
    }

    private static boolean has(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
