package dev.hikyaku.server;

import dev.hikyaku.broker.alarms.QueueAlarm;
import dev.hikyaku.broker.push.Functions;
import dev.hikyaku.broker.topics.SmtpSettings;
import dev.hikyaku.delivery.settings.WorkerSettings;
import dev.hikyaku.model.QueueArn;
import dev.hikyaku.schedule.MissedFirings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a server is told, checked.
 *
 * @param port 0 for any that is free
 * @param advertise the URL that queue URLs begin with, without a slash at its end; null for where
 *     the server listens
 * @param account 12 digits
 * @param partitions for a new data directory, 1 to 64; an existing one keeps its number
 * @param allowAnonymous whether it may listen beyond this machine although it asks nobody who they
 *     are
 * @param smtp null if it sends no mail
 * @param missedFirings what becomes of schedules that were due while the server was not running
 * @param diskReserveMib what is kept free on the data directory's disk; 0 for nothing
 */
public record ServerSettings(
        String bind,
        int port,
        @Nullable String advertise,
        Path data,
        String region,
        String account,
        int partitions,
        boolean allowAnonymous,
        Duration recreateDelay,
        List<String> corsOrigins,
        MissedFirings missedFirings,
        int diskReserveMib,
        List<Queue> queues,
        List<WorkerSettings> workers,
        Functions functions,
        @Nullable SmtpSettings smtp) {
    public static final int PARTITIONS_MAX = 64;
    public static final int DISK_RESERVE_MIB_MAX = 1 << 20;
    private static final Duration RECREATE_DELAY_MAX = Duration.ofHours(1);

    /**
     * A queue that is created or updated at the start.
     *
     * @param deadLetter the name of its dead-letter queue, or null
     * @param maxReceiveCount 1 to 1,000; counts only with a dead-letter queue
     * @param alarms their thresholds by what they measure
     */
    public record Queue(
            String name,
            Map<String, String> attributes,
            @Nullable String deadLetter,
            int maxReceiveCount,
            Map<QueueAlarm.Metric, Long> alarms) {
        public static final int MAX_RECEIVE_COUNT_DEFAULT = 10;
    }

    /** The alarms of all queues. */
    List<QueueAlarm> alarms() {
        return queues.stream()
                .flatMap(queue ->
                        queue.alarms().entrySet().stream()
                                .map(alarm ->
                                        new QueueAlarm(
                                                new QueueArn(region, account, queue.name()),
                                                alarm.getKey(),
                                                alarm.getValue())))
                .toList();
    }

    /**
     * Checks what one value alone does not tell.
     *
     * @throws ConfigException that names the setting and what is allowed
     */
    public ServerSettings {
        if (!account.matches("[0-9]{12}")) {
            throw new ConfigException("account = " + account + ": must be 12 digits");
        }
        if (!region.matches("[a-z0-9-]{1,40}")) {
            throw new ConfigException(
                    "region = " + region + ": must be letters, digits and hyphens");
        }
        if (advertise != null && !isBaseUrl(advertise)) {
            throw new ConfigException(
                    "advertise = "
                            + advertise
                            + ": must be an http or https URL without a path, such as http://queues.internal:4566");
        }
        if (recreateDelay.compareTo(RECREATE_DELAY_MAX) > 0) {
            throw new ConfigException(
                    "recreate-delay = "
                            + recreateDelay.toSeconds()
                            + "s: must be from 0s to 3600s");
        }
        corsOrigins.forEach(ServerSettings::checkOrigin);
        if (!allowAnonymous && !isLoopback(bind)) {
            throw new ConfigException(
                    "bind = "
                            + bind
                            + ": anyone who can reach this address could read and delete all"
                            + " messages, for this version asks nobody who they are. If that is what you want, say"
                            + " --allow-anonymous; otherwise bind to 127.0.0.1.");
        }
    }

    private static void checkOrigin(String origin) {
        if (!origin.equals("*") && !isBaseUrl(origin)) {
            throw new ConfigException(
                    "cors-origins has "
                            + origin
                            + ": must be * or an http or https URL without a path, such as http://localhost:3000");
        }
    }

    private static boolean isBaseUrl(String url) {
        try {
            URI uri = URI.create(url);
            String path = uri.getPath();
            return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && (path == null || path.isEmpty());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ConfigException("bind = " + bind + ": is not an address of this machine");
        }
    }
}
