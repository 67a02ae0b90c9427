package org.voicemail4j.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;

/** Stores and plays half an hour in each database that its arguments name by pairs: a layout or format, an address. */
final class LongMessageProcess {

    private static final MailboxId MAILBOX = new MailboxId("default", "1000");
    private static final Duration LENGTH = Duration.ofMinutes(30);
    private static final int PIECE = 65 * 1000;

    private LongMessageProcess() {}

    @SuppressWarnings("SystemOut") // the pipe to the test
    public static void main(String[] arguments) throws Exception {
        for (int i = 0; i < arguments.length; i += 2) {
            try (HikariDataSource source = Databases.pool(arguments[i + 1], 2);
                    JdbcMessageStore store = store(source, arguments[i])) {
                System.out.println(arguments[i] + " " + storeAndPlay(store));
            }
        }
    }

    private static JdbcMessageStore store(HikariDataSource source, String how) {
        JdbcMessageStoreBuilder store = JdbcMessageStore.builder(source);
        return AudioFormat.named(how)
                .map(format ->
                        store.format(format).asteriskLayout("voicemessages", JdbcMessageStoreBuilder.ASTERISK_SPOOL))
                .orElse(store)
                .build();
    }

    private static String storeAndPlay(JdbcMessageStore store) throws Exception {
        MessageDigest said = MessageDigest.getInstance("SHA-256");
        Envelope envelope = Envelope.received(Instant.EPOCH).build();
        DepositTerms terms = new DepositTerms(10, Duration.ZERO);
        Message message;
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(MAILBOX, envelope, terms)).deposit()) {
            SplittableRandom random = new SplittableRandom(1);
            byte[] piece = new byte[PIECE];
            AudioFormat format = deposit.renditions().get(0).format();
            for (long left = format.encoding().bytes(LENGTH); left > 0; left -= piece.length) {
                random.nextBytes(piece);
                int length = (int) Math.min(piece.length, left);
                said.update(piece, 0, length);
                deposit.renditions().get(0).append(ByteBuffer.wrap(piece, 0, length));
            }
            message = deposit.commit().orElseThrow();
        }
        AudioContent content = store.open(MAILBOX, message.id()).orElseThrow();
        boolean same = Arrays.equals(said.digest(), heard(content));
        return content.payloadBytes() + (same ? " same" : " different");
    }

    private static byte[] heard(AudioContent content) throws Exception {
        MessageDigest heard = MessageDigest.getInstance("SHA-256");
        ByteBuffer octets = ByteBuffer.allocate(8_000);
        try (AudioReader reader = content.open()) {
            long at = 0;
            while (reader.read(octets, at) > 0) {
                at += octets.flip().remaining();
                heard.update(octets);
                octets.clear();
            }
        }
        return heard.digest();
    }
}
