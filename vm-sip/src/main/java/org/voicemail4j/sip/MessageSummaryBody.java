package org.voicemail4j.sip;

import java.util.Optional;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;

/** The body of a message-summary NOTIFY (RFC 3842 §5.2), type {@code application/simple-message-summary}. */
final class MessageSummaryBody {

    private MessageSummaryBody() {}

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
