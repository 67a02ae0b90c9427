package org.voicemail4j.examples.server.api;

import java.io.IOException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.examples.server.http.Answer;
import org.voicemail4j.examples.server.http.Json;
import org.voicemail4j.examples.server.http.Problem;
import org.voicemail4j.examples.server.http.Request;
import org.voicemail4j.examples.server.http.Route;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PinChange;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.service.MailboxInfo;
import org.voicemail4j.service.MailboxOperations;
import org.voicemail4j.store.StoreException;

/** Who has a mailbox, how many messages are in it, and its PIN. */
public final class MailboxApi {

    private static final Logger LOG = LoggerFactory.getLogger(MailboxApi.class);
    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1000;

    private final MailboxDirectory directory;
    private final MailboxOperations operations;

    /** Asks these. */
    public MailboxApi(MailboxDirectory directory, MailboxOperations operations) {
        this.directory = directory;
        this.operations = operations;
    }

    /** What it answers. */
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/mailboxes", this::list),
                Route.get("/v1/mailboxes/{mailbox}", this::one),
                Route.change("POST", "/v1/mailboxes/{mailbox}/unlock", this::unlock),
                Route.change("PUT", "/v1/mailboxes/{mailbox}/pin", this::changePin));
    }

    private Answer list(Request request) {
        int limit = request.query("limit").map(MailboxApi::limit).orElse(USUAL_LIMIT);
        Optional<MailboxId> after = request.query("after")
                .map(text -> Asked.mailbox(text).orElseThrow(() -> new Problem(400, "'after' is not a mailbox")));
        try (Stream<MailboxId> all = after.map(directory::idsAfter).orElseGet(directory::ids)) {
            List<Map<String, Object>> page = all.limit(limit)
                    .flatMap(mailbox -> listed(mailbox).stream())
                    .toList();
            return Json.answer(200, Map.of("mailboxes", page));
        }
    }

    /** One mailbox that cannot be counted, such as one without a mail account, keeps nobody from the others; it has no counts. */
    private Optional<Map<String, Object>> listed(MailboxId mailbox) {
        try {
            return operations.info(mailbox).map(MailboxApi::json);
        } catch (StoreException e) {
            LOG.warn("{} cannot be counted", mailbox, e);
            return directory
                    .find(mailbox)
                    .map(owner -> owner(
                            owner.mailbox(),
                            owner.fullName(),
                            owner.emails(),
                            owner.policy().language(),
                            owner.policy().zone()));
        }
    }

    private static int limit(String text) {
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > HIGHEST_LIMIT) {
            throw new Problem(400, "'limit' is not a number from 1 to " + HIGHEST_LIMIT);
        }
        return limit;
    }

    private Answer one(Request request) {
        return operations
                .info(Asked.mailbox(request))
                .map(info -> Json.answer(200, json(info)))
                .orElseThrow(Asked::noMailbox);
    }

    private static Map<String, Object> json(MailboxInfo info) {
        Map<String, Object> json = owner(info.mailbox(), info.fullName(), info.emails(), info.language(), info.zone());
        MessageCounts counts = info.counts();
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("new", counts.newMessages());
        numbers.put("newUrgent", counts.newUrgent());
        numbers.put("old", counts.oldMessages());
        numbers.put("oldUrgent", counts.oldUrgent());
        json.put("counts", numbers);
        return json;
    }

    private static Map<String, Object> owner(
            MailboxId mailbox, String name, List<String> emails, Locale language, ZoneId zone) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mailbox", mailbox.toString());
        json.put("name", name);
        json.put("emails", emails);
        json.put("language", language.toLanguageTag());
        json.put("zone", zone.getId());
        return json;
    }

    private Answer unlock(Request request) {
        return Asked.answer(operations.unlock(Asked.mailbox(request)));
    }

    private Answer changePin(Request request) throws IOException {
        Map<String, Object> body = Json.object(request);
        Asked.checkMembers(body, Set.of("pin"));
        String digits = Asked.member(body, "pin", String.class);
        if (!digits.matches("[0-9]{1,32}")) {
            throw new Problem(422, "a PIN is 1 to 32 digits");
        }
        PinChange change = operations.changePin(Asked.mailbox(request), digits).orElseThrow(Asked::noMailbox);
        return switch (change) {
            case CHANGED -> Answer.empty(204);
            case NOT_ALLOWED -> throw new Problem(422, "that PIN breaks a rule of the mailbox");
            case FIXED -> throw new Problem(409, "this mailbox's PIN cannot be changed");
        };
    }
}
