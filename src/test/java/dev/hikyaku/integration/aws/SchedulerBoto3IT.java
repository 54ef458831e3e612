package dev.hikyaku.integration.aws;

import dev.hikyaku.integration.Python;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Python.Needed.class)
final class SchedulerBoto3IT extends SchedulerSuite {
    SchedulerBoto3IT() {
        super(AwsClient.BOTO3, AwsServer.hikyaku());
    }
}
