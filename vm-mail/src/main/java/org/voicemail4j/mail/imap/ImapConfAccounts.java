package org.voicemail4j.mail.imap;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;

/**
 * Accounts as Asterisk's voicemail.conf names them: {@code imapserver}, {@code imapport}, {@code imapflags}, {@code
 * imapuser}, {@code imappassword} (or {@code imapsecret}), {@code authuser} and {@code authpassword}, {@code imapfolder},
 * {@code imapparentfolder}, {@code imapgreetings}, {@code greetingfolder} (or {@code greetingsfolder}), {@code
 * imapvmshareid}. Each may stand in {@code [general]}, for a context or on the line of a mailbox. Immutable, for many
 * threads; what the file says is looked up at every use, so that it may be read again.
 */
public final class ImapConfAccounts implements ImapAccounts {

    private final Supplier<VoicemailConf> conf;
    private final Optional<ImapServer> server;

    private ImapConfAccounts(Supplier<VoicemailConf> conf, Optional<ImapServer> server) {
        this.conf = Objects.requireNonNull(conf, "conf");
        this.server = server;
    }

    /** Accounts on the servers that the file names. @param conf gives it as it was read last */
    public static ImapConfAccounts of(Supplier<VoicemailConf> conf) {
        return new ImapConfAccounts(conf, Optional.empty());
    }

    /** Accounts on that server, whatever the file says. @param conf gives it as it was read last */
    public static ImapConfAccounts on(ImapServer server, Supplier<VoicemailConf> conf) {
        return new ImapConfAccounts(conf, Optional.of(server));
    }

    /**
     * The account of a mailbox; empty if no {@code imapuser} holds for it.
     *
     * @throws IllegalArgumentException if an option cannot be used
     */
    @Override
    public Optional<ImapAccount> of(MailboxId mailbox) {
        VoicemailConf now = conf.get();
        return option(now, mailbox, "imapuser").map(user -> account(now, mailbox, user));
    }

    private ImapAccount account(VoicemailConf now, MailboxId mailbox, String user) {
        Optional<String> authUser = option(now, mailbox, "authuser");
        Optional<String> password = option(now, mailbox, "imappassword").or(() -> option(now, mailbox, "imapsecret"));
        String secret = authUser.flatMap(master -> option(now, mailbox, "authpassword"))
                .or(() -> password)
                .orElse("");
        ImapAccount.Builder account = ImapAccount.of(server.orElseGet(() -> server(now, mailbox)), user, secret);
        authUser.ifPresent(account::authUser);
        option(now, mailbox, "imapparentfolder").ifPresent(account::parent);
        option(now, mailbox, "imapvmshareid").ifPresent(account::shareId);
        String inbox = option(now, mailbox, "imapfolder").orElse("INBOX");
        account.inbox(inbox);
        if (isYes(option(now, mailbox, "imapgreetings").orElse("no"))) {
            account.greetings(option(now, mailbox, "greetingfolder")
                    .or(() -> option(now, mailbox, "greetingsfolder"))
                    .orElse(inbox));
        } else {
            account.greetingsElsewhere();
        }
        return account.build();
    }

    private static ImapServer server(VoicemailConf now, MailboxId mailbox) {
        String host = option(now, mailbox, "imapserver").orElse("localhost");
        int port = number(option(now, mailbox, "imapport"), "imapport").orElse(ImapServer.PORT);
        return ImapServer.withFlags(
                host, port, option(now, mailbox, "imapflags").orElse(""));
    }

    private static Optional<Integer> number(Optional<String> text, String option) {
        return text.map(digits -> {
            if (!digits.matches("[0-9]{1,6}")) {
                throw new IllegalArgumentException(option + " is no number: '" + digits + "'");
            }
            return Integer.parseInt(digits);
        });
    }

    private static Optional<String> option(VoicemailConf conf, MailboxId mailbox, String name) {
        return conf.option(mailbox, name).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static boolean isYes(String value) {
        return value.matches("(?i)yes|true|y|t|1|on");
    }

    @Override
    public Collection<MailboxId> mailboxes() {
        VoicemailConf now = conf.get();
        return now.subscribers().stream()
                .map(Subscriber::mailbox)
                .filter(mailbox -> option(now, mailbox, "imapuser").isPresent())
                .toList();
    }

    /** How long is waited for servers: {@code imapopentimeout} and its like in {@code [general]}, a minute each otherwise. */
    public static ImapTimeouts timeouts(VoicemailConf conf) {
        return new ImapTimeouts(
                timeout(conf, "opentimeout"),
                timeout(conf, "readtimeout"),
                timeout(conf, "writetimeout"),
                timeout(conf, "closetimeout"));
    }

    private static Duration timeout(VoicemailConf conf, String name) {
        Optional<String> said = conf.general("imap" + name).or(() -> conf.general(name));
        return Duration.ofSeconds(number(said.map(String::strip).filter(text -> !text.isEmpty()), "imap" + name)
                .orElse(60));
    }

    /** How often accounts are asked for changes that no connection watches: {@code pollfreq}, 30 s otherwise. */
    public static Duration pollPause(VoicemailConf conf) {
        int seconds =
                number(conf.general("pollfreq").map(String::strip), "pollfreq").orElse(30);
        return Duration.ofSeconds(Math.max(1, seconds));
    }
}
