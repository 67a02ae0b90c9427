package org.voicemail4j.mail.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mail.command.Program;
import org.voicemail4j.mail.command.Program.Exit;

/**
 * Mail through a program like {@code sendmail -t}, which reads it and finds the recipients in it (Asterisk's {@code
 * mailcmd}). It is run without a shell. Exit code 0 means that it has taken the mail over; codes of sysexits.h that say
 * that mail or recipient are wrong (64, 65, 67, 68) mean never, others later.
 */
public final class CommandTransport implements MailTransport {

    private static final Set<Integer> FOR_GOOD = Set.of(64, 65, 67, 68);

    private final Program program;

    /**
     * @param program with its arguments; its patience is well below the time for which a sender claims
     */
    public CommandTransport(Program program) {
        this.program = Objects.requireNonNull(program, "program");
    }

    @Override
    public MailResult send(MimeMessage mail, String sender, List<String> recipients) {
        Exit exit = run(octets(mail));
        if (exit.exit() == 0) {
            return new MailResult(Set.copyOf(recipients), Map.of(), Map.of());
        }
        Map<String, String> failed = new HashMap<>();
        String reason = program + " ended with " + exit.exit() + ": "
                + exit.output().replaceAll("\\p{Cc}+", " ").strip();
        recipients.forEach(recipient -> failed.put(recipient, reason));
        return FOR_GOOD.contains(exit.exit())
                ? new MailResult(Set.of(), Map.of(), failed)
                : new MailResult(Set.of(), failed, Map.of());
    }

    private Exit run(byte[] mail) {
        try {
            return program.run(mail);
        } catch (VoicemailException e) {
            throw new MailException("cannot send mail by a program: " + e.getMessage(), e);
        }
    }

    private static byte[] octets(MimeMessage mail) {
        try {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            mail.writeTo(octets);
            return octets.toByteArray();
        } catch (IOException | MessagingException e) {
            throw new MailException("cannot write mail: " + e.getMessage(), e);
        }
    }
}
