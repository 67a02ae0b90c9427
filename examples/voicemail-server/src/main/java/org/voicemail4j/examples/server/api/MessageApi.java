package org.voicemail4j.examples.server.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.examples.server.http.Answer;
import org.voicemail4j.examples.server.http.Json;
import org.voicemail4j.examples.server.http.Problem;
import org.voicemail4j.examples.server.http.Request;
import org.voicemail4j.examples.server.http.Route;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Sensitivity;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.service.MailboxOperations;
import org.voicemail4j.service.OperationResult;

/**
 * The messages of a mailbox. Each is named by an id that stays the same wherever it is moved. What is changed is changed as
 * if it had been done by phone, lamps and listeners included.
 */
public final class MessageApi {

    private static final Logger LOG = LoggerFactory.getLogger(MessageApi.class);

    private static final String ALL = "/v1/mailboxes/{mailbox}/messages";
    private static final String ONE = ALL + "/{message}";
    private static final int MOST_RECIPIENTS = 50;
    private static final int LONGEST_CATEGORY = 256;

    private final MailboxOperations operations;
    private final SoundDownload download;

    /** Asks these. */
    public MessageApi(MailboxOperations operations, SoundDownload download) {
        this.operations = operations;
        this.download = download;
    }

    /** What it answers. */
    public List<Route> routes() {
        return List.of(
                Route.get(ALL, this::list),
                Route.get(ONE, this::one),
                Route.get(ONE + "/sound", this::sound),
                Route.change("PATCH", ONE, this::mark),
                Route.change("DELETE", ONE, this::delete),
                Route.change("POST", ONE + "/move", this::move),
                Route.change("POST", ONE + "/restore", this::restore),
                Route.change("POST", ONE + "/forward", this::forward));
    }

    private Answer list(Request request) {
        MailboxId mailbox = Asked.mailbox(request);
        if (!operations.exists(mailbox)) {
            throw Asked.noMailbox();
        }
        Folder[] folders = request.query("folder")
                .map(title -> new Folder[] {Asked.folder(title)})
                .orElseGet(Folder::values);
        List<Map<String, Object>> messages = operations.list(mailbox, folders).stream()
                .map(MessageView::json)
                .toList();
        return Json.answer(200, Map.of("messages", messages));
    }

    private Message found(Request request) {
        return operations.find(Asked.mailbox(request), Asked.message(request)).orElseThrow(Asked::noMessage);
    }

    private Answer one(Request request) {
        Message message = found(request);
        return MessageView.isKnown(request, message)
                ? Answer.empty(304).with("ETag", MessageView.entityTag(message))
                : shown(message);
    }

    private static Answer shown(Message message) {
        return Json.answer(200, MessageView.json(message)).with("ETag", MessageView.entityTag(message));
    }

    private Answer sound(Request request) {
        AudioContent sound =
                operations.sound(Asked.mailbox(request), Asked.message(request)).orElseThrow(Asked::noMessage);
        return download.answer(sound, request.query("format"));
    }

    /** Looked at again inside of the change: of two who have seen the same, one changes it. */
    private Answer mark(Request request) throws IOException {
        Map<String, Object> body = Json.object(request);
        Asked.checkMembers(body, Set.of("urgent", "private", "category"));
        Message before = found(request);
        MessageView.checkUnchanged(request, before);
        Optional<Boolean> urgent = Asked.optional(body, "urgent", Boolean.class);
        Optional<Boolean> isPrivate = Asked.optional(body, "private", Boolean.class);
        Optional<String> category = Asked.optional(body, "category", String.class);
        category.ifPresent(MessageApi::checkCategory);
        return operations
                .change(Asked.mailbox(request), before.id(), envelope -> {
                    MessageView.checkUnchanged(
                            request, new Message(before.id(), before.folder(), envelope, before.length()));
                    Envelope.Builder after = envelope.toBuilder();
                    urgent.ifPresent(is -> after.urgency(is ? Urgency.URGENT : Urgency.NORMAL));
                    isPrivate.ifPresent(is -> after.sensitivity(is ? Sensitivity.PRIVATE : Sensitivity.NORMAL));
                    category.ifPresent(after::category);
                    return after.build();
                })
                .map(MessageApi::shown)
                .orElseThrow(Asked::noMessage);
    }

    private static void checkCategory(String category) {
        if (category.length() > LONGEST_CATEGORY || category.codePoints().anyMatch(Character::isISOControl)) {
            throw new Problem(422, "a category is one line of at most " + LONGEST_CATEGORY + " characters");
        }
    }

    private Answer delete(Request request) {
        Message message = found(request);
        MessageView.checkUnchanged(request, message);
        MailboxId mailbox = Asked.mailbox(request);
        String erase = request.query("erase").orElse("false");
        return switch (erase) {
            case "true" -> Asked.answer(operations.erase(mailbox, message.id()));
            case "false" -> Asked.answer(operations.delete(mailbox, message.id()));
            default -> throw new Problem(400, "'erase' is not true or false");
        };
    }

    private Answer move(Request request) throws IOException {
        Map<String, Object> body = Json.object(request);
        Asked.checkMembers(body, Set.of("folder"));
        Folder to = Asked.folder(Asked.member(body, "folder", String.class));
        Message message = found(request);
        MessageView.checkUnchanged(request, message);
        return Asked.answer(operations.move(Asked.mailbox(request), message.id(), to));
    }

    private Answer restore(Request request) {
        Message message = found(request);
        MessageView.checkUnchanged(request, message);
        if (message.folder() != Folder.DELETED) {
            throw new Problem(409, "the message is not deleted");
        }
        return Asked.answer(operations.restore(Asked.mailbox(request), message.id()));
    }

    private Answer forward(Request request) throws IOException {
        Map<String, Object> body = Json.object(request);
        Asked.checkMembers(body, Set.of("to"));
        List<?> to = Asked.member(body, "to", List.class);
        if (to.isEmpty() || to.size() > MOST_RECIPIENTS) {
            throw new Problem(400, "'to' names 1 to " + MOST_RECIPIENTS + " mailboxes");
        }
        Message message = found(request);
        List<Map<String, Object>> results = new ArrayList<>();
        for (Object recipient : to) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("to", String.valueOf(recipient));
            result.put("result", forwarded(Asked.mailbox(request), message, String.valueOf(recipient)));
            results.add(result);
        }
        return Json.answer(200, Map.of("results", results));
    }

    /** Told for each: if all failed with one of them, the others would have the message again from whoever tries again. */
    private String forwarded(MailboxId from, Message message, String to) {
        try {
            return Asked.name(Asked.mailbox(to)
                    .map(mailbox -> operations.forward(from, message.id(), mailbox))
                    .orElse(OperationResult.NO_MAILBOX));
        } catch (VoicemailException e) {
            LOG.warn("{} of {} is not forwarded to {}", message.id(), from, to, e);
            return "failed";
        }
    }
}
