package org.voicemail4j.mail.imap;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that were read last; a mail's never change, so they are right as long as they are here. For many threads. */
final class HeaderCache {

    private static final int MOST = 20_000;
    private static final long MOST_CHARACTERS = 64L << 20;

    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    /** Which mail: that number in that life of that folder. */
    record Key(ImapAccount.Login login, String folder, long uidValidity, long uid) {}

    private record Entry(VoicemailHeaders headers, int characters) {}

    synchronized @Nullable VoicemailHeaders find(Key key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.headers();
    }

    /** @param length how long they were as they were read */
    synchronized void keep(Key key, VoicemailHeaders headers, int length) {
        Entry before = entries.put(key, new Entry(headers, length));
        characters += length - (before == null ? 0 : before.characters());
        var eldest = entries.entrySet().iterator();
        while ((entries.size() > MOST || characters > MOST_CHARACTERS) && eldest.hasNext()) {
            characters -= eldest.next().getValue().characters();
            eldest.remove();
        }
    }
}
