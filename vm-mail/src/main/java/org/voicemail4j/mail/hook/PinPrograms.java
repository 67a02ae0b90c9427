package org.voicemail4j.mail.hook;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mail.command.Program;
import org.voicemail4j.mail.command.Program.Exit;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PinPolicy;

/**
 * Programs that are asked about new PINs, and told of them, as Asterisk does it:
 *
 * <ul>
 *   <li>{@code externpasscheck}: arguments mailbox, context, an empty one for the old PIN (nobody here knows it in clear)
 *       and the new PIN; the PIN may be had if what it prints begins with {@code VALID}
 *   <li>{@code externpass}: arguments context, mailbox, new PIN; the PIN is kept if it ends with 0
 *   <li>{@code externpassnotify}: the same arguments, after the PIN was kept
 * </ul>
 *
 * A program that cannot be run, fails, or takes too long admits nothing. While one runs, its arguments can be read by
 * every process of the machine, the PIN included: a host that can, implements {@link PinPolicy} itself.
 */
public final class PinPrograms implements PinPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(PinPrograms.class);

    private final Optional<Program> check;
    private final Optional<Program> change;
    private final Optional<Program> notice;

    /**
     * @param check {@code externpasscheck}
     * @param change {@code externpass}
     * @param notice {@code externpassnotify}; not run where there is {@code externpass}, as in Asterisk
     */
    public PinPrograms(Optional<Program> check, Optional<Program> change, Optional<Program> notice) {
        this.check = Objects.requireNonNull(check, "check");
        this.change = Objects.requireNonNull(change, "change");
        this.notice = change.isPresent() ? Optional.empty() : notice;
    }

    @Override
    public boolean admits(MailboxId mailbox, String digits) {
        return isValid(mailbox, digits) && isChanged(mailbox, digits);
    }

    private boolean isValid(MailboxId mailbox, String digits) {
        List<String> arguments = List.of(mailbox.number(), mailbox.context(), "", digits);
        return check.isEmpty()
                || run(check.get(), mailbox, arguments)
                        .filter(exit -> exit.output().startsWith("VALID"))
                        .isPresent();
    }

    private boolean isChanged(MailboxId mailbox, String digits) {
        return change.isEmpty()
                || run(change.get(), mailbox, arguments(mailbox, digits))
                        .filter(exit -> exit.exit() == 0)
                        .isPresent();
    }

    @Override
    public void changed(MailboxId mailbox, String digits) {
        notice.flatMap(program -> run(program, mailbox, arguments(mailbox, digits)))
                .filter(exit -> exit.exit() != 0)
                .ifPresent(exit -> LOG.warn("{}: externpassnotify ended with {}", mailbox, exit.exit()));
    }

    private static List<String> arguments(MailboxId mailbox, String digits) {
        return List.of(mailbox.context(), mailbox.number(), digits);
    }

    private static Optional<Exit> run(Program program, MailboxId mailbox, List<String> arguments) {
        try {
            return Optional.of(program.with(arguments).run());
        } catch (VoicemailException e) {
            LOG.warn("{}: {} about its PIN failed: {}", mailbox, program, e.getMessage());
            return Optional.empty();
        }
    }
}
