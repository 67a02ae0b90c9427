package org.voicemail4j.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mail.outbox.BackOff;
import org.voicemail4j.mail.outbox.OutboxSender;
import org.voicemail4j.mail.smtp.SmtpConfig;
import org.voicemail4j.mail.smtp.SmtpTransport;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.fs.FileMessageStore;
import org.voicemail4j.testkit.Sounds;

/**
 * A process that takes twenty messages a second and mails them, until it is killed or has taken as many as it was told:
 * then it sends what is left. Tells on standard output of each message it has committed.
 */
final class MailingProcess {

    static final MailboxId ANNA = new MailboxId("default", "1000");
    static final Duration LENGTH = Duration.ofMillis(200);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private MailingProcess() {}

    /** Arguments: folder, port of the server, number of the first message, how many. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[2]);
        VoicemailConfDirectory directory = new VoicemailConfDirectory(folder.resolve("voicemail.conf"));
        FileMessageStore store = FileMessageStore.builder(folder.resolve("spool"))
                .dispatches(EmailNotifier.rule(directory))
                .build();
        store.recover();
        SmtpConfig config = SmtpConfig.server("127.0.0.1", Integer.parseInt(arguments[1]))
                .security(SmtpConfig.Security.NONE)
                .build();
        SmtpTransport transport = new SmtpTransport(config);
        EmailNotifier notifier = EmailNotifier.sending(directory, store, transport)
                .options(directory.conf()::option)
                .host("vm.test")
                .build();
        OutboxSender sender = OutboxSender.of(store.outbox().orElseThrow())
                .carrier(notifier.mail())
                .backOff(new BackOff(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofDays(1)))
                .claim(Duration.ofSeconds(8))
                .pause(Duration.ofMillis(200))
                .start();
        for (int message = first; message < first + Integer.parseInt(arguments[3]); message++) {
            say("COMMITTED " + message + ' ' + deposit(store, message));
            sender.wake();
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        while (!store.outbox().orElseThrow().list(1).isEmpty()) {
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        say("EMPTY");
        sender.close();
        transport.close();
        store.close();
    }

    private static String deposit(FileMessageStore store, int number) {
        Instant now = Clock.systemUTC().instant();
        Envelope envelope = Envelope.received(now).callId("call " + number).build();
        DepositStart start = store.beginDeposit(ANNA, envelope, new DepositTerms(100_000, Duration.ZERO));
        try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
            deposit.recordingBegins();
            for (AudioSink sink : deposit.renditions()) {
                sink.append(ByteBuffer.wrap(sound(number)));
            }
            return deposit.commit().map(Message::id).orElseThrow().value();
        }
    }

    static byte[] sound(int number) {
        return Sounds.octets(Sounds.noise(AudioFormat.WAV, LENGTH, number));
    }

    @SuppressWarnings("SystemOut") // the pipe to the test
    private static void say(String line) {
        System.out.write((line + '\n').getBytes(UTF_8), 0, line.length() + 1);
        System.out.flush();
    }
}
