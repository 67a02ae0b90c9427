package org.voicemail4j.examples.server.phone;

import java.util.Arrays;

/** Speech on its way. */
final class Talk implements Outgoing {

    private final short[] samples;
    private int position;

    Talk(short[] samples) {
        this.samples = samples.clone();
    }

    @Override
    public boolean next(RtpWriter writer) {
        writer.sound(Arrays.copyOfRange(samples, position, position + RtpWriter.SAMPLES));
        position += RtpWriter.SAMPLES;
        return position < samples.length;
    }
}
