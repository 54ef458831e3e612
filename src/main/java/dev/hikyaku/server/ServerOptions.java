package dev.hikyaku.server;

import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.topics.SmtpSettings;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.schedule.MissedFirings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The server's own settings as one source gives them: the command line with its environment, or the
 * file.
 */
public record ServerOptions(
        @Nullable String bind,
        @Nullable Integer port,
        @Nullable String advertise,
        @Nullable Path data,
        @Nullable String region,
        @Nullable String account,
        @Nullable Integer partitions,
        @Nullable Boolean allowAnonymous,
        @Nullable Duration recreateDelay,
        @Nullable List<String> corsOrigins,
        @Nullable MissedFirings missedFirings,
        @Nullable Integer diskReserveMib) {
    /** Nothing said. */
    public static final ServerOptions NONE =
            new ServerOptions(
                    null, null, null, null, null, null, null, null, null, null, null, null);

    public static final ServerOptions DEFAULTS =
            new ServerOptions(
                    "127.0.0.1",
                    4566,
                    null,
                    Path.of("hikyaku-data"),
                    "us-east-1",
                    "000000000000",
                    8,
                    false,
                    Duration.ZERO,
                    List.of(),
                    MissedFirings.ONCE,
                    256);

    /** These settings, and where they say nothing, those. */
    ServerOptions or(ServerOptions other) {
        return new ServerOptions(
                first(bind, other.bind),
                first(port, other.port),
                first(advertise, other.advertise),
                first(data, other.data),
                first(region, other.region),
                first(account, other.account),
                first(partitions, other.partitions),
                first(allowAnonymous, other.allowAnonymous),
                first(recreateDelay, other.recreateDelay),
                first(corsOrigins, other.corsOrigins),
                first(missedFirings, other.missedFirings),
                first(diskReserveMib, other.diskReserveMib));
    }

    private static <T> @Nullable T first(@Nullable T value, @Nullable T other) {
        return value != null ? value : other;
    }

    /** The settings of a server that knows no functions and sends no mail. */
    public ServerSettings settings(
            List<ServerSettings.Queue> queues, List<WorkerSettings> workers) {
        return settings(queues, workers, Functions.NONE, null);
    }

    /** The settings as a whole, with the defaults where nobody said anything. */
    public ServerSettings settings(
            List<ServerSettings.Queue> queues,
            List<WorkerSettings> workers,
            Functions functions,
            @Nullable SmtpSettings smtp) {
        ServerOptions all = or(DEFAULTS);
        return new ServerSettings(
                Objects.requireNonNull(all.bind),
                Objects.requireNonNull(all.port),
                all.advertise,
                Objects.requireNonNull(all.data),
                Objects.requireNonNull(all.region),
                Objects.requireNonNull(all.account),
                Objects.requireNonNull(all.partitions),
                Objects.requireNonNull(all.allowAnonymous),
                Objects.requireNonNull(all.recreateDelay),
                Objects.requireNonNull(all.corsOrigins),
                Objects.requireNonNull(all.missedFirings),
                Objects.requireNonNull(all.diskReserveMib),
                queues,
                workers,
                functions,
                smtp);
    }
}
