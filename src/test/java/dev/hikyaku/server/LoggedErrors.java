package dev.hikyaku.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What is logged as an error, by any thread. */
final class LoggedErrors extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final AtomicReference<@Nullable String> first = new AtomicReference<>();

    LoggedErrors() {
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            String cause =
                    event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy());
            first.compareAndSet(null, event.getFormattedMessage() + "\n" + cause);
        }
    }

    /** The first one since the last call; null for none. */
    @Nullable String take() {
        return first.getAndSet(null);
    }

    @Override
    public void close() {
        root.detachAppender(this);
    }
}
