package dev.hikyaku.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void isMedianAndExtremes() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
    }

    @Test
    void showsThreeDigitsAndNoSpreadWhereThereIsNone() {
        assertThat(Spread.single(12_345.678).text()).isEqualTo("12,346");
        assertThat(new Spread(12.34, 1.234, 123.4).text()).isEqualTo("12.3 (1.23..123)");
    }
}
