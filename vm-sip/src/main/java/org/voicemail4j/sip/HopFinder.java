package org.voicemail4j.sip;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers where the servers of URIs are and asks the name servers in threads of its own, so that whoever sends never
 * waits for them. What was found holds for a while; if nobody can say later, it holds on. For many threads.
 */
final class HopFinder {

    private static final Logger LOG = LoggerFactory.getLogger(HopFinder.class);
    private static final int MOST = 1_000;

    private final ServerLocator locator;
    private final Executor threads;
    private final StackClock clock;
    private final long whileNanos;
    private volatile ServerLocator.@Nullable Abilities abilities;
    private final Map<String, Found> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
            return size() > MOST;
        }
    };

    /** What is known, or is being asked, and what was known before. */
    private record Found(CompletableFuture<List<SipHop>> hops, List<SipHop> last, long at) {

        CompletableFuture<List<SipHop>> best() {
            return hops.isDone() || last.isEmpty() ? hops : CompletableFuture.completedFuture(last);
        }
    }

    HopFinder(ServerLocator locator, Executor threads, StackClock clock, Duration holds) {
        this.locator = locator;
        this.threads = threads;
        this.clock = clock;
        this.whileNanos = holds.toNanos();
    }

    void start(ServerLocator.Abilities ours) {
        abilities = ours;
    }

    /** The servers of a URI, the best first: at once if they are known; none if there is none or nobody can say. */
    CompletableFuture<List<SipHop>> find(SipUri uri) {
        Optional<SipHop> literal = ServerLocator.literal(uri);
        if (literal.isPresent()) {
            return CompletableFuture.completedFuture(List.of(literal.get()));
        }
        String key = uri.scheme()
                + ':'
                + uri.target()
                + ':'
                + uri.port()
                + ';'
                + uri.parameter("transport").orElse("");
        synchronized (known) {
            Found before = known.get(key);
            boolean fresh = before != null && (!before.hops().isDone() || clock.nanos() - before.at() < whileNanos);
            if (before != null && fresh) {
                return before.best();
            }
            CompletableFuture<List<SipHop>> asked = new CompletableFuture<>();
            List<SipHop> last = before == null ? List.of() : before.hops().getNow(List.of());
            Found now = new Found(asked, last, clock.nanos());
            known.put(key, now);
            ask(uri, last, asked);
            return now.best();
        }
    }

    private void ask(SipUri uri, List<SipHop> last, CompletableFuture<List<SipHop>> asked) {
        ServerLocator.Abilities ours = abilities;
        try {
            threads.execute(() -> {
                try {
                    asked.complete(ours == null ? last : locator.locate(uri, ours));
                } catch (RuntimeException | Error e) {
                    LOG.debug("nobody says where {} is", LogLine.of(uri.target()), e);
                    asked.complete(last);
                }
            });
        } catch (RejectedExecutionException e) {
            asked.complete(last);
        } catch (OutOfMemoryError e) { // no thread to be had
            LOG.warn("no name server can be asked where {} is", LogLine.of(uri.target()), e);
            asked.complete(last);
        }
    }
}
