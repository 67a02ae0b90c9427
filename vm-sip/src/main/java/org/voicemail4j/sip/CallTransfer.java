package org.voicemail4j.sip;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a caller on by REFER (RFC 3515): the peer answers 202, calls the target, and tells by NOTIFY how that goes. A
 * peer that hangs up after its 202 has taken the call over as well.
 */
final class CallTransfer {

    private static final Logger LOG = LoggerFactory.getLogger(CallTransfer.class);
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9+*#._-]{1,64}");
    private static final Pattern URI = Pattern.compile("(?i)(sips?|tel):[A-Za-z0-9+*.%_@:;=\\[\\]-]{1,250}");
    private static final Pattern STATUS = Pattern.compile("SIP/2\\.0 (\\d{3}).*", Pattern.DOTALL);

    private final CallDialog dialog;
    private final Duration patience;
    private @Nullable CompletableFuture<Boolean> waiting;
    private boolean accepted;

    CallTransfer(CallDialog dialog, Duration patience) {
        this.dialog = dialog;
        this.patience = patience;
    }

    /** Asks the peer in a step of the call and waits; false at once if the call is not there any more. */
    boolean start(String target, Executor steps, BooleanSupplier possible) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        steps.execute(() -> {
            Optional<String> uri = possible.getAsBoolean() && waiting == null ? uri(target) : Optional.empty();
            if (uri.isEmpty()) {
                result.complete(false);
                return;
            }
            waiting = result;
            accepted = false;
            boolean sent =
                    dialog.refer(uri.get(), (status, retryAfter) -> steps.execute(() -> answered(status, result)));
            if (!sent) {
                finish(false);
            }
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
            if (!accepted) {
                finish(false);
            }
        }
    }

    /** A NOTIFY of how the transfer goes, in a step of the call. */
    void progress(Request notify) {
        byte[] body = notify.getRawContent();
        if (waiting != null && body != null) {
            Matcher status = STATUS.matcher(new String(body, StandardCharsets.UTF_8));
            if (status.matches() && Integer.parseInt(status.group(1)) >= 200) {
                finish(Integer.parseInt(status.group(1)) < 300);
            }
        }
    }

    /** The call has ended, in a step of it. */
    void ended() {
        finish(accepted);
    }

    private void finish(boolean taken) {
        CompletableFuture<Boolean> result = waiting;
        waiting = null;
        if (result != null) {
            result.complete(taken);
        }
    }

    /** A URI as it is, or a number at the peer's host; empty if it is neither. */
    private Optional<String> uri(String target) {
        if (URI.matcher(target).matches()) {
            return Optional.of(target);
        }
        if (!NUMBER.matcher(target).matches()) {
            LOG.warn("{}: not a transfer target: '{}'", dialog.callId(), LogLine.of(target));
            return Optional.empty();
        }
        return dialog.remoteTarget()
                .map(peer -> "sip:" + target.replace("#", "%23") + '@' + Hosts.inUri(peer.host())
                        + (peer.port() > 0 ? ":" + peer.port() : ""));
    }
}
