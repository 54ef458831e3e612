package dev.hikyaku.delivery.settings;

import static dev.hikyaku.delivery.settings.Checks.check;

import dev.hikyaku.delivery.settings.WorkerSettings.Batch;
import dev.hikyaku.delivery.settings.WorkerSettings.Flow;
import dev.hikyaku.delivery.settings.WorkerSettings.Retry;
import dev.hikyaku.delivery.settings.WorkerSettings.Visibility;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What settings must be beside each other. */
final class SettingsCheck {
    /** What a batch of a FIFO queue holds at the most, as with Lambda. */
    private static final int FIFO_BATCH_MAX = 10;

    private SettingsCheck() {}

    static void together(
            String name,
            List<QueueSettings> queues,
            TargetSettings target,
            Flow flow,
            Batch batch,
            Retry retry,
            Visibility visibility) {
        check(!name.isBlank(), "name", name, "must not be blank");
        checkQueues(queues);
        target.urls().forEach(url -> checkUrl(url, target.resolution().how()));
        checkFlow(flow, target);
        checkBatch(batch, target, queues);
        check(
                retry.min().compareTo(retry.max()) <= 0,
                "backoff-min",
                Setting.text(retry.min()),
                "must be from 0s to " + Setting.text(retry.max()) + ", which is backoff-max");
        checkVisibility(visibility, target.requestTimeout());
        checkOrigin(target.origin());
    }

    private static void checkQueues(List<QueueSettings> queues) {
        check(!queues.isEmpty(), "queues", queues, "must name a queue");
        var seen = new HashSet<String>();
        queues.forEach(queue ->
                check(seen.add(queue.name()), "queues", queue.name(), "must name a queue once"));
    }

    private static void checkUrl(URI url, Resolve how) {
        boolean socket = "unix".equals(url.getScheme());
        check(
                socket ? url.getSchemeSpecificPart().startsWith("/") : WorkerUrl.isHttp(url),
                "url",
                url,
                "must be an absolute http or https URL without user and password, or"
                        + " unix:/path/to/socket:/http/path");
        check(!socket || how == Resolve.NEVER, "url", url, "has no host, which resolve needs");
    }

    private static void checkFlow(Flow flow, TargetSettings target) {
        check(
                flow.share() == 0 || flow.priority() == Priority.STRICT,
                "share",
                flow.share(),
                "needs priority = \"strict\"; with weighted priority the weights say it");
        check(
                target.tls().cert() == null == (target.tls().key() == null),
                "tls.cert",
                target.tls().cert() == null ? "" : target.tls().cert(),
                "needs tls.key, and the other way round");
        check(
                target.paths().attribute() == null == target.paths().allowed().isEmpty(),
                "path-attribute",
                target.paths().attribute() == null ? "" : target.paths().attribute(),
                "needs paths, the list of those it may name, and the other way round");
    }

    private static void checkBatch(Batch batch, TargetSettings target, List<QueueSettings> queues) {
        check(
                batch.size() == 1 || target.format() != Format.MESSAGE,
                "batch.size",
                batch.size(),
                "must be 1 with format = \"message\"; set format = \"event\" for batches");
        check(
                batch.size() == 1 || target.paths().attribute() == null,
                "batch.size",
                batch.size(),
                "must be 1 with path-attribute, because a batch goes to one path");
        check(
                batch.window().isZero() || batch.size() > 1,
                "batch.window",
                Setting.text(batch.window()),
                "needs a batch.size of 2 or more");
        check(
                batch.size() <= FIFO_BATCH_MAX
                        || queues.stream().noneMatch(queue -> queue.name().endsWith(".fifo")),
                "batch.size",
                batch.size(),
                "must be from 1 to " + FIFO_BATCH_MAX + " with a FIFO queue");
    }

    private static void checkVisibility(Visibility visibility, Duration requestTimeout) {
        check(
                visibility.timeout().toNanosPart() == 0,
                "visibility-timeout",
                Setting.text(visibility.timeout()),
                "must be whole seconds");
        check(
                visibility.heartbeat() || requestTimeout.compareTo(visibility.timeout()) < 0,
                "request-timeout",
                Setting.text(requestTimeout),
                "must be shorter than the visibility-timeout of "
                        + Setting.text(visibility.timeout())
                        + " without heartbeat, or messages are delivered twice");
    }

    private static void checkOrigin(TargetSettings.Origin origin) {
        check(
                origin.secrets().size() <= 2,
                "signing-secrets",
                origin.secrets().size() + " keys",
                "must be one or two");
        check(
                origin.secrets().isEmpty() || origin.secretsFile() == null,
                "signing-secrets-file",
                String.valueOf(origin.secretsFile()),
                "cannot be set beside signing-secrets");
        check(
                origin.token() == null || origin.tokenFile() == null,
                "bearer-token-file",
                String.valueOf(origin.tokenFile()),
                "cannot be set beside bearer-token");
    }

    static void checkPeriodic(
            WorkerSettings.@Nullable Periodic periodic, QueueSettings first, Format format) {
        check(
                periodic == null || (format == Format.MESSAGE && !first.name().endsWith(".fifo")),
                "cron",
                periodic == null ? "" : periodic.file(),
                "needs format = \"message\" and a standard queue, which is the worker's first");
    }

    /** Settings that mean nothing without another one. */
    static void checkNeeds(Values values) {
        needs(values, WorkerKeys.SHARD_KEY, WorkerKeys.SHARD);
        needs(values, WorkerKeys.CRON_GRACE, WorkerKeys.CRON);
        needs(values, WorkerKeys.RESOLVER, WorkerKeys.RESOLVE);
        needs(values, WorkerKeys.RESOLVE_INTERVAL, WorkerKeys.RESOLVE);
    }

    private static void needs(Values values, Setting<?> setting, Setting<?> other) {
        check(
                !values.has(setting) || values.has(other),
                setting.key(),
                String.valueOf(values.find(setting)),
                "needs " + other.key());
    }
}
