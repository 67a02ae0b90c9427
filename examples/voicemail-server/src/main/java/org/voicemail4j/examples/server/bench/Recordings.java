package org.voicemail4j.examples.server.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Compares what was stored with what was said, octet for octet. */
public final class Recordings {

    private static final int HEADER = 44;
    private static final int FRAME = 320;

    private final Path spool;
    private final byte[] said;

    /**
     * Prepares a comparison.
     *
     * @param spool Asterisk's layout, context {@code default}, messages as wav
     * @param words what everybody said, samples of 16 bit at 8 kHz
     */
    public Recordings(Path spool, short[] words) {
        this.spool = spool;
        ByteBuffer octets = ByteBuffer.allocate(2 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        octets.asShortBuffer().put(words);
        said = octets.array();
    }

    /**
     * What was found.
     *
     * @param missing mailboxes without their message
     * @param perfect messages that hold every octet of what was said, in one piece
     * @param framesLost frames of 20 ms that are in no place of their message
     * @param frames frames that were said to those who have a message
     */
    public record Found(int missing, int perfect, long framesLost, long frames) {}

    /** Compares the only message of each mailbox. */
    public Found compare(List<String> mailboxes) {
        int missing = 0;
        int perfect = 0;
        long lost = 0;
        for (String mailbox : mailboxes) {
            List<Path> files = messages(mailbox);
            if (files.size() != 1) {
                missing++;
                continue;
            }
            long without = lost(files.get(0));
            perfect += without == 0 ? 1 : 0;
            lost += without;
        }
        return new Found(missing, perfect, lost, (long) (mailboxes.size() - missing) * (said.length / FRAME));
    }

    private List<Path> messages(String mailbox) {
        Path inbox = spool.resolve("default").resolve(mailbox).resolve("INBOX");
        if (!Files.isDirectory(inbox)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(inbox)) {
            return files.filter(file -> file.toString().endsWith(".wav")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long lost(Path file) {
        try {
            byte[] heard = Files.readAllBytes(file);
            long lost = 0;
            int at = HEADER;
            for (int frame = 0; frame + FRAME <= said.length; frame += FRAME) {
                int place = find(heard, at, frame);
                if (place < 0) {
                    lost++;
                } else {
                    at = place + FRAME;
                }
            }
            return lost;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the frame is, from there on; it is nearly always there. */
    private int find(byte[] heard, int from, int frame) {
        for (int at = from; at + FRAME <= heard.length; at += 2) {
            if (Arrays.equals(heard, at, at + FRAME, said, frame, frame + FRAME)) {
                return at;
            }
        }
        return -1;
    }

    /** Waits until nobody's message is missing any more, but no longer than that: what was said is stored behind the call's end. */
    public void await(List<String> mailboxes, Duration most) {
        long begun = System.nanoTime();
        while (!mailboxes.stream().allMatch(mailbox -> !messages(mailbox).isEmpty())
                && System.nanoTime() - begun < most.toNanos()) {
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** Deletes all messages; between rounds. */
    public void clear(List<String> mailboxes) {
        for (String mailbox : mailboxes) {
            Path inbox = spool.resolve("default").resolve(mailbox).resolve("INBOX");
            if (Files.isDirectory(inbox)) {
                try (Stream<Path> files = Files.list(inbox)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
