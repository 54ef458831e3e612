package dev.hikyaku.integration.aws;

import dev.hikyaku.integration.Differences;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Run by {@code make cross-check}, not with the tests. */
@Timeout(60)
final class MotoEventsCheck extends EventsSuite {
    @RegisterExtension private final Differences differences = new Differences();

    MotoEventsCheck() {
        super(AwsClient.BOTO3, AwsServer.moto());
    }

    @AfterAll
    void theDocumentationNamesWhatDiffers() throws IOException {
        differences.areDocumented("moto events");
    }
}
