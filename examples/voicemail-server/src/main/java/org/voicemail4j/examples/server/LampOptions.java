package org.voicemail4j.examples.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.sip.MwiConfig;
import picocli.CommandLine.Option;

/** How phones that subscribe to lamps, and a presence server, are dealt with; see docs/mwi.md. */
final class LampOptions implements UnaryOperator<MwiConfig.Builder> {

    @Option(
            names = "--watch",
            paramLabel = "USER=MAILBOX[,MAILBOX...]",
            description =
                    "Which mailboxes are a user's, whose phones may subscribe to them and are shown their sum, such as "
                            + "boss=1000,sales. Unless given, the one with the user's number. Can be given several times.")
    private Map<String, String> watch = Map.of();

    @Option(
            names = "--lamp-conflict",
            paramLabel = "replace|refuse|both",
            description =
                    "What a subscription to a mailbox means that has an address (--proxy, --lamp) as well: it is told "
                            + "instead of the address while it lasts (${DEFAULT-VALUE}, unless given), it is refused with 500, "
                            + "or both are told.")
    private String conflict = "replace";

    @Option(
            names = "--publish",
            paramLabel = "URI",
            description =
                    "Where what mailboxes hold is published as well (PUBLISH, RFC 3903), for a presence server that "
                            + "serves the phones, such as sip:{number}@example.net; through the proxy if there is one.")
    private Optional<String> publish = Optional.empty();

    @Option(
            names = "--publish-seconds",
            paramLabel = "N",
            description = "How long what was published holds; ${DEFAULT-VALUE} unless given. It is refreshed in time.")
    private int publishSeconds = 3600;

    @Override
    public MwiConfig.Builder apply(MwiConfig.Builder mwi) {
        mwi.conflict(rule());
        if (!watch.isEmpty()) {
            mwi.mailboxesOf(watched());
        }
        Settings.atLeast(1, "--publish-seconds", publishSeconds);
        publish.ifPresent(uri -> mwi.publish(UriPattern.sip("--publish", uri), Duration.ofSeconds(publishSeconds)));
        return mwi;
    }

    private MwiConfig.Conflict rule() {
        switch (conflict) {
            case "replace":
                return MwiConfig.Conflict.SUBSCRIPTION_REPLACES;
            case "refuse":
                return MwiConfig.Conflict.UNSOLICITED_STAYS;
            case "both":
                return MwiConfig.Conflict.BOTH;
            default:
                throw new UsageException("--lamp-conflict: replace, refuse or both, not '" + conflict + "'");
        }
    }

    private Function<String, List<MailboxId>> watched() {
        Map<String, List<MailboxId>> table = new HashMap<>();
        watch.forEach((user, mailboxes) -> table.put(
                user,
                Stream.of(mailboxes.split(",", -1)).map(LampOptions::mailbox).toList()));
        return user -> table.getOrDefault(
                user, MailboxId.of(MailboxId.DEFAULT_CONTEXT, user).stream().toList());
    }

    private static MailboxId mailbox(String text) {
        try {
            return MailboxId.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new UsageException("--watch: no mailbox '" + text + "'", e);
        }
    }
}
