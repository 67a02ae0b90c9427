package org.voicemail4j.message;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Who left a message, when, and what else is known of it, apart from its sound. Immutable; {@link #toBuilder} makes a
 * changed copy.
 */
public final class Envelope {

    /** How many attributes an envelope has at most. */
    public static final int MOST_ATTRIBUTES = 64;

    private static final int LONGEST_ATTRIBUTE = 1024;
    private static final int MOST_OWNERS = 32;

    private final Instant received;
    private final Party caller;
    private final Party redirecting;
    private final Urgency urgency;
    private final Sensitivity sensitivity;
    private final String category;
    private final String callId;
    private final Set<String> heardBy;
    private final Map<String, String> attributes;

    private Envelope(Builder builder) {
        this.received = builder.received;
        this.caller = builder.caller;
        this.redirecting = builder.redirecting;
        this.urgency = builder.urgency;
        this.sensitivity = builder.sensitivity;
        this.category = builder.category;
        this.callId = builder.callId;
        this.heardBy = Collections.unmodifiableSortedSet(new TreeSet<>(builder.heardBy));
        this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.attributes));
    }

    /** Starts an envelope for a message whose recording begins at that instant. */
    public static Builder received(Instant received) {
        return new Builder(received);
    }

    /** When the recording began; stores keep whole seconds. */
    public Instant received() {
        return received;
    }

    /** Who left the message. */
    public Party caller() {
        return caller;
    }

    /** Who forwarded the call to voicemail, as far as the network told. */
    public Party redirecting() {
        return redirecting;
    }

    /** How the caller marked the message. */
    public Urgency urgency() {
        return urgency;
    }

    /** Who may hear the message. */
    public Sensitivity sensitivity() {
        return sensitivity;
    }

    /** A category that the host application gave, or empty. */
    public String category() {
        return category;
    }

    /** The call's own name in the network (SIP's Call-ID, Asterisk's channel), or empty. */
    public String callId() {
        return callId;
    }

    /**
     * Which of several owners of a shared mailbox have heard the message, in alphabetical order; empty for a mailbox with
     * one owner, where the folder says it.
     */
    public Set<String> heardBy() {
        return heardBy;
    }

    /**
     * What else a store or host keeps with the message, in the order given: keys of 1 to 64 characters {@code a-z 0-9 _
     * -}, values of one line. Asterisk's {@code context}, {@code exten} and {@code priority} travel here, and keys that
     * nobody here knows.
     */
    public Map<String, String> attributes() {
        return attributes;
    }

    /** One of the {@link #attributes}. */
    public Optional<String> attribute(String key) {
        return Optional.ofNullable(attributes.get(key));
    }

    /**
     * This envelope after a change that a message may go through: to its urgency, sensitivity, category, attributes and to
     * who has heard it. For stores.
     *
     * @param change gives the changed envelope
     * @throws IllegalArgumentException if it changes who left the message, when, or in which call: that stays as it was
     */
    public Envelope changed(UnaryOperator<Envelope> change) {
        Envelope after = Objects.requireNonNull(change.apply(this), "changed envelope");
        boolean ofTheSameCall = after.received.equals(received)
                && after.caller.equals(caller)
                && after.redirecting.equals(redirecting)
                && after.callId.equals(callId);
        if (!ofTheSameCall) {
            throw new IllegalArgumentException("the envelope of another call: " + after + " instead of " + this);
        }
        return after;
    }

    /** A builder that starts with this envelope's contents. */
    public Builder toBuilder() {
        Builder builder = new Builder(received)
                .caller(caller)
                .redirecting(redirecting)
                .urgency(urgency)
                .sensitivity(sensitivity)
                .category(category)
                .callId(callId);
        heardBy.forEach(builder::heardBy);
        attributes.forEach(builder::attribute);
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope that
                && received.equals(that.received)
                && caller.equals(that.caller)
                && redirecting.equals(that.redirecting)
                && urgency == that.urgency
                && sensitivity == that.sensitivity
                && category.equals(that.category)
                && callId.equals(that.callId)
                && heardBy.equals(that.heardBy)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(received, caller, redirecting, urgency, sensitivity, category, callId, heardBy, attributes);
    }

    @Override
    public String toString() {
        return "Envelope[" + received + ", " + caller + ", " + urgency + ", " + sensitivity + ", " + callId
                + ", heard by " + heardBy + ", " + attributes + "]";
    }

    /** Collects what an {@link Envelope} says. */
    public static final class Builder {

        private final Instant received;
        private Party caller = Party.UNKNOWN;
        private Party redirecting = Party.UNKNOWN;
        private Urgency urgency = Urgency.NORMAL;
        private Sensitivity sensitivity = Sensitivity.NORMAL;
        private String category = "";
        private String callId = "";
        private final Set<String> heardBy = new TreeSet<>();
        private final Map<String, String> attributes = new LinkedHashMap<>();

        private Builder(Instant received) {
            this.received = Objects.requireNonNull(received, "received");
        }

        /** Sets who left the message. */
        public Builder caller(Party caller) {
            this.caller = Objects.requireNonNull(caller, "caller");
            return this;
        }

        /** Sets who forwarded the call. */
        public Builder redirecting(Party redirecting) {
            this.redirecting = Objects.requireNonNull(redirecting, "redirecting");
            return this;
        }

        /** Sets how the caller marked the message. */
        public Builder urgency(Urgency urgency) {
            this.urgency = Objects.requireNonNull(urgency, "urgency");
            return this;
        }

        /** Sets who may hear the message. */
        public Builder sensitivity(Sensitivity sensitivity) {
            this.sensitivity = Objects.requireNonNull(sensitivity, "sensitivity");
            return this;
        }

        /**
         * Notes that one of several owners has heard the message.
         *
         * @param owner 1 to 64 characters of {@code A-Z a-z 0-9 . _ + -}
         * @throws IllegalArgumentException if that names no owner, or there are too many
         */
        public Builder heardBy(String owner) {
            if (!owner.matches("[A-Za-z0-9._+-]{1,64}")) {
                throw new IllegalArgumentException("not an owner: '" + owner + "'");
            }
            if (heardBy.size() >= MOST_OWNERS && !heardBy.contains(owner)) {
                throw new IllegalArgumentException("more than " + MOST_OWNERS + " owners");
            }
            heardBy.add(owner);
            return this;
        }

        /** Makes the message one that this owner has not heard. */
        public Builder unheardBy(String owner) {
            heardBy.remove(owner);
            return this;
        }

        /** Sets the category; control characters become blanks. */
        public Builder category(String category) {
            this.category = oneLine(category);
            return this;
        }

        /** Sets the call's own name in the network; control characters become blanks. */
        public Builder callId(String callId) {
            this.callId = oneLine(callId);
            return this;
        }

        /**
         * Adds an attribute or replaces one.
         *
         * @throws IllegalArgumentException if the key is malformed or there are too many attributes
         */
        public Builder attribute(String key, String value) {
            if (!key.matches("[a-z0-9_-]{1,64}")) {
                throw new IllegalArgumentException("not an attribute key: '" + key + "'");
            }
            if (attributes.size() >= MOST_ATTRIBUTES && !attributes.containsKey(key)) {
                throw new IllegalArgumentException("more than " + MOST_ATTRIBUTES + " attributes");
            }
            attributes.put(key, oneLine(value));
            return this;
        }

        /** Takes an attribute away, if it is there. */
        public Builder without(String key) {
            attributes.remove(key);
            return this;
        }

        private static String oneLine(String text) {
            String line = text.replaceAll("[\\p{Cc}\\p{Cs}]+", " ").strip();
            if (line.length() <= LONGEST_ATTRIBUTE) {
                return line;
            }
            boolean splitsAPair = Character.isHighSurrogate(line.charAt(LONGEST_ATTRIBUTE - 1));
            return line.substring(0, LONGEST_ATTRIBUTE - (splitsAPair ? 1 : 0)).strip();
        }

        /** The envelope. */
        public Envelope build() {
            return new Envelope(this);
        }
    }
}
