package dev.hikyaku.integration.aws;

import dev.hikyaku.integration.AwsError;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tools.jackson.databind.JsonNode;

/**
 * AWS's SDK for Java, called by the names of its model. Each answer is seen: nothing is retried.
 */
final class JavaSdk implements AwsClient.Session {
    private record Scope(String service, String region, String accessKeyId) {}

    private final URI endpoint;
    private final SdkHttpClient http =
            UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(60)).build();
    private final Map<Scope, SdkClient> clients = new ConcurrentHashMap<>();

    JavaSdk(String endpoint) {
        this.endpoint = URI.create(endpoint);
    }

    @Override
    public AwsApi service(String name, String region, String accessKeyId) {
        return new Service(new Scope(name, region, accessKeyId));
    }

    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
        http.close();
    }

    private SdkClient connect(Scope scope) {
        return switch (scope.service) {
            case "sqs" -> built(SqsClient.builder().httpClient(http), scope);
            case "sns" -> built(SnsClient.builder().httpClient(http), scope);
            case "events" -> built(EventBridgeClient.builder().httpClient(http), scope);
            case "scheduler" -> built(SchedulerClient.builder().httpClient(http), scope);
            default -> throw new IllegalArgumentException("no client of " + scope.service);
        };
    }

    private <B extends AwsClientBuilder<B, C>, C extends SdkClient> C built(
            B builder, Scope scope) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(scope.region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(scope.accessKeyId, "test")))
                .overrideConfiguration(
                        with -> with.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    private final class Service implements AwsApi {
        private final Scope scope;

        Service(Scope scope) {
            this.scope = scope;
        }

        @Override
        public AwsApi as(String region, String accessKeyId) {
            return service(scope.service, region, accessKeyId);
        }

        @Override
        public JsonNode call(String operation, Map<String, ?> parameters) {
            SdkClient client = clients.computeIfAbsent(scope, JavaSdk.this::connect);
            Method method = method(client, operation);
            try {
                var builder = method.getParameterTypes()[0].getMethod("builder").invoke(null);
                Object request = SdkPojos.built((SdkPojo) builder, parameters);
                return SdkPojos.tree((SdkPojo) method.invoke(client, request));
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof AwsServiceException said ? error(said) : failed(e);
            } catch (ReflectiveOperationException e) {
                throw failed(e);
            }
        }

        private static IllegalStateException failed(ReflectiveOperationException e) {
            return new IllegalStateException(Objects.requireNonNullElse(e.getCause(), e));
        }

        private static AwsError error(AwsServiceException said) {
            var details = said.awsErrorDetails();
            return new AwsError(
                    String.valueOf(details.errorCode()),
                    String.valueOf(details.errorMessage()),
                    said.statusCode());
        }

        /** The SDK writes abbreviations as words: {@code setSmsAttributes}. */
        private static Method method(SdkClient client, String operation) {
            return Arrays.stream(client.getClass().getMethods())
                    .filter(method -> method.getName().equalsIgnoreCase(operation))
                    .filter(method -> method.getParameterCount() == 1)
                    .filter(method -> SdkPojo.class.isAssignableFrom(method.getParameterTypes()[0]))
                    .findFirst()
                    .map(method -> {
                        method.setAccessible(true);
                        return method;
                    })
                    .orElseThrow(() -> new IllegalArgumentException("no operation " + operation));
        }
    }
}
