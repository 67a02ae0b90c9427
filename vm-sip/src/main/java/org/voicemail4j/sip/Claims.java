package org.voicemail4j.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whom senders claim to be, in a few threads of its own: a user base that is slow holds neither calls nor lamps, and
 * those for whom there is no room are refused with 503. For many threads.
 */
final class Claims implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 500;

    private final Authenticator authenticator;
    private final ThreadPoolExecutor threads;

    Claims(Authenticator authenticator, ThreadFactory threads) {
        this.authenticator = authenticator;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), threads);
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** What has to become of a request, as far as that can be said at once. */
    Authenticator.Outcome look(SIPRequest request) {
        return authenticator.look(request);
    }

    /**
     * Checks a claim, and tells what came of it: proved or refused. Returns at once.
     *
     * @param then told in one of our threads, or in the caller's where there is no room
     */
    void check(
            SIPRequest request, Authenticator.Outcome.Claimed claimed, Consumer<? super Authenticator.Outcome> then) {
        try {
            threads.execute(() -> tell(then, checked(request, claimed)));
        } catch (RejectedExecutionException e) {
            LOG.debug("no room to check a claim; refused with 503");
            tell(then, refused(Response.SERVICE_UNAVAILABLE));
        } catch (OutOfMemoryError e) { // no thread to be had
            LOG.warn("a claim could not be checked; refused with 503", e);
            tell(then, refused(Response.SERVICE_UNAVAILABLE));
        }
    }

    private Authenticator.Outcome checked(SIPRequest request, Authenticator.Outcome.Claimed claimed) {
        try {
            return authenticator.check(request, claimed.response());
        } catch (RuntimeException | Error e) {
            LOG.warn("the secret of a user could not be asked for; refused with 500", e);
            return refused(Response.SERVER_INTERNAL_ERROR);
        }
    }

    private static Authenticator.Outcome refused(int status) {
        return new Authenticator.Outcome.Refused(status, response -> {});
    }

    private static void tell(Consumer<? super Authenticator.Outcome> then, Authenticator.Outcome outcome) {
        try {
            then.accept(outcome);
        } catch (RuntimeException | Error e) {
            LOG.warn("a request whose sender was checked could not be taken", e);
        }
    }

    /** Forgets what waits. A user base that is being asked is let finish, for an interrupt could harm it. */
    @Override
    public void close() {
        threads.getQueue().clear();
        SipThreads.shutDown(threads);
    }
}
