package org.voicemail4j.store.fs;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.store.OutboxEntry.State;

/**
 * The name of an outbox entry's file.
 *
 * @param id the entry's
 * @param attempts how many times it has been claimed
 * @param due when it is due, to the millisecond
 * @param state whether it is still to be sent
 */
record OutboxName(String id, int attempts, Instant due, State state) {

    static final Comparator<OutboxName> ORDER =
            Comparator.comparing(OutboxName::due).thenComparing(OutboxName::id);

    private static final Pattern NAME =
            Pattern.compile("([0-9a-f]{32})\\.([0-9]{1,9})\\.([0-9]{1,15})\\.(waiting|dead)");

    static OutboxName of(OutboxEntry entry) {
        return new OutboxName(entry.id(), entry.attempts(), entry.due(), entry.state());
    }

    static Optional<OutboxName> parse(Path file) {
        Matcher matcher = NAME.matcher(String.valueOf(file.getFileName()));
        return matcher.matches()
                ? Optional.of(new OutboxName(
                        matcher.group(1),
                        Integer.parseInt(matcher.group(2)),
                        Instant.ofEpochMilli(Long.parseLong(matcher.group(3))),
                        matcher.group(4).equals("dead") ? State.DEAD : State.WAITING))
                : Optional.empty();
    }

    OutboxName claimedUntil(Instant end) {
        return new OutboxName(id, attempts + 1, end, state);
    }

    OutboxName waitingUntil(Instant other) {
        return new OutboxName(id, attempts, other, State.WAITING);
    }

    OutboxName dead() {
        return new OutboxName(id, attempts, due, State.DEAD);
    }

    Path in(Path directory) {
        return directory.resolve(id
                + '.'
                + attempts
                + '.'
                + Math.max(0, due.toEpochMilli())
                + '.'
                + state.name().toLowerCase(Locale.ROOT));
    }
}
