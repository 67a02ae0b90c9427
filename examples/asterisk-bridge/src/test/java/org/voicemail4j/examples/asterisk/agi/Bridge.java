package org.voicemail4j.examples.asterisk.agi;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Party;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.ManualClock;
import org.voicemail4j.testkit.Sounds;

/** A service with mailboxes in memory that takes calls by AGI. */
final class Bridge implements AutoCloseable {

    static final MailboxId ALICE = new MailboxId("default", "1000");
    static final MailboxId BOB = new MailboxId("default", "2000");

    final InMemoryMessageStore store;
    final VoicemailService service;
    final AgiServer server;
    private final VirtualTime time = new VirtualTime();
    private final Path folder;

    Bridge(Path folder) {
        this(folder, MailboxPolicy.DEFAULT);
    }

    Bridge(Path folder, MailboxPolicy policy) {
        this(folder, policy, config -> config);
    }

    Bridge(Path folder, UnaryOperator<AgiConfig.Builder> settings) {
        this(folder, MailboxPolicy.DEFAULT, settings);
    }

    private Bridge(Path folder, MailboxPolicy policy, UnaryOperator<AgiConfig.Builder> settings) {
        this.folder = folder;
        ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
        store = new InMemoryMessageStore(List.of(AudioFormat.WAV), new SplittableRandom(1));
        service = VoicemailService.builder()
                .directory(
                        new InMemoryMailboxDirectory(List.of(owner(ALICE, "Alice", policy), owner(BOB, "Bob", policy))))
                .store(store)
                .clock(clock)
                .start();
        server = new AgiServer(settings.apply(AgiConfig.builder(folder)
                        .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .nanoTime(time)
                        .random(new SplittableRandom(1)))
                .build());
        server.start(service::answer);
    }

    private static Subscriber owner(MailboxId mailbox, String name, MailboxPolicy policy) {
        return Subscriber.of(mailbox)
                .fullName(name)
                .pin(Pin.clear("4711"))
                .policy(policy)
                .build();
    }

    /** Alice has a message of that length. */
    void message(AudioContent sound) {
        Envelope envelope = Envelope.received(Instant.parse("2026-11-23T09:00:00Z"))
                .caller(Party.of("Bob", "2000"))
                .build();
        try (Deposit deposit = ((DepositStart.Opened)
                        store.beginDeposit(ALICE, envelope, new DepositTerms(100, Duration.ZERO)))
                .deposit()) {
            deposit.renditions().forEach(sink -> append(sound, sink));
            deposit.commit();
        }
    }

    void greeting(GreetingKind kind, AudioContent sound) {
        service.operations().greet(ALICE, kind, sound);
    }

    private static void append(AudioContent sound, AudioSink sink) {
        sink.append(ByteBuffer.wrap(Sounds.octets(sound)));
    }

    SimulatedAsterisk asterisk() throws IOException {
        return new SimulatedAsterisk(server.address(), folder, time);
    }

    @Override
    public void close() {
        service.close();
        server.close();
    }
}
