package org.voicemail4j.examples.server.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.voicemail4j.examples.server.http.Answer;
import org.voicemail4j.examples.server.http.Problem;
import org.voicemail4j.examples.server.http.Request;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.service.OperationResult;

/** What requests name, and what became of it. */
final class Asked {

    private Asked() {}

    static MailboxId mailbox(Request request) {
        return mailbox(request.place("mailbox")).orElseThrow(Asked::noMailbox);
    }

    static Optional<MailboxId> mailbox(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? MailboxId.of(MailboxId.DEFAULT_CONTEXT, text)
                : MailboxId.of(text.substring(at + 1), text.substring(0, at));
    }

    static MessageId message(Request request) {
        String id = request.place("message");
        if (!MessageId.isValid(id)) {
            throw noMessage();
        }
        return new MessageId(id);
    }

    static GreetingKind greeting(Request request) {
        String asked = request.place("greeting");
        return Stream.of(GreetingKind.values())
                .filter(kind -> name(kind).equals(asked))
                .findFirst()
                .orElseThrow(() -> new Problem(404, "there is no greeting of that kind"));
    }

    static Folder folder(String title) {
        return Folder.titled(title)
                .orElseThrow(() -> new Problem(
                        400,
                        "there is no such folder; there are "
                                + String.join(
                                        ", ",
                                        Stream.of(Folder.values())
                                                .map(Folder::title)
                                                .toList())));
    }

    /** As it stands in addresses and answers. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static Problem noMailbox() {
        return new Problem(404, "there is no such mailbox");
    }

    static Problem noMessage() {
        return new Problem(404, "there is no such message");
    }

    /** 204, or what kept it from being done. */
    static Answer answer(OperationResult result) {
        if (result != OperationResult.DONE) {
            throw problem(result);
        }
        return Answer.empty(204);
    }

    private static Problem problem(OperationResult result) {
        return switch (result) {
            case NO_MAILBOX -> noMailbox();
            case NO_MESSAGE -> noMessage();
            case FOLDER_FULL -> new Problem(409, "that folder is full");
            case IS_PRIVATE -> new Problem(409, "the message is for its owner alone");
            case UNUSABLE_SOUND -> new Problem(422, "the sound cannot be used");
            case DONE -> throw new IllegalArgumentException("no problem");
        };
    }

    /**
     * Refuses members that nobody here reads: they are mistakes more often than not.
     *
     * @throws Problem 400
     */
    static void checkMembers(Map<String, Object> body, Set<String> known) {
        TreeSet<String> others = new TreeSet<>(body.keySet());
        others.removeAll(known);
        if (!others.isEmpty()) {
            throw new Problem(400, "only these members are known here: " + String.join(", ", new TreeSet<>(known)));
        }
    }

    /** A member that must be there, of that kind. */
    static <T> T member(Map<String, Object> body, String name, Class<T> kind) {
        return optional(body, name, kind).orElseThrow(() -> new Problem(400, "the member '" + name + "' is missing"));
    }

    /** A member of that kind; empty if it is not there. */
    static <T> Optional<T> optional(Map<String, Object> body, String name, Class<T> kind) {
        Object value = body.get(name);
        if (value != null && !kind.isInstance(value)) {
            String wanted = kind == List.class ? "a list" : kind == Boolean.class ? "true or false" : "a text";
            throw new Problem(400, "the member '" + name + "' is not " + wanted);
        }
        return Optional.ofNullable(value).map(kind::cast);
    }
}
