package org.voicemail4j.mail.imap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.audio.AudioContainer;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.RiffHeader;

/** Fetches the recordings of mails into files, without ever holding one in memory. For many threads. */
final class SoundFetcher {

    private final Path directory;
    private final long longest;

    /**
     * @param directory where the files are made
     * @param longest no attachment of more octets than this is fetched
     */
    SoundFetcher(Path directory, long longest) {
        this.directory = directory;
        this.longest = longest;
    }

    /** The sound of a mail in the selected folder; empty if it has none or is not there any more. */
    Optional<FetchedSound> fetch(ImapConnection connection, long uid) throws IOException {
        List<SoundPart> parts = connection.command("UID FETCH " + uid + " (BODYSTRUCTURE)").fetched().stream()
                .filter(item -> item.uid() == uid && item.structure() != null)
                .map(FetchedItem::structure)
                .map(SoundPart::of)
                .findFirst()
                .orElse(List.of());
        Optional<FetchedSound> whole = Optional.empty();
        boolean done = false;
        try {
            for (SoundPart part : parts) {
                Optional<FetchedSound> piece = fetch(connection, uid, part);
                whole = whole.isEmpty() ? piece : joined(whole.get(), piece);
            }
            done = true;
            return whole;
        } finally {
            if (!done) {
                whole.ifPresent(SoundCache::delete);
            }
        }
    }

    private Optional<FetchedSound> fetch(ImapConnection connection, long uid, SoundPart part) throws IOException {
        if (part.octets() > longest) {
            throw new ImapRefusedException("the sound of mail " + uid, "an attachment of " + part.octets() + " octets");
        }
        Path raw = Files.createTempFile(TemporaryFolder.there(directory), "imap", ".attachment");
        try (InputStream encoded = new PartStream(connection, uid, part.section(), longest);
                InputStream octets = decoded(encoded, part.encoding())) {
            Files.copy(octets, raw, StandardCopyOption.REPLACE_EXISTING);
            return withoutContainer(raw, part);
        } finally {
            Files.deleteIfExists(raw);
        }
    }

    private Optional<FetchedSound> withoutContainer(Path raw, SoundPart part) throws IOException {
        Path sound = Files.createTempFile(TemporaryFolder.there(directory), "imap", ".sound");
        Optional<FetchedSound> fetched = Optional.empty();
        try {
            fetched = withoutContainer(raw, sound, part);
            return fetched;
        } finally {
            if (fetched.isEmpty()) {
                Files.deleteIfExists(sound);
            }
        }
    }

    private static InputStream decoded(InputStream encoded, String encoding) {
        return encoding.equals("base64")
                ? new TolerantBase64(Base64.getMimeDecoder().wrap(encoded))
                : encoded;
    }

    private static Optional<FetchedSound> withoutContainer(Path raw, Path sound, SoundPart part) throws IOException {
        try (FileChannel from = FileChannel.open(raw, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(sound, StandardOpenOption.WRITE)) {
            ByteBuffer start = ByteBuffer.allocate((int) Math.min(RiffHeader.LONGEST, from.size()));
            while (start.hasRemaining() && from.read(start, start.position()) > 0) {
                continue; // until it is full
            }
            Optional<RiffHeader> header = RiffHeader.parse(start.flip());
            Optional<AudioFormat> format = header.map(RiffHeader::encoding)
                    .map(encoding -> riff(encoding))
                    .or(() -> part.format().filter(known -> known.container() == AudioContainer.RAW));
            if (format.isEmpty()) {
                return Optional.empty();
            }
            int block = format.get().encoding().blockBytes();
            long offset = header.map(RiffHeader::payloadOffset).orElse(0);
            long size = from.size();
            long bytes = header.map(riff -> riff.payloadBytes(size)).orElse(size - size % block);
            copy(from, offset, bytes, to);
            return Optional.of(new FetchedSound(sound, format.get(), bytes));
        }
    }

    /** The format in whose files that encoding comes. */
    private static AudioFormat riff(AudioEncoding encoding) {
        return switch (encoding) {
            case MICROSOFT_GSM -> AudioFormat.WAV49;
            case LINEAR_16K -> AudioFormat.WAV16;
            case ULAW -> AudioFormat.ULAW;
            case ALAW -> AudioFormat.ALAW;
            default -> AudioFormat.WAV;
        };
    }

    private static void copy(FileChannel from, long offset, long bytes, FileChannel to) throws IOException {
        for (long done = 0; done < bytes; ) {
            long count = from.transferTo(offset + done, bytes - done, to);
            if (count <= 0) {
                throw new IOException("a temporary file is shorter than it was");
            }
            done += count;
        }
    }

    /** An introduction and the message behind it, if both are of one kind; otherwise the message alone. */
    private static Optional<FetchedSound> joined(FetchedSound first, Optional<FetchedSound> second) throws IOException {
        if (second.isEmpty()) {
            return Optional.of(first);
        }
        FetchedSound message = second.get();
        if (first.format() != message.format()) {
            SoundCache.delete(first);
            return second;
        }
        try (OutputStream end = Files.newOutputStream(first.file(), StandardOpenOption.APPEND)) {
            Files.copy(message.file(), end);
        } finally {
            SoundCache.delete(message);
        }
        return Optional.of(
                new FetchedSound(first.file(), first.format(), first.payloadBytes() + message.payloadBytes()));
    }

    /** Ends where the encoding ends in the middle, as in a mail that was cut, instead of failing. */
    private static final class TolerantBase64 extends InputStream {

        private final InputStream decoded;

        TolerantBase64(InputStream decoded) {
            this.decoded = decoded;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return decoded.read(into, offset, length);
            } catch (ImapProtocolException | ImapRefusedException e) {
                throw e;
            } catch (EOFException e) {
                return -1;
            } catch (IOException e) {
                if (e.getCause() == null && String.valueOf(e.getMessage()).contains("Base64")) {
                    return -1;
                }
                throw e;
            }
        }
    }
}
