package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one folder by a connection of its own on which the server tells at once (IDLE); asks now and then if the server
 * has no IDLE. A connection that is lost is made again, later each time; what happened meanwhile is told then. Runs until it
 * is ended.
 */
final class PlaceWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PlaceWatch.class);

    private final ImapMessageStoreBuilder settings;
    private final ImapPool pool;
    private final ScheduledExecutorService watch;
    private final WatchedPlace place;
    private final Consumer<WatchedPlace> changed;
    private final Pauses pauses = new Pauses();
    private final Attempts attempts = new Attempts();
    private @Nullable ImapConnection connection;

    /** @param changed is told the place when something there may have changed */
    PlaceWatch(
            ImapMessageStoreBuilder settings,
            ImapPool pool,
            ScheduledExecutorService watch,
            WatchedPlace place,
            Consumer<WatchedPlace> changed) {
        this.settings = settings;
        this.pool = pool;
        this.watch = watch;
        this.place = place;
        this.changed = changed;
    }

    @Override
    public void run() {
        while (pauses.pause(attempts.pause())) {
            long begun = settings.elapsed.nanos();
            try {
                watch();
            } catch (IOException | RuntimeException | Error e) {
                failed(e, Duration.ofNanos(settings.elapsed.nanos() - begun));
            }
        }
    }

    private void failed(Throwable failure, Duration after) {
        attempts.failed(after);
        if (pauses.isOver()) {
            return;
        }
        LOG.debug("{} cannot be watched, trying again", place, failure);
        if (attempts.failures() == 2) {
            LOG.warn("{} cannot be watched, trying again: {}", place, failure.toString());
        }
    }

    /** Watches until the connection is lost or this is ended. */
    private void watch() throws IOException {
        try (ImapConnection opened = new ImapConnection(place.login(), settings, watch, () -> {})) {
            if (!enter(opened)) {
                return;
            }
            boolean canIdle = opened.has("IDLE") && opened.select(place.folder());
            changed.accept(place);
            while (canIdle) {
                if (opened.idle(settings.longestIdle)) {
                    changed.accept(place);
                }
                attempts.worked();
            }
        } finally {
            leave();
        }
        askNowAndThen();
    }

    private void askNowAndThen() throws IOException {
        String state = "";
        while (pauses.pause(settings.pollPause)) {
            String now = place.state(pool);
            attempts.worked();
            if (!now.equals(state)) {
                state = now;
                changed.accept(place);
            }
        }
    }

    private synchronized boolean enter(ImapConnection opened) {
        connection = opened;
        return !pauses.isOver();
    }

    private synchronized void leave() {
        connection = null;
    }

    /** Ends it, and its connection. */
    void end() {
        pauses.end();
        ImapConnection open;
        synchronized (this) {
            open = connection;
        }
        if (open != null) {
            open.close();
        }
    }
}
