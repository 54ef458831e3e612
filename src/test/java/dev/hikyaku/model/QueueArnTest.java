package dev.hikyaku.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueArnTest {
    @Test
    void readsWhatItWrites() {
        var arn = new QueueArn("eu-central-1", "000000000000", "jobs_1-a");

        assertThat(arn).hasToString("arn:aws:sqs:eu-central-1:000000000000:jobs_1-a");
        assertThat(QueueArn.parse(arn.toString())).isEqualTo(arn);
        assertThat(QueueArn.parse("arn:aws-cn:sqs:cn-north-1:123456789012:q").region())
                .isEqualTo("cn-north-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "q",
                "arn:aws:sns:eu:000000000000:q",
                "arn:aws:sqs:eu:12:q",
                "arn:aws:sqs:eu:000000000000:",
                "arn:aws:sqs:eu:000000000000:a b"
            })
    void refusesWhatIsNoQueuesArn(String text) {
        assertThatThrownBy(() -> QueueArn.parse(text)).isInstanceOf(ServiceException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-z_09", "orders.fifo"})
    void takesNamesThatAwsTakes(String name) {
        assertThat(QueueArn.checkName(name)).isEqualTo(name);
    }

    @Test
    void nameHasUpToEightyCharactersWithItsSuffix() {
        assertThat(QueueArn.checkName("x".repeat(80))).hasSize(80);
        assertThat(QueueArn.checkName("x".repeat(75) + ".fifo")).hasSize(80);
        assertThatThrownBy(() -> QueueArn.checkName("x".repeat(81)))
                .isInstanceOf(ServiceException.class);
        assertThatThrownBy(() -> QueueArn.checkName("x".repeat(76) + ".fifo"))
                .isInstanceOf(ServiceException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a b", "ä", ".fifo", "a/b", "a\n"})
    void refusesOtherNamesAndShowsThem(String name) {
        assertThatThrownBy(() -> QueueArn.checkName(name))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void suffixTellsFifo() {
        assertThat(new QueueArn("r", "0", "a.fifo").fifo()).isTrue();
        assertThat(new QueueArn("r", "0", "a").fifo()).isFalse();
    }
}
