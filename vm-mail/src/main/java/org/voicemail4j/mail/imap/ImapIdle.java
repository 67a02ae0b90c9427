package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import org.voicemail4j.mail.run.ElapsedClock;

/**
 * Lets a server tell what changes in the selected folder (IDLE, RFC 2177). The time is that of the whole, whatever the
 * server says meanwhile: many say now and then that they are still there. Used by one thread at a time.
 */
final class ImapIdle {

    private static final Set<String> CHANGES = Set.of("EXISTS", "EXPUNGE", "FETCH", "VANISHED");

    private static final long SHORTEST = 1_000_000;

    private final ImapLink link;
    private final ImapDialogue dialogue;
    private final ElapsedClock clock;

    ImapIdle(ImapLink link, ImapDialogue dialogue, ElapsedClock clock) {
        this.link = link;
        this.dialogue = dialogue;
        this.clock = clock;
    }

    /** Watches until that time has passed or something changes. @return whether something changed */
    boolean await(Duration longest) throws IOException {
        long end = clock.nanos() + longest.toNanos();
        String tag = dialogue.begin("IDLE");
        boolean changed = false;
        ImapLine line = link.reader().read();
        for (; !line.tag().equals("+"); line = link.reader().read()) {
            ImapDialogue.refuse(tag, "IDLE", line);
            changed |= isChange(line);
        }
        changed = changed || awaitChange(tag, end);
        dialogue.write("DONE\r\n");
        for (line = link.reader().read();
                !line.tag().equals(tag);
                line = link.reader().read()) {
            changed |= isChange(line);
        }
        ImapDialogue.refuse(tag, "IDLE", line);
        return changed;
    }

    private boolean awaitChange(String tag, long end) throws IOException {
        try {
            for (long left = end - clock.nanos(); left > 0; left = end - clock.nanos()) {
                link.readFor(Duration.ofNanos(Math.max(left, SHORTEST))); // no time at all would be for ever
                ImapLine line = link.reader().read();
                if (line.tag().equals(tag)) {
                    throw new ImapProtocolException("the server has ended IDLE by itself");
                }
                if (isChange(line)) {
                    return true;
                }
                dialogue.allowAnswer();
            }
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            link.readFor(Duration.ZERO);
        }
        return false;
    }

    private static boolean isChange(ImapLine line) throws IOException {
        if (line.kind().equals("BYE")) {
            throw new ImapProtocolException("the server says good-bye");
        }
        return line.isUntagged() && CHANGES.contains(line.kind());
    }
}
