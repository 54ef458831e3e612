package dev.hikyaku.integration.aws;

/** EventBridge. */
abstract class EventsSuite extends AwsSuite
        implements EventBusCases,
                EventRuleCases,
                PutEventsCases,
                EventTargetCases,
                EventHttpCases,
                ArchiveCases {
    EventsSuite(AwsClient client, AwsServer server) {
        super(client, server);
    }
}
