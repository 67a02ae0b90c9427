package org.voicemail4j.mail.imap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.ChangeFeed;
import org.voicemail4j.store.ChangeListeners;

/**
 * Notices what mail programs and other nodes do with new messages. So many accounts have a {@link PlaceWatch}; {@link
 * PlacePolls} asks all others whether their folder is as it was. Which accounts there are is looked up again each time, so that one
 * that is new, has gone or has got another password is watched as it is now. Threads run only while somebody listens.
 */
final class ImapChangeFeed implements ChangeFeed, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImapChangeFeed.class);

    private final ImapMessageStoreBuilder settings;
    private final ImapPool pool;
    private final ScheduledExecutorService watch;
    private final ChangeListeners listeners = new ChangeListeners();
    private final Map<WatchedPlace, PlaceWatch> watches = new HashMap<>();
    private final Set<MailboxId> unusable = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Pauses pauses = new Pauses();
    private final PlacePolls polls;
    private volatile Map<WatchedPlace, List<MailboxId>> places = Map.of();
    private boolean running;
    private boolean closed;

    ImapChangeFeed(ImapMessageStoreBuilder settings, ImapPool pool, ScheduledExecutorService watch) {
        this.settings = settings;
        this.pool = pool;
        this.watch = watch;
        this.polls = new PlacePolls(pool, settings.threads, this::tell);
    }

    @Override
    public Registration listen(Consumer<MailboxId> changed) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store has been closed");
            }
            Registration registration = listeners.add(changed);
            if (!running) {
                running = true;
                settings.threads.newThread(this::run).start();
            }
            return registration;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        do {
            try {
                look();
            } catch (RuntimeException | Error e) {
                LOG.warn("cannot look for changes, trying again in {}", settings.pollPause, e);
            }
        } while (pauses.pause(settings.pollPause));
    }

    private void look() {
        Map<WatchedPlace, List<MailboxId>> before = places;
        Map<WatchedPlace, List<MailboxId>> now = places();
        places = now;
        watch(now);
        List<WatchedPlace> asked = new ArrayList<>();
        now.forEach((place, mailboxes) -> {
            Set<MailboxId> known = new HashSet<>(before.getOrDefault(place, mailboxes));
            mailboxes.stream().filter(mailbox -> !known.contains(mailbox)).forEach(listeners::tell);
            if (!isWatched(place)) {
                asked.add(place);
            }
        });
        polls.ask(asked);
    }

    private Map<WatchedPlace, List<MailboxId>> places() {
        Map<WatchedPlace, List<MailboxId>> found = new LinkedHashMap<>();
        for (MailboxId mailbox : settings.accounts.mailboxes()) {
            try {
                settings.accounts
                        .of(mailbox)
                        .map(WatchedPlace::of)
                        .ifPresent(place -> found.computeIfAbsent(place, key -> new ArrayList<>())
                                .add(mailbox));
                unusable.remove(mailbox);
            } catch (RuntimeException e) {
                if (unusable.add(mailbox)) {
                    LOG.warn("{} is not watched: {}", mailbox, e.toString());
                }
            }
        }
        return found;
    }

    /** Ends the watches of places that are no more, and begins others as long as there may be more. */
    private void watch(Map<WatchedPlace, List<MailboxId>> now) {
        List<PlaceWatch> ended = new ArrayList<>();
        lock.lock();
        try {
            watches.entrySet().removeIf(entry -> {
                boolean gone = !now.containsKey(entry.getKey());
                if (gone) {
                    ended.add(entry.getValue());
                }
                return gone;
            });
            for (WatchedPlace place : now.keySet()) {
                if (!closed && watches.size() < settings.mostIdle && !watches.containsKey(place)) {
                    begin(place);
                }
            }
        } finally {
            lock.unlock();
        }
        ended.forEach(PlaceWatch::end);
    }

    private void begin(WatchedPlace place) {
        PlaceWatch begun = new PlaceWatch(settings, pool, watch, place, this::tell);
        settings.threads.newThread(begun).start();
        watches.put(place, begun);
    }

    private boolean isWatched(WatchedPlace place) {
        lock.lock();
        try {
            return watches.containsKey(place);
        } finally {
            lock.unlock();
        }
    }

    private void tell(WatchedPlace place) {
        places.getOrDefault(place, List.of()).forEach(listeners::tell);
    }

    @Override
    public void close() {
        List<PlaceWatch> open;
        lock.lock();
        try {
            closed = true;
            open = List.copyOf(watches.values());
            watches.clear();
        } finally {
            lock.unlock();
        }
        pauses.end();
        polls.end();
        listeners.clear();
        open.forEach(PlaceWatch::end);
    }
}
