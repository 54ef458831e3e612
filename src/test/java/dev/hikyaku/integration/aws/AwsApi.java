package dev.hikyaku.integration.aws;

import dev.hikyaku.integration.AwsError;
import dev.hikyaku.integration.Boto3;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A service as a client sees it. Operations, parameters and results are those of the service's
 * model, by its names; results have only what the answer had.
 *
 * <p>Parameters are texts, numbers, booleans, lists and maps. Bytes are {@link #bytes(byte[])}.
 * Timestamps are seconds since 1970, or texts in ISO 8601; in results they are seconds.
 */
interface AwsApi {
    /**
     * Calls an operation.
     *
     * @throws AwsError what the service says
     */
    JsonNode call(String operation, Map<String, ?> parameters);

    /** Calls an operation; parameters that are null are left out. */
    default JsonNode call(String operation, @Nullable Object... namesAndValues) {
        return call(operation, given(namesAndValues));
    }

    /** The same service, called for another region or by another access key. */
    AwsApi as(String region, String accessKeyId);

    /** A structure of parameters, without those that are null. */
    static Map<String, Object> given(@Nullable Object... namesAndValues) {
        var given = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                given.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return given;
    }

    /** Bytes, as parameters have them. */
    static Map<String, String> bytes(byte[] bytes) {
        return Map.of(Boto3.BYTES, Base64.getEncoder().encodeToString(bytes));
    }

    /** Bytes, as results have them. */
    static byte[] bytes(JsonNode node) {
        return Base64.getDecoder().decode(node.path(Boto3.BYTES).asString());
    }
}
