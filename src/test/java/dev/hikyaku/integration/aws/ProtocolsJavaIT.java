package dev.hikyaku.integration.aws;

final class ProtocolsJavaIT extends ProtocolsSuite {
    ProtocolsJavaIT() {
        super(AwsClient.JAVA);
    }
}
