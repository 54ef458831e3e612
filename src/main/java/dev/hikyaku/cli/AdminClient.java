package dev.hikyaku.cli;

import dev.hikyaku.server.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The option that names a running server or daemon, and calls of its administration. */
final class AdminClient {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:HIKYAKU_URL:-http://127.0.0.1:4566}",
            description =
                    "the server, or the admin port of hikyaku work"
                            + " (default: http://127.0.0.1:4566; env HIKYAKU_URL)")
    private URI url;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    AdminClient() {}

    /** All workers. */
    JsonNode workers() throws IOException, InterruptedException {
        return call("GET", "");
    }

    /** One worker, told to do something. */
    JsonNode tell(String worker, String what) throws IOException, InterruptedException {
        String name = URLEncoder.encode(worker, StandardCharsets.UTF_8).replace("+", "%20");
        return call("POST", "/" + name + "/" + what);
    }

    private JsonNode call(String method, String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(at("/_hikyaku/workers" + path))
                        .timeout(LIMIT)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        try (var client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            HttpResponse<String> answer =
                    client.send(
                            request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return checked(answer);
        } catch (IOException e) {
            throw new RefusedException(
                    "Nothing answers at "
                            + url
                            + " ("
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e)
                            + "). Start hikyaku serve, or hikyaku work with --admin-port, or name"
                            + " another place by --url or HIKYAKU_URL.",
                    e);
        }
    }

    private URI at(String path) {
        String base = url.toString().replaceAll("/+$", "");
        if (!base.startsWith("http://") && !base.startsWith("https://")) {
            throw new ParameterException(
                    spec.commandLine(), "--url '" + url + "': must be an http or https URL");
        }
        return URI.create(base + path);
    }

    private JsonNode checked(HttpResponse<String> answer) {
        try {
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            if (answer.statusCode() == 200 && (body.has("workers") || body.has("name"))) {
                return body;
            }
            if (body.hasNonNull("error")) {
                throw new RefusedException(body.get("error").asString());
            }
        } catch (JacksonException e) {
            // the same sentence serves
        }
        throw new RefusedException(
                "What answers at " + url + " is no Hikyaku; its status is " + answer.statusCode());
    }
}
