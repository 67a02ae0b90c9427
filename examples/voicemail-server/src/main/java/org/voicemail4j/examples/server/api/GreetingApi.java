package org.voicemail4j.examples.server.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.examples.server.http.Answer;
import org.voicemail4j.examples.server.http.Json;
import org.voicemail4j.examples.server.http.Problem;
import org.voicemail4j.examples.server.http.Request;
import org.voicemail4j.examples.server.http.Route;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.service.MailboxOperations;
import org.voicemail4j.service.OperationResult;

/** What callers hear of an owner. */
public final class GreetingApi {

    private static final String ALL = "/v1/mailboxes/{mailbox}/greetings";
    private static final String ONE = ALL + "/{greeting}";

    private final MailboxDirectory directory;
    private final MailboxOperations operations;
    private final SoundDownload download;
    private final SoundUpload upload;

    /** Asks these. */
    public GreetingApi(
            MailboxDirectory directory, MailboxOperations operations, SoundDownload download, SoundUpload upload) {
        this.directory = directory;
        this.operations = operations;
        this.download = download;
        this.upload = upload;
    }

    /** What it answers. */
    public List<Route> routes() {
        return List.of(
                Route.get(ALL, this::list),
                Route.get(ONE, this::sound),
                Route.change("PUT", ONE, this::put),
                Route.change("DELETE", ONE, this::delete));
    }

    private Answer list(Request request) {
        MailboxId mailbox = Asked.mailbox(request);
        if (!operations.exists(mailbox)) {
            throw Asked.noMailbox();
        }
        List<Map<String, Object>> greetings = new ArrayList<>();
        for (GreetingKind kind : GreetingKind.values()) {
            operations.greeting(mailbox, kind).ifPresent(sound -> greetings.add(json(kind, sound)));
        }
        return Json.answer(200, Map.of("greetings", greetings));
    }

    private static Map<String, Object> json(GreetingKind kind, AudioContent sound) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("greeting", Asked.name(kind));
        json.put("durationMillis", sound.length().toMillis());
        json.put("format", sound.format().formatName());
        return json;
    }

    private Answer sound(Request request) {
        return operations
                .greeting(Asked.mailbox(request), Asked.greeting(request))
                .map(sound -> download.answer(sound, request.query("format")))
                .orElseThrow(GreetingApi::none);
    }

    private static Problem none() {
        return new Problem(404, "there is no such greeting");
    }

    private Answer put(Request request) throws IOException {
        MailboxId mailbox = Asked.mailbox(request);
        GreetingKind kind = Asked.greeting(request);
        Optional<Subscriber> owner = directory.find(mailbox);
        AudioContent sound = upload.greeting(
                request, owner.orElseThrow(Asked::noMailbox).policy().longestGreeting());
        return Asked.answer(operations.greet(mailbox, kind, sound));
    }

    private Answer delete(Request request) {
        OperationResult result = operations.deleteGreeting(Asked.mailbox(request), Asked.greeting(request));
        if (result == OperationResult.NO_MESSAGE) {
            throw none();
        }
        return Asked.answer(result);
    }
}
