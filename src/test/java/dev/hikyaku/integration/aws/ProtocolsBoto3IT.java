package dev.hikyaku.integration.aws;

import dev.hikyaku.integration.Python;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Python.Needed.class)
final class ProtocolsBoto3IT extends ProtocolsSuite {
    ProtocolsBoto3IT() {
        super(AwsClient.BOTO3);
    }
}
