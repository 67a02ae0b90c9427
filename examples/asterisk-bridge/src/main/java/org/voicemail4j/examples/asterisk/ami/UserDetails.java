package org.voicemail4j.examples.asterisk.ami;

import java.time.Duration;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.CallerIdText;
import org.voicemail4j.message.Message;

/** What an Asterisk tells of owners and messages by its manager port, field by field; never a PIN. */
final class UserDetails {

    private UserDetails() {}

    static AmiMessage of(String event, Subscriber user) {
        MailboxPolicy policy = user.policy();
        return AmiMessage.event(event)
                .with("VMContext", user.mailbox().context())
                .with("VoiceMailbox", user.mailbox().number())
                .with("Fullname", user.fullName())
                .with("Email", String.join("|", user.emails()))
                .with("Pager", user.pager().orElse(""))
                .with("Language", policy.language())
                .with("TimeZone", policy.zone())
                .with(
                        "SayDurationMinimum",
                        policy.sayDurationFrom().map(Duration::toMinutes).orElse(0L))
                .with("SayEnvelope", yes(policy.sayEnvelope()))
                .with("SayCID", yes(policy.sayCaller()))
                .with("VolumeGain", "0.00")
                .with("CanReview", yes(policy.review()))
                .with("CanMarkUrgent", yes(policy.leaveUrgent()))
                .with("CallOperator", yes(policy.operator().isPresent()))
                .with("MaxMessageCount", policy.maxMessages())
                .with("MaxMessageLength", policy.longestMessage().toSeconds());
    }

    private static String yes(boolean is) {
        return is ? "Yes" : "No";
    }

    static AmiMessage of(Message message) {
        return AmiMessage.event("VoicemailBoxDetail")
                .with("Folder", message.folder().title())
                .with("CallerID", CallerIdText.encode(message.envelope().caller()))
                .with("Date", message.envelope().received())
                .with("Duration", message.length().toSeconds())
                .with("Flag", message.isUrgent() ? "Urgent" : "")
                .with("ID", message.id());
    }
}
