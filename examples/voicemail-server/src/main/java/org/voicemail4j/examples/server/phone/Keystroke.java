package org.voicemail4j.examples.server.phone;

import java.nio.ByteBuffer;

/** One key on its way: a telephone-event of 80 ms, its end told three times, and a pause of 80 ms (RFC 4733 §2.5.1). */
final class Keystroke implements Outgoing {

    private static final String KEYS = "0123456789*#ABCD";
    private static final int SOUNDING = 4;
    private static final int WITH_ENDS = SOUNDING + 3;
    private static final int WITH_PAUSE = WITH_ENDS + 4;
    private static final int END = 0x80;
    private static final int VOLUME = 10;

    private final int event;
    private int tick;

    Keystroke(char key) {
        this.event = KEYS.indexOf(key);
        if (event < 0) {
            throw new IllegalArgumentException("no key: '" + key + "'");
        }
    }

    @Override
    public boolean next(RtpWriter writer) {
        if (tick < WITH_ENDS) {
            ByteBuffer payload = ByteBuffer.allocate(4)
                    .put((byte) event)
                    .put((byte) (tick < SOUNDING ? VOLUME : END | VOLUME))
                    .putShort((short) (Math.min(tick + 1, SOUNDING) * RtpWriter.SAMPLES));
            writer.event(payload.array(), tick);
        } else {
            writer.silence();
        }
        tick++;
        return tick < WITH_PAUSE;
    }
}
