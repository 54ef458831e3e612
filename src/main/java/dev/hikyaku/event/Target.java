package dev.hikyaku.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a rule sends the events that it matches, and as what. */
public record Target(
        String id,
        String arn,
        @Nullable String roleArn,
        @Nullable String input,
        @Nullable String inputPath,
        @Nullable InputTemplate inputTransformer,
        @Nullable SqsParameters sqsParameters,
        @Nullable HttpParameters httpParameters,
        @Nullable DeadLetterConfig deadLetterConfig,
        @Nullable RetryPolicy retryPolicy) {

    /** How an input is made of an event. */
    public record InputTemplate(
            @Nullable Map<String, String> inputPathsMap, @Nullable String inputTemplate) {}

    /** For FIFO queues, and fair standard ones. */
    public record SqsParameters(@Nullable String messageGroupId) {}

    /** For API destinations. */
    public record HttpParameters(
            List<String> pathParameterValues,
            Map<String, String> headerParameters,
            Map<String, String> queryStringParameters) {
        public static final HttpParameters NONE = new HttpParameters(List.of(), Map.of(), Map.of());

        public HttpParameters {
            pathParameterValues = pathParameterValues == null ? List.of() : pathParameterValues;
            headerParameters = headerParameters == null ? Map.of() : headerParameters;
            queryStringParameters =
                    queryStringParameters == null ? Map.of() : queryStringParameters;
        }
    }

    /** What is tried how long, with the defaults. */
    public RetryPolicy retries() {
        return retryPolicy == null ? RetryPolicy.DEFAULT : retryPolicy;
    }

    /** The queue for what could not be delivered, if there is one. */
    public @Nullable String deadLetterArn() {
        return deadLetterConfig == null ? null : deadLetterConfig.arn();
    }
}
