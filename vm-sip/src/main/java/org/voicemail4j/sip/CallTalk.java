package org.voicemail4j.sip;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The moment from which a call can be talked on, for which its flow waits. */
final class CallTalk {

    private static final Logger LOG = LoggerFactory.getLogger(CallTalk.class);

    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    /** Sound can go both ways, or the call is over. */
    void begin() {
        begun.complete(null);
    }

    /** There will be none. */
    void fail(String why) {
        begun.completeExceptionally(new SipTransportException(why, null));
    }

    /**
     * Waits for it, for so long at most once our answer is out.
     *
     * @throws SipTransportException if it failed, or the flow's thread was interrupted, which hangs up
     */
    void await(Duration patience, BooleanSupplier unanswered, SipCall call) {
        while (!isBegunWithin(patience, call)) {
            if (!unanswered.getAsBoolean()) {
                LOG.debug("{}: no ACK yet, sound starts without it", call);
                return;
            }
        }
    }

    private boolean isBegunWithin(Duration patience, SipCall call) {
        try {
            begun.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new SipTransportException(call + " cannot be answered", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            call.hangUp();
            throw new SipTransportException(call + ": interrupted while it was answered", e);
        }
    }
}
