package org.voicemail4j.sip;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.EventHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a caller on by REFER (RFC 3515): the peer answers 202, calls the target, and tells by NOTIFY how that goes. A
 * peer that hangs up after its 202 has taken the call over as well.
 */
final class CallTransfer {

    private static final Logger LOG = LoggerFactory.getLogger(CallTransfer.class);
    private static final Pattern STATUS = Pattern.compile("SIP/2\\.0 (\\d{3}).*", Pattern.DOTALL);

    private final CallDialog dialog;
    private final Executor steps;
    private final Duration patience;
    private @Nullable CompletableFuture<Boolean> waiting;
    private boolean accepted;
    /** CSeq of the REFER that is waited for, and of the first of all; 0 as long as it has not left. */
    private long current;

    private long first;
    /** CSeq of those that were not waited for to their end, and how they go is still told. */
    private final Set<Long> givenUp = new HashSet<>();

    private boolean peerHungUp;

    CallTransfer(CallDialog dialog, Executor steps, Duration patience) {
        this.dialog = dialog;
        this.steps = steps;
        this.patience = patience;
    }

    /**
     * Asks the peer in a step of the call and waits.
     *
     * @param referredBy URI of whoever wants it, if that is not us
     * @param call that is left; one that is not answered yet is redirected instead
     * @return whether the peer took the call over; at once if it does not know REFER
     */
    boolean start(String target, Optional<String> referredBy, CallForwarding.Leaving call) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        steps.execute(() -> {
            if (call.isRedirected(target)) {
                result.complete(true);
                return;
            }
            if (waiting != null || !call.isConfirmed() || !dialog.mayKnow(Request.REFER)) {
                result.complete(false);
                return;
            }
            waiting = result;
            accepted = false;
            current = 0;
            dialog.requests()
                    .refer(
                            target,
                            referredBy,
                            number -> steps.execute(() -> sent(number, result)),
                            (status, retryAfter) -> steps.execute(() -> answered(status, result)));
        });
        boolean taken = await(result);
        steps.execute(() -> giveUp(result));
        return taken;
    }

    private void sent(long number, CompletableFuture<Boolean> result) {
        first = first == 0 ? number : first;
        if (waiting == result) {
            current = number;
        } else if (!result.isDone() || !result.join()) {
            givenUp.add(number); // before it left
        }
    }

    private void giveUp(CompletableFuture<Boolean> result) {
        if (waiting == result) {
            if (current != 0) {
                givenUp.add(current);
            }
            finish(false);
        }
    }

    private boolean await(CompletableFuture<Boolean> result) {
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("{}: transfer not confirmed", dialog.callId());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void answered(int status, CompletableFuture<Boolean> result) {
        if (waiting == result) {
            accepted = status < 300;
            if (!accepted || peerHungUp) {
                finish(accepted);
            }
        }
    }

    /**
     * Takes a NOTIFY of how the transfer goes, in a step of the call.
     *
     * @return the status to answer it with
     */
    int progress(Request notify) {
        if (!isOfRefer(notify)) {
            return Response.BAD_EVENT;
        }
        byte[] body = notify.getRawContent();
        if (body != null && !isSipfrag(notify)) {
            return Response.UNSUPPORTED_MEDIA_TYPE;
        }
        Matcher status = STATUS.matcher(body == null ? "" : new String(body, StandardCharsets.UTF_8));
        if (status.matches() && Integer.parseInt(status.group(1)) >= 200 && !isOfEarlier(notify)) {
            finish(Integer.parseInt(status.group(1)) < 300);
        }
        return Response.OK;
    }

    /** Whether the end of an earlier REFER is told, by whose CSeq it is known; the first may go without (RFC 3515 §2.4.6). */
    private boolean isOfEarlier(Request notify) {
        String id = ((EventHeader) notify.getHeader(EventHeader.NAME)).getEventId();
        return givenUp.remove(id != null && id.matches("\\d{1,10}") ? Long.valueOf(id) : (Long) first);
    }

    private static boolean isOfRefer(Request notify) {
        return notify.getHeader(EventHeader.NAME) instanceof EventHeader event
                && event.getEventType().equalsIgnoreCase("refer");
    }

    private static boolean isSipfrag(Request notify) {
        return notify.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type
                && type.getContentType().equalsIgnoreCase("message")
                && type.getContentSubType().equalsIgnoreCase("sipfrag");
    }

    /** The peer hangs up, in a step of the call; its 202 may still be on the way, overtaken by its BYE. */
    void peerHangsUp() {
        peerHungUp = true;
    }

    /** The call has ended, in a step of it. */
    void ended() {
        if (accepted || !peerHungUp) {
            finish(accepted);
        }
    }

    private void finish(boolean taken) {
        CompletableFuture<Boolean> result = waiting;
        waiting = null;
        if (result != null) {
            result.complete(taken);
        }
    }
}
