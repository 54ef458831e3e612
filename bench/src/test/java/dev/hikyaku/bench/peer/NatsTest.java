package dev.hikyaku.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NatsTest {
    @Test
    void olderServersCannotSyncEachMessage() {
        assertThat(Nats.syncs("2.9.10")).isFalse();
        assertThat(Nats.syncs("2.10.0")).isTrue();
        assertThat(Nats.syncs("3.0.1")).isTrue();
    }
}
