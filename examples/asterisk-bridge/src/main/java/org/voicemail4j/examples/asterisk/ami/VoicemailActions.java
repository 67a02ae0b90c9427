package org.voicemail4j.examples.asterisk.ami;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.service.OperationResult;
import org.voicemail4j.service.VoicemailService;

/**
 * The voicemail actions of an Asterisk's manager port, with its names of fields. What cannot be done is {@code Response:
 * Error} here; Asterisk says {@code Success} and a text. For many threads.
 */
final class VoicemailActions {

    private final VoicemailService service;
    private final MailboxDirectory directory;

    VoicemailActions(VoicemailService service, MailboxDirectory directory) {
        this.service = service;
        this.directory = directory;
    }

    /** What is answered, one message after the other, without ActionID. */
    List<AmiMessage> run(String name, AmiMessage action) {
        try {
            return switch (name) {
                case "mailboxstatus" -> List.of(status(action));
                case "mailboxcount" -> List.of(count(action));
                case "voicemailuserslist" -> users();
                case "voicemailuserstatus" -> user(mailbox(action));
                case "voicemailboxsummary" -> summary(mailbox(action));
                case "voicemailmove" -> List.of(move(action));
                case "voicemailremove" -> List.of(remove(action));
                case "voicemailforward" -> List.of(forward(action));
                case "voicemailrefresh" -> List.of(refresh(action));
                default -> List.of(AmiSession.error("Invalid/unknown command"));
            };
        } catch (IllegalArgumentException | VoicemailException e) {
            return List.of(AmiSession.error(String.valueOf(e.getMessage())));
        }
    }

    private static String given(AmiMessage action, String field) {
        String value = action.get(field);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("Need '" + field + "' parameter");
        }
        return value;
    }

    private static MailboxId mailbox(AmiMessage action) {
        return new MailboxId(given(action, "Context"), given(action, "Mailbox"));
    }

    private static AmiMessage success(String message) {
        return AmiMessage.response("Success").with("Message", message);
    }

    private AmiMessage status(AmiMessage action) {
        return success("Mailbox Status")
                .with("Mailbox", given(action, "Mailbox"))
                .with("Waiting", sum(action, MessageCounts::newMessages) > 0 ? 1 : 0);
    }

    /** Asterisk's new messages are those that are not urgent. */
    private AmiMessage count(AmiMessage action) {
        return success("Mailbox Message Count")
                .with("Mailbox", given(action, "Mailbox"))
                .with("UrgMessages", sum(action, MessageCounts::newUrgent))
                .with("NewMessages", sum(action, counts -> counts.newMessages() - counts.newUrgent()))
                .with("OldMessages", sum(action, MessageCounts::oldMessages));
    }

    /** Over all mailboxes of the field. */
    private int sum(AmiMessage action, ToIntFunction<MessageCounts> part) {
        return Stream.of(given(action, "Mailbox").split("[,&]"))
                .map(String::strip)
                .filter(mailbox -> !mailbox.isEmpty())
                .map(MailboxId::parse)
                .map(service::summary)
                .flatMap(Optional::stream)
                .map(MessageSummary::voice)
                .mapToInt(part)
                .sum();
    }

    private List<AmiMessage> users() {
        try (Stream<Subscriber> all = directory.list()) {
            return listed(
                    "Voicemail user list will follow",
                    "VoicemailUserEntry",
                    all.map(user -> details("VoicemailUserEntry", user)).toList());
        }
    }

    private List<AmiMessage> user(MailboxId mailbox) {
        return directory
                .find(mailbox)
                .map(user -> listed(
                        "Voicemail user detail will follow",
                        "VoicemailUserDetail",
                        List.of(details("VoicemailUserDetail", user))))
                .orElseGet(() -> List.of(AmiSession.error("There is no voicemail user matching the given user.")));
    }

    private static List<AmiMessage> listed(String message, String event, List<AmiMessage> entries) {
        List<AmiMessage> all = new ArrayList<>();
        all.add(AmiMessage.response("Success").with("EventList", "start").with("Message", message));
        all.addAll(entries);
        all.add(AmiMessage.event(event + "Complete")
                .with("EventList", "Complete")
                .with("ListItems", entries.size()));
        return all;
    }

    private AmiMessage details(String event, Subscriber user) {
        MessageCounts counts =
                service.summary(user.mailbox()).map(MessageSummary::voice).orElse(MessageCounts.NONE);
        return UserDetails.of(event, user)
                .with("NewMessageCount", counts.newMessages())
                .with("OldMessageCount", counts.oldMessages());
    }

    private List<AmiMessage> summary(MailboxId mailbox) {
        if (!service.operations().exists(mailbox)) {
            return List.of(AmiSession.error("There is no voicemail user matching the given user."));
        }
        return listed(
                "Voicemail box detail will follow",
                "VoicemailBoxDetail",
                service.operations().list(mailbox).stream().map(UserDetails::of).toList());
    }

    /** A message that lies in the folder that the action names; urgent new ones lie in INBOX here. */
    private MessageId message(AmiMessage action) {
        MessageId id = new MessageId(given(action, "ID"));
        Folder folder = folder(given(action, "Folder"));
        Optional<Message> found = service.operations().find(mailbox(action), id);
        if (found.filter(message -> message.folder() == folder).isEmpty()) {
            throw new IllegalArgumentException("There is no such message in folder " + folder.title());
        }
        return id;
    }

    private static Folder folder(String title) {
        return title.toLowerCase(Locale.ROOT).equals("urgent")
                ? Folder.INBOX
                : Folder.titled(title).orElseThrow(() -> new IllegalArgumentException("There is no folder " + title));
    }

    private AmiMessage move(AmiMessage action) {
        Folder to = folder(given(action, "ToFolder"));
        return told("Message move", service.operations().move(mailbox(action), message(action), to));
    }

    private AmiMessage remove(AmiMessage action) {
        return told("Message remove", service.operations().delete(mailbox(action), message(action)));
    }

    private AmiMessage forward(AmiMessage action) {
        MailboxId to = new MailboxId(given(action, "ToContext"), given(action, "ToMailbox"));
        if (folder(given(action, "ToFolder")) != Folder.INBOX) {
            throw new IllegalArgumentException("a copy goes into INBOX");
        }
        return told("Message forward", service.operations().forward(mailbox(action), message(action), to));
    }

    private static AmiMessage told(String what, OperationResult result) {
        return result == OperationResult.DONE
                ? success(what + " successful")
                : AmiSession.error(what + " failed: " + result.name().toLowerCase(Locale.ROOT));
    }

    /** Without a mailbox all of the context, without a context all of all. */
    private AmiMessage refresh(AmiMessage action) {
        String context = action.get("Context");
        String number = action.get("Mailbox");
        try (Stream<Subscriber> all = directory.list()) {
            all.map(Subscriber::mailbox)
                    .filter(mailbox -> context.isEmpty() || mailbox.context().equals(context))
                    .filter(mailbox -> number.isEmpty() || mailbox.number().equals(number))
                    .forEach(service::refresh);
        }
        return AmiMessage.response("Success");
    }
}
