package org.voicemail4j.smdi.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a reader found. */
final class Collected implements SmdiReader.Sink {

    final List<SmdiMessage> messages = new ArrayList<>();
    final List<Malformed> malformed = new ArrayList<>();
    final List<Malformed> skipped = new ArrayList<>();

    static Collected of(byte[]... parts) {
        Collected collected = new Collected();
        SmdiReader reader = new SmdiReader(collected);
        for (byte[] part : parts) {
            reader.read(ByteBuffer.wrap(part));
        }
        return collected;
    }

    static Collected of(String text) {
        return of(octets(text));
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void message(SmdiMessage message) {
        messages.add(message);
    }

    @Override
    public void malformed(Malformed what) {
        malformed.add(what);
    }

    @Override
    public void skipped(Malformed before) {
        skipped.add(before);
    }
}
