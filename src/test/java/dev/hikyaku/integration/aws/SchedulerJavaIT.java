package dev.hikyaku.integration.aws;

final class SchedulerJavaIT extends SchedulerSuite {
    SchedulerJavaIT() {
        super(AwsClient.JAVA, AwsServer.hikyaku());
    }
}
