package org.voicemail4j.sip;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiEvent;
import org.voicemail4j.mwi.MwiSource;

/** What the tests of subscriptions have in common: an endpoint, what its mailboxes hold, and a phone that speaks text. */
abstract class Subscribing implements MwiSource {

    static final MailboxId ALICE = MailboxId.parse("1000");
    static final MailboxId BOB = MailboxId.parse("1001");

    final Map<MailboxId, MessageSummary> held = new ConcurrentHashMap<>();
    final BlockingQueue<MwiEvent> events = new LinkedBlockingQueue<>();
    volatile boolean mute;

    @Nullable
    SipEndpoint endpoint;

    @Nullable
    UdpPeer phone;

    @AfterEach
    void close() {
        if (endpoint != null) {
            endpoint.close();
        }
        if (phone != null) {
            phone.close();
        }
    }

    @Override
    public Optional<MessageSummary> summary(MailboxId mailbox) {
        if (mute) {
            throw new VoicemailException("planted: the store is away", null);
        }
        return Optional.ofNullable(held.get(mailbox));
    }

    static MessageSummary counts(int fresh, int freshUrgent, int old, int oldUrgent) {
        return new MessageSummary(new MessageCounts(fresh, freshUrgent, old, oldUrgent));
    }

    MwiConfig.Builder usual() {
        return MwiConfig.builder()
                .spacing(Duration.ZERO)
                .resumeWithin(Duration.ZERO)
                .listener(events::add);
    }

    UdpPeer serve(MwiConfig.Builder mwi) {
        return serve(mwi, settings -> settings.trust("127.0.0.1"));
    }

    UdpPeer serve(MwiConfig.Builder mwi, UnaryOperator<SipConfig.Builder> more) {
        held.putIfAbsent(ALICE, counts(2, 1, 3, 0));
        held.putIfAbsent(BOB, counts(1, 0, 0, 0));
        SipConfig.Builder settings = SipConfig.builder()
                .listen("udp:127.0.0.1:0")
                .notifyRetries(2, Duration.ofMillis(10))
                .mwi(mwi.build());
        SipEndpoint started = new SipEndpoint(more.apply(settings).build(), new FakeMedia("127.0.0.1"));
        started.start(call -> {}, this);
        endpoint = started;
        phone = new UdpPeer("127.0.0.1", started.boundAddresses().get(0).port());
        return phone;
    }

    SipEndpoint endpoint() {
        return java.util.Objects.requireNonNull(endpoint);
    }

    static String subscribe(UdpPeer phone, String user, String callId, int cseq, String toTag, String extra) {
        String headers = (extra.contains("Event:") ? "" : "Event: message-summary\n") + extra;
        String request = phone.request("SUBSCRIBE", user, callId, cseq, toTag, headers, "");
        return user.isEmpty() ? request.replace("sip:@", "sip:") : request;
    }

    static String notified(UdpPeer phone) {
        String notify = phone.expect("NOTIFY");
        phone.respond(notify, 200);
        return notify;
    }

    static long cseq(String message) {
        return Long.parseLong(UdpPeer.header(message, "CSeq").split(" ")[0]);
    }
}
