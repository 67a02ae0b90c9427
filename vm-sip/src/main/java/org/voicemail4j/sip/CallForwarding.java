package org.voicemail4j.sip;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.OutgoingCall;

/**
 * Sends callers on: by REFER once they are answered, by 302 as long as they only hear us. What is no target that the
 * configuration allows leads nowhere.
 */
final class CallForwarding implements CallControl {

    private static final Logger LOG = LoggerFactory.getLogger(CallForwarding.class);

    private final TransferTargets targets;
    private final CallTransfer transfer;
    private final Leaving call;

    /** The call that is left; asked in its steps. */
    interface Leaving {

        /** Whether it is answered and acknowledged. */
        boolean isConfirmed();

        /** Refuses it in favour of that URI, if it is not answered yet. */
        boolean isRedirected(String uri);

        void hangUp();
    }

    CallForwarding(TransferTargets targets, CallTransfer transfer, Leaving call) {
        this.targets = targets;
        this.transfer = transfer;
        this.call = call;
    }

    @Override
    public boolean transfer(String target) {
        return sendTo(targets.transfer(target), Optional.empty(), target);
    }

    @Override
    public boolean connect(OutgoingCall wanted) {
        return sendTo(targets.connect(wanted), Optional.of(targets.owner(wanted)), wanted.number());
    }

    private boolean sendTo(Optional<String> uri, Optional<String> referredBy, String target) {
        if (uri.isEmpty()) {
            LOG.warn("{}: not a target that calls are sent to: '{}'", call, LogLine.of(target));
            return false;
        }
        boolean gone = transfer.start(uri.get(), referredBy, call);
        if (gone) {
            call.hangUp();
        }
        return gone;
    }
}
