package dev.hikyaku.integration.aws;

final class TopicJavaIT extends TopicSuite implements HttpSubscriptionCases {
    TopicJavaIT() {
        super(AwsClient.JAVA, AwsServer.hikyaku());
    }
}
