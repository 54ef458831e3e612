package dev.hikyaku.integration.aws;

import dev.hikyaku.integration.Python;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Python.Needed.class)
final class EventsBoto3IT extends EventsSuite implements DestinationCases {
    EventsBoto3IT() {
        super(AwsClient.BOTO3, AwsServer.hikyaku());
    }
}
