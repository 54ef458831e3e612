package dev.hikyaku.delivery;

import dev.hikyaku.model.Limits;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a worker is fed.
 *
 * <p>A request may take longer than the visibility timeout, because held messages are extended. So
 * the visibility timeout says how soon the messages of a daemon that crashed come again, and how
 * long an outage of the queue's server it survives without handing out a message twice.
 *
 * @param name for logs and metrics
 * @param url where messages are POSTed to
 * @param concurrency deliveries in flight
 * @param requestTimeout from the request to the end of its answer
 * @param visibilityTimeout what messages are received with and extended by; whole seconds
 * @param backoffMin after the first failed delivery; doubles with each receive. 0 is always at once
 * @param backoffMax where the doubling ends
 * @param healthUrl GET until 200 before anything is received; null for a mere connection
 * @param healthTimeout how long that may take at the start before the worker fails
 * @param drainTimeout how long running deliveries get at shutdown
 */
public record WorkerSettings(
        String name,
        URI url,
        int concurrency,
        Duration requestTimeout,
        Duration connectTimeout,
        Duration visibilityTimeout,
        Duration backoffMin,
        Duration backoffMax,
        @Nullable URI healthUrl,
        Duration healthTimeout,
        String contentType,
        Duration drainTimeout) {
    public static final int CONCURRENCY_MAX = 1000;

    private static final Duration VISIBILITY_MAX =
            Duration.ofSeconds(Limits.VISIBILITY_TIMEOUT_SECONDS_MAX);
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Checks them.
     *
     * @throws IllegalArgumentException with a sentence that names the setting, its value and what
     *     it may be
     */
    public WorkerSettings {
        check(!name.isBlank(), "name", name, "must not be blank");
        checkUrl("url", url);
        check(
                concurrency >= 1 && concurrency <= CONCURRENCY_MAX,
                "concurrency",
                concurrency,
                "must be from 1 to " + CONCURRENCY_MAX);
        checkRange(
                "request-timeout",
                requestTimeout,
                Duration.ofSeconds(1),
                Duration.ofSeconds(36_000));
        checkRange("connect-timeout", connectTimeout, Duration.ofMillis(1), Duration.ofSeconds(60));
        checkRange("visibility-timeout", visibilityTimeout, Duration.ofSeconds(1), VISIBILITY_MAX);
        check(
                visibilityTimeout.toNanosPart() == 0,
                "visibility-timeout",
                text(visibilityTimeout),
                "must be whole seconds");
        checkRange("backoff-max", backoffMax, Duration.ZERO, VISIBILITY_MAX);
        checkRange("backoff-min", backoffMin, Duration.ZERO, backoffMax);
        if (healthUrl != null) {
            checkUrl("health-url", healthUrl);
        }
        checkRange("health-timeout", healthTimeout, Duration.ofMillis(1), DAY);
        check(
                contentType.matches("[ -~]+") && !contentType.isBlank(),
                "content-type",
                contentType,
                "must be visible ASCII");
        checkRange("drain-timeout", drainTimeout, Duration.ZERO, DAY);
    }

    private static void checkUrl(String setting, URI url) {
        String scheme = url.getScheme();
        check(
                ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
                        && url.getHost() != null
                        && url.getUserInfo() == null,
                setting,
                url,
                "must be an absolute http or https URL without user and password");
    }

    private static void checkRange(String setting, Duration value, Duration min, Duration max) {
        check(
                value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                setting,
                text(value),
                "must be from " + text(min) + " to " + text(max));
    }

    private static void check(boolean holds, String setting, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The setting " + setting + " is '" + value + "'; it " + rule + ".");
        }
    }

    private static String text(Duration duration) {
        return duration.toMillisPart() == 0
                ? duration.toSeconds() + "s"
                : duration.toMillis() + "ms";
    }

    /** Settings with the defaults. */
    public static Builder builder(String name, URI url) {
        return new Builder(name, url);
    }

    /** For those who set only some of them. */
    public static final class Builder {
        private final String name;
        private final URI url;
        private int concurrency = 50;
        private Duration requestTimeout = Duration.ofSeconds(299);
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration visibilityTimeout = Duration.ofMinutes(2);
        private Duration backoffMin = Duration.ofSeconds(2);
        private Duration backoffMax = Duration.ofMinutes(15);
        private @Nullable URI healthUrl;
        private Duration healthTimeout = Duration.ofMinutes(5);
        private String contentType = "application/json";
        private Duration drainTimeout = Duration.ofSeconds(30);

        private Builder(String name, URI url) {
            this.name = name;
            this.url = url;
        }

        public Builder concurrency(int value) {
            concurrency = value;
            return this;
        }

        public Builder requestTimeout(Duration value) {
            requestTimeout = value;
            return this;
        }

        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        public Builder visibilityTimeout(Duration value) {
            visibilityTimeout = value;
            return this;
        }

        public Builder backoffMin(Duration value) {
            backoffMin = value;
            return this;
        }

        public Builder backoffMax(Duration value) {
            backoffMax = value;
            return this;
        }

        public Builder backoff(Duration min, Duration max) {
            return backoffMin(min).backoffMax(max);
        }

        public Builder healthUrl(@Nullable URI value) {
            healthUrl = value;
            return this;
        }

        public Builder healthTimeout(Duration value) {
            healthTimeout = value;
            return this;
        }

        public Builder contentType(String value) {
            contentType = value;
            return this;
        }

        public Builder drainTimeout(Duration value) {
            drainTimeout = value;
            return this;
        }

        /**
         * The settings, checked.
         *
         * @throws IllegalArgumentException as the record's constructor does
         */
        public WorkerSettings build() {
            return new WorkerSettings(
                    name,
                    url,
                    concurrency,
                    requestTimeout,
                    connectTimeout,
                    visibilityTimeout,
                    backoffMin,
                    backoffMax,
                    healthUrl,
                    healthTimeout,
                    contentType,
                    drainTimeout);
        }
    }
}
