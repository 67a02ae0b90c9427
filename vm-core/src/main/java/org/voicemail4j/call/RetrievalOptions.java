package org.voicemail4j.call;

import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.message.Folder;

/**
 * How an owner's visit goes, beside what the mailbox's policy says: the options of Asterisk's VoiceMailMain. Immutable;
 * start from {@link #USUAL}.
 */
public final class RetrievalOptions {

    /** A visit as it usually is: by mailbox and PIN, to the new messages, with everything allowed. */
    public static final RetrievalOptions USUAL = new RetrievalOptions("", true, Optional.empty(), true, 0);

    private final String prefix;
    private final boolean asksPin;
    private final Optional<Folder> playing;
    private final boolean changing;
    private final int gainDb;

    private RetrievalOptions(String prefix, boolean asksPin, Optional<Folder> playing, boolean changing, int gainDb) {
        this.prefix = prefix;
        this.asksPin = asksPin;
        this.playing = playing;
        this.changing = changing;
        this.gainDb = gainDb;
    }

    /**
     * Puts digits before the mailbox number that the caller enters (option {@code p}).
     *
     * @throws IllegalArgumentException if no mailbox number can begin with that
     */
    public RetrievalOptions prefixed(String prefix) {
        if (!prefix.matches("[A-Za-z0-9._+-]{0,32}")) {
            throw new IllegalArgumentException("no mailbox number begins with '" + prefix + "'");
        }
        return new RetrievalOptions(prefix, asksPin, playing, changing, gainDb);
    }

    /**
     * Asks no PIN of whoever calls for a mailbox that is known before the call is answered (option {@code s}); one that
     * the caller enters needs its PIN all the same. For calls whose caller the network has made sure of.
     */
    public RetrievalOptions withoutPin() {
        return new RetrievalOptions(prefix, false, playing, changing, gainDb);
    }

    /** Begins to play a folder at once (option {@code a}); if it is empty, says so and ends. */
    public RetrievalOptions playing(Folder folder) {
        return new RetrievalOptions(
                prefix, asksPin, Optional.of(Objects.requireNonNull(folder, "folder")), changing, gainDb);
    }

    /** Leaves all messages as and where they are (option {@code r}). */
    public RetrievalOptions readOnly() {
        return new RetrievalOptions(prefix, asksPin, playing, false, gainDb);
    }

    /**
     * Records everything that the owner says that much louder than it comes (option {@code g}).
     *
     * @throws IllegalArgumentException if it is not from -127 to 127
     */
    public RetrievalOptions louder(int gainDb) {
        if (Math.abs(gainDb) > 127) {
            throw new IllegalArgumentException("not a gain from -127 to 127 dB: " + gainDb);
        }
        return new RetrievalOptions(prefix, asksPin, playing, changing, gainDb);
    }

    /** How much louder than it comes everything is recorded, in dB. */
    public int gainDb() {
        return gainDb;
    }

    /** What stands before the number that the caller enters; may be empty. */
    public String prefix() {
        return prefix;
    }

    /** Whether the PIN is asked for if the mailbox is known beforehand. */
    public boolean asksPin() {
        return asksPin;
    }

    /** The folder that is played at once, if one is. */
    public Optional<Folder> playing() {
        return playing;
    }

    /** Whether nothing is deleted or moved. */
    public boolean isReadOnly() {
        return !changing;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetrievalOptions options
                && options.prefix.equals(prefix)
                && options.asksPin == asksPin
                && options.playing.equals(playing)
                && options.changing == changing
                && options.gainDb == gainDb;
    }

    @Override
    public int hashCode() {
        return Objects.hash(prefix, asksPin, playing, changing, gainDb);
    }

    @Override
    public String toString() {
        return "RetrievalOptions[prefix '" + prefix + "'" + (asksPin ? "" : ", without PIN")
                + playing.map(folder -> ", playing " + folder).orElse("") + (changing ? "" : ", read-only")
                + (gainDb == 0 ? "]" : ", " + gainDb + " dB]");
    }
}
