package org.voicemail4j.mail.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server said to a command that it carried out.
 *
 * @param lines untagged responses, then the tagged one
 */
record ImapAnswer(List<ImapLine> lines) {

    ImapAnswer {
        lines = List.copyOf(lines);
    }

    List<ImapLine> of(String kind) {
        return lines.stream()
                .filter(line -> line.isUntagged() && line.kind().equals(kind))
                .toList();
    }

    /** A response code, whichever line gave it. */
    Optional<String> code(String name) {
        for (ImapLine line : lines) {
            String arguments = line.code(name);
            if (arguments != null) {
                return Optional.of(arguments);
            }
        }
        return Optional.empty();
    }

    /** The numbers of SEARCH responses. */
    List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        for (ImapLine line : of("SEARCH")) {
            for (Object item : line.items().subList(1, line.items().size())) {
                number(item).ifPresent(numbers::add);
            }
        }
        numbers.sort(null);
        return numbers;
    }

    /** The FETCH responses that tell a UID. */
    List<FetchedItem> fetched() {
        return of("FETCH").stream()
                .map(FetchedItem::of)
                .flatMap(Optional::stream)
                .toList();
    }

    static Optional<Long> number(@Nullable Object item) {
        return item instanceof String text && text.matches("[0-9]{1,10}")
                ? Optional.of(Long.parseLong(text))
                : Optional.empty();
    }
}
