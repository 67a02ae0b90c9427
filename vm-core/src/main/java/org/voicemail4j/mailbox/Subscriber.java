package org.voicemail4j.mailbox;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whose a mailbox is: what a directory knows of its owner. Immutable. */
public final class Subscriber {

    private final MailboxId mailbox;
    private final String fullName;
    private final List<String> emails;
    private final Optional<String> pager;
    private final Optional<Pin> configuredPin;
    private final boolean pinFixed;
    private final boolean listed;
    private final List<String> aliases;
    private final MailboxPolicy policy;

    private Subscriber(Builder builder) {
        this.mailbox = builder.mailbox;
        this.fullName = builder.fullName;
        this.emails = List.copyOf(builder.emails);
        this.pager = builder.pager;
        this.configuredPin = builder.configuredPin;
        this.pinFixed = builder.pinFixed;
        this.listed = builder.listed;
        this.aliases = List.copyOf(builder.aliases);
        this.policy = builder.policy;
    }

    /** Starts a subscriber with that mailbox. */
    public static Builder of(MailboxId mailbox) {
        return new Builder(mailbox);
    }

    /** The mailbox. */
    public MailboxId mailbox() {
        return mailbox;
    }

    /** The owner's name, or empty. */
    public String fullName() {
        return fullName;
    }

    /** Where mail about messages goes. */
    public List<String> emails() {
        return emails;
    }

    /** Where short mail about messages goes. */
    public Optional<String> pager() {
        return pager;
    }

    /** The PIN as configured; empty means that this mailbox asks for none unless its owner has set one. */
    public Optional<Pin> configuredPin() {
        return configuredPin;
    }

    /** Whether the owner may not change the PIN. */
    public boolean pinFixed() {
        return pinFixed;
    }

    /** Whether the owner can be found by name. */
    public boolean isListed() {
        return listed;
    }

    /** Other names by which the owner can be found. */
    public List<String> aliases() {
        return aliases;
    }

    /** How the mailbox behaves. */
    public MailboxPolicy policy() {
        return policy;
    }

    @Override
    public String toString() {
        return "Subscriber[" + mailbox + ", " + fullName + "]";
    }

    /** Collects what is known of a {@link Subscriber}. */
    public static final class Builder {

        private final MailboxId mailbox;
        private String fullName = "";
        private List<String> emails = List.of();
        private Optional<String> pager = Optional.empty();
        private Optional<Pin> configuredPin = Optional.empty();
        private boolean pinFixed;
        private boolean listed = true;
        private List<String> aliases = List.of();
        private MailboxPolicy policy = MailboxPolicy.DEFAULT;

        private Builder(MailboxId mailbox) {
            this.mailbox = Objects.requireNonNull(mailbox, "mailbox");
        }

        /** Sets the owner's name. */
        public Builder fullName(String fullName) {
            this.fullName = Objects.requireNonNull(fullName, "fullName");
            return this;
        }

        /** Sets where mail goes. */
        public Builder emails(List<String> emails) {
            this.emails = List.copyOf(emails);
            return this;
        }

        /** Sets where short mail goes. */
        public Builder pager(String pager) {
            this.pager = Optional.of(pager);
            return this;
        }

        /** Sets the PIN. */
        public Builder pin(Pin pin) {
            this.configuredPin = Optional.of(pin);
            return this;
        }

        /** Sets a PIN which the owner may not change. */
        public Builder fixedPin(Pin pin) {
            this.pinFixed = true;
            return pin(pin);
        }

        /** Sets whether the owner can be found by name. */
        public Builder listed(boolean listed) {
            this.listed = listed;
            return this;
        }

        /** Sets other names by which the owner can be found. */
        public Builder aliases(List<String> aliases) {
            this.aliases = List.copyOf(aliases);
            return this;
        }

        /** Sets how the mailbox behaves. */
        public Builder policy(MailboxPolicy policy) {
            this.policy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** The subscriber. */
        public Subscriber build() {
            return new Subscriber(this);
        }
    }
}
