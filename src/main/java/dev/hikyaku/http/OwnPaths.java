package dev.hikyaku.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's own pages, {@code GET /_hikyaku/NAME}. No queue URL begins like that: accounts are
 * digits.
 */
public record OwnPaths(Map<String, Supplier<Future<Page>>> pages) {
    static final String PREFIX = "/_hikyaku/";

    private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    /** A page's answer. */
    public record Page(int status, String contentType, String body) {
        public static Page text(int status, String body) {
            return new Page(status, "text/plain; charset=utf-8", body + "\n");
        }
    }

    static boolean covers(@Nullable String path) {
        return path != null && path.startsWith(PREFIX);
    }

    Future<?> serve(HttpServerRequest request) {
        Supplier<Future<Page>> page =
                pages.get(String.valueOf(request.path()).substring(PREFIX.length()));
        if (page == null) {
            return answer(
                    request, Page.text(404, "There is no such page; there are " + names() + "."));
        }
        if (!READ.contains(request.method())) {
            return answer(request, Page.text(405, "Only GET is allowed here."));
        }
        return page.get()
                .recover(failed ->
                        Future.succeededFuture(Page.text(500, "The page failed: " + failed)))
                .compose(made -> answer(request, made));
    }

    private String names() {
        return String.join(
                ", ", pages.keySet().stream().sorted().map(name -> PREFIX + name).toList());
    }

    private static Future<?> answer(HttpServerRequest request, Page page) {
        return request.response()
                .setStatusCode(page.status)
                .putHeader(HttpHeaders.CONTENT_TYPE, page.contentType)
                .end(Buffer.buffer(page.body));
    }
}
