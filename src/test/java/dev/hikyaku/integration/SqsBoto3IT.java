package dev.hikyaku.integration;

import org.junit.jupiter.api.extension.ExtendWith;

/** What SQS promises, through awsJson and AWS's SDK for Python. */
@ExtendWith(Python.Needed.class)
final class SqsBoto3IT extends SqsSuite {
    @Override
    Sqs connect(String url) {
        return new Boto3Sqs(url);
    }
}
