package org.voicemail4j.examples.asterisk.ami;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.Sounds;

/** Programs that speak an Asterisk's manager protocol find our mailboxes there. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AmiServerTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");
    private static final MailboxId BOB = new MailboxId("default", "2000");
    private static final AmiAccount ADMIN = new AmiAccount("admin", "s3cret");

    private final InMemoryMessageStore store =
            new InMemoryMessageStore(List.of(AudioFormat.WAV), new SplittableRandom(1));
    private AmiServer server;
    private VoicemailService service;

    @BeforeEach
    void start() {
        server = new AmiServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(ADMIN));
        InMemoryMailboxDirectory directory = new InMemoryMailboxDirectory(List.of(
                Subscriber.of(ALICE)
                        .fullName("Alice")
                        .emails(List.of("alice@example.com"))
                        .pin(Pin.clear("4711"))
                        .build(),
                Subscriber.of(BOB).fullName("Bob\r\nEvent: Forged").build()));
        service = VoicemailService.builder()
                .directory(directory)
                .store(store)
                .mwi(server.mwi())
                .start();
        server.start(service, directory);
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

    @Test
    void whoDoesNotKnowTheSecretLearnsNothing() throws IOException {
        try (Manager stranger = new Manager()) {
            assertThat(stranger.ask("Action: MailboxCount\nMailbox: 1000@default"))
                    .contains("Response: Error")
                    .contains("Message: Permission denied");
            assertThat(stranger.ask("Action: Login\nUsername: admin\nSecret: guess"))
                    .contains("Message: Authentication failed");
            assertThat(stranger.ask("Action: Login\nAuthType: MD5\nUsername: admin\nKey: " + AmiWire.key("", "s3cret")))
                    .contains("Response: Error");
            assertThat(stranger.ask("Action: Login\nUsername: admin")).contains("Response: Error");
            assertThat(stranger.readToEnd()).isEmpty();
        }
    }

    @Test
    void aManagerLogsInByAChallengeAndLeaves() throws IOException {
        try (Manager manager = new Manager()) {
            AmiMessage challenge = manager.message("Action: Challenge\nAuthType: MD5\nActionID: 1");
            String key = AmiWire.key(challenge.get("Challenge"), "s3cret");

            assertThat(manager.ask("Action: Login\nAuthType: MD5\nUsername: admin\nKey: " + key + "\nActionID: 2"))
                    .containsExactly("Response: Success", "Message: Authentication accepted", "ActionID: 2");
            assertThat(manager.ask("Action: Ping")).contains("Ping: Pong");
            assertThat(manager.ask("Action: Nonsense")).contains("Message: Invalid/unknown command");
            assertThat(manager.ask("Action: Logoff")).contains("Response: Goodbye");
            assertThat(manager.readToEnd()).isEmpty();
        }
    }

    @Test
    void mailboxesAreCounted() throws IOException {
        message(Urgency.URGENT);
        message(Urgency.NORMAL);
        try (Manager manager = Manager.loggedIn(this)) {
            assertThat(manager.ask("Action: MailboxStatus\nMailbox: 1000@default,2000"))
                    .containsExactly(
                            "Response: Success", "Message: Mailbox Status", "Mailbox: 1000@default,2000", "Waiting: 1");
            assertThat(manager.ask("Action: MailboxCount\nMailbox: 1000\nActionID: 7"))
                    .containsExactly(
                            "Response: Success",
                            "Message: Mailbox Message Count",
                            "Mailbox: 1000",
                            "UrgMessages: 1",
                            "NewMessages: 1",
                            "OldMessages: 0",
                            "ActionID: 7");
        }
    }

    @Test
    void ownersAreListedWithoutTheirPins() throws IOException {
        message(Urgency.NORMAL);
        try (Manager manager = Manager.loggedIn(this)) {
            List<String> first = manager.ask("Action: VoicemailUsersList\nActionID: 1");
            List<String> alice = manager.read();
            List<String> bob = manager.read();

            assertThat(first).contains("EventList: start");
            assertThat(alice)
                    .startsWith("Event: VoicemailUserEntry", "VMContext: default", "VoiceMailbox: 1000")
                    .contains("Fullname: Alice", "Email: alice@example.com", "NewMessageCount: 1", "ActionID: 1");
            assertThat(bob).contains("Fullname: Bob Event: Forged").doesNotContain("Event: Forged");
            assertThat(manager.read())
                    .startsWith("Event: VoicemailUserEntryComplete")
                    .contains("ListItems: 2");
            assertThat(String.join("\n", alice)).doesNotContain("4711");
            assertThat(manager.ask("Action: VoicemailUserStatus\nContext: default\nMailbox: 1000"))
                    .contains("Response: Success");
            assertThat(manager.read()).startsWith("Event: VoicemailUserDetail");
            assertThat(manager.read()).startsWith("Event: VoicemailUserDetailComplete");
            assertThat(manager.ask("Action: VoicemailUserStatus\nContext: default\nMailbox: 9"))
                    .contains("Response: Error");
        }
    }

    @Test
    void messagesAreShownMovedForwardedAndRemoved() throws IOException {
        message(Urgency.NORMAL);
        String id = store.list(ALICE, Folder.INBOX).get(0).id().toString();
        String at = "\nContext: default\nMailbox: 1000\nID: " + id + "\nFolder: ";
        try (Manager manager = Manager.loggedIn(this)) {
            assertThat(manager.ask("Action: VoicemailBoxSummary\nContext: default\nMailbox: 1000"))
                    .contains("Response: Success");
            assertThat(manager.read())
                    .startsWith("Event: VoicemailBoxDetail", "Folder: INBOX")
                    .contains("CallerID: \"Carol\" <5551234>", "Duration: 4", "ID: " + id);
            assertThat(manager.read()).startsWith("Event: VoicemailBoxDetailComplete");

            assertThat(manager.ask("Action: VoicemailMove\nToFolder: Work" + at + "Old"))
                    .contains("Response: Error");
            assertThat(manager.ask("Action: VoicemailMove\nToFolder: Work" + at + "INBOX"))
                    .containsExactly("Response: Success", "Message: Message move successful");
            assertThat(manager.ask("Action: VoicemailForward\nToContext: default\nToMailbox: 2000\nToFolder: INBOX" + at
                            + "Work"))
                    .contains("Message: Message forward successful");
            assertThat(manager.ask("Action: VoicemailRemove" + at + "Work"))
                    .contains("Message: Message remove successful");
        }
        assertThat(store.list(BOB, Folder.INBOX)).hasSize(1);
        assertThat(store.list(ALICE, Folder.WORK)).isEmpty();
    }

    @Test
    void changesAreEventsForWhoeverWantsThem() throws IOException {
        message(Urgency.NORMAL);
        try (Manager manager = Manager.loggedIn(this)) {
            manager.ask("Action: Events\nEventMask: on");
            manager.write("Action: VoicemailRefresh\nContext: default\nMailbox: 1000");

            List<String> both = new ArrayList<>(manager.read());
            both.addAll(manager.read());

            assertThat(both).contains("Response: Success", "Event: MessageWaiting", "Mailbox: 1000@default", "New: 1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\0\0\0\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                ": :\r\n\r\n",
                "Action: Login\r\nUsername\r\n\r\n",
                "Action: MailboxCount\r\nMailbox: ../../etc\r\n\r\n"
            })
    void nonsenseHurtsNobody(String nonsense) throws IOException {
        try (Manager stranger = new Manager()) {
            stranger.socket.getOutputStream().write(nonsense.getBytes(StandardCharsets.UTF_8));
            stranger.socket.shutdownOutput();
            stranger.readToEnd();
        }
        try (Manager manager = Manager.loggedIn(this)) {
            assertThat(manager.ask(nonsense.strip().replace("\r", ""))).isNotEmpty();
            assertThat(manager.ask("Action: Ping")).contains("Ping: Pong");
        }
    }

    @Test
    void whatHasNoEndIsHungUpOn() throws IOException {
        for (String piece : List.of("x".repeat(4000), "A: b\r\n".repeat(500))) {
            try (Manager stranger = new Manager()) {
                stranger.socket.getOutputStream().write(piece.getBytes(StandardCharsets.UTF_8));
                stranger.readToEnd();
            }
        }
    }

    private void message(Urgency urgency) {
        Envelope envelope = Envelope.received(Instant.parse("2026-11-23T09:00:00Z"))
                .caller(Party.of("Carol", "5551234"))
                .urgency(urgency)
                .build();
        DepositStart start = store.beginDeposit(ALICE, envelope, new DepositTerms(100, Duration.ZERO));
        try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
            byte[] sound = Sounds.octets(Sounds.tone(450, ofSeconds(4)));
            deposit.renditions().forEach(sink -> sink.append(ByteBuffer.wrap(sound)));
            deposit.commit();
        }
    }

    /** A program at the other end. */
    private final class Manager implements AutoCloseable {

        final Socket socket;
        private final AmiWire wire;

        Manager() throws IOException {
            socket = new Socket(server.address().getAddress(), server.address().getPort());
            wire = new AmiWire(socket, System::nanoTime);
            assertThat(wire.banner(ofSeconds(30)).orElseThrow()).startsWith("Asterisk Call Manager/");
        }

        static Manager loggedIn(AmiServerTest test) throws IOException {
            Manager manager = test.new Manager();
            manager.ask("Action: Login\nUsername: admin\nSecret: s3cret\nEvents: off");
            return manager;
        }

        void write(String action) throws IOException {
            wire.write(action.replace("\n", "\r\n") + "\r\n\r\n");
        }

        AmiMessage message(String action) throws IOException {
            write(action);
            return wire.poll(ofSeconds(30)).orElseThrow();
        }

        List<String> ask(String action) throws IOException {
            return message(action)
                    .encoded()
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .toList();
        }

        List<String> read() throws IOException {
            return wire.poll(ofSeconds(30))
                    .orElseThrow()
                    .encoded()
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .toList();
        }

        String readToEnd() throws IOException {
            socket.setSoTimeout(30_000);
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (java.net.SocketException e) {
                return ""; // reset, since not everything had been read
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
