package dev.hikyaku.integration.aws;

import dev.hikyaku.integration.Boto3;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A kind of client. */
enum AwsClient {
    /** AWS's SDK for Python, which leaves all checks to the server. */
    BOTO3,

    /** AWS's SDK for Java, which refuses labels of paths that are missing. */
    JAVA;

    /** What was opened for an endpoint. */
    interface Session extends AutoCloseable {
        AwsApi service(String name, String region, String accessKeyId);

        @Override
        void close();
    }

    Session connect(String endpoint) {
        return switch (this) {
            case BOTO3 -> new BotoSession(new Boto3(endpoint));
            case JAVA -> new JavaSdk(endpoint);
        };
    }

    private record BotoSession(Boto3 boto3) implements Session {
        @Override
        public AwsApi service(String name, String region, String accessKeyId) {
            return new BotoService(boto3, new Boto3.Scope(name, region, accessKeyId));
        }

        @Override
        public void close() {
            boto3.close();
        }
    }

    private record BotoService(Boto3 boto3, Boto3.Scope scope) implements AwsApi {
        @Override
        public JsonNode call(String operation, Map<String, ?> parameters) {
            return boto3.call(scope, operation, parameters);
        }

        @Override
        public AwsApi as(String region, String accessKeyId) {
            return new BotoService(boto3, new Boto3.Scope(scope.service(), region, accessKeyId));
        }
    }
}
