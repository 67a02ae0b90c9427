package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.MailboxId;

/** The recordings of mails, those fetched last kept at hand. For many threads. */
final class Sounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sounds.class);

    private final SoundFetcher fetcher;
    private final SoundCache cache;

    Sounds(ImapMessageStoreBuilder settings, Path directory) {
        this.fetcher = new SoundFetcher(directory, settings.longestSound);
        this.cache = new SoundCache(settings.cachedSound);
    }

    /** The sound of a mail; empty if it has none or has gone. Selects its folder. */
    Optional<AudioContent> of(MailboxView view, MailboxId mailbox, StoredMail mail) throws IOException {
        view.connection().select(mail.place());
        String key = mailbox + "\n" + mail.place() + "\n" + view.connection().uidValidity() + "\n" + mail.uid();
        Optional<FetchedSound> sound = cache.find(key);
        if (sound.isEmpty()) {
            sound = fetcher.fetch(view.connection(), mail.uid()).map(fetched -> cache.keep(key, fetched));
        }
        if (sound.isEmpty()) {
            LOG.warn("{} has a voicemail without sound that could be played: {}", mailbox, mail.id());
        }
        return sound.map(fetched -> fetched);
    }

    @Override
    public void close() {
        cache.clear();
    }
}
