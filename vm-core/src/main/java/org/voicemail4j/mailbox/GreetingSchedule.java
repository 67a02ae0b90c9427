package org.voicemail4j.mailbox;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * When, and by whom, which greeting is heard, in the time of the mailbox's zone.
 *
 * @param temporary when the temporary greeting is heard, if there is one
 * @param hours outside of these the {@link GreetingKind#CLOSED} greeting is heard, if there is one
 * @param specialCallers callers who hear the {@link GreetingKind#SPECIAL} greeting, if there is one
 * @param absence what becomes of callers while there is an {@link GreetingKind#ABSENCE} greeting
 * @param absent when that is so, if there is one
 */
public record GreetingSchedule(
        GreetingPeriod temporary,
        OpeningHours hours,
        List<NumberPattern> specialCallers,
        Absence absence,
        GreetingPeriod absent) {

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
        Objects.requireNonNull(temporary, "temporary");
        Objects.requireNonNull(hours, "hours");
        specialCallers = List.copyOf(specialCallers);
        Objects.requireNonNull(absence, "absence");
        Objects.requireNonNull(absent, "absent");
    }

    /**
     * The same for every caller, and without an extended absence.
     *
     * @param temporaryFrom before that the temporary greeting is not heard yet
     * @param temporaryUntil from then on it is not heard any more
     */
    public GreetingSchedule(
            Optional<LocalDateTime> temporaryFrom, Optional<LocalDateTime> temporaryUntil, OpeningHours hours) {
        this(
                new GreetingPeriod(temporaryFrom, temporaryUntil),
                hours,
                List.of(),
                Absence.UNUSED,
                GreetingPeriod.ALWAYS);
    }

    /** This schedule with other dates for the temporary greeting and the one for absence, where there are any. */
    public GreetingSchedule with(Map<GreetingKind, GreetingPeriod> dates) {
        return new GreetingSchedule(
                dates.getOrDefault(GreetingKind.TEMPORARY, temporary),
                hours,
                specialCallers,
                absence,
                dates.getOrDefault(GreetingKind.ABSENCE, absent));
    }

    /** When a greeting is heard as far as dates go; those that have none are heard always. */
    public GreetingPeriod period(GreetingKind kind) {
        return switch (kind) {
            case TEMPORARY -> temporary;
            case ABSENCE -> absent;
            default -> GreetingPeriod.ALWAYS;
        };
    }

    /** Whether the temporary greeting, if there is one, is heard at that time. */
    public boolean isTemporary(LocalDateTime now) {
        return temporary.includes(now);
    }

    /** Whether the greeting for absence, if there is one, is heard at that time. */
    public boolean isAbsent(LocalDateTime now) {
        return absence != Absence.UNUSED && absent.includes(now);
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
