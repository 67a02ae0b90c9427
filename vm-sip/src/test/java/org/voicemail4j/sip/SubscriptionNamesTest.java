package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.SubscriptionStore;
import org.voicemail4j.testkit.InMemorySubscriptionStore;

/** Phones that know a mailbox by an alias, or by its number in another context. */
class SubscriptionNamesTest extends Subscribing {

    private static final MailboxId SALES = MailboxId.parse("2000@sales");
    private static final String OWNER = "P-Asserted-Identity: <sip:4000@127.0.0.1>\n";

    private volatile boolean namesAreAway;

    @Override
    public Optional<MessageSummary> summary(MailboxId mailbox) {
        return super.summary(named(mailbox));
    }

    @Override
    public MailboxId named(MailboxId name) {
        if (namesAreAway) {
            throw new VoicemailException("planted: the directory is away", null);
        }
        return name.number().equals("4000") || name.number().equals("2000") ? SALES : name;
    }

    private UdpPeer serveSales(MwiConfig.Builder mwi) {
        held.put(SALES, counts(0, 0, 0, 0));
        return serve(mwi);
    }

    @Test
    void areToldOfItsChangesAndMayRefresh() {
        UdpPeer phone = serveSales(usual());
        phone.send(subscribe(phone, "4000", "n1", 1, "", OWNER));
        String ok = phone.expect("SIP/2.0 200");
        assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 0/0");

        endpoint().mwi().publish(SALES, counts(1, 0, 0, 0));
        assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 1/0");

        phone.send(subscribe(phone, "4000", "n1", 2, UdpPeer.toTag(ok), OWNER));
        assertThat(phone.expect("SIP/2.0")).startsWith("SIP/2.0 200");
        assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 1/0");
        phone.send(subscribe(phone, "4000", "n1", 3, UdpPeer.toTag(ok), "Expires: 0\n" + OWNER));
        notified(phone);
        Await.until("nobody watches it", () -> !watches().isWatched(SALES));
    }

    private Watches watches() {
        return ((SipMwiPublisher) endpoint().mwi()).watches();
    }

    @Test
    void areToldOfItsChangesAfterARestart() {
        SubscriptionStore store = new InMemorySubscriptionStore();
        UdpPeer phone = serveSales(usual().store(store));
        phone.send(subscribe(phone, "2000", "n2", 1, "", "Record-Route: <sip:127.0.0.1:" + phone.port() + ";lr>\n"));
        phone.expect("SIP/2.0 200");
        notified(phone);
        endpoint().close();

        UdpPeer unused = serveSales(usual().store(store));
        unused.close();
        int port = endpoint().boundAddresses().get(0).port();
        try (UdpPeer again = new UdpPeer("127.0.0.1", port)) {
            phone.respond(phone.expect("NOTIFY"), 200, again);
            endpoint().mwi().publish(SALES, counts(3, 0, 0, 0));
            assertThat(UdpPeer.body(phone.expect("NOTIFY"))).contains("Voice-Message: 3/0");
        }
    }

    @Test
    void areToldOnceItIsKnownWhoseNameThatIs() {
        namesAreAway = true;
        UdpPeer phone = serveSales(usual());
        phone.send(subscribe(phone, "4000", "n3", 1, "", ""));
        phone.expect("SIP/2.0 200");
        assertThat(UdpPeer.body(notified(phone))).isEmpty();

        namesAreAway = false;
        assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 0/0");
        endpoint().mwi().publish(SALES, counts(1, 0, 0, 0));
        assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 1/0");
    }
}
