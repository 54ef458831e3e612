package dev.hikyaku.integration.aws;

/** What SNS promises, subject by subject; through each client all of it. */
abstract class TopicSuite extends AwsSuite
        implements TopicCases,
                TopicTagCases,
                TopicPermissionCases,
                SubscriptionCases,
                FilterCases,
                FanOutCases,
                PublishBatchCases,
                FifoTopicCases {
    TopicSuite(AwsClient client, AwsServer server) {
        super(client, server);
    }
}
