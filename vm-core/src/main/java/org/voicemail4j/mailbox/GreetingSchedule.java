package org.voicemail4j.mailbox;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * When, and by whom, which greeting is heard, in the time of the mailbox's zone.
 *
 * @param temporaryFrom before that the temporary greeting is not heard yet; empty for from its recording on
 * @param temporaryUntil from then on the temporary greeting is not heard any more; empty for until it is erased
 * @param hours outside of these the {@link GreetingKind#CLOSED} greeting is heard, if there is one
 * @param specialCallers callers who hear the {@link GreetingKind#SPECIAL} greeting, if there is one
 * @param absence what becomes of callers while there is an {@link GreetingKind#ABSENCE} greeting
 */
public record GreetingSchedule(
        Optional<LocalDateTime> temporaryFrom,
        Optional<LocalDateTime> temporaryUntil,
        OpeningHours hours,
        List<NumberPattern> specialCallers,
        Absence absence) {

    /** A temporary greeting is heard for as long as it is there, and nothing goes by the hour or by the caller. */
    public static final GreetingSchedule NONE =
            new GreetingSchedule(Optional.empty(), Optional.empty(), OpeningHours.ALWAYS);

    /** What becomes of callers while there is an {@link GreetingKind#ABSENCE} greeting. */
    public enum Absence {
        /** That greeting is not used. */
        UNUSED,
        /** They hear it and leave no message. */
        GREETING_ONLY,
        /** They hear it and can leave a message. */
        TAKES_MESSAGES
    }

    public GreetingSchedule {
        Objects.requireNonNull(temporaryFrom, "temporaryFrom");
        Objects.requireNonNull(temporaryUntil, "temporaryUntil");
        Objects.requireNonNull(hours, "hours");
        specialCallers = List.copyOf(specialCallers);
        Objects.requireNonNull(absence, "absence");
    }

    /** The same for every caller, and without an extended absence. */
    public GreetingSchedule(
            Optional<LocalDateTime> temporaryFrom, Optional<LocalDateTime> temporaryUntil, OpeningHours hours) {
        this(temporaryFrom, temporaryUntil, hours, List.of(), Absence.UNUSED);
    }

    /** Whether the temporary greeting, if there is one, is heard at that time. */
    public boolean isTemporary(LocalDateTime now) {
        return temporaryFrom.map(from -> !now.isBefore(from)).orElse(true)
                && temporaryUntil.map(now::isBefore).orElse(true);
    }

    /** Whether the greeting for closed hours, if there is one, is heard at that time. */
    public boolean isClosed(LocalDateTime now) {
        return !hours.areOpen(now);
    }

    /** Whether the greeting for special callers, if there is one, is heard by whoever calls from that number. */
    public boolean isSpecial(String number) {
        return specialCallers.stream().anyMatch(pattern -> pattern.matches(number));
    }
}
