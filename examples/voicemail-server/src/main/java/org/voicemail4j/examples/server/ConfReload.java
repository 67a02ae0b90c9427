package org.voicemail4j.examples.server;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.conf.ConfWarning;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;

/**
 * Reads voicemail.conf again while a server runs. Whoever looks for a mailbox from then on finds what is written now, all of
 * it or none; calls that are in a mailbox keep what they found. What a server looks at only when it starts is named. For
 * many threads, one after the other.
 */
final class ConfReload {

    private static final Logger log = LoggerFactory.getLogger(ConfReload.class);

    /** What stores, lines, programs and mail accounts were opened by. */
    private static final List<String> AT_THE_START = List.of(
            "format",
            "odbcstorage",
            "odbctable",
            "smdienable",
            "smdiport",
            "mailcmd",
            "externnotify",
            "externpass",
            "externpassnotify",
            "externpasscheck",
            "imapopentimeout",
            "imapreadtimeout",
            "imapwritetimeout",
            "imapclosetimeout",
            "opentimeout",
            "readtimeout",
            "writetimeout",
            "closetimeout",
            "pollfreq");

    private final VoicemailConfDirectory file;
    private final Consumer<VoicemailConf> check;
    private final VoicemailConf atStart;
    private final Consumer<List<MailboxId>> changes;

    /**
     * @param check refuses what stores cannot use, by {@link IllegalArgumentException}
     * @param changes told of mailboxes that were not there before, or whose lamps were elsewhere, which nobody has told
     *     yet, and of those that are there no more, whose lamps go out
     */
    ConfReload(VoicemailConfDirectory file, Consumer<VoicemailConf> check, Consumer<List<MailboxId>> changes) {
        this.file = file;
        this.check = check;
        this.atStart = file.conf();
        this.changes = changes;
    }

    /**
     * What came of it.
     *
     * @param mailboxes how many there are in the file now
     * @param warnings what is doubtful in the file
     * @param afterRestart options that have changed since the start, and hold after the next one
     */
    record Outcome(int mailboxes, List<String> warnings, List<String> afterRestart) {

        Map<String, Object> json() {
            return Map.of("mailboxes", mailboxes, "warnings", warnings, "afterRestart", afterRestart);
        }
    }

    /**
     * Reads the file.
     *
     * @throws ConfException if it cannot be used; what was read before holds
     */
    synchronized Outcome run() {
        Map<MailboxId, List<String>> before = lamps(file.conf());
        file.reload(this::check);
        VoicemailConf now = file.conf();
        List<String> later = AT_THE_START.stream()
                .filter(option -> !atStart.general(option).equals(now.general(option)))
                .toList();
        log.info(
                "{} was read again: {} mailboxes, {} before",
                now.files().get(0),
                now.subscribers().size(),
                before.size());
        if (!later.isEmpty()) {
            log.warn("{} changed; that holds after a restart", String.join(", ", later));
        }
        Map<MailboxId, List<String>> after = lamps(now);
        changes.accept(Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .filter(id -> !Objects.equals(before.get(id), after.get(id)))
                .sorted()
                .toList());
        return new Outcome(
                now.subscribers().size(),
                now.warnings().stream().map(ConfWarning::toString).toList(),
                later);
    }

    private void check(VoicemailConf read) {
        try {
            check.accept(read);
        } catch (IllegalArgumentException e) {
            throw new ConfException(read.files().get(0).toString(), 0, String.valueOf(e.getMessage()), e);
        }
    }

    /** As {@link #run}, for a signal: whatever is wrong is logged. */
    void runQuietly() {
        try {
            run();
        } catch (ConfException e) {
            log.error("not read again, what was read before holds: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("not all of what was read again could be told", e);
        }
    }

    /** Where the lamps of each mailbox are. */
    private static Map<MailboxId, List<String>> lamps(VoicemailConf conf) {
        return conf.subscribers().stream()
                .collect(Collectors.toMap(
                        Subscriber::mailbox, one -> one.policy().lamps(), (one, other) -> one));
    }
}
