package dev.hikyaku.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a queue may be called. */
interface NameCases extends SqsCases {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "A",
                "0",
                "-",
                "_",
                "a-b_c-0",
                "fifo",
                "queue",
                "12345678901234567890123456789012345678901234567890123456789012345678901234567890"
            })
    default void aNameOfLettersDigitsHyphensAndUnderscoresIsTaken(String name) {
        String url = sqs().createQueue(name, Map.of());
        assertThat(url).isEqualTo(endpoint() + "/" + ACCOUNT + "/" + name);
        assertThat(sqs().queueUrl(name)).isEqualTo(url);
        assertThat(arn(url)).endsWith(":" + name);
        sqs().deleteQueue(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "a b",
                "a.b",
                "a/b",
                "a:b",
                "a*",
                "\u00e9",
                "a\n",
                ".fifo",
                "123456789012345678901234567890123456789012345678901234567890123456789012345678901"
            })
    default void anotherNameIsRefused(String name) {
        assertRefused("InvalidParameterValue", () -> sqs().createQueue(name, Map.of()), "80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Case", "case", "CASE"})
    default void caseCountsInNames(String suffix) {
        String base = newName();
        String url = sqs().createQueue(base + suffix, Map.of());
        assertThat(sqs().queueUrl(base + suffix)).isEqualTo(url);
        assertRefused(GONE, () -> sqs().queueUrl(base + "cAsE"));
    }
}
