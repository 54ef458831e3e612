package dev.hikyaku.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoresTest {
    @Test
    void theListIsOneLineOfTheStatus() {
        assertThat(Cores.allowed("Cpus_allowed:\t3\nCpus_allowed_list:\t0-1\nMems_allowed:\t1\n"))
                .isEqualTo("0-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "0-1|1", "0-3,8|8", "0,4-11|11"})
    void theLastCoreEndsTheList(String list, String last) {
        assertThat(Cores.last(list)).isEqualTo(last);
    }
}
