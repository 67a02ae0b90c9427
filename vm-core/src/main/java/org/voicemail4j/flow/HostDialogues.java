package org.voicemail4j.flow;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.RetrievalOptions;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.say.SpokenLanguage;
import org.voicemail4j.store.MoveResult;

/**
 * Pieces of the dialogues for a host that leads its calls itself: it gives the sound of a call that it has answered, and
 * goes on with the call afterwards. On the calling thread; for many threads.
 */
public final class HostDialogues {

    private final FlowContext context;

    public HostDialogues(FlowContext context) {
        this.context = Objects.requireNonNull(context, "context");
    }

    /** Lets a caller log in; thanks whoever could (Asterisk's VMAuthenticate). */
    public Optional<MailboxId> authenticate(MediaSession session, CallInfo info, Optional<MailboxId> mailbox) {
        Line line = new Line(session);
        Optional<MailboxId> owned = new Login(context, line, info, RetrievalOptions.USUAL)
                .run(mailbox)
                .map(Mailbox::id);
        owned.ifPresent(id -> {
            context.events().loggedIn(id);
            line.say("auth-thankyou");
        });
        return owned;
    }

    /**
     * Plays a message; it counts as heard from its beginning (Asterisk's VoiceMailPlayMsg).
     *
     * @return how playing ended; empty if there is no such mailbox or message
     */
    public Optional<PlayEnd> playMessage(MediaSession session, MailboxId mailbox, MessageId id) {
        return context.mailboxes()
                .find(mailbox)
                .flatMap(owner -> context.store()
                        .find(owner.id(), id)
                        .flatMap(message -> play(new Line(session), owner, message)));
    }

    private Optional<PlayEnd> play(Line line, Mailbox owner, Message message) {
        return context.store().open(owner.id(), message.id()).map(audio -> {
            line.speakAs(owner.policy());
            context.events().heard(owner.id(), message);
            PlayEnd end = line.listen(audio, new MenuKeys(owner.policy()).controls(owner.policy()));
            file(owner, message);
            return end;
        });
    }

    private void file(Mailbox owner, Message message) {
        boolean isForOne = owner.policy().owners().isEmpty(); // else it stays new until each of them has heard it
        boolean moves = message.folder() == Folder.INBOX && owner.policy().moveHeard() && isForOne;
        int most = owner.policy().maxMessages();
        if (moves
                && context.store().move(owner.id(), message.id(), Folder.INBOX, Folder.OLD, most) == MoveResult.DONE) {
            KeptSince.moved(
                    context.store(), owner, message, Folder.OLD, context.clock().instant());
            context.events().moved(owner.id(), message, Folder.OLD);
            context.events().countsChanged(owner.id());
        }
    }

    /**
     * Says whose a mailbox is: by the recorded name, else by its number (Asterisk's VMSayName).
     *
     * @return how that ended, any key ends it; empty if there is no such mailbox
     */
    public Optional<PlayEnd> sayName(MediaSession session, MailboxId mailbox) {
        return context.mailboxes().find(mailbox).map(owner -> new Line(session).play(name(owner), Digit.ANY));
    }

    private static List<Prompt> name(Mailbox owner) {
        SpokenLanguage language = SpokenLanguage.of(owner.policy().language());
        return CallerGreeting.recorded(owner, GreetingKind.NAME)
                .map(List::of)
                .orElseGet(() -> Line.join(
                        Line.named("vm-extension"), language.spelled(owner.id().number())));
    }
}
