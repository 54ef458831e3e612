package dev.hikyaku.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArnsTest {
    private static final EventScope SCOPE = new EventScope("us-east-1", "000000000000");

    @Test
    void rulesOfTheDefaultBusHaveShortNames() {
        assertThat(SCOPE.bus(null).rule("r"))
                .hasToString("arn:aws:events:us-east-1:000000000000:rule/r");
        assertThat(SCOPE.bus("b").rule("r"))
                .hasToString("arn:aws:events:us-east-1:000000000000:rule/b/r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "b"})
    void areReadAsTheyAreWritten(String bus) {
        RuleArn arn = SCOPE.bus(bus).rule("r");
        assertThat(RuleArn.parse(arn.toString())).isEqualTo(arn);
        assertThat(BusArn.parse(arn.bus().toString())).isEqualTo(arn.bus());
        assertThat(SCOPE.bus(arn.bus().toString())).isEqualTo(arn.bus());
    }

    @ParameterizedTest
    @ValueSource(strings = {"r", "arn:aws:sqs:us-east-1:000000000000:rule/r"})
    void othersAreNone(String text) {
        assertThat(RuleArn.parse(text)).isNull();
        assertThat(BusArn.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:sqs:us-east-1:000000000000:q, QUEUE",
        "arn:aws:sns:us-east-1:000000000000:t, TOPIC",
        "arn:aws:events:us-east-1:000000000000:event-bus/b, BUS",
        "arn:aws:events:us-east-1:000000000000:api-destination/a/1, API_DESTINATION",
        "arn:aws:lambda:us-east-1:000000000000:function:f, FUNCTION",
        "http://127.0.0.1:9000/f, FUNCTION",
        "arn:aws:logs:us-east-1:000000000000:log-group:/g, LOG"
    })
    void sayWhatATargetIs(String arn, TargetKind kind) {
        assertThat(TargetKind.of(arn)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "nope, Provided Arn is not in correct format",
        "arn:aws:kinesis:us-east-1:000000000000:stream/s, Targets are queues",
        "arn:aws:events:us-east-1:000000000000:rule/r, Targets are queues"
    })
    void ofWhatCannotBeATargetAreRefused(String arn, String reason) {
        assertThatThrownBy(() -> TargetKind.of(arn)).hasMessageContaining(reason);
    }
}
