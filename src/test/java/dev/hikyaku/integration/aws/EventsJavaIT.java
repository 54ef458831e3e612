package dev.hikyaku.integration.aws;

final class EventsJavaIT extends EventsSuite implements DestinationCases {
    EventsJavaIT() {
        super(AwsClient.JAVA, AwsServer.hikyaku());
    }
}
