package org.voicemail4j.flow;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.Subscriber;

/** The people of one context by their names. */
final class NameDirectory {

    private final MailboxFinder mailboxes;
    private final String context;
    private final DirectoryOptions options;

    NameDirectory(MailboxFinder mailboxes, String context, DirectoryOptions options) {
        this.mailboxes = mailboxes;
        this.context = context;
        this.options = options;
    }

    /** Everybody whose name begins with those keys, by last name; those who do not want to be found left out. */
    List<Mailbox> find(String keys) {
        try (Stream<Mailbox> all = mailboxes.list(context)) {
            return all.filter(mailbox -> mailbox.subscriber().isListed())
                    .filter(mailbox -> isCalled(mailbox.subscriber(), keys))
                    .sorted(Comparator.comparing((Mailbox mailbox) ->
                                    NameKeys.sorting(mailbox.subscriber().fullName()))
                            .thenComparing(Mailbox::id))
                    .toList();
        }
    }

    private boolean isCalled(Subscriber subscriber, String keys) {
        Stream<String> aliases = options.isWithAliases() ? subscriber.aliases().stream() : Stream.empty();
        return Stream.concat(Stream.of(subscriber.fullName()), aliases)
                .filter(name -> !name.isBlank())
                .anyMatch(name -> NameKeys.begins(name, options.name(), keys));
    }
}
