package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands and what a server answers (RFC 3501 §2.2), each answer bounded in octets. Nothing here is bounded in time, which
 * is the business of whoever has the {@link ImapLink}. Used by one thread at a time.
 */
final class ImapDialogue {

    private static final long MOST_OCTETS = 24L << 20;

    private final ImapLink link;
    private final Runnable answered;
    private int tags;

    /** @param answered is run whenever the server has greeted or answered a command, however it did */
    ImapDialogue(ImapLink link, Runnable answered) {
        this.link = link;
        this.answered = answered;
    }

    /** What the octets of a literal are. */
    interface Literal {
        void writeTo(OutputStream out) throws IOException;
    }

    /** What the server says by itself when it is connected. */
    ImapLine greeting() throws IOException {
        allowAnswer();
        ImapLine greeting = link.reader().read();
        answered.run();
        return greeting;
    }

    /** As much as one answer may have is allowed from now on. */
    void allowAnswer() {
        link.reader().allow(MOST_OCTETS);
    }

    ImapAnswer run(String line) throws IOException {
        return ask(line);
    }

    ImapAnswer run(String line, Literal literal) throws IOException {
        return ask(line, literal);
    }

    ImapAnswer run(String line, Literal literal, String rest, Literal last) throws IOException {
        return ask(line, literal, rest, last);
    }

    /** Texts, and literals each of which the server has to ask for. */
    private ImapAnswer ask(Object... parts) throws IOException {
        String tag = nextTag();
        String what = String.valueOf(parts[0]).split("[ {]", 2)[0];
        allowAnswer();
        List<ImapLine> lines = new ArrayList<>();
        link.out().write(ascii(tag + " "));
        for (Object part : parts) {
            if (part instanceof Literal literal) {
                write("\r\n");
                awaitContinuation(tag, what, lines);
                literal.writeTo(link.out());
            } else {
                link.out().write(ascii(String.valueOf(part)));
            }
        }
        write("\r\n");
        return answer(tag, what, lines);
    }

    private ImapAnswer answer(String tag, String what, List<ImapLine> lines) throws IOException {
        for (ImapLine line = link.reader().read(); ; line = link.reader().read()) {
            lines.add(line);
            if (line.tag().equals(tag)) {
                answered.run();
            }
            refuse(tag, what, line);
            if (line.tag().equals(tag)) {
                return new ImapAnswer(lines);
            }
        }
    }

    private void awaitContinuation(String tag, String what, List<ImapLine> lines) throws IOException {
        for (ImapLine line = link.reader().read();
                !line.tag().equals("+");
                line = link.reader().read()) {
            refuse(tag, what, line);
            lines.add(line);
        }
    }

    /** Begins a command whose answer is read line by line. @return its tag */
    String begin(String command) throws IOException {
        String tag = nextTag();
        write(tag + " " + command + "\r\n");
        allowAnswer();
        return tag;
    }

    /** Reads what is said to a command that was begun, up to its end. @return the last line */
    ImapLine awaitEnd() throws IOException {
        ImapLine line = link.reader().read();
        while (line.isUntagged()) {
            line = link.reader().read();
        }
        return line;
    }

    /** Throws if that line ends a command badly, or everything. */
    static void refuse(String tag, String what, ImapLine line) throws IOException {
        if (line.tag().equals(tag) && !line.kind().equals("OK")) {
            throw new ImapRefusedException(what, line.text());
        }
        if (line.isUntagged() && line.kind().equals("BYE") && !what.equals("LOGOUT")) {
            throw new ImapProtocolException("the server says good-bye: " + ImapRefusedException.printable(line.text()));
        }
    }

    private String nextTag() {
        return "v" + ++tags;
    }

    void write(String line) throws IOException {
        link.out().write(ascii(line));
        link.out().flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
