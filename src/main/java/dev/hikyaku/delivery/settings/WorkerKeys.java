package dev.hikyaku.delivery.settings;

import dev.hikyaku.model.Limits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Every setting of a worker but its name and its queues, in the order of the documentation. */
public final class WorkerKeys {
    public static final int CONCURRENCY_MAX = 1000;

    private static final Duration NONE = Duration.ZERO;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration VISIBILITY_MAX =
            Duration.ofSeconds(Limits.VISIBILITY_TIMEOUT_SECONDS_MAX);
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[ -~]*[!-~][ -~]*");
    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,256}");

    // --- how much at a time

    public static final Setting<Integer> CONCURRENCY =
            Setting.integer("concurrency", 50, 1, CONCURRENCY_MAX, "Deliveries in flight.");
    public static final Setting<Integer> GROUP_CONCURRENCY =
            Setting.integer(
                    "group-concurrency",
                    0,
                    0,
                    CONCURRENCY_MAX,
                    "Deliveries in flight of one message group; 0 for no limit. In FIFO queues it is 1.");
    public static final Setting<Boolean> ADAPTIVE =
            Setting.yesOrNo(
                    "adaptive",
                    false,
                    "Whether fewer deliveries are in flight than concurrency while the worker's answers slow down.");
    public static final Setting<Double> RATE =
            Setting.number(
                    "rate", 0, 0, 1_000_000, "Messages a second at the most; 0 for no limit.");

    // --- several queues

    public static final Setting<Priority> PRIORITY =
            Setting.choice(
                    "priority",
                    Priority.WEIGHTED,
                    Priority.class,
                    "strict: the first queue that has messages goes first. weighted: all do, by their weights.");
    public static final Setting<Double> SHARE =
            Setting.number(
                    "share",
                    0,
                    0,
                    0.5,
                    "With strict priority, the part of the deliveries that goes to the other queues all the same.");

    // --- requests

    public static final Setting<Format> FORMAT =
            Setting.choice(
                    "format",
                    Format.MESSAGE,
                    Format.class,
                    "message: the body and sqsd's headers. event: Lambda's SQS event."
                            + " function: that, to a Lambda invocation URL.");
    public static final Setting<Integer> BATCH_SIZE =
            Setting.integer("batch.size", 1, 1, 10_000, "Messages a request at the most.");
    public static final Setting<Duration> BATCH_WINDOW =
            Setting.duration(
                    "batch.window",
                    NONE,
                    NONE,
                    Duration.ofMinutes(5),
                    "How long a batch that is not full waits for more messages.");
    public static final Setting<String> CONTENT_TYPE =
            Setting.text(
                    "content-type",
                    "application/json",
                    VISIBLE_ASCII,
                    "must be visible ASCII",
                    "The requests' Content-Type.");
    public static final Setting<Duration> REQUEST_TIMEOUT =
            Setting.duration(
                    "request-timeout",
                    Duration.ofSeconds(299),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(36_000),
                    "From a request to the end of its answer.");
    public static final Setting<Duration> CONNECT_TIMEOUT =
            Setting.duration(
                    "connect-timeout",
                    Duration.ofSeconds(5),
                    Duration.ofMillis(1),
                    Duration.ofSeconds(60),
                    "For a connection to the worker.");

    // --- answers

    public static final Setting<Success> SUCCESS =
            Setting.choice(
                    "success",
                    Success.ANY_2XX,
                    Success.class,
                    "2xx: a status of 200 to 299 deletes the message. strict: only 200 does.");
    public static final Setting<Duration> BACKOFF_MIN =
            Setting.duration(
                    "backoff-min",
                    Duration.ofSeconds(2),
                    NONE,
                    VISIBILITY_MAX,
                    "After a first failure; doubles each time.");
    public static final Setting<Duration> BACKOFF_MAX =
            Setting.duration(
                    "backoff-max",
                    Duration.ofMinutes(15),
                    NONE,
                    VISIBILITY_MAX,
                    "Where the doubling ends.");

    // --- visibility

    public static final Setting<Duration> VISIBILITY_TIMEOUT =
            Setting.duration(
                    "visibility-timeout",
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(1),
                    VISIBILITY_MAX,
                    "How soon the messages of a daemon that crashed come again; whole seconds.");
    public static final Setting<Boolean> HEARTBEAT =
            Setting.yesOrNo(
                    "heartbeat",
                    true,
                    "Whether the visibility timeout of held messages is extended.");

    // --- health

    public static final Setting<URI> HEALTH_URL =
            Setting.httpUrl(
                    "health-url", "Must answer 200 before anything is received, and later on.");
    public static final Setting<Duration> HEALTH_TIMEOUT =
            Setting.duration(
                    "health-timeout",
                    Duration.ofMinutes(5),
                    Duration.ofMillis(1),
                    DAY,
                    "How long that may take at the start before `hikyaku work` fails; the server waits for ever.");
    public static final Setting<Duration> HEALTH_INTERVAL =
            Setting.duration(
                    "health-interval",
                    Duration.ofSeconds(10),
                    NONE,
                    Duration.ofHours(1),
                    "How often the health URL is asked while the worker runs; 0s for never.");
    public static final Setting<Integer> BREAKER_FAILURES =
            Setting.integer(
                    "breaker.failures",
                    10,
                    0,
                    1000,
                    "Failures in a row, by a connection that breaks or a status of 500 to 599, that stop the receives, as one without a connection does; 0 for never.");
    public static final Setting<Duration> BREAKER_WAIT =
            Setting.duration(
                    "breaker.wait",
                    Duration.ofSeconds(30),
                    Duration.ofMillis(100),
                    Duration.ofHours(1),
                    "The longest time between two trials of a worker that is down.");
    public static final Setting<Duration> SLOW_START =
            Setting.duration(
                    "slow-start",
                    Duration.ofSeconds(10),
                    NONE,
                    Duration.ofHours(1),
                    "How long a worker that came back takes to reach its concurrency.");
    public static final Setting<Duration> DRAIN_TIMEOUT =
            Setting.duration(
                    "drain-timeout",
                    Duration.ofSeconds(30),
                    NONE,
                    DAY,
                    "What running deliveries get at shutdown.");

    // --- where to

    public static final Setting<Integer> HTTP_VERSION =
            Setting.integer(
                    "http-version",
                    1,
                    1,
                    2,
                    "1 for HTTP/1.1; 2 for HTTP/2, without TLS by prior knowledge.");
    public static final Setting<Path> TLS_CA =
            path("tls.ca", "Certificates to trust in place of the system's; PEM.");
    public static final Setting<Path> TLS_CERT =
            path("tls.cert", "The client's certificate, and those between it and its root; PEM.");
    public static final Setting<Path> TLS_KEY = path("tls.key", "Its private key; PEM, PKCS#8.");
    public static final Setting<Resolve> RESOLVE =
            Setting.choice(
                    "resolve",
                    Resolve.NEVER,
                    Resolve.class,
                    "never: the URL's host is one endpoint. host: each of its addresses is one."
                            + " srv: each of its SRV records is one.");
    public static final Setting<Duration> RESOLVE_INTERVAL =
            Setting.duration(
                    "resolve-interval",
                    Duration.ofSeconds(10),
                    Duration.ofMillis(100),
                    Duration.ofHours(1),
                    "How often names are resolved anew.");
    public static final Setting<String> RESOLVER =
            Setting.text(
                    "resolver",
                    null,
                    Pattern.compile("\\[?[0-9A-Za-z.:-]+]?:[0-9]{1,5}"),
                    "must be host:port",
                    "The DNS server to ask in place of the system's.");
    public static final Setting<List<String>> ROUTES =
            Setting.texts(
                    "routes",
                    Routes::check,
                    "must be QUEUE=/path, where QUEUE may have * for any text",
                    "The path for the messages of a queue, in place of the URL's; the first that fits.");
    public static final Setting<String> PATH_ATTRIBUTE =
            Setting.text(
                    "path-attribute",
                    null,
                    ATTRIBUTE_NAME,
                    "must be the name of a message attribute",
                    "The message attribute that may name the path.");
    public static final Setting<List<String>> PATHS =
            Setting.texts(
                    "paths",
                    Routes::checkPath,
                    "must be paths, which begin with /",
                    "The paths that it may name; for any other the message fails.");

    // --- who asks

    public static final Setting<List<String>> SIGNING_SECRETS =
            Setting.texts(
                    "signing-secrets",
                    text -> Setting.require(text.length() >= 16, text),
                    "must be one or two texts of 16 characters or more",
                    "Keys of an HMAC-SHA256 over each request; two while one takes the other's place.");
    public static final Setting<Path> SIGNING_SECRETS_FILE =
            path("signing-secrets-file", "A file with these keys, one a line.");
    public static final Setting<String> BEARER_TOKEN =
            Setting.text(
                    "bearer-token",
                    null,
                    Pattern.compile("[!-~]+"),
                    "must be visible ASCII",
                    "Sent as Authorization: Bearer.");
    public static final Setting<Path> BEARER_TOKEN_FILE =
            path("bearer-token-file", "A file with that token.");

    // --- parts of a stream, periodic tasks

    public static final Setting<Shard> SHARD =
            Setting.text(
                    "shard",
                    null,
                    Shard::parse,
                    "must be INDEX/COUNT, such as 0/3, with a count from 1 to " + Shard.COUNT_MAX,
                    "Takes only the messages of this part of the stream.");
    public static final Setting<String> SHARD_KEY =
            Setting.text(
                    "shard-key",
                    null,
                    ATTRIBUTE_NAME,
                    "must be the name of a message attribute",
                    "The message attribute that says which part a message belongs to;"
                            + " without it, its group or else its id does.");
    public static final Setting<Path> CRON =
            path("cron", "Elastic Beanstalk's cron.yaml: periodic tasks for the first queue.");
    public static final Setting<Duration> CRON_GRACE =
            Setting.duration(
                    "cron-grace",
                    Duration.ofMinutes(5),
                    NONE,
                    DAY,
                    "How late a run that was missed is still sent, once.");

    /** All of them. */
    public static final List<Setting<?>> ALL =
            List.of(
                    CONCURRENCY,
                    GROUP_CONCURRENCY,
                    ADAPTIVE,
                    RATE,
                    PRIORITY,
                    SHARE,
                    FORMAT,
                    BATCH_SIZE,
                    BATCH_WINDOW,
                    CONTENT_TYPE,
                    REQUEST_TIMEOUT,
                    CONNECT_TIMEOUT,
                    SUCCESS,
                    BACKOFF_MIN,
                    BACKOFF_MAX,
                    VISIBILITY_TIMEOUT,
                    HEARTBEAT,
                    HEALTH_URL,
                    HEALTH_TIMEOUT,
                    HEALTH_INTERVAL,
                    BREAKER_FAILURES,
                    BREAKER_WAIT,
                    SLOW_START,
                    DRAIN_TIMEOUT,
                    HTTP_VERSION,
                    TLS_CA,
                    TLS_CERT,
                    TLS_KEY,
                    RESOLVE,
                    RESOLVE_INTERVAL,
                    RESOLVER,
                    ROUTES,
                    PATH_ATTRIBUTE,
                    PATHS,
                    SIGNING_SECRETS,
                    SIGNING_SECRETS_FILE,
                    BEARER_TOKEN,
                    BEARER_TOKEN_FILE,
                    SHARD,
                    SHARD_KEY,
                    CRON,
                    CRON_GRACE);

    private WorkerKeys() {}

    private static Setting<Path> path(String key, String what) {
        return Setting.text(key, null, Path::of, "must be a file", what);
    }
}
