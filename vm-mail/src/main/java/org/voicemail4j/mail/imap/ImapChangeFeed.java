package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.ChangeFeed;

/**
 * Notices what mail programs and other nodes do with new messages. So many accounts have a connection on which the server
 * tells at once (IDLE); all others, and those whose server has no IDLE, are asked in turn whether their folder is as it was.
 * A connection that is lost is made again, later each time; what happened meanwhile is told then. Threads run only while
 * somebody listens.
 */
final class ImapChangeFeed implements ChangeFeed, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImapChangeFeed.class);

    /** Below the half hour after which a server may hang up (RFC 2177). */
    private static final Duration IDLE = Duration.ofMinutes(9);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final ImapMessageStoreBuilder settings;
    private final ImapPool pool;
    private final ScheduledExecutorService watch;
    private final List<Consumer<MailboxId>> listeners = new CopyOnWriteArrayList<>();
    private final Map<Place, ImapConnection> watching = new HashMap<>();
    private final ReentrantLock telling = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private boolean running;
    private boolean closed;

    /** A folder of new messages, which several mailboxes may share. */
    private record Place(ImapAccount.Login login, String folder) {}

    ImapChangeFeed(ImapMessageStoreBuilder settings, ImapPool pool, ScheduledExecutorService watch) {
        this.settings = settings;
        this.pool = pool;
        this.watch = watch;
    }

    @Override
    public Registration listen(Consumer<MailboxId> changed) {
        Consumer<MailboxId> listener = mailbox -> changed.accept(mailbox); // one of its own: the same may listen twice
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store has been closed");
            }
            listeners.add(listener);
            if (!running) {
                running = true;
                start();
            }
        } finally {
            lock.unlock();
        }
        return () -> unregister(listener);
    }

    private void unregister(Consumer<MailboxId> listener) {
        telling.lock();
        try {
            listeners.remove(listener);
        } finally {
            telling.unlock();
        }
    }

    private void start() {
        Map<Place, List<MailboxId>> polled = new LinkedHashMap<>(places());
        List<Place> watched = polled.keySet().stream().limit(settings.mostIdle).toList();
        for (Place place : watched) {
            settings.threads.newThread(() -> watch(place)).start();
            polled.remove(place);
        }
        settings.threads.newThread(() -> poll(watched)).start();
    }

    private Map<Place, List<MailboxId>> places() {
        Map<Place, List<MailboxId>> places = new LinkedHashMap<>();
        Collection<MailboxId> mailboxes = settings.accounts.mailboxes();
        for (MailboxId mailbox : mailboxes) {
            Optional<ImapAccount> account = settings.accounts.of(mailbox);
            account.ifPresent(
                    known -> places.computeIfAbsent(new Place(known.login(), known.inbox()), key -> new ArrayList<>())
                            .add(mailbox));
        }
        return places;
    }

    private void watch(Place place) {
        int failures = 0;
        while (pause(failures == 0 ? Duration.ZERO : pauseAfter(failures))) {
            try {
                idle(place);
                failures = 0;
            } catch (IOException e) {
                failures++;
                LOG.debug("{} cannot be watched, trying again", place.login(), e);
                if (failures == 2) {
                    LOG.warn("{} cannot be watched, trying again: {}", place.login(), e.getMessage());
                }
            }
        }
    }

    private static Duration pauseAfter(int failures) {
        Duration pause = Duration.ofMillis(250L << Math.min(10, failures));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Watches until the connection is lost or this is closed. */
    private void idle(Place place) throws IOException {
        ImapConnection connection = new ImapConnection(place.login(), settings.timeouts, settings.trusted, watch);
        try (connection) {
            if (!enter(place, connection)) {
                return;
            }
            boolean canIdle = connection.has("IDLE") && connection.select(place.folder());
            tell(place);
            while (canIdle) {
                if (connection.idle(IDLE)) {
                    tell(place);
                }
            }
        } finally {
            leave(place);
        }
        askNowAndThen(place);
    }

    private void askNowAndThen(Place place) throws IOException {
        String state = "";
        while (pause(settings.pollPause)) {
            String now = state(place);
            if (!now.equals(state)) {
                state = now;
                tell(place);
            }
        }
    }

    private boolean enter(Place place, ImapConnection connection) {
        lock.lock();
        try {
            watching.put(place, connection);
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Place place) {
        lock.lock();
        try {
            watching.remove(place);
        } finally {
            lock.unlock();
        }
    }

    private void poll(List<Place> watched) {
        Map<Place, String> states = new HashMap<>();
        do {
            for (Place place : places().keySet()) {
                if (!watched.contains(place) && !isClosed()) {
                    poll(place, states);
                }
            }
        } while (pause(settings.pollPause));
    }

    private void poll(Place place, Map<Place, String> states) {
        try {
            String now = state(place);
            if (!now.equals(states.put(place, now))) {
                tell(place);
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be asked, trying again", place.login(), e);
        }
    }

    /** How a folder is, in words that change when it does. */
    private String state(Place place) throws IOException {
        return pool.with(place.login(), connection -> {
            String modified = connection.has("CONDSTORE") ? " HIGHESTMODSEQ" : "";
            String items = "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN" + modified + ")";
            return connection.command("STATUS " + ImapText.folder(place.folder()) + " " + items).of("STATUS").stream()
                    .map(line -> String.valueOf(line.items()))
                    .findFirst()
                    .orElse("");
        });
    }

    private void tell(Place place) {
        places().getOrDefault(place, List.of()).forEach(this::tell);
    }

    private void tell(MailboxId mailbox) {
        telling.lock();
        try {
            listeners.forEach(listener -> tell(listener, mailbox));
        } finally {
            telling.unlock();
        }
    }

    private static void tell(Consumer<MailboxId> listener, MailboxId mailbox) {
        try {
            listener.accept(mailbox);
        } catch (RuntimeException e) {
            LOG.warn("a listener failed on the change of {}", mailbox, e);
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits that long. @return whether to go on */
    private boolean pause(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!closed && left > 0) {
                left = wake.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException e) {
            LOG.debug("asked to stop", e);
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        List<ImapConnection> open;
        lock.lock();
        try {
            closed = true;
            open = List.copyOf(watching.values());
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        telling.lock();
        try {
            listeners.clear();
        } finally {
            telling.unlock();
        }
        open.forEach(ImapConnection::close);
    }
}
