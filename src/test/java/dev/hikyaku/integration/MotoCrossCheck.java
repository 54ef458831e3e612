package dev.hikyaku.integration;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The suite against moto's server: where the two differ, one of them does not do what AWS does. The
 * documentation names each such case and says which; this fails when that is out of date. Run by
 * {@code make cross-check}, not with the tests.
 */
@Timeout(30)
final class MotoCrossCheck extends SqsSuite {
    @RegisterExtension private final Differences differences = new Differences();
    private MotoServer moto;

    @SuppressWarnings("NullAway.Init") // set before the first test
    MotoCrossCheck() {}

    @Override
    Sqs connect(String url) {
        return new Boto3Sqs(url);
    }

    @Override
    String startServer(Path folder) {
        moto = new MotoServer(ACCOUNT);
        return moto.url();
    }

    @Override
    void stopServer() {
        moto.close();
    }

    @AfterAll
    void theDocumentationNamesWhatDiffers() throws IOException {
        differences.areDocumented("moto");
    }
}
