package org.voicemail4j.sip;

import gov.nist.core.LogLevels;
import gov.nist.core.StackLogger;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the SIP stack logs to SLF4J, cut and cleaned and at debug: any stranger's packet can be an "error" to
 * it. That there were errors is said once a minute. Public only because the stack makes it by name; not
 * API.
 */
public final class Slf4jStackLogger implements StackLogger {

    private static final Logger LOG = LoggerFactory.getLogger("org.voicemail4j.sip.stack");

    private final ErrorBudget errors = new ErrorBudget(StackClock.SYSTEM, 1, Duration.ofMinutes(1));

    /** Made by the stack. */
    public Slf4jStackLogger() {}

    @Override
    public boolean isLoggingEnabled(int level) {
        if (level <= LogLevels.TRACE_ERROR) {
            return LOG.isWarnEnabled();
        }
        if (level <= LogLevels.TRACE_INFO) {
            return LOG.isDebugEnabled();
        }
        return LOG.isTraceEnabled();
    }

    @Override
    public boolean isLoggingEnabled() {
        return LOG.isWarnEnabled();
    }

    @Override
    public void logFatalError(String message) {
        warn(message, null);
    }

    @Override
    public void logError(String message) {
        warn(message, null);
    }

    @Override
    public void logError(String message, @Nullable Exception cause) {
        warn(message, cause);
    }

    @Override
    public void logException(@Nullable Throwable cause) {
        warn("exception in the SIP stack", cause);
    }

    /** The text goes to debug alone: it holds what peers sent, numbers of callers included. */
    private void warn(@Nullable String message, @Nullable Throwable cause) {
        LOG.debug("{} {}", LogLine.of(message), LogLine.of(String.valueOf(cause)));
        int held = cause instanceof InterruptedException ? -1 : errors.ask();
        if (held >= 0) {
            LOG.warn("the SIP stack met {} errors, mostly malformed messages or lost peers; see debug", held + 1);
        }
    }

    @Override
    public void logWarning(String message) {
        LOG.debug("{}", LogLine.of(message));
    }

    @Override
    public void logInfo(String message) {
        LOG.debug("{}", LogLine.of(message));
    }

    @Override
    public void logDebug(String message) {
        LOG.trace("{}", LogLine.of(message));
    }

    @Override
    public void logDebug(String message, @Nullable Exception cause) {
        LOG.trace("{}", LogLine.of(message), cause);
    }

    @Override
    public void logTrace(String message) {
        LOG.trace("{}", LogLine.of(message));
    }

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String time) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}
