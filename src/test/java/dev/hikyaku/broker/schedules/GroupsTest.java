package dev.hikyaku.broker.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hikyaku.engine.Engine;
import dev.hikyaku.model.ServiceException;
import dev.hikyaku.schedule.ScheduleError;
import dev.hikyaku.store.MemoryStore;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupsTest {
    private final Engine engine = Engine.start(new MemoryStore(), 2, 42, System::currentTimeMillis);
    private final Groups groups = new Groups(engine, System::currentTimeMillis);

    @AfterEach
    void end() {
        engine.close();
    }

    private CompletableFuture<ScheduleGroup> create(String account, String name) {
        return groups.create("eu-1", account, name, Map.of(), null);
    }

    @Test
    void anAccountHasALimitedNumber() throws Exception {
        CompletableFuture.allOf(
                        IntStream.range(0, Groups.GROUPS_MAX)
                                .mapToObj(i -> create("111111111111", "group-" + i))
                                .toArray(CompletableFuture[]::new))
                .get(30, TimeUnit.SECONDS);

        assertThatThrownBy(() -> create("111111111111", "more").join())
                .cause()
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.code()).isEqualTo(ScheduleError.SERVICE_QUOTA_EXCEEDED))
                .hasMessage("There may be 10000 schedule groups.");
        assertThat(create("222222222222", "more")).succeedsWithin(Duration.ofSeconds(10));
    }
}
