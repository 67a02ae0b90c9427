package org.voicemail4j.media.rtp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;

/**
 * The engine's work as guards need it.
 *
 * @param name what it is
 * @param frame does it for one packet; returns something that nobody needs
 * @param outcome what has come of all of it: a checksum or counts
 * @param mostBytes how much memory it may take for a frame
 */
public record EngineWork(String name, LongSupplier frame, Supplier<String> outcome, double mostBytes) {

    private static final double NOTHING = 1;
    /** Ten frames are read at once on the thread of a call's flow, into memory that goes to the loop: 160 B a frame, and a little. */
    private static final double A_PIECE_READ = 300;

    /** Everything that is done for packets, each freshly begun. */
    public static List<EngineWork> all() {
        List<EngineWork> all = new ArrayList<>();
        for (AudioFormat format : List.of(AudioFormat.SLN, AudioFormat.WAV49)) {
            EngineRig rig = EngineRig.recording(format);
            all.add(new EngineWork(
                    "RTP to " + format.extension(), rig::frames, () -> Long.toHexString(rig.checksum()), NOTHING));
            EngineRig listening = EngineRig.listening(format);
            all.add(new EngineWork(
                    format.extension() + " to RTP",
                    listening::frames,
                    () -> Long.toHexString(listening.checksum()),
                    A_PIECE_READ));
        }
        EngineRig wide = EngineRig.recording(AudioEncoding.G722, AudioFormat.SLN);
        all.add(new EngineWork("RTP in G.722 to sln", wide::frames, () -> Long.toHexString(wide.checksum()), NOTHING));
        EngineRig playing = EngineRig.playing();
        for (int i = 0; i < 100; i++) {
            playing.feed();
        }
        all.add(new EngineWork("memory to RTP", playing::frames, () -> Long.toHexString(playing.checksum()), NOTHING));
        for (PartRig.Network network : PartRig.Network.values()) {
            PartRig rig = new PartRig(network);
            all.add(part("reorder, " + network, rig, rig::reorder));
        }
        PartRig events = new PartRig(PartRig.Network.IN_ORDER);
        all.add(part("telephone-events", events, events::event));
        PartRig speech = new PartRig(PartRig.Network.IN_ORDER);
        all.add(part("keys as tones, in speech", speech, speech::tonesInSpeech));
        PartRig keys = new PartRig(PartRig.Network.IN_ORDER);
        all.add(part("keys as tones, in keys", keys, keys::tonesInKeys));
        PartRig silence = new PartRig(PartRig.Network.IN_ORDER);
        all.add(part("silence", silence, silence::silence));
        return all;
    }

    private static EngineWork part(String name, PartRig rig, LongSupplier frame) {
        return new EngineWork(name, frame, rig::tally, NOTHING);
    }
}
