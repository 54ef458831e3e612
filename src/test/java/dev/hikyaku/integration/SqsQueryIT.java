package dev.hikyaku.integration;

/** What SQS promises, through awsQuery: forms and XML. */
final class SqsQueryIT extends SqsSuite {
    @Override
    Sqs connect(String url) {
        return new QuerySqs(url);
    }
}
