package org.voicemail4j.sip;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.StoredSubscription;

/**
 * A phone that watches mailboxes: the dialog that its SUBSCRIBE began, written down so that it can be read again after a
 * restart. It needs no dialog of the stack's: a NOTIFY is made from what is here. For many threads.
 */
final class Subscription implements LampLine {

    /** More NOTIFYs than there are in a second: a restart within that must not number one twice. */
    private static final int OF_A_SECOND = 8;

    private final Map<String, String> dialog;
    private final List<MailboxId> names;
    private final NotifySequence sequence;
    private final SubscriptionLines lines;
    private final Object lock = new Object();
    private String remoteTarget;
    private Instant expires;
    private long remoteCseq;
    private boolean ended;
    private volatile List<MailboxId> mailboxes;

    private Subscription(
            Map<String, String> dialog,
            List<MailboxId> names,
            long localCseq,
            SubscriptionLines lines,
            Instant expires,
            long remoteCseq) {
        this.dialog = Map.copyOf(dialog);
        this.names = List.copyOf(names);
        this.mailboxes = this.names;
        this.sequence = NotifySequence.ofDialog(of("call-id"), of("local-tag"), localCseq);
        this.lines = lines;
        this.remoteTarget = of("target");
        this.expires = expires;
        this.remoteCseq = remoteCseq;
    }

    /**
     * What all subscriptions use.
     *
     * @param requests sends NOTIFY
     * @param config settings
     * @param messages makes bodies
     * @param now the time
     * @param lost told of a subscription whose phone refused a NOTIFY with that status
     */
    record SubscriptionLines(
            NotifyRequests requests,
            SipConfig config,
            SipMessages messages,
            Clock now,
            BiConsumer<Subscription, Integer> lost) {}

    /** A new one, from its first SUBSCRIBE. */
    static Subscription of(
            Request subscribe, String event, List<MailboxId> mailboxes, SubscriptionLines lines, Duration expires) {
        FromHeader from = (FromHeader) subscribe.getHeader(FromHeader.NAME);
        ToHeader to = (ToHeader) subscribe.getHeader(ToHeader.NAME);
        Map<String, String> dialog = new LinkedHashMap<>();
        dialog.put("call-id", new CallHeaders(subscribe).callId());
        dialog.put("local-tag", SipMessages.newTag());
        dialog.put("remote-tag", from.getTag() == null ? "" : from.getTag());
        dialog.put("local-uri", to.getAddress().getURI().toString());
        dialog.put("remote-uri", from.getAddress().getURI().toString());
        dialog.put("target", contact(subscribe).orElseThrow());
        dialog.put("event", event);
        int route = 0;
        for (Iterator<?> recorded = subscribe.getHeaders(RecordRouteHeader.NAME); recorded.hasNext(); route++) {
            RecordRouteHeader next = (RecordRouteHeader) recorded.next();
            dialog.put("route-" + route, next.getAddress().toString().strip());
        }
        Instant now = lines.now().instant();
        return new Subscription(
                dialog, mailboxes, firstCseq(now), lines, now.plus(expires), new CallHeaders(subscribe).sequence());
    }

    /** Rises from one start of the server to a later one, for there is no more than one NOTIFY in a second. */
    private static long firstCseq(Instant now) {
        return Math.floorMod(now.getEpochSecond() - 1_577_836_800L, 1L << 30);
    }

    /** Where the phone wants NOTIFY. */
    static Optional<String> contact(Request subscribe) {
        return subscribe.getHeader(ContactHeader.NAME) instanceof ContactHeader contact && !contact.isWildCard()
                ? Optional.of(contact.getAddress().getURI().toString()).filter(Subscription::canBeSentTo)
                : Optional.empty();
    }

    /** Whether the first Record-Route, by which NOTIFY would go, leads anywhere; true if there is none. */
    static boolean hasWay(Request subscribe) {
        return !(subscribe.getHeader(RecordRouteHeader.NAME) instanceof RecordRouteHeader first)
                || canBeSentTo(first.getAddress().getURI().toString());
    }

    /** Whether its host, and maddr if it has that, is a name or an address. */
    private static boolean canBeSentTo(String uri) {
        return uri.startsWith("sip")
                && SipUri.parse(uri)
                        .filter(known -> Hosts.isHost(known.host())
                                && Hosts.isHost(Hosts.withoutBrackets(
                                        known.parameter("maddr").orElse(known.host()))))
                        .isPresent();
    }

