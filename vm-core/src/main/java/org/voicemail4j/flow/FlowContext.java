package org.voicemail4j.flow;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.call.CallerNames;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.PersonalLists;
import org.voicemail4j.mailbox.SystemLists;
import org.voicemail4j.store.MessageStore;

/**
 * What the flows work with.
 *
 * @param mailboxes finds the mailbox whose number a caller enters
 * @param store where messages and greetings are kept
 * @param transcoder makes what the store keeps of a message that is forwarded
 * @param clock the present
 * @param events is told what happens
 * @param guard knows which callers failed to log in too often
 * @param personalLists owners' own lists of recipients
 * @param systemLists lists of recipients for everybody
 * @param callerNames recorded names of callers who have no mailbox
 * @param greetingDates from when until when owners want their greetings to be heard
 * @param directories the people of another directory, by its name, for those who look for a name there
 */
public record FlowContext(
        MailboxFinder mailboxes,
        MessageStore store,
        AudioTranscoder transcoder,
        Clock clock,
        FlowEvents events,
        CallerGuard guard,
        PersonalLists personalLists,
        SystemLists systemLists,
        CallerNames callerNames,
        GreetingDates greetingDates,
        Function<String, MailboxFinder> directories) {

    /** A directory with nobody in it. */
    public static final MailboxFinder NOBODY = id -> Optional.empty();

    /** Without counting failed logins by caller, without lists of recipients and recorded names of callers. */
    public FlowContext(
            MailboxFinder mailboxes, MessageStore store, AudioTranscoder transcoder, Clock clock, FlowEvents events) {
        this(
                mailboxes,
                store,
                transcoder,
                clock,
                events,
                CallerGuard.NONE,
                PersonalLists.NONE,
                SystemLists.NONE,
                CallerNames.NONE,
                GreetingDates.NONE,
                file -> NOBODY);
    }

    public FlowContext {
        Objects.requireNonNull(personalLists, "personalLists");
        Objects.requireNonNull(systemLists, "systemLists");
        Objects.requireNonNull(callerNames, "callerNames");
        Objects.requireNonNull(greetingDates, "greetingDates");
        Objects.requireNonNull(directories, "directories");
        Objects.requireNonNull(mailboxes, "mailboxes");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(transcoder, "transcoder");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(events, "events");
        Objects.requireNonNull(guard, "guard");
    }
}
