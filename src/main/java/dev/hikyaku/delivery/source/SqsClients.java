package dev.hikyaku.delivery.source;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** How the SDK's client is set up. */
final class SqsClients {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Beyond the longest long poll. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /** What the JDK keeps open for a host; its default of 5 makes the rest shake hands anew. */
    private static final String CONNECTIONS_KEPT = "http.maxConnections";

    static {
        if (System.getProperty(CONNECTIONS_KEPT) == null) {
            System.setProperty(CONNECTIONS_KEPT, "50");
        }
    }

    private SqsClients() {}

    static SqsClient create(SqsAddress address) {
        var builder =
                SqsClient.builder()
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(CONNECT_TIMEOUT)
                                        .socketTimeout(ANSWER_TIMEOUT))
                        .overrideConfiguration(with -> with.retryStrategy(RetryMode.ADAPTIVE_V2))
                        .credentialsProvider(credentials(address));
        if (address.region() != null) {
            builder.region(Region.of(address.region()));
        }
        if (address.endpoint() != null) {
            builder.endpointOverride(address.endpoint());
        }
        return builder.build();
    }

    /**
     * For Amazon the SDK's whole chain. Another server need not know of credentials, but the SDK
     * signs with some: what is configured, or else anything. It is not asked of the instance that
     * this runs on, which would mean seconds of waiting for an answer where there is none.
     */
    private static AwsCredentialsProvider credentials(SqsAddress address) {
        return address.amazon()
                ? DefaultCredentialsProvider.builder().build()
                : AwsCredentialsProviderChain.of(
                        SystemPropertyCredentialsProvider.create(),
                        EnvironmentVariableCredentialsProvider.create(),
                        ProfileCredentialsProvider.create(),
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")));
    }
}
