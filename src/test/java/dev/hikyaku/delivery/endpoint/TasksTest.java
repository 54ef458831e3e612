package dev.hikyaku.delivery.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hikyaku.delivery.settings.Routes;
import dev.hikyaku.delivery.settings.Success;
import dev.hikyaku.delivery.settings.TargetSettings;
import dev.hikyaku.delivery.source.Message;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs of periodic tasks on their way to the worker. */
class TasksTest {
    private static final Tasks TASKS = new Tasks(Set.of("/backup"));

    private static Message run(String path) {
        return Messages.of(
                "id",
                "periodic task backup-job",
                Map.of(
                        "HikyakuTaskName", Messages.string("backup-job"),
                        "HikyakuTaskPath", Messages.string(path),
                        "HikyakuTaskScheduledAt", Messages.string("2026-11-22T23:00:00Z")),
                Map.of());
    }

    private static Route route(Tasks tasks, Message message) {
        var paths = new TargetSettings.Paths(new Routes(List.of()), null, List.of());
        return new Router(paths, tasks).route(message);
    }

    @Test
    void aRunGoesToItsPath() {
        assertThat(route(TASKS, run("/backup"))).isEqualTo(Route.To.of("/backup"));
    }

    @Test
    void aRunToAPathOfNoTaskGoesNowhere() {
        assertThat(route(TASKS, run("/admin"))).isInstanceOf(Route.Nowhere.class);
    }

    @Test
    void withoutTasksItIsAMessageLikeAnyOther() {
        assertThat(route(new Tasks(Set.of()), run("/admin"))).isEqualTo(Route.OWN);
    }

    @Test
    void aRunHasNoBodyAndTwoMoreHeaders() {
        var dialect =
                new MessageDialect("application/json", TASKS, new Judge(Success.ANY_2XX, () -> 0));
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        dialect.head(List.of(run("/backup")), "/backup", headers);
        assertThat(dialect.body(List.of(run("/backup")))).isEmpty();
        assertThat(headers.get("X-Aws-Sqsd-Taskname")).isEqualTo("backup-job");
        assertThat(headers.get("X-Aws-Sqsd-Scheduled-At")).isEqualTo("2026-11-22T23:00:00Z");
        assertThat(headers.names()).noneMatch(name -> name.contains("Attr"));
    }
}
