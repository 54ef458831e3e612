package dev.hikyaku.server.tracing;

import dev.hikyaku.delivery.endpoint.Tracing;
import java.util.List;
import java.util.Map;

/**
 * Tracing as OpenTelemetry's environment variables configure it. As long as none of them asks for
 * it, no class of OpenTelemetry is loaded.
 */
public final class Traces {
    private static final String OFF = "OTEL_SDK_DISABLED";
    private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
    private static final List<String> ENDPOINTS =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

    private Traces() {}

    /**
     * Starts it.
     *
     * @throws IllegalArgumentException that names what is wrong with the variables
     */
    public static Tracing of(Map<String, String> environment) {
        return wanted(environment) ? OpenTelemetryTracing.configured() : Tracing.NONE;
    }

    /** Whether an exporter is named or, if none is, where one would send to. */
    static boolean wanted(Map<String, String> environment) {
        if (Boolean.parseBoolean(environment.getOrDefault(OFF, "false"))) {
            return false;
        }
        String exporter = environment.getOrDefault(EXPORTER, "");
        return exporter.isBlank()
                ? ENDPOINTS.stream().anyMatch(environment::containsKey)
                : !exporter.equals("none");
    }
}
