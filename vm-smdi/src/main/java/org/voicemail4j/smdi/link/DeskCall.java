package org.voicemail4j.smdi.link;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.DepositOptions;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.RedirectReason;
import org.voicemail4j.smdi.codec.CallHistory;

/** A call of which the switch said whose it is. */
final class DeskCall {

    private static final Logger log = LoggerFactory.getLogger(DeskCall.class);

    private final SmdiConfig config;
    private final CallHistory history;

    DeskCall(SmdiConfig config, CallHistory history) {
        this.config = config;
        this.history = history;
    }

    /** The call as the network describes it, with what the switch knows better. */
    CallInfo describe(CallInfo info) {
        RedirectReason reason = reason();
        CallInfo.Builder described = info.toBuilder().reason(reason);
        if (!history.callingStation().isEmpty()) {
            described.caller(Party.of(info.caller().name().orElse(""), config.callingNumber(history.callingStation())));
        }
        if (reason == RedirectReason.NONE) {
            return described.redirecting(Party.UNKNOWN).purpose(login()).build();
        }
        if (!history.forwardingStation().isEmpty()) {
            described.redirecting(Party.ofNumber(history.forwardingStation()));
        }
        Optional<MailboxId> called = config.called(history.forwardingStation());
        if (called.isEmpty()) {
            log.warn(
                    "{}: no mailbox can have the number of station '{}'; answered as the network says",
                    config.name(),
                    history.forwardingStation());
            return described.build();
        }
        DepositOptions options =
                info.purpose() instanceof CallPurpose.Deposit known ? known.options() : DepositOptions.USUAL;
        return described
                .purpose(new CallPurpose.Deposit(called.get(), List.of(), options))
                .build();
    }

    private RedirectReason reason() {
        Optional<RedirectReason> known = config.reason(history.type());
        if (known.isEmpty()) {
            log.warn(
                    "{}: call type {} is not known; taken as {}",
                    config.name(),
                    history.type(),
                    history.forwardingStation().isEmpty() ? "direct" : "forwarded");
        }
        return known.orElse(history.forwardingStation().isEmpty() ? RedirectReason.NONE : RedirectReason.UNKNOWN);
    }

    private CallPurpose login() {
        return config.calling(history.callingStation())
                .map(CallPurpose::retrieval)
                .orElseGet(CallPurpose::retrieval);
    }
}
