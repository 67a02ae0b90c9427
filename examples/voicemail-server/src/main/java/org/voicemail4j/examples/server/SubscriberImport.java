package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.conf.MailboxOptions;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.store.jdbc.JdbcMailboxDirectory;

/** Puts mailboxes of a file into our own table, unless they are there like that. For many threads, a mailbox each. */
final class SubscriberImport {

    /** What came of one. */
    enum Outcome {
        NEW,
        CHANGED,
        UNCHANGED
    }

    private final VoicemailConf conf;
    private final JdbcMailboxDirectory table;
    private final boolean dryRun;
    private final PrintWriter err;
    private final SecureRandom random = new SecureRandom();

    SubscriberImport(VoicemailConf conf, JdbcMailboxDirectory table, boolean dryRun, PrintWriter err) {
        this.conf = conf;
        this.table = table;
        this.dryRun = dryRun;
        this.err = err;
    }

    Outcome put(MailboxId mailbox) {
        Subscriber here = conf.find(mailbox).orElseThrow();
        Map<String, String> settings = settings(mailbox);
        Optional<Subscriber> there =
                table.find(mailbox).filter(one -> one.mailbox().equals(mailbox));
        if (there.filter(one -> isLike(one, here) && settings.equals(settingsThere(mailbox)))
                .isPresent()) {
            return Outcome.UNCHANGED;
        }
        if (!dryRun) {
            table.put(here, settings, random);
        }
        return there.isPresent() ? Outcome.CHANGED : Outcome.NEW;
    }

    /** Those of its line; what the table cannot have is named. */
    private Map<String, String> settings(MailboxId mailbox) {
        Map<String, String> settings = new LinkedHashMap<>();
        conf.options(mailbox).forEach((name, value) -> {
            if (!MailboxOptions.isKnown(name)) {
                tell(mailbox + ": option " + name + " is not known and left out");
            } else if (!isOfSubscriber(name)) {
                settings.put(name, value);
            }
        });
        if (settings.containsKey("owners")) {
            tell(mailbox + ": the PINs in its option owners stay in clear");
        }
        return settings;
    }

    private Map<String, String> settingsThere(MailboxId mailbox) {
        Map<String, String> settings = new LinkedHashMap<>(table.options(mailbox));
        settings.keySet().removeIf(SubscriberImport::isOfSubscriber);
        return settings;
    }

    private static boolean isOfSubscriber(String option) {
        return option.equals("alias") || option.equals("hidefromdir");
    }

    private void tell(String what) {
        err.println("voicemail: " + what);
        err.flush();
    }

    private static boolean isLike(Subscriber there, Subscriber here) {
        return there.fullName().equals(here.fullName())
                && there.emails().equals(here.emails())
                && there.pager().equals(here.pager())
                && there.aliases().equals(here.aliases())
                && there.isListed() == here.isListed()
                && there.pinFixed() == here.pinFixed()
                && isSamePin(there.configuredPin(), here.configuredPin());
    }

    private static boolean isSamePin(Optional<Pin> hashed, Optional<Pin> clear) {
        return hashed.isEmpty() || clear.isEmpty()
                ? hashed.isEmpty() && clear.isEmpty()
                : clear.get().clearDigits().filter(hashed.get()::matches).isPresent();
    }
}
