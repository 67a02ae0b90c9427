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
 */
public record EngineWork(String name, LongSupplier frame, Supplier<String> outcome) {

    /** Everything that is done for packets, each freshly begun. */
    public static List<EngineWork> all() {
        List<EngineWork> all = new ArrayList<>();
        for (AudioFormat format : List.of(AudioFormat.SLN, AudioFormat.WAV49)) {
            EngineRig rig = EngineRig.recording(format);
            all.add(new EngineWork(
                    "RTP to " + format.extension(), rig::frames, () -> Long.toHexString(rig.checksum())));
        }
        EngineRig wide = EngineRig.recording(AudioEncoding.G722, AudioFormat.SLN);
        all.add(new EngineWork("RTP in G.722 to sln", wide::frames, () -> Long.toHexString(wide.checksum())));
        EngineRig playing = EngineRig.playing();
        for (int i = 0; i < 100; i++) {
            playing.feed();
        }
        all.add(new EngineWork("memory to RTP", playing::frames, () -> Long.toHexString(playing.checksum())));
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
        return new EngineWork(name, frame, rig::tally);
    }
}
