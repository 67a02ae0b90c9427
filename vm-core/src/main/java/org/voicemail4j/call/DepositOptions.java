package org.voicemail4j.call;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Urgency;

/**
 * How a message is taken, beside what the mailbox's policy says: the options of Asterisk's VoiceMail. Immutable; start
 * from {@link #USUAL} with {@link #toBuilder}, or {@link #parse} what a dialplan says.
 */
public final class DepositOptions {

    /** As it usually is: the greeting that suits why the call came, the instructions, the beep. */
    public static final DepositOptions USUAL = new Builder().build();

    /** Which greeting callers hear; a temporary one replaces each of them, {@link #NONE} included. */
    public enum Opening {
        /** The busy one if the call was redirected for that reason, else the unavailable one. */
        BY_REASON,
        /** The unavailable one (option {@code u}). */
        UNAVAILABLE,
        /** The busy one (option {@code b}). */
        BUSY,
        /** None (neither {@code u} nor {@code b}). */
        NONE
    }

    /** Whether callers are told what to do. */
    public enum Instructions {
        /** They are. */
        SAID,
        /** They are not (option {@code s}). */
        SKIPPED,
        /** They are unless the owner's own greeting was heard (option {@code S}). */
        SKIPPED_AFTER_RECORDED_GREETING
    }

    /** When the call is answered. */
    public enum Answering {
        /** Before anything is heard. */
        AT_ONCE,
        /** Just before the beep; what comes before is early media where the line can do that (option {@code e}). */
        BEFORE_RECORDING
    }

    private final Opening opening;
    private final Instructions instructions;
    private final Answering answering;
    private final Urgency urgency;
    private final Optional<String> beep;
    private final Set<Digit> exits;
    private final String exitContext;
    private final int gainDb;
    private final String category;
    private final String flag;

    private DepositOptions(Builder builder) {
        this.opening = builder.opening;
        this.instructions = builder.instructions;
        this.answering = builder.answering;
        this.urgency = builder.urgency;
        this.beep = builder.beep;
        this.exits = Set.copyOf(builder.exits);
        this.exitContext = builder.exitContext;
        this.gainDb = builder.gainDb;
        this.category = builder.category;
        this.flag = builder.flag;
    }

    /**
     * Reads Asterisk's option string, such as {@code u,d(sales)U}: letters, some with an argument in parentheses, commas
     * between them or not. Letters that belong to other applications ({@code a p r}) are passed over, and so are those
     * that nobody knows, as Asterisk does it.
     *
     * @param options without the mailboxes before them; may be empty: then there is no greeting
     * @throws IllegalArgumentException if a parenthesis is not closed, or an argument makes no sense
     */
    public static DepositOptions parse(String options) {
        return new DepositOptionsParser(options).parse();
    }

    /** Which greeting is heard. */
    public Opening opening() {
        return opening;
    }

    /** Whether instructions are heard. */
    public Instructions instructions() {
        return instructions;
    }

    /** When the call is answered. */
    public Answering answering() {
        return answering;
    }

    /** How the message is marked unless the caller decides otherwise in the review (option {@code U}). */
    public Urgency urgency() {
        return urgency;
    }

    /** The prompt that says that recording begins, usually {@code beep}; empty for none (option {@code t}). */
    public Optional<String> beep() {
        return beep;
    }

    /** Keys that end the greeting and lead elsewhere, beside those of the policy (option {@code d}). */
    public Set<Digit> exits() {
        return exits;
    }

    /** The part of the numbering plan where {@link #exits} lead; empty for where the call is anyway. */
    public String exitContext() {
        return exitContext;
    }

    /**
     * How much louder than it comes the message is recorded, in dB (option {@code g}); on every line, not only on analogue
     * cards as in Asterisk.
     */
    public int gainDb() {
        return gainDb;
    }

    /** The category of the message (Asterisk's VM_CATEGORY), or empty. */
    public String category() {
        return category;
    }

    /** A flag kept with the message, such as {@code PRIORITY} (option {@code P}), or empty. */
    public String flag() {
        return flag;
    }

    /** A builder that starts with these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.opening = opening;
        builder.instructions = instructions;
        builder.answering = answering;
        builder.urgency = urgency;
        builder.beep = beep;
        builder.exits = exits;
        builder.exitContext = exitContext;
        builder.gainDb = gainDb;
        builder.category = category;
        builder.flag = flag;
        return builder;
    }

    private Object[] parts() {
        return new Object[] {opening, instructions, answering, urgency, beep, exits, exitContext, gainDb, category, flag
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DepositOptions that && Arrays.equals(parts(), that.parts());
    }

    @Override
    public int hashCode() {
        return Objects.hash(parts());
    }

    @Override
    public String toString() {
        return "DepositOptions" + Arrays.toString(parts());
    }

    /** Collects {@link DepositOptions}. */
    public static final class Builder {

        private Opening opening = Opening.BY_REASON;
        private Instructions instructions = Instructions.SAID;
        private Answering answering = Answering.AT_ONCE;
        private Urgency urgency = Urgency.NORMAL;
        private Optional<String> beep = Optional.of("beep");
        private Set<Digit> exits = Set.of();
        private String exitContext = "";
        private int gainDb;
        private String category = "";
        private String flag = "";

        private Builder() {}

        /** Sets {@link DepositOptions#opening}. */
        public Builder opening(Opening opening) {
            this.opening = Objects.requireNonNull(opening, "opening");
            return this;
        }

        /** Sets {@link DepositOptions#instructions}. */
        public Builder instructions(Instructions instructions) {
            this.instructions = Objects.requireNonNull(instructions, "instructions");
            return this;
        }

        /** Sets {@link DepositOptions#answering}. */
        public Builder answering(Answering answering) {
            this.answering = Objects.requireNonNull(answering, "answering");
            return this;
        }

        /** Sets {@link DepositOptions#urgency}. */
        public Builder urgency(Urgency urgency) {
            this.urgency = Objects.requireNonNull(urgency, "urgency");
            return this;
        }

        /**
         * Sets {@link DepositOptions#beep}.
         *
         * @throws IllegalArgumentException if no prompt can have that name
         */
        public Builder beep(String prompt) {
            if (!Prompt.Named.isValid(prompt)) {
                throw new IllegalArgumentException("not a prompt name: '" + prompt + "'");
            }
            this.beep = Optional.of(prompt);
            return this;
        }

        /** Lets recording begin without a sound. */
        public Builder withoutBeep() {
            this.beep = Optional.empty();
            return this;
        }

        /**
         * Sets {@link DepositOptions#exits} and {@link DepositOptions#exitContext}.
         *
         * @param context may be empty
         */
        public Builder exits(Set<Digit> exits, String context) {
            this.exits = Set.copyOf(exits);
            this.exitContext = Objects.requireNonNull(context, "context");
            return this;
        }

        /**
         * Sets {@link DepositOptions#gainDb}.
         *
         * @throws IllegalArgumentException if it is not from -127 to 127
         */
        public Builder gainDb(int gainDb) {
            if (Math.abs(gainDb) > 127) {
                throw new IllegalArgumentException("not a gain from -127 to 127 dB: " + gainDb);
            }
            this.gainDb = gainDb;
            return this;
        }

        /** Sets {@link DepositOptions#category}. */
        public Builder category(String category) {
            this.category = Objects.requireNonNull(category, "category");
            return this;
        }

        /** Sets {@link DepositOptions#flag}. */
        public Builder flag(String flag) {
            this.flag = Objects.requireNonNull(flag, "flag");
            return this;
        }

        /** The options. */
        public DepositOptions build() {
            return new DepositOptions(this);
        }
    }
}
