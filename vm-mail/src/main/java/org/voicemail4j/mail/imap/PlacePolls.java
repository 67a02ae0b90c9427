package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks folders now and then whether they are as they were, several at once and a few of each server, so that none waits
 * behind one that takes its time. Those that could not be asked the last time have fewer turns: one of each server, and
 * half of all. Threads are there while there is something to ask. For many threads.
 */
final class PlacePolls {

    static final int MOST = 16;
    static final int MOST_OF_ONE_SERVER = 4;

    private static final Logger LOG = LoggerFactory.getLogger(PlacePolls.class);

    private final ImapPool pool;
    private final ThreadFactory factory;
    private final Consumer<WatchedPlace> changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ImapServer, Turns> servers = new LinkedHashMap<>();
    private final Map<WatchedPlace, String> states = new HashMap<>();
    private final Set<WatchedPlace> failed = new HashSet<>();
    private final Set<WatchedPlace> due = new HashSet<>();
    private int threads;
    private int doubtful;
    private boolean ended;

    /** What is to be asked of one server, and how much of it is being asked. */
    private static final class Turns {
        private final Deque<WatchedPlace> well = new ArrayDeque<>();
        private final Deque<WatchedPlace> failed = new ArrayDeque<>();
        private int asked;
        private int doubtful;
        private boolean isReported;

        /** How many may be asked now. */
        private int ready() {
            return Math.min(MOST_OF_ONE_SERVER - asked, well.size() + Math.min(failed.size(), 1 - doubtful));
        }
    }

    /** @param isDoubtful whether it could not be asked the last time */
    private record Turn(WatchedPlace place, boolean isDoubtful) {}

    /** @param changed is told each place that is not as it was when it was asked before */
    PlacePolls(ImapPool pool, ThreadFactory factory, Consumer<WatchedPlace> changed) {
        this.pool = pool;
        this.factory = factory;
        this.changed = changed;
    }

    /** Asks these, which are all there are now; one that is still to be asked, or being asked, is asked once. */
    void ask(Collection<WatchedPlace> places) {
        lock.lock();
        try {
            Set<WatchedPlace> all = new HashSet<>(places);
            states.keySet().retainAll(all);
            failed.retainAll(all);
            forgetServers(all);
            for (WatchedPlace place : places) {
                if (!ended && due.add(place)) {
                    Turns turns = servers.computeIfAbsent(place.login().server(), key -> new Turns());
                    (failed.contains(place) ? turns.failed : turns.well).add(place);
                }
            }
            startThreads();
        } finally {
            lock.unlock();
        }
    }

    private void forgetServers(Set<WatchedPlace> left) {
        Set<ImapServer> known = new HashSet<>();
        left.forEach(place -> known.add(place.login().server()));
        servers.entrySet()
                .removeIf(entry -> !known.contains(entry.getKey())
                        && entry.getValue().asked == 0
                        && entry.getValue().ready() == 0);
    }

    private void startThreads() {
        int ready = servers.values().stream().mapToInt(Turns::ready).sum();
        try {
            for (int more = Math.min(MOST - threads, ready); more > 0; more--) {
                factory.newThread(this::run).start();
                threads++;
            }
        } catch (RuntimeException | Error e) { // there are none; those that are there go on, or the next round does
            LOG.warn("no more threads to ask accounts for changes; there are {}", threads, e);
        }
    }

    private void run() {
        for (Optional<Turn> turn = next(); turn.isPresent(); turn = next()) {
            boolean answered = false;
            try {
                ask(turn.get().place());
                answered = true;
            } catch (IOException | RuntimeException | Error e) {
                report(turn.get().place(), e);
            } finally {
                done(turn.get(), answered);
            }
        }
    }

    private Optional<Turn> next() {
        lock.lock();
        try {
            for (Map.Entry<ImapServer, Turns> entry : servers.entrySet()) {
                Optional<Turn> turn = ended ? Optional.empty() : next(entry.getValue());
                if (turn.isPresent()) {
                    servers.remove(entry.getKey()); // the others come before it the next time
                    servers.put(entry.getKey(), entry.getValue());
                    return turn;
                }
            }
            threads--;
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Optional<Turn> next(Turns turns) {
        if (turns.asked == MOST_OF_ONE_SERVER) {
            return Optional.empty();
        }
        boolean isDoubtful = !turns.failed.isEmpty() && turns.doubtful == 0 && doubtful < MOST / 2;
        WatchedPlace place = isDoubtful ? turns.failed.poll() : turns.well.poll();
        if (place == null) {
            return Optional.empty();
        }
        turns.asked++;
        turns.doubtful += isDoubtful ? 1 : 0;
        doubtful += isDoubtful ? 1 : 0;
        return Optional.of(new Turn(place, isDoubtful));
    }

    private void ask(WatchedPlace place) throws IOException {
        String now = place.state(pool);
        boolean isOther;
        lock.lock();
        try {
            isOther = !now.equals(states.put(place, now));
        } finally {
            lock.unlock();
        }
        if (isOther) {
            changed.accept(place);
        }
    }

    private void done(Turn turn, boolean answered) {
        lock.lock();
        try {
            Turns turns = servers.computeIfAbsent(turn.place().login().server(), key -> new Turns());
            turns.asked--;
            turns.doubtful -= turn.isDoubtful() ? 1 : 0;
            doubtful -= turn.isDoubtful() ? 1 : 0;
            due.remove(turn.place());
            if (answered) {
                failed.remove(turn.place());
                turns.isReported = false;
            } else {
                failed.add(turn.place());
            }
            startThreads();
        } finally {
            lock.unlock();
        }
    }

    /** Of a server that is away, one account stands for all. */
    private void report(WatchedPlace place, Throwable failure) {
        LOG.debug("{} cannot be asked, trying again", place, failure);
        boolean isFirst;
        lock.lock();
        try {
            Turns turns = servers.computeIfAbsent(place.login().server(), key -> new Turns());
            isFirst = !turns.isReported && !ended && !failed.contains(place);
            turns.isReported |= isFirst;
        } finally {
            lock.unlock();
        }
        if (isFirst) {
            LOG.warn("{} cannot be asked for changes, trying again: {}", place, failure.toString());
        }
    }

    /** Asks nobody any more. */
    void end() {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
    }
}
