package org.voicemail4j.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.RedirectReason;

/**
 * Says whose mailbox an INVITE is for and why. The first source that names a mailbox decides:
 *
 * <ol>
 *   <li>{@code X-Voicemail-Mailbox}, with {@code X-Voicemail-Context} and {@code X-Voicemail-Greeting}, of trusted peers
 *   <li>{@code target} and {@code cause} of the Request-URI (RFC 4458)
 *   <li>History-Info (RFC 7044) of trusted peers: whom the caller called first
 *   <li>Diversion (RFC 5806) of trusted peers: whom the caller called first
 *   <li>a phone's key that sends its call to voicemail ({@link SendToVoicemail}), of trusted peers: the Request-URI's
 *       user, or that of To if it is a number of voicemail's own
 *   <li>the Request-URI's user: a retrieval number, a pilot number, or a mailbox
 *   <li>To, for calls to a pilot number or to no user
 * </ol>
 *
 * <p>Who has proved to be a user calls as that user, whatever From says; callers who ask for privacy (RFC 3323) leave their
 * message as unknown ones. A source that names what cannot be a mailbox ends the search: such a call is for nobody, unless it names a
 * line of a gateway ({@link LineSource}), whose message desk knows better.
 */
final class CallRouter {

    private static final Set<String> HIDING = Set.of("id", "user", "header");

    private final SipConfig config;

    CallRouter(SipConfig config) {
        this.config = config;
    }

    /** What a request asks for; empty if it is for no mailbox that could exist. */
    Optional<CallInfo> route(CallHeaders headers, Peer peer) {
        Optional<String> context = context(headers, peer);
        Optional<String> line =
                peer.trusted() ? config.lineSource().flatMap(source -> source.read(headers)) : Optional.empty();
        return context.flatMap(known -> purpose(headers, peer, known)
                .or(() -> line.map(any -> CallPurpose.retrieval()))
                .map(purpose -> info(headers, peer, known, purpose)
                        .line(line.orElse(""))
                        .build()));
    }

    private Optional<String> context(CallHeaders headers, Peer peer) {
        return Optional.of(header(headers, "X-Voicemail-Context", peer).orElse(config.context()))
                .filter(MailboxId::isValid);
    }

    private CallInfo.Builder info(CallHeaders headers, Peer peer, String context, CallPurpose purpose) {
        Optional<Retargeting> retargeting = retargetings(headers, peer).findFirst();
        boolean named = header(headers, "X-Voicemail-Mailbox", peer).isPresent();
        RedirectReason reason = header(headers, "X-Voicemail-Greeting", peer)
                .map(CallRouter::greeting)
                .or(() -> retargetings(headers, peer)
                        .flatMap(source -> source.reason().stream())
                        .findFirst())
                .or(() -> isSentToVoicemail(headers, peer) ? Optional.of(RedirectReason.DEFLECTED) : Optional.empty())
                .orElse(retargeting.isPresent() || named ? RedirectReason.UNKNOWN : RedirectReason.NONE);
        return CallInfo.of(headers.callId(), purpose)
                .context(context)
                .caller(isHidden(headers, purpose) ? Party.UNKNOWN : caller(headers, peer))
                .redirecting(retargeting
                        .flatMap(Retargeting::redirecting)
                        .map(CallRouter::party)
                        .orElse(Party.UNKNOWN))
                .reason(reason);
    }

    private static RedirectReason greeting(String text) {
        return text.strip().toLowerCase(Locale.ROOT).equals("busy") ? RedirectReason.BUSY : RedirectReason.NO_ANSWER;
    }

    private Optional<CallPurpose> purpose(CallHeaders headers, Peer peer, String context) {
        String user = headers.requestUri().map(SipUri::user).orElse("");
        Optional<String> named = header(headers, "X-Voicemail-Mailbox", peer);
        if (named.isPresent()) {
            Optional<MailboxId> mailbox = MailboxId.of(context, named.get());
            return mailbox.map(isRetrieval(user) ? CallPurpose::retrieval : this::deposit);
        }
        Optional<String> called = retargetings(headers, peer)
                .flatMap(source -> source.mailbox().stream())
                .findFirst();
        if (called.isPresent()) {
            return deposit(context, called.get());
        }
        if (isSentToVoicemail(headers, peer)) {
            return sentToVoicemail(headers, context, user);
        }
        if (config.nameSearches().containsKey(user)) {
            return Optional.ofNullable(config.nameSearches().get(user)).map(CallPurpose.NameSearch::new);
        }
        if (isRetrieval(user)) {
            return retrieval(headers, peer, context, user);
        }
        return user.isEmpty() || config.pilots().contains(user) ? byTo(headers, context) : deposit(context, user);
    }

