package org.voicemail4j.sip;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.sip.message.Response;
import org.voicemail4j.mailbox.MailboxId;

/**
 * Says which mailboxes a SUBSCRIBE is for and whether its sender may watch them. Only owners may: users who have proved
 * who they are, or whom a trusted peer names (P-Asserted-Identity), for mailboxes of their own; a trusted peer that names
 * nobody vouches for whatever it sends. A Request-URI without user, or with a number of voicemail itself, asks for all
 * mailboxes of the user.
 */
final class SubscriberRights {

    private final SipConfig config;
    private final Function<String, List<MailboxId>> owned;

    SubscriberRights(SipConfig config) {
        this.config = config;
        this.owned = config.mwi()
                .mailboxes()
                .orElse(user -> MailboxId.of(config.context(), user).stream().toList());
    }

    /**
     * Whether, and what, somebody may watch.
     *
     * @param status 200, or why not
     * @param mailboxes at least one if the status is 200
     */
    record Judgement(int status, List<MailboxId> mailboxes) {
        Judgement {
            mailboxes = List.copyOf(mailboxes);
            Objects.requireNonNull(mailboxes, "mailboxes");
        }
    }

    /** Of a first SUBSCRIBE. */
    Judgement judge(CallHeaders headers, Peer peer) {
        if (!peer.trusted() && peer.user().isEmpty()) {
            return new Judgement(Response.FORBIDDEN, List.of());
        }
        Optional<String> identity = peer.user().or(() -> user(headers, "P-Asserted-Identity"));
        String asked = headers.requestUri().map(SipUri::user).orElse("");
        boolean all = asked.isEmpty() || isOurs(asked);
        String whose = all ? identity.or(() -> user(headers, "From")).orElse("") : asked;
        List<MailboxId> mailboxes = owned.apply(whose);
        if (identity.isPresent() && !mayWatch(identity.get(), whose, mailboxes)) {
            return new Judgement(Response.FORBIDDEN, List.of());
        }
        return conflicting(mailboxes)
                ? new Judgement(Response.SERVER_INTERNAL_ERROR, List.of())
                : new Judgement(mailboxes.isEmpty() ? Response.NOT_FOUND : Response.OK, mailboxes);
    }

    /** Whether somebody may refresh or end a subscription to those mailboxes. */
    boolean mayGoOn(CallHeaders headers, Peer peer, List<MailboxId> mailboxes) {
        if (!peer.trusted() && peer.user().isEmpty()) {
            return false;
        }
        Optional<String> identity = peer.user().or(() -> user(headers, "P-Asserted-Identity"));
        return identity.isEmpty() || owned.apply(identity.get()).containsAll(mailboxes);
    }

    private boolean mayWatch(String identity, String whose, List<MailboxId> mailboxes) {
        return identity.equals(whose)
                || (!mailboxes.isEmpty() && owned.apply(identity).containsAll(mailboxes));
    }

    private boolean isOurs(String user) {
        return user.equals(config.ownBoxPrefix())
                || user.startsWith(config.askPrefix())
                || config.pilots().contains(user);
    }

    private boolean conflicting(List<MailboxId> mailboxes) {
        return config.mwi().conflict() == MwiConfig.Conflict.UNSOLICITED_STAYS
                && mailboxes.stream()
                        .anyMatch(mailbox -> !config.mwiTargets().apply(mailbox).isEmpty());
    }

    private static Optional<String> user(CallHeaders headers, String name) {
        return headers.address(name).flatMap(NameAddr::sipUri).map(SipUri::user).filter(user -> !user.isEmpty());
    }
}
