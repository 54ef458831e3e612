package dev.hikyaku.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What the engine logs as an error, which is a violation unless the simulation has caused it. */
final class EngineLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.hikyaku");
    private final boolean additive = logger.isAdditive();
    private final @Nullable Level level = logger.getLevel();
    private @Nullable ILoggingEvent last;

    EngineLog() {
        setContext(logger.getLoggerContext());
        start();
        logger.setAdditive(false);
        logger.setLevel(Level.ERROR);
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        last = event;
    }

    /**
     * There was no error since the last call.
     *
     * @param caused whether the simulation has caused what there may be
     */
    void requireNone(boolean caused, Checks checks) {
        ILoggingEvent event = last;
        last = null;
        checks.require(
                event == null || caused, Invariant.ENGINE_SOUND, event == null ? "" : text(event));
    }

    private static String text(ILoggingEvent event) {
        var text = new StringWriter();
        text.append(event.getFormattedMessage()).append('\n');
        if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
            proxy.getThrowable().printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(additive);
        logger.setLevel(level);
        stop();
    }
}
