package org.voicemail4j.flow;

import java.util.Optional;
import java.util.function.Function;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.RetrievalOptions;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.message.Message;
import org.voicemail4j.say.SpokenLanguage;

/**
 * An owner's visit to a mailbox: what all its menus work with.
 *
 * @param control what can be done with the call besides talking
 * @param info what is known of the call
 * @param options what this visit is for and may do
 * @param mailbox whose owner is on the line
 * @param owner which of several owners, if each has a PIN
 */
record Visit(
        FlowContext context,
        Line line,
        CallControl control,
        CallInfo info,
        RetrievalOptions options,
        Mailbox mailbox,
        Optional<String> owner,
        MenuKeys keys) {

    /** The mailbox as this owner sees it. */
    OwnView view() {
        return new OwnView(context, mailbox, owner);
    }

    MailboxPolicy policy() {
        return mailbox.policy();
    }

    SpokenLanguage language() {
        return SpokenLanguage.of(policy().language());
    }

    /** Does something with the sound of a message, or says that it is gone. */
    PlayEnd withAudio(Message message, Function<AudioContent, PlayEnd> action) {
        return context.store()
                .open(mailbox.id(), message.id())
                .map(action)
                .orElseGet(() -> line.offer(Line.named("vm-deleted")));
    }

    /** Says that a choice is not possible. */
    PlayEnd sorry() {
        return line.offer(Line.named("vm-sorry"));
    }
}
