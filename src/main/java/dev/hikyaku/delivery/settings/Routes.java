package dev.hikyaku.delivery.settings;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Paths by queue. */
public record Routes(List<Route> routes) {
    private static final Pattern PATH = Pattern.compile("/[!-~]*");

    /**
     * A rule.
     *
     * @param queue the queues that it is for
     */
    public record Route(Pattern queue, String path) {}

    static Routes parse(List<String> texts) {
        return new Routes(texts.stream().map(Routes::route).toList());
    }

    private static Route route(String text) {
        int equals = text.indexOf('=');
        Setting.require(equals > 0, text);
        String pattern = "\\Q" + text.substring(0, equals).replace("*", "\\E.*\\Q") + "\\E";
        return new Route(Pattern.compile(pattern), checkPath(text.substring(equals + 1)));
    }

    static String check(String text) {
        route(text);
        return text;
    }

    static String checkPath(String path) {
        return Setting.require(PATH.matcher(path).matches(), path);
    }

    /** The path for a queue's messages; null if no rule fits. */
    public @Nullable String path(String queue) {
        return routes.stream()
                .filter(route -> route.queue().matcher(queue).matches())
                .map(Route::path)
                .findFirst()
                .orElse(null);
    }
}
