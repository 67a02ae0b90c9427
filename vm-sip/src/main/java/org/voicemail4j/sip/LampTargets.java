package org.voicemail4j.sip;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.voicemail4j.mailbox.MailboxId;

/** Where mailboxes' lamps are, as configurations say it. */
final class LampTargets {

    private LampTargets() {}

    /** A table, and where it says nothing a rule. */
    static Function<MailboxId, List<String>> withTable(
            Function<MailboxId, Optional<List<String>>> table, Function<MailboxId, List<String>> rule) {
        return mailbox -> table.apply(mailbox)
                .map(targets ->
                        targets.stream().map(uri -> filled(uri, mailbox)).toList())
                .orElseGet(() -> rule.apply(mailbox));
    }

    /** The mailbox's number at the first proxy, if there is one. */
    static Function<MailboxId, List<String>> atProxy(ProxyConfig proxies) {
        Optional<SipUri> proxy = proxies.proxies().stream().findFirst();
        return mailbox -> proxy.map(uri -> "sip:" + mailbox.number() + '@' + Hosts.inUri(uri.host())).stream()
                .toList();
    }

    static String filled(String pattern, MailboxId mailbox) {
        return pattern.replace("{number}", mailbox.number()).replace("{context}", mailbox.context());
    }
}
