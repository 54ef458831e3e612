package dev.hikyaku.api;

/**
 * How a service speaks AWS JSON.
 *
 * @param targetPrefix what {@code X-Amz-Target} has before the action's name, with the dot
 * @param contentType of answers
 * @param typePrefix what an error's {@code __type} has before the shape's name
 * @param onceQuery whether the service spoke the query protocol before: its errors carry {@code
 *     x-amzn-query-error}, and its answers leave out what is empty
 */
public record JsonWire(
        String targetPrefix, String contentType, String typePrefix, boolean onceQuery) {
    private static final String CONTENT_TYPE = "application/x-amz-json-";

    /** AWS JSON 1.0 of a service that spoke the query protocol before. */
    public static JsonWire onceQuery(String target, String typePrefix) {
        return new JsonWire(target + ".", CONTENT_TYPE + "1.0", typePrefix, true);
    }

    /** AWS JSON 1.1. */
    public static JsonWire of(String target) {
        return new JsonWire(target + ".", CONTENT_TYPE + "1.1", "", false);
    }
}
