package dev.hikyaku.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is served beside the API: pages such as {@code /_hikyaku/live}, and resources that have
 * paths below theirs. No queue URL begins with {@link #PREFIX}: accounts are digits.
 *
 * @param resources by their paths
 */
public record OwnPaths(Map<String, Resource> resources) {
    public static final String PREFIX = "/_hikyaku/";

    /** What a request's body may have, in bytes. */
    public static final int BODY_MAX = 64 << 10;

    private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /**
     * A request.
     *
     * @param method GET for HEAD, too
     * @param below the segments of the path below the resource's, decoded
     */
    public record Ask(HttpMethod method, List<String> below, MultiMap query, Buffer body) {}

    /** What answers at a path, and below it. */
    public interface Resource {
        Future<Page> answer(Ask ask);

        /** One that has a single page, to be read. */
        static Resource page(Supplier<Future<Page>> page) {
            return ask -> {
                if (!ask.below().isEmpty()) {
                    return Future.succeededFuture(Page.text(404, "There is nothing below here."));
                }
                return ask.method().equals(HttpMethod.GET)
                        ? page.get()
                        : Future.succeededFuture(Page.text(405, "Only GET is allowed here."));
            };
        }
    }

    /** An answer. */
    public record Page(int status, String contentType, String body) {
        public static Page text(int status, String body) {
            return new Page(status, "text/plain; charset=utf-8", body + "\n");
        }

        public static Page json(int status, String body) {
            return new Page(status, "application/json", body + "\n");
        }
    }

    static boolean covers(@Nullable String path) {
        return path != null && path.startsWith(PREFIX);
    }

    /** Whether a request may change something, and so has a body that is waited for. */
    static boolean mayChange(HttpServerRequest request) {
        return !READ.contains(request.method());
    }

    /**
     * Serves a request.
     *
     * <p>A web page may change nothing unless it is one that may call this server: a browser sends
     * its requests from the machine that this server trusts.
     */
    public Future<?> serve(HttpServerRequest request, Cors cors) {
        String path = Objects.requireNonNullElse(request.path(), "/");
        String at = resourceOf(path);
        Resource resource = at == null ? null : resources.get(at);
        if (at == null || resource == null) {
            return answer(
                    request, Page.text(404, "There is no such page; there are " + names() + "."));
        }
        if (mayChange(request) && !cors.allows(request)) {
            return answer(
                    request,
                    Page.text(
                            403,
                            "Pages of "
                                    + request.getHeader(HttpHeaders.ORIGIN)
                                    + " may change nothing here; cors-origins does not name it."));
        }
        Future<Buffer> body =
                mayChange(request) ? body(request) : Future.succeededFuture(Buffer.buffer());
        return body.compose(
                        bytes -> resource.answer(ask(request, path.substring(at.length()), bytes)))
                .recover(OwnPaths::failed)
                .compose(made -> answer(request, made));
    }

    private static Future<Page> failed(Throwable cause) {
        return Future.succeededFuture(
                cause instanceof TooLarge
                        ? Page.text(413, "The body is larger than " + BODY_MAX + " bytes.")
                        : Page.text(500, "The page failed: " + cause));
    }

    /** The longest path of a resource that this one is, or is below. */
    private @Nullable String resourceOf(String path) {
        String at = path;
        while (!resources.containsKey(at)) {
            int slash = at.lastIndexOf('/');
            if (slash <= 0) {
                return null;
            }
            at = at.substring(0, slash);
        }
        return at;
    }

    private static Ask ask(HttpServerRequest request, String below, Buffer body) {
        HttpMethod method =
                request.method().equals(HttpMethod.HEAD) ? HttpMethod.GET : request.method();
        List<String> segments =
                Arrays.stream(below.split("/", -1)).skip(1).map(OwnPaths::decoded).toList();
        return new Ask(method, segments, request.params(), body);
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment; // which names nothing
        }
    }

    private static final class TooLarge extends RuntimeException {}

    private static Future<Buffer> body(HttpServerRequest request) {
        Promise<Buffer> whole = Promise.promise();
        Buffer gathered = Buffer.buffer();
        request.handler(chunk -> {
            if (gathered.length() + chunk.length() > BODY_MAX) {
                whole.tryFail(new TooLarge());
            } else {
                gathered.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> whole.tryComplete(gathered));
        request.exceptionHandler(whole::tryFail);
        return whole.future();
    }

    private String names() {
        return String.join(", ", resources.keySet().stream().sorted().toList());
    }

    private static Future<?> answer(HttpServerRequest request, Page page) {
        var response =
                request.response()
                        .setStatusCode(page.status)
                        .putHeader(HttpHeaders.CONTENT_TYPE, page.contentType);
        if (page.status == 413) {
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        return response.end(Buffer.buffer(page.body));
    }
}
