package org.voicemail4j.call;

import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.RedirectReason;

/** What the network said of a call before it was answered. Immutable. */
public final class CallInfo {

    private static final int LONGEST_LINE = 64;

    private final String callId;
    private final CallPurpose purpose;
    private final Party caller;
    private final Party redirecting;
    private final RedirectReason reason;
    private final String context;
    private final Optional<String> line;

    private CallInfo(Builder builder) {
        this.callId = builder.callId;
        this.purpose = builder.purpose;
        this.caller = builder.caller;
        this.redirecting = builder.redirecting;
        this.reason = builder.reason;
        this.context = builder.context;
        this.line = builder.line;
    }

    /**
     * Starts the description of a call.
     *
     * @param callId the call's own name in the network, for logs and envelopes
     * @param purpose what it is for
     */
    public static Builder of(String callId, CallPurpose purpose) {
        return new Builder(callId, purpose);
    }

    /** The call's own name in the network. */
    public String callId() {
        return callId;
    }

    /** What it is for. */
    public CallPurpose purpose() {
        return purpose;
    }

    /** Who rings. */
    public Party caller() {
        return caller;
    }

    /** Who sent the call here. */
    public Party redirecting() {
        return redirecting;
    }

    /** Why the call was sent here. */
    public RedirectReason reason() {
        return reason;
    }

    /** In which context a mailbox number that the caller enters is looked up. */
    public String context() {
        return context;
    }

    /**
     * At which line of a gateway the call arrived, as the gateway names it: what ties it to what a message desk says of
     * it. At most 64 characters.
     */
    public Optional<String> line() {
        return line;
    }

    /** A builder that starts with this description. */
    public Builder toBuilder() {
        Builder builder = new Builder(callId, purpose)
                .caller(caller)
                .redirecting(redirecting)
                .reason(reason)
                .context(context);
        line.ifPresent(builder::line);
        return builder;
    }

    @Override
    public String toString() {
        return "CallInfo[" + callId + ", " + purpose + ", " + reason + "]";
    }

    /** Collects a {@link CallInfo}. */
    public static final class Builder {

        private final String callId;
        private CallPurpose purpose;
        private Party caller = Party.UNKNOWN;
        private Party redirecting = Party.UNKNOWN;
        private RedirectReason reason = RedirectReason.NONE;
        private String context = MailboxId.DEFAULT_CONTEXT;
        private Optional<String> line = Optional.empty();

        private Builder(String callId, CallPurpose purpose) {
            this.callId = Objects.requireNonNull(callId, "callId");
            this.purpose = Objects.requireNonNull(purpose, "purpose");
        }

        /** Sets what the call is for. */
        public Builder purpose(CallPurpose purpose) {
            this.purpose = Objects.requireNonNull(purpose, "purpose");
            return this;
        }

        /** Sets who rings. */
        public Builder caller(Party caller) {
            this.caller = Objects.requireNonNull(caller, "caller");
            return this;
        }

        /** Sets who sent the call here. */
        public Builder redirecting(Party redirecting) {
            this.redirecting = Objects.requireNonNull(redirecting, "redirecting");
            return this;
        }

        /** Sets why the call was sent here. */
        public Builder reason(RedirectReason reason) {
            this.reason = Objects.requireNonNull(reason, "reason");
            return this;
        }

        /**
         * Sets the context of mailbox numbers that the caller enters.
         *
         * @throws IllegalArgumentException if it is malformed
         */
        public Builder context(String context) {
            if (!MailboxId.isValid(context)) {
                throw new IllegalArgumentException("not a mailbox context: '" + context + "'");
            }
            this.context = context;
            return this;
        }

        /** Sets at which line of a gateway the call arrived; a blank one, or one of over 64 characters, is none. */
        public Builder line(String line) {
            String named = line.strip();
            this.line = named.isEmpty() || named.length() > LONGEST_LINE ? Optional.empty() : Optional.of(named);
            return this;
        }

        /** The description. */
        public CallInfo build() {
            return new CallInfo(this);
        }
    }
}
