package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
    private static final Path DOCUMENT = Path.of("docs", "COMPATIBILITY.md");
    private static final Path REPORT = Path.of("target", "cross-check.txt");
    private static final String BEGIN = "<!-- begin checked: moto -->";
    private static final String END = "<!-- end checked: moto -->";
    private static final Pattern CASE = Pattern.compile("`([a-z][A-Za-z0-9]{15,})`");

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
        Files.writeString(REPORT, differences.toString());
        System.out.printf(
                "%s%d cases differ; also in %s%n", differences, differences.found().size(), REPORT);
        var documented = new TreeSet<String>();
        String text = Files.readString(DOCUMENT);
        CASE.matcher(text.substring(text.indexOf(BEGIN), text.indexOf(END)))
                .results()
                .forEach(name -> documented.add(name.group(1)));
        assertThat(documented)
                .as("the cases that %s names as different", DOCUMENT)
                .isEqualTo(differences.found().keySet());
    }
}
