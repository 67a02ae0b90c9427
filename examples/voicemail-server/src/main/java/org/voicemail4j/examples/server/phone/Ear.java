package org.voicemail4j.examples.server.phone;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a phone hears: packets of RTP put where their timestamps say, so that a lost packet is a hole and a late one is
 * not. Safe for the thread that hears and one that asks.
 */
final class Ear {

    private static final int RATE_HZ = 8000;
    private static final int HEADER = 12;
    private static final int LONGEST = RATE_HZ * 600;
    private static final int AUDIBLE = 200;

    private short[] sound = new short[RATE_HZ * 60];
    private int length;
    private int source;
    private int start;
    private boolean listening;
    private long lastSoundNanos;
    private int packets;

    /** Takes a packet as it came from the network; what is not µ-law in RTP is dropped. */
    synchronized void hear(byte[] packet, int size, long nowNanos) {
        if (size <= HEADER || (packet[0] & 0xFF) >> 6 != 2 || (packet[1] & 0x7F) != RtpWriter.PCMU) {
            return;
        }
        ByteBuffer header = ByteBuffer.wrap(packet);
        int payload = HEADER + 4 * (packet[0] & 0x0F);
        if (size > payload) {
            packets++;
            place(header.getInt(4), header.getInt(8), Arrays.copyOfRange(packet, payload, size), nowNanos);
        }
    }

    private void place(int timestamp, int from, byte[] payload, long nowNanos) {
        if (!listening || from != source) {
            listening = true;
            source = from;
            start = timestamp - length;
        }
        int at = timestamp - start;
        if (at < 0 || at + payload.length > LONGEST) {
            return;
        }
        if (at + payload.length > sound.length) {
            sound = Arrays.copyOf(sound, Math.min(LONGEST, 2 * (at + payload.length)));
        }
        length = Math.max(length, at + payload.length);
        for (int i = 0; i < payload.length; i++) {
            sound[at + i] = MuLaw.decode(payload[i]);
            if (Math.abs(sound[at + i]) > AUDIBLE) {
                lastSoundNanos = nowNanos;
            }
        }
    }

    /** Everything heard so far, 8 kHz. */
    synchronized short[] heard() {
        return Arrays.copyOf(sound, length);
    }

    /** Samples heard so far. */
    synchronized int length() {
        return length;
    }

    /** Packets heard so far. */
    synchronized int packets() {
        return packets;
    }

    /** When something above a whisper was last heard, by {@link System#nanoTime}; 0 if never. */
    synchronized long lastSoundNanos() {
        return lastSoundNanos;
    }
}
