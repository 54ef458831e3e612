package dev.hikyaku.integration;

/** What SQS promises, through awsJson and the AWS SDK for Java. */
final class SqsJsonIT extends SqsSuite {
    @Override
    Sqs connect(String url) {
        return new JsonSqs(url);
    }
}
