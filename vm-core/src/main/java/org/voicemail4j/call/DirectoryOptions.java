package org.voicemail4j.call;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.media.Prompt;

/**
 * How somebody looks for a name: the options of Asterisk's Directory. Immutable; start from {@link #USUAL}.
 */
public final class DirectoryOptions {

    /** By the first three letters of the last name, one name after the other. */
    public static final DirectoryOptions USUAL = new Builder().build();

    /** What is entered. */
    public enum Name {
        /** The first name (option {@code f}). */
        FIRST,
        /** The last name (option {@code l}). */
        LAST,
        /** Either (option {@code b}). */
        EITHER
    }

    /** How names that were found are offered. */
    public enum Listing {
        /** Each by itself, to be taken or passed over. */
        ONE_BY_ONE,
        /** Up to eight under a key each (option {@code m}). */
        MENU
    }

    /** What becomes of a name that was chosen. */
    public enum Then {
        /** The caller is connected. */
        CONNECT,
        /** Only the outcome of the call tells it (option {@code s}). */
        TELL
    }

    private final Name name;
    private final int digits;
    private final Listing listing;
    private final Then then;
    private final boolean sayingExtensions;
    private final boolean withAliases;
    private final Optional<String> file;
    private final Optional<String> intro;
    private final Duration pause;
    private final Optional<Locale> language;
    private final Optional<String> operator;
    private final Optional<String> attendant;

    private DirectoryOptions(Builder builder) {
        this.name = builder.name;
        this.digits = builder.digits;
        this.listing = builder.listing;
        this.then = builder.then;
        this.sayingExtensions = builder.sayingExtensions;
        this.withAliases = builder.withAliases;
        this.file = builder.file;
        this.intro = builder.intro;
        this.pause = builder.pause;
        this.language = builder.language;
        this.operator = builder.operator;
        this.attendant = builder.attendant;
    }

    /**
     * Reads Asterisk's option string, such as {@code f(2)em} or {@code b,s,p(500)}: letters, some with an argument in
     * parentheses, commas between them or not. Those that mean nothing here are passed over: {@code d}, as phones
     * have no screen, and {@code n}, as every call is answered.
     *
     * @throws IllegalArgumentException if a parenthesis is not closed, or an argument makes no sense
     */
    public static DirectoryOptions parse(String options) {
        return new DirectoryOptionsParser(options).parse();
    }

    /** What is entered. */
    public Name name() {
        return name;
    }

    /** How many keys of it are asked for, 1 to 9; pound ends earlier. */
    public int digits() {
        return digits;
    }

    /** How names that were found are offered. */
    public Listing listing() {
        return listing;
    }

    /** What becomes of a name that was chosen. */
    public Then then() {
        return then;
    }

    /** Whether the extension is said with each name (option {@code e}). */
    public boolean isSayingExtensions() {
        return sayingExtensions;
    }

    /** Whether other names of the same person are found, too (option {@code a}). */
    public boolean isWithAliases() {
        return withAliases;
    }

    /** The name of another directory of people than the service's own, such as a voicemail.conf (option {@code c}). */
    public Optional<String> file() {
        return file;
    }

    /** The prompt that asks for a name instead of the usual ones (voicemail.conf's {@code directoryintro}). */
    public Optional<String> intro() {
        return intro;
    }

    /** How long nothing is said at the beginning, at most three seconds (option {@code p}). */
    public Duration pause() {
        return pause;
    }

    /** In which language callers are spoken to; empty for English. */
    public Optional<Locale> language() {
        return language;
    }

    /** Whom 0 leads to. */
    public Optional<String> operator() {
        return operator;
    }

    /** Whom star leads to. */
    public Optional<String> attendant() {
        return attendant;
    }

    /** A builder that starts with these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.language = language;
        return builder.by(name, digits)
                .listing(listing)
                .then(then)
                .sayingExtensions(sayingExtensions)
                .withAliases(withAliases)
                .file(file)
                .intro(intro)
                .pause(pause)
                .operator(operator)
                .attendant(attendant);
    }

    /** Collects {@link DirectoryOptions}. */
    public static final class Builder {

        private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

        private Name name = Name.LAST;
        private int digits = 3;
        private Listing listing = Listing.ONE_BY_ONE;
        private Then then = Then.CONNECT;
        private boolean sayingExtensions;
        private boolean withAliases;
        private Optional<String> file = Optional.empty();
        private Optional<String> intro = Optional.empty();
        private Duration pause = Duration.ZERO;
        private Optional<Locale> language = Optional.empty();
        private Optional<String> operator = Optional.empty();
        private Optional<String> attendant = Optional.empty();

        private Builder() {}

        /**
         * Sets what is entered, and how many keys of it.
         *
         * @throws IllegalArgumentException if that is not 1 to 9
         */
        public Builder by(Name name, int digits) {
            if (digits < 1 || digits > 9) {
                throw new IllegalArgumentException("digits is " + digits + ", not within 1 to 9");
            }
            this.name = Objects.requireNonNull(name, "name");
            this.digits = digits;
            return this;
        }

        /** Sets {@link DirectoryOptions#listing}. */
        public Builder listing(Listing listing) {
            this.listing = Objects.requireNonNull(listing, "listing");
            return this;
        }

        /** Sets {@link DirectoryOptions#then}. */
        public Builder then(Then then) {
            this.then = Objects.requireNonNull(then, "then");
            return this;
        }

        /** Sets {@link DirectoryOptions#isSayingExtensions}. */
        public Builder sayingExtensions(boolean sayingExtensions) {
            this.sayingExtensions = sayingExtensions;
            return this;
        }

        /** Sets {@link DirectoryOptions#isWithAliases}. */
        public Builder withAliases(boolean withAliases) {
            this.withAliases = withAliases;
            return this;
        }

        /** Sets {@link DirectoryOptions#file}. */
        public Builder file(Optional<String> file) {
            this.file = Objects.requireNonNull(file, "file");
            return this;
        }

        /**
         * Sets {@link DirectoryOptions#intro}.
         *
         * @throws IllegalArgumentException if no prompt can have that name
         */
        public Builder intro(Optional<String> prompt) {
            prompt.filter(name -> !Prompt.Named.isValid(name)).ifPresent(name -> {
                throw new IllegalArgumentException("not a prompt name: '" + name + "'");
            });
            this.intro = prompt;
            return this;
        }

        /** Sets {@link DirectoryOptions#pause}; a longer one is cut to three seconds. */
        public Builder pause(Duration pause) {
            if (pause.isNegative()) {
                throw new IllegalArgumentException("negative pause: " + pause);
            }
            this.pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            return this;
        }

        /** Sets {@link DirectoryOptions#language}. */
        public Builder language(Locale language) {
            this.language = Optional.of(language);
            return this;
        }

        /** Sets {@link DirectoryOptions#operator}. */
        public Builder operator(Optional<String> operator) {
            this.operator = Objects.requireNonNull(operator, "operator");
            return this;
        }

        /** Sets {@link DirectoryOptions#attendant}. */
        public Builder attendant(Optional<String> attendant) {
            this.attendant = Objects.requireNonNull(attendant, "attendant");
            return this;
        }

        /** The options. */
        public DirectoryOptions build() {
            return new DirectoryOptions(this);
        }
    }
}
