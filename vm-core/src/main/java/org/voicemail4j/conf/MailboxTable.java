package org.voicemail4j.conf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;

/** The mailboxes of a configuration by every name under which they can be found. Filled by one thread, then only read. */
final class MailboxTable {

    private final boolean searchesContexts;
    private final Map<MailboxId, Subscriber> byId = new HashMap<>();
    private final Map<MailboxId, Subscriber> byFoldedId = new HashMap<>();
    private final Map<String, Subscriber> byNumber = new HashMap<>();
    private final Map<MailboxId, Map<String, String>> options = new HashMap<>();
    private final Map<MailboxId, MailboxId> aliases = new LinkedHashMap<>();
    private final Map<MailboxId, MailboxId> foldedAliases = new HashMap<>();
    private final Map<MailboxId, List<MailboxId>> lists = new HashMap<>();
    private List<Subscriber> sorted = List.of();

    /**
     * @param searchesContexts whether a number that is not in the default context is looked for in all others
     */
    MailboxTable(boolean searchesContexts) {
        this.searchesContexts = searchesContexts;
    }

    void add(Subscriber subscriber, Map<String, String> ownOptions) {
        MailboxId id = subscriber.mailbox();
        byId.put(id, subscriber);
        byFoldedId.putIfAbsent(folded(id), subscriber);
        if (searchesContexts) {
            byNumber.putIfAbsent(folded(id).number(), subscriber);
        }
        if (!ownOptions.isEmpty()) {
            options.put(id, ownOptions);
        }
    }

    void addAlias(MailboxId alias, MailboxId mailbox) {
        aliases.put(alias, mailbox);
        foldedAliases.put(folded(alias), mailbox);
    }

    /** Adds a list of recipients. */
    void addList(MailboxId list, List<MailboxId> members) {
        lists.put(folded(list), members);
    }

    Optional<List<MailboxId>> members(MailboxId list) {
        return Optional.ofNullable(lists.get(folded(list)));
    }

    /** Ends the filling. */
    MailboxTable complete() {
        List<Subscriber> all = new ArrayList<>(byId.values());
        all.sort(Comparator.comparing(Subscriber::mailbox));
        sorted = Collections.unmodifiableList(all);
        return this;
    }

    /** A mailbox that Asterisk could not tell from that one, if there is one already. */
    Optional<MailboxId> rival(MailboxId id) {
        Subscriber rival = byFoldedId.get(folded(id));
        if (rival == null && searchesContexts) {
            rival = byNumber.get(folded(id).number());
        }
        return Optional.ofNullable(rival).map(Subscriber::mailbox);
    }

    boolean hasAlias(MailboxId alias) {
        return foldedAliases.containsKey(folded(alias));
    }

    Optional<Subscriber> find(MailboxId id) {
        Subscriber found = byId.get(id);
        return Optional.ofNullable(found == null ? findOtherwise(id) : found);
    }

    private @Nullable Subscriber findOtherwise(MailboxId id) {
        MailboxId folded = folded(id);
        Subscriber found = byFoldedId.get(folded);
        if (found != null) {
            return found;
        }
        MailboxId real = foldedAliases.get(folded);
        if (real != null) {
            return byId.get(real);
        }
        return folded.context().equals(MailboxId.DEFAULT_CONTEXT) ? byNumber.get(folded.number()) : null;
    }

    Optional<MailboxId> ofAlias(MailboxId alias) {
        return Optional.ofNullable(foldedAliases.get(folded(alias)));
    }

    private static MailboxId folded(MailboxId id) {
        String context = id.context().toLowerCase(Locale.ROOT);
        String number = id.number().toLowerCase(Locale.ROOT);
        return new MailboxId(context, number);
    }

    List<Subscriber> subscribers() {
        return sorted;
    }

    Map<MailboxId, MailboxId> aliases() {
        return Collections.unmodifiableMap(aliases);
    }

    Map<String, String> options(MailboxId id) {
        return options.getOrDefault(id, Map.of());
    }
}
