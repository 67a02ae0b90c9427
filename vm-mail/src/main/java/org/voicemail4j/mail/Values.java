package org.voicemail4j.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.audio.Transcription;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.OutboxEntry;

/**
 * The values of a template's places, under Asterisk's names and some of our own. Each is one line without control
 * characters and of bounded length, whatever the caller sent.
 */
final class Values {

    private static final String UNKNOWN = "an unknown caller";
    private static final int LONGEST = 400;

    private Values() {}

    /**
     * What is known of the message besides its envelope.
     *
     * @param number its number in its folder, from 1 on
     * @param counts of the mailbox
     * @param said what was said in it, if somebody wrote it down
     */
    record Place(MessageId id, int number, MessageCounts counts, Optional<String> said) {

        static Place of(OutboxEntry entry, MessageStore store, Optional<String> said) {
            MessageCounts counts = store.counts(entry.mailbox());
            Optional<Message> found = store.find(entry.mailbox(), entry.message());
            List<MessageId> folder =
                    store.list(entry.mailbox(), found.map(Message::folder).orElse(Folder.INBOX)).stream()
                            .map(Message::id)
                            .toList();
            int number = folder.indexOf(entry.message()) + 1;
            return new Place(entry.message(), number > 0 ? number : folder.size() + 1, counts, said);
        }
    }

    static Map<String, String> of(MailSettings settings, Facts facts, Place place, String dateFormat) {
        Map<String, String> values = new LinkedHashMap<>();
        Party caller = facts.caller();
        String date = DateText.of(dateFormat, facts.received().atZone(settings.zone()), settings.locale());
        values.put("VM_NAME", settings.owner().fullName());
        values.put("VM_DUR", duration(facts.length()));
        values.put("VM_MSGNUM", Integer.toString(place.number()));
        values.put("VM_CONTEXT", settings.mailbox().context());
        values.put("VM_MAILBOX", settings.mailbox().number());
        values.put("VM_CALLERID", callerId(caller));
        values.put("VM_CIDNAME", caller.name().orElse(UNKNOWN));
        values.put("VM_CIDNUM", caller.number().orElse(UNKNOWN));
        values.put("VM_DATE", date);
        values.put("VM_CATEGORY", facts.category().isEmpty() ? "no category" : facts.category());
        values.put("VM_FLAG", facts.flag());
        values.put("ORIG_VM_CALLERID", callerId(caller));
        values.put("ORIG_VM_CIDNAME", caller.name().orElse(UNKNOWN));
        values.put("ORIG_VM_CIDNUM", caller.number().orElse(UNKNOWN));
        values.put("ORIG_VM_DATE", date);
        values.put("VM_MSGID", place.id().value());
        values.put("VM_CALLID", facts.callId());
        values.put("VM_REDIRECTING", facts.redirecting().equals(Party.UNKNOWN) ? "" : callerId(facts.redirecting()));
        values.put("VM_NEW", Integer.toString(place.counts().newMessages()));
        values.put("VM_NEW_URGENT", Integer.toString(place.counts().newUrgent()));
        values.put("VM_OLD", Integer.toString(place.counts().oldMessages()));
        values.replaceAll((name, value) -> clean(value));
        values.put("VM_TRANSCRIPT", line(place.said().orElse(""), Transcription.LONGEST));
        values.put("VM_FLAG_", facts.flag().isEmpty() ? "" : clean(facts.flag()) + ' ');
        settings.link().ifPresent(link -> values.put("VM_LINK", link(link, values)));
        return values;
    }

    /** Inside an address every value is escaped. */
    private static String link(String template, Map<String, String> values) {
        String filled = new MailTemplate(template)
                .with(values, value -> URLEncoder.encode(value, UTF_8).replace("+", "%20"));
        return clean(filled).replace(" ", "%20");
    }

    private static String callerId(Party party) {
        Optional<String> name = party.name();
        if (name.isEmpty()) {
            return party.number().orElse(UNKNOWN);
        }
        String quoted = '"' + name.get() + '"';
        return party.number().map(number -> quoted + " <" + number + '>').orElse(quoted);
    }

    static String duration(Duration length) {
        return String.format(Locale.ROOT, "%d:%02d", length.toMinutes(), length.toSecondsPart());
    }

    private static String clean(String value) {
        return line(value, LONGEST);
    }

    /** One line without control characters, of no more characters than that; none is cut in half. */
    static String line(String text, int longest) {
        String line = text.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip();
        if (line.length() <= longest) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
