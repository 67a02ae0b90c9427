package org.voicemail4j.media.rtp;

/**
 * Finds the key presses in telephone-event packets (RFC 4733 §2.5). A press is known by its timestamp, reported with its
 * first packet, and all its other packets are repetitions: updates, the three copies of its end, and the further segments
 * of a very long press. Senders that use one timestamp for two presses are understood if the first has ended.
 */
final class TelephoneEvents {

    /** What {@link #receive} returns for a packet that is no new key press. */
    static final int NONE = -1;

    private static final int LAST_KEY = 15;
    private static final int LONGEST_SEGMENT = 0xFFFF;
    private static final long ENDED_BY_SILENCE_NANOS = 150_000_000L;
    private static final long REUSE_NANOS = 40_000_000L;
    /** After so long without an event, a timestamp that goes back is one of another timeline. */
    private static final long TIMELINE_NANOS = 1_000_000_000L;

    private boolean any;
    /** Sequence number of the latest packet of the latest press. */
    private int newest;

    private int event;
    private int timestamp;
    private boolean ended;
    private long lastSeen;

    /** Takes a packet whose payload type says telephone-event. Returns the event code of a new key press, or {@link #NONE}. */
    int receive(RtpPacket packet, long now) {
        if (packet.payloadBytes() < 4) {
            return NONE;
        }
        byte[] octets = packet.octets();
        int at = packet.payloadAt();
        int code = octets[at] & 0xFF;
        if (code > LAST_KEY) {
            return NONE;
        }
        if (any && packet.timestamp() == timestamp && (short) (packet.sequence() - newest) < 0) {
            return NONE; // an earlier packet of the same press that was overtaken
        }
        boolean end = (octets[at + 1] & 0x80) != 0;
        int pressed = receive(code, packet.timestamp(), packet.marker(), end, now);
        newest = packet.timestamp() == timestamp ? packet.sequence() : newest;
        return pressed;
    }

    private int receive(int code, int stamp, boolean marker, boolean end, long now) {
        boolean fresh = isNew(code, stamp, marker, end, now);
        if (!fresh && stamp - timestamp < 0) {
            return NONE;
        }
        any = true;
        event = code;
        timestamp = stamp;
        ended = end || ended && !fresh;
        lastSeen = now;
        return fresh ? code : NONE;
    }

    private boolean isNew(int code, int stamp, boolean marker, boolean end, long now) {
        if (!any) {
            return true;
        }
        boolean over = ended || now - lastSeen >= ENDED_BY_SILENCE_NANOS;
        if (stamp == timestamp) {
            return !end && (marker ? over : ended && now - lastSeen >= REUSE_NANOS);
        }
        boolean otherTimeline = now - lastSeen >= TIMELINE_NANOS;
        return (stamp - timestamp > 0 || otherTimeline) && !continues(code, stamp, marker);
    }

    /** The further segment of a long press (RFC 4733 §2.5.1.3), whatever was lost of the one before. */
    private boolean continues(int code, int stamp, boolean marker) {
        int distance = stamp - timestamp;
        return code == event && !marker && !ended && (distance == LONGEST_SEGMENT || distance == LONGEST_SEGMENT + 1);
    }

    /** How long a key has been sounding, as its packet says; 0 if it is too short to say. */
    static int duration(RtpPacket packet) {
        int at = packet.payloadAt();
        return packet.payloadBytes() < 4 ? 0 : (packet.octets()[at + 2] & 0xFF) << 8 | packet.octets()[at + 3] & 0xFF;
    }

    /** Forgets the past, when the source of packets has a new timeline. */
    void restart() {
        any = false;
        ended = false;
    }
}
