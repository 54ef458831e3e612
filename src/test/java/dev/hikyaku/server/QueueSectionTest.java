package dev.hikyaku.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.broker.alarms.QueueAlarm;
import dev.hikyaku.broker.alarms.QueueAlarm.Metric;
import dev.hikyaku.model.QueueArn;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueSectionTest {
    private static ServerSettings read(String text) {
        return ConfigFile.read("hikyaku.toml", text.replace(';', '\n'))
                .settings(ServerOptions.NONE, List.of());
    }

    @Test
    void aQueueMayHaveAlarms() {
        var queue = new QueueArn("us-east-1", "000000000000", "jobs");
        assertThat(
                        read("[[queue]];name = 'jobs';alarm-depth = 1000;alarm-age = '5m';"
                                        + "[[queue]];name = 'mail'")
                                .alarms())
                .containsExactly(
                        new QueueAlarm(queue, Metric.DEPTH, 1000),
                        new QueueAlarm(queue, Metric.AGE, 300));
    }

    @Test
    void theExampleHasThem() {
        ConfigFile example = ConfigFile.read(Path.of("docs", "hikyaku.example.toml"));
        assertThat(example.settings(ServerOptions.NONE, List.of()).alarms())
                .map(QueueAlarm::name)
                .containsExactly("jobs-depth", "jobs-age");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alarm-depth = 0 | alarm-depth = 0: must be an integer from 1 to 1000000000",
                "alarm-depth = '9' | must be an integer from 1 to 1000000000",
                "alarm-age = 300 | alarm-age = 300: must be a text in quotes",
                "alarm-age = '0s' | alarm-age = \"0s\": must be whole seconds from 1s to less than 1209600s",
                "alarm-age = '1500ms' | must be whole seconds",
                "alarm-age = '14d' | less than 1209600s",
                "alarm-age = '2m';attributes = { MessageRetentionPeriod = 120 } | less than 120s"
            })
    void anAlarmThatCannotBeRaisedIsRefused(String lines, String error) {
        assertThatThrownBy(() -> read("[[queue]];name = 'jobs';" + lines))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("[[queue]] 1 alarm-")
                .hasMessageContaining(error);
    }
}
