package dev.hikyaku.integration.aws;

final class QueuesJavaIT extends QueuesSuite {
    QueuesJavaIT() {
        super(AwsClient.JAVA, AwsServer.hikyaku());
    }
}
