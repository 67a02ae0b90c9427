package org.voicemail4j.flow;

import java.util.List;
import java.util.Optional;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallPurpose.Retrieval;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageCounts;

/**
 * An owner listens to messages: login, set-up on the first visit, how many messages there are, then the {@link MessageMenu} until pound, silence or hang-up.
 */
final class RetrievalFlow {

    private final FlowContext context;
    private final Line line;
    private final CallControl control;
    private final CallInfo info;
    private final Retrieval asked;

    RetrievalFlow(FlowContext context, Line line, CallControl control, CallInfo info, Retrieval asked) {
        this.context = context;
        this.line = line;
        this.control = control;
        this.info = info;
        this.asked = asked;
    }

    CallOutcome run() {
        line.recordLouder(asked.options().gainDb());
        Login login = new Login(context, line, info, asked.options());
        Optional<Mailbox> owned = login.run(asked.mailbox());
        owned.ifPresent(mailbox -> visit(mailbox, login));
        return owned.<CallOutcome>map(mailbox -> new CallOutcome.Retrieved(mailbox.id()))
                .orElseGet(() -> new CallOutcome.LoginFailed(login.lastTried()));
    }

    private void visit(Mailbox mailbox, Login login) {
        line.speakAs(mailbox.policy());
        context.events().loggedIn(mailbox.id());
        boolean hasCommonPin = login.owner().isEmpty();
        NewUser newUser = new NewUser(context, line, mailbox, hasCommonPin);
        boolean setsUp = (login.isPinTheNumber() && newUser.isNeeded()) || (hasCommonPin && mailbox.mustChangePin());
        boolean isTooOld = hasCommonPin && mailbox.isPinTooOld();
        boolean isReady = setsUp ? newUser.run() : !isTooOld || newUser.changePin();
        if (isReady) {
            listen(new Visit(
                    context,
                    line,
                    control,
                    info,
                    asked.options(),
                    mailbox,
                    login.owner(),
                    new MenuKeys(mailbox.policy())));
        }
        line.say("vm-goodbye");
    }

    private void listen(Visit visit) {
        Optional<Folder> playing = asked.options().playing();
        if (playing.isPresent()) {
            play(visit, playing.get());
            return;
        }
        MessageCounts counts = visit.view().counts();
        PlayEnd intro =
                line.offer(Line.join(warning(visit.mailbox()), visit.language().counts(counts)));
        try (MessageMenu menu = new MessageMenu(visit, startFolder(counts))) {
            menu.run(intro);
        }
    }

    private static void play(Visit visit, Folder folder) {
        try (MessageMenu menu = new MessageMenu(visit, folder)) {
            menu.runPlaying();
        }
    }

    private List<Prompt> warning(Mailbox mailbox) {
        boolean warns = mailbox.policy().warnTemporary()
                && CallerGreeting.isTemporary(mailbox, context.clock().instant());
        return warns ? Line.named("vm-tempgreetactive") : List.of();
    }

    private static Folder startFolder(MessageCounts counts) {
        return counts.newMessages() == 0 && counts.oldMessages() > 0 ? Folder.OLD : Folder.INBOX;
    }
}
