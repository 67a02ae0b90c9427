package org.voicemail4j.message;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who left a message, when, and what else is known of it, apart from its sound. Immutable; {@link #toBuilder} makes a
 * changed copy.
 */
public final class Envelope {

    private static final int MOST_ATTRIBUTES = 64;
    private static final int LONGEST_ATTRIBUTE = 1024;

    private final Instant received;
    private final Party caller;
    private final Party redirecting;
    private final Urgency urgency;
    private final String category;
    private final String callId;
    private final Map<String, String> attributes;

    private Envelope(Builder builder) {
        this.received = builder.received;
        this.caller = builder.caller;
        this.redirecting = builder.redirecting;
        this.urgency = builder.urgency;
        this.category = builder.category;
        this.callId = builder.callId;
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

    /** A category that the host application gave, or empty. */
    public String category() {
        return category;
    }

    /** The call's own name in the network (SIP's Call-ID, Asterisk's channel), or empty. */
    public String callId() {
        return callId;
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

    /** A builder that starts with this envelope's contents. */
    public Builder toBuilder() {
        Builder builder = new Builder(received)
                .caller(caller)
                .redirecting(redirecting)
                .urgency(urgency)
                .category(category)
                .callId(callId);
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
                && category.equals(that.category)
                && callId.equals(that.callId)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(received, caller, redirecting, urgency, category, callId, attributes);
    }

    @Override
    public String toString() {
        return "Envelope[" + received + ", " + caller + ", " + urgency + ", " + callId + ", " + attributes + "]";
    }

    /** Collects what an {@link Envelope} says. */
    public static final class Builder {

        private final Instant received;
        private Party caller = Party.UNKNOWN;
        private Party redirecting = Party.UNKNOWN;
        private Urgency urgency = Urgency.NORMAL;
        private String category = "";
        private String callId = "";
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
