package org.voicemail4j.media.rtp;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose packets are the caller's. The address of the session description is the caller's at once. Behind a NAT
 * packets come from elsewhere: from the same host they are believed when two come in sequence; from any other host when
 * five come in sequence, spread over at least 80 ms, and that within three seconds from the answer. Then the source is
 * locked, and everybody else is a stranger whose packets are dropped; so nobody can take over a call by spraying packets
 * at it later ("RTP bleed"). While those three seconds last, the address of the session description still wins; later
 * too, once the other one has been silent for a second.
 */
final class SourceLatch {

    /** What is to be done with a packet. */
    enum Verdict {
        /** It is the caller's. */
        ACCEPTED,
        /** It may be the caller's; not yet. */
        LEARNING,
        /** It is somebody else's. */
        STRANGER
    }

    static final long LEARNING_NANOS = 3_000_000_000L;

    private static final int MOST_CANDIDATES = 4;
    private static final int SAME_HOST_PACKETS = 2;
    private static final int OTHER_HOST_PACKETS = 5;
    private static final long OTHER_HOST_SPREAD_NANOS = 80_000_000L;
    private static final long SILENCE_NANOS = 1_000_000_000L;

    private final boolean strict;
    private @Nullable String said;
    private @Nullable InetSocketAddress described;
    private @Nullable InetSocketAddress locked;
    /** The object that last came and was {@link #locked}'s equal: sockets give the same one again. */
    private @Nullable InetSocketAddress known;

    private final @Nullable Candidate[] candidates = new Candidate[MOST_CANDIDATES];
    private int nextCandidate;
    private long learnUntil;
    private long lastAccepted;

    /**
     * @param strict whether only the address of the session description is believed
     */
    SourceLatch(boolean strict) {
        this.strict = strict;
    }

    /**
     * Takes a session description. If it says another place than before, who the caller is is learned anew.
     *
     * @param address where the caller receives, or null if that is not known
     * @param place the same as the description says it, by name perhaps
     */
    void describe(@Nullable InetSocketAddress address, String place, long now) {
        if (place.equals(said)) {
            return;
        }
        said = place;
        described = address;
        locked = null;
        known = null;
        Arrays.fill(candidates, null);
        learnUntil = now + LEARNING_NANOS;
    }

    /** Says that the call has just been answered: some callers send nothing before. */
    void answered(long now) {
        if (locked == null) {
            learnUntil = now + LEARNING_NANOS;
        }
    }

    Verdict judge(InetSocketAddress source, int sequence, long now) {
        if (source == known || source.equals(locked)) {
            known = source;
            lastAccepted = now;
            return Verdict.ACCEPTED;
        }
        boolean learning = now - learnUntil < 0;
        if (source.equals(described) && (locked == null || learning || isSilent(now))) {
            return lock(source, now);
        }
        if (locked != null || strict) {
            return Verdict.STRANGER;
        }
        boolean sameHost = described != null && described.getAddress().equals(source.getAddress());
        return sameHost || learning ? learn(source, sequence, sameHost, now) : Verdict.STRANGER;
    }

    /** Whether that is another host than the one described: a NAT's perhaps, or the rest of what an earlier party sent. */
    private boolean isGuess(InetSocketAddress source) {
        InetSocketAddress told = described;
        return told != null && !source.getAddress().equals(told.getAddress());
    }

    private boolean isSilent(long now) {
        return now - lastAccepted > SILENCE_NANOS;
    }

    /** Whether the caller, who was learnt, has fallen silent, so that the one described may be he again. */
    boolean isDoubtful(long now) {
        return locked != null && described != null && !locked.equals(described) && isSilent(now);
    }

    private Verdict lock(InetSocketAddress source, long now) {
        locked = source;
        lastAccepted = now;
        known = source;
        Arrays.fill(candidates, null);
        return Verdict.ACCEPTED;
    }

    private Verdict learn(InetSocketAddress source, int sequence, boolean sameHost, long now) {
        Candidate candidate = candidate(source);
        candidate.packet(sequence, now);
        boolean enough = sameHost
                ? candidate.inSequence >= SAME_HOST_PACKETS
                : candidate.inSequence >= OTHER_HOST_PACKETS && now - candidate.since >= OTHER_HOST_SPREAD_NANOS;
        return enough ? lock(source, now) : Verdict.LEARNING;
    }

    /** Several are watched at once, so that one of them cannot keep another from being believed. */
    private Candidate candidate(InetSocketAddress source) {
        for (Candidate known : candidates) {
            if (known != null && known.source.equals(source)) {
                return known;
            }
        }
        Candidate fresh = new Candidate(source);
        candidates[place(source)] = fresh;
        return fresh;
    }

    /**
     * When all places are taken, who sends from many ports makes room for himself: a newcomer takes the place of one of his
     * own host, or of one of several.
     */
    private int place(InetSocketAddress source) {
        int own = -1;
        int several = -1;
        for (int i = 0; i < MOST_CANDIDATES; i++) {
            Candidate known = candidates[i];
            if (known == null) {
                return i;
            }
            own = known.isOf(source) ? i : own;
            several = hasCompany(known) ? i : several;
        }
        if (own >= 0) {
            return own;
        }
        if (several < 0) {
            several = nextCandidate;
            nextCandidate = (nextCandidate + 1) % MOST_CANDIDATES;
        }
        return several;
    }

    private boolean hasCompany(Candidate one) {
        for (Candidate other : candidates) {
            if (other != null && other != one && other.isOf(one.source)) {
                return true;
            }
        }
        return false;
    }

    /** One source that may be the caller's. */
    private static final class Candidate {

        private final InetSocketAddress source;
        private int inSequence;
        private int lastSequence;
        private long since;

        private Candidate(InetSocketAddress source) {
            this.source = source;
        }

        private boolean isOf(InetSocketAddress other) {
            return source.getAddress().equals(other.getAddress());
        }

        private void packet(int sequence, long now) {
            if (inSequence == 0 || sequence != (lastSequence + 1 & 0xFFFF)) {
                inSequence = 0;
                since = now;
            }
            inSequence++;
            lastSequence = sequence;
        }
    }

    /** Where to send sound: to where it comes from, or as long as that is not known to where the description says. */
    @Nullable
    InetSocketAddress target() {
        return locked != null ? locked : described;
    }

    /** Who the caller is, if it is certain and stays so until the next session description; else null. */
    @Nullable
    InetSocketAddress settled(long now) {
        InetSocketAddress caller = locked;
        boolean settled = caller != null && (caller.equals(described) || now - learnUntil >= 0 && !isGuess(caller));
        return settled ? caller : null;
    }

    /** From where packets are believed, if from anywhere. */
    Optional<InetSocketAddress> source() {
        return Optional.ofNullable(locked);
    }

    /** Whether a datagram from there may be a report of the caller's. */
    boolean isHost(InetSocketAddress source) {
        InetSocketAddress known = target();
        return known != null && known.getAddress().equals(source.getAddress());
    }
}