    /** One that was kept; empty if the text is none of ours. */
    static Optional<Subscription> of(StoredSubscription kept, SubscriptionLines lines) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : kept.state().split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        try {
            List<MailboxId> mailboxes = new ArrayList<>();
            for (String mailbox : values.getOrDefault("mailboxes", "").split(" ")) {
                mailboxes.add(MailboxId.parse(mailbox));
            }
            long remoteCseq = Long.parseLong(values.getOrDefault("remote-cseq", "0"));
            Objects.requireNonNull(values.get("call-id"), "call-id");
            Objects.requireNonNull(values.get("target"), "target");
            long localCseq = OF_A_SECOND
                    + Math.max(
                            Long.parseLong(values.getOrDefault("local-cseq", "0")),
                            firstCseq(lines.now().instant()));
            return Optional.of(new Subscription(values, mailboxes, localCseq, lines, kept.expires(), remoteCseq));
        } catch (IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** As it is kept. */
    StoredSubscription stored() {
        synchronized (lock) {
            Map<String, String> values = new LinkedHashMap<>(dialog);
            values.put("target", remoteTarget);
            values.put("local-cseq", Long.toString(sequence.last()));
            values.put("remote-cseq", Long.toString(remoteCseq));
            values.put("mailboxes", names.stream().map(MailboxId::toString).collect(Collectors.joining(" ")));
            StringBuilder text = new StringBuilder();
            values.forEach((name, value) -> text.append(name)
                    .append('=')
                    .append(value.replaceAll("\\p{Cntrl}", ""))
                    .append('\n'));
            return new StoredSubscription(id(), expires, text.toString());
        }
    }

    private String of(String name) {
        return dialog.getOrDefault(name, "");
    }

    String id() {
        return of("local-tag");
    }

    /** What it watches, as its phone calls them. */
    List<MailboxId> names() {
        return names;
    }

    /** What it watches, by their own ids as far as those are known. */
    List<MailboxId> mailboxes() {
        return mailboxes;
    }

    /** Sets what it watches by their own ids; {@link Watches#rename} does it. */
    void mailboxes(List<MailboxId> own) {
        mailboxes = List.copyOf(own);
    }

    String target() {
        synchronized (lock) {
            return remoteTarget;
        }
    }

    /** Whether a request belongs to this dialog, by its tags and Call-ID. */
    boolean isOf(String callId, @Nullable String fromTag) {
        return of("call-id").equals(callId) && of("remote-tag").equals(fromTag == null ? "" : fromTag);
    }

    /** Goes on for that long; false if that request is older than the last one. */
    boolean refresh(Request subscribe, Duration time) {
        long cseq = new CallHeaders(subscribe).sequence();
        synchronized (lock) {
            if (cseq <= remoteCseq || ended) {
                return false;
            }
            remoteCseq = cseq;
            remoteTarget = contact(subscribe).orElse(remoteTarget);
            expires = lines.now().instant().plus(time);
            return true;
        }
    }

    boolean isOver(Instant now) {
        synchronized (lock) {
            return !expires.isAfter(now);
        }
    }

    /** Ends it if its time is over, whatever was read of that before; false if it goes on or had ended. */
    boolean endIfOver(Instant now) {
        synchronized (lock) {
            return !expires.isAfter(now) && end();
        }
    }

    boolean isEnded() {
        synchronized (lock) {
            return ended;
        }
    }

    /** Ends it; false if it had ended. */
    boolean end() {
        synchronized (lock) {
            boolean open = !ended;
            ended = true;
            return open;
        }
    }

    @Override
    public Duration spacing() {
        return lines.config().mwi().spacing();
    }

    @Override
    public boolean send(Notice notice, Answered answered) {
        List<String> routes = new ArrayList<>();
        for (int i = 0; dialog.containsKey("route-" + i); i++) {
            routes.add(of("route-" + i));
        }
        String target = target();
        NotifyRequests.Addressing addressing = new NotifyRequests.Addressing(
                target,
                of("remote-uri"),
                Optional.of(of("remote-tag")).filter(tag -> !tag.isEmpty()),
                Optional.of(of("local-uri")),
                sequence,
                routes);
        SipMessages messages = lines.messages();
        return lines.requests()
                .send(
                        Request.NOTIFY,
                        addressing,
                        request -> {
                            SipMessages.set(request, messages.header("Event", of("event")));
                            SipMessages.set(request, messages.header("Subscription-State", state(notice)));
                            SipMessages.set(request, messages.header("Allow-Events", NotifyRequests.EVENT));
                            notice.summary()
                                    .map(summary -> MessageSummaryBody.write(
                                            summary,
                                            lines.config().messageAccount().apply(mailboxes.get(0))))
                                    .ifPresent(body -> messages.content(
                                            request, "application", MessageSummaryBody.SUB_TYPE, body));
                        },
                        answered);
    }

    private String state(Notice notice) {
        synchronized (lock) {
            long left =
                    Math.max(0, Duration.between(lines.now().instant(), expires).toSeconds());
            return notice.ended().map(reason -> "terminated;reason=" + reason).orElse("active;expires=" + left);
        }
    }

    @Override
    public boolean outlivesRefusal() {
        return false;
    }

    @Override
    public void lost(int status) {
        lines.lost().accept(this, status);
    }

    @Override
    public String toString() {
        return "subscription to " + mailboxes;
    }
}
