package dev.hikyaku.integration.aws;

/** EventBridge. */
abstract class EventsSuite extends AwsSuite
        implements EventBusCases,
                EventRuleCases,
                PutEventsCases,
                EventFifoCases,
                EventHttpCases,
                ArchiveCases {
    EventsSuite(AwsClient client, AwsServer server) {
        super(client, server);
    }
}
