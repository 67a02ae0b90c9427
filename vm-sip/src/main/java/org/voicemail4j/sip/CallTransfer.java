package org.voicemail4j.sip;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
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
            dialog.requests()
                    .refer(target, referredBy, (status, retryAfter) -> steps.execute(() -> answered(status, result)));
        });
        boolean taken = await(result);
        steps.execute(() -> finish(false));
        return taken;
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
        if (waiting != null && body != null) {
            Matcher status = STATUS.matcher(new String(body, StandardCharsets.UTF_8));
            if (status.matches() && Integer.parseInt(status.group(1)) >= 200) {
                finish(Integer.parseInt(status.group(1)) < 300);
            }
        }
        return Response.OK;
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