    private static boolean isSentToVoicemail(CallHeaders headers, Peer peer) {
        return peer.trusted() && SendToVoicemail.isAsked(headers);
    }

    /** For whoever was dialled; a number of voicemail's own is nobody, and then To tells whose phone it was. */
    private Optional<CallPurpose> sentToVoicemail(CallHeaders headers, String context, String user) {
        Optional<String> called = isOwn(user) ? to(headers).filter(to -> !isOwn(to)) : Optional.of(user);
        return called.flatMap(number -> deposit(context, number));
    }

    /** Whether a number leads to voicemail itself; no number does. */
    private boolean isOwn(String user) {
        return user.isEmpty()
                || config.pilots().contains(user)
                || config.nameSearches().containsKey(user)
                || isRetrieval(user);
    }

    private static Optional<String> to(CallHeaders headers) {
        return headers.address("To").flatMap(NameAddr::sipUri).map(SipUri::user).filter(user -> !user.isEmpty());
    }

    private boolean isRetrieval(String user) {
        return user.equals(config.ownBoxPrefix()) || user.startsWith(config.askPrefix());
    }

    private Optional<CallPurpose> retrieval(CallHeaders headers, Peer peer, String context, String user) {
        if (user.equals(config.ownBoxPrefix())) {
            return Optional.of(new CallPurpose.Retrieval(
                    caller(headers, peer).number().flatMap(number -> MailboxId.of(context, number))));
        }
        String number = user.substring(config.askPrefix().length());
        return number.isEmpty()
                ? Optional.of(CallPurpose.retrieval())
                : MailboxId.of(context, number).map(CallPurpose::retrieval);
    }

    private Optional<CallPurpose> byTo(CallHeaders headers, String context) {
        Optional<String> called = to(headers).filter(user -> !config.pilots().contains(user));
        return called.isEmpty() ? Optional.of(CallPurpose.retrieval()) : deposit(context, called.get());
    }

    private Optional<CallPurpose> deposit(String context, String number) {
        return MailboxId.of(context, number).map(this::deposit);
    }

    private CallPurpose deposit(MailboxId mailbox) {
        return new CallPurpose.Deposit(mailbox).with(config.depositOptions());
    }

    /** What was said of how the call came here, the strongest first; only what says anything. */
    private static Stream<Retargeting> retargetings(CallHeaders headers, Peer peer) {
        Retargeting target = headers.requestUri().map(VoicemailUri::read).orElse(Retargeting.NOTHING);
        Stream<Retargeting> believed = peer.trusted()
                ? Stream.of(
                        target,
                        HistoryInfo.read(headers.addresses(HistoryInfo.NAME)),
                        Diversion.read(headers.addresses(Diversion.NAME)))
                : Stream.of(target);
        return believed.filter(source -> !source.equals(Retargeting.NOTHING));
    }

    private static Party caller(CallHeaders headers, Peer peer) {
        Optional<NameAddr> asserted = peer.trusted() ? headers.address("P-Asserted-Identity") : Optional.empty();
        Party said = asserted.or(() -> headers.address("From"))
                .map(CallRouter::party)
                .orElse(Party.UNKNOWN);
        return peer.user()
                .map(proved -> Party.of(said.name().orElse(""), proved))
                .orElse(said);
    }

    /**
     * Whether the caller asked that whoever is called is not told (RFC 3323 §4.2, RFC 3325 §9.3). Whoever comes to listen
     * calls nobody, and wrong PINs count against the number.
     */
    private static boolean isHidden(CallHeaders headers, CallPurpose purpose) {
        return !(purpose instanceof CallPurpose.Retrieval)
                && headers.all("Privacy").stream()
                        .flatMap(value -> Stream.of(value.split("[;,]")))
                        .map(word -> word.strip().toLowerCase(Locale.ROOT))
                        .anyMatch(HIDING::contains);
    }

    private static Party party(NameAddr address) {
        Optional<String> user = address.sipUri().map(SipUri::user).filter(text -> !text.equals("anonymous"));
        return Party.of(address.name(), user.orElse(""));
    }

    private static Optional<String> header(CallHeaders headers, String name, Peer peer) {
        return peer.trusted()
                ? headers.header(name).map(String::strip).filter(text -> !text.isEmpty())
                : Optional.empty();
    }
}
