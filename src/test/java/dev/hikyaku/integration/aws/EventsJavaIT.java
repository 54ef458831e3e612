package dev.hikyaku.integration.aws;

final class EventsJavaIT extends EventsSuite {
    EventsJavaIT() {
        super(AwsClient.JAVA, AwsServer.hikyaku());
    }
}
