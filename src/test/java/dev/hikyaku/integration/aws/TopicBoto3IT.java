package dev.hikyaku.integration.aws;

import dev.hikyaku.integration.Python;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Python.Needed.class)
final class TopicBoto3IT extends TopicSuite implements HttpSubscriptionCases {
    TopicBoto3IT() {
        super(AwsClient.BOTO3, AwsServer.hikyaku());
    }
}
