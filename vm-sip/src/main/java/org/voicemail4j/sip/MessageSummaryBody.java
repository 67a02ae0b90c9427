package org.voicemail4j.sip;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;

/** The body of a message-summary NOTIFY (RFC 3842 §5.2), type {@code application/simple-message-summary}. */
final class MessageSummaryBody {

    static final String SUB_TYPE = "simple-message-summary";

    private static final Pattern VOICE =
            Pattern.compile("(?im)^voice-message[ \\t]*:[ \\t]*(\\d{1,9})[ \\t]*/[ \\t]*(\\d{1,9})"
                    + "(?:[ \\t]*\\([ \\t]*(\\d{1,9})[ \\t]*/[ \\t]*(\\d{1,9})[ \\t]*\\))?[ \\t]*$");
    private static final Pattern WAITING = Pattern.compile("(?im)^messages-waiting[ \\t]*:[ \\t]*(yes|no)[ \\t]*$");
    private static final Pattern ACCOUNT =
            Pattern.compile("(?im)^message-account[ \\t]*:[ \\t]*([!-~]{1,250})[ \\t]*$");

    private MessageSummaryBody() {}

    /**
     * Reads a body of another system: its Voice-Message line, or that no messages wait. Urgent counts that are greater
     * than what there is are cut; "yes" without counts says nothing that could be shown, and is none.
     */
    static Optional<MessageSummary> read(String body) {
        Matcher waiting = WAITING.matcher(body.replace("\r", ""));
        if (!waiting.find()) {
            return Optional.empty();
        }
        Matcher voice = VOICE.matcher(body.replace("\r", ""));
        if (voice.find()) {
            return Optional.of(new MessageSummary(counts(voice)));
        }
        boolean none = waiting.group(1).equalsIgnoreCase("no");
        return none ? Optional.of(new MessageSummary(MessageCounts.NONE)) : Optional.empty();
    }

    /** Whether it says of messages that they wait or not, with counts or without (RFC 3842 §5.2). */
    static boolean isOne(String body) {
        return WAITING.matcher(body.replace("\r", "")).find();
    }

    private static MessageCounts counts(Matcher voice) {
        int fresh = Integer.parseInt(voice.group(1));
        int old = Integer.parseInt(voice.group(2));
        int freshUrgent = voice.group(3) == null ? 0 : Integer.parseInt(voice.group(3));
        int oldUrgent = voice.group(4) == null ? 0 : Integer.parseInt(voice.group(4));
        return new MessageCounts(fresh, Math.min(fresh, freshUrgent), old, Math.min(old, oldUrgent));
    }

    /** The mailbox that a body of another system names. */
    static Optional<String> account(String body) {
        Matcher account = ACCOUNT.matcher(body.replace("\r", ""));
        return account.find() ? Optional.of(account.group(1)) : Optional.empty();
    }

    /**
     * Writes the body, lines ending with CRLF and no empty one at the end.
     *
     * @param account URI to call for listening, if phones shall be told; line ends in it are left out
     */
    static String write(MessageSummary summary, Optional<String> account) {
        MessageCounts voice = summary.voice();
        StringBuilder body = new StringBuilder("Messages-Waiting: ")
                .append(summary.messagesWaiting() ? "yes" : "no")
                .append("\r\n");
        account.map(uri -> uri.replaceAll("\\p{Cntrl}", ""))
                .ifPresent(uri -> body.append("Message-Account: ").append(uri).append("\r\n"));
        return body.append("Voice-Message: ")
                .append(voice.newMessages())
                .append('/')
                .append(voice.oldMessages())
                .append(" (")
                .append(voice.newUrgent())
                .append('/')
                .append(voice.oldUrgent())
                .append(")\r\n")
                .toString();
    }
}
