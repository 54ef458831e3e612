package dev.hikyaku.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An action of a service that speaks REST with JSON. Labels of the path, parameters of the query
 * and members of the body's object all become members of the one request record.
 *
 * @param path segments as they are, or a label: {@code /schedules/{Name}}; a label is named as the
 *     request's member is, and stands for one segment that is not empty
 * @param parameters the query's parameters by their names, to the names of the request's members
 */
public record RestAction<I extends Record, O extends Record>(
        String method, List<String> path, Map<String, String> parameters, Action<I, O> action) {

    public static <I extends Record, O extends Record> RestAction<I, O> of(
            String method, String path, Map<String, String> parameters, Action<I, O> action) {
        return new RestAction<>(method, segments(path), parameters, action);
    }

    /** An action without parameters in the query. */
    public static <I extends Record, O extends Record> RestAction<I, O> of(
            String method, String path, Action<I, O> action) {
        return of(method, path, Map.of(), action);
    }

    /** The segments of a path, still encoded. */
    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** What every path of this action begins with. */
    String root() {
        return "/" + path.getFirst();
    }

    /**
     * What a path has for the labels, decoded.
     *
     * @param segments still encoded
     * @return null if it is not a path of this action
     */
    @Nullable Map<String, String> labels(List<String> segments) {
        if (segments.size() != path.size()) {
            return null;
        }
        var labels = new HashMap<String, String>();
        for (int i = 0; i < segments.size(); i++) {
            String expected = path.get(i);
            String found = segments.get(i);
            if (!expected.startsWith("{")) {
                if (!expected.equals(found)) {
                    return null;
                }
            } else if (found.isEmpty()) {
                return null;
            } else {
                labels.put(expected.substring(1, expected.length() - 1), decoded(found));
            }
        }
        return labels;
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment; // which names nothing
        }
    }
}
