package org.voicemail4j.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.store.Recording;

/** The caller at the other end: hears prompts, presses keys, speaks. */
final class Line {

    /** How long a menu waits for a key. */
    static final Duration MENU_WAIT = Duration.ofSeconds(6);

    private static final Duration FIRST_DIGIT_WAIT = Duration.ofSeconds(10);
    private static final Duration NEXT_DIGIT_WAIT = Duration.ofSeconds(2);
    private static final int MOST_DIGITS = 80;
    private static final int MOST_DIGITS_OF_SEVERAL = DistributionList.MOST_MEMBERS * (64 + 1);
    private static final int ROUNDS = 4;

    private final MediaSession media;
    private Map<String, String> replaced = Map.of();
    private int gainDb;

    Line(MediaSession media) {
        this.media = media;
    }

    /** Speaks as a mailbox wants it: in its language, with its prompts. */
    void speakAs(MailboxPolicy policy) {
        media.language(policy.language());
        replaced = policy.prompts();
    }

    /** Records everything that much louder from now on. */
    void recordLouder(int gainDb) {
        this.gainDb = gainDb;
    }

    /** Says something that no key interrupts. */
    PlayEnd say(String... names) {
        return play(named(names), Digit.NONE);
    }

    /** Says something that every key interrupts. */
    PlayEnd offer(List<Prompt> prompts) {
        return play(prompts, Digit.ANY);
    }

    /** Says something that every key interrupts, and waits for one. */
    PlayEnd ask(List<Prompt> prompts, Duration wait) {
        return offer(join(prompts, List.of(Prompt.pause(wait))));
    }

    PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
        return media.play(
                replaced.isEmpty()
                        ? prompts
                        : prompts.stream().map(this::replaced).toList(),
                stopKeys);
    }

    private Prompt replaced(Prompt prompt) {
        return prompt instanceof Prompt.Named named && replaced.containsKey(named.name())
                ? Prompt.named(replaced.getOrDefault(named.name(), named.name()))
                : prompt;
    }

    PlayEnd listen(AudioContent audio, ListenControls controls) {
        return media.listen(audio, controls);
    }

    RecordingEnd record(Recording recording, RecordingLimits limits) {
        return media.record(recording.renditions(), limits.louder(gainDb));
    }

    /**
     * Offers choices until one is taken; a key that is none of them is answered by an excuse.
     *
     * @param intro said once, before the choices
     * @return a key that is one of {@code keys}; completed if nothing was pressed in four rounds
     */
    PlayEnd choose(List<Prompt> intro, List<Prompt> choices, Duration wait, Set<Digit> keys) {
        List<Prompt> before = intro;
        int silent = 0;
        while (silent < ROUNDS) {
            PlayEnd end = ask(join(before, choices), wait);
            if (end.isHungUp() || end.key().filter(keys::contains).isPresent()) {
                return end;
            }
            boolean wrong = end.key().isPresent();
            before = wrong ? named("vm-sorry") : List.of();
            silent = wrong ? 0 : silent + 1;
        }
        return PlayEnd.completed();
    }

    /** As {@link #choose(List, List, Duration, Set)}, without intro and with a menu's usual wait. */
    PlayEnd choose(List<Prompt> choices, String keys) {
        return choose(List.of(), choices, MENU_WAIT, Digit.set(keys));
    }

    /**
     * Asks for digits: the first may interrupt the prompts, pound ends, and so does waiting.
     *
     * @return what was entered, without the pound; star may be in it
     */
    Entry enter(List<Prompt> prompts) {
        return enter(prompts, MOST_DIGITS);
    }

    /** As {@link #enter}, for the numbers of as many mailboxes as a list may have, with star between them. */
    Entry enterSeveral(List<Prompt> prompts) {
        return enter(prompts, MOST_DIGITS_OF_SEVERAL);
    }

    /** Keys beyond the most that are kept are taken all the same: they are no choice in what is asked next. */
    private Entry enter(List<Prompt> prompts, int most) {
        StringBuilder digits = new StringBuilder();
        boolean tooLong = false;
        PlayEnd end = ask(prompts, FIRST_DIGIT_WAIT);
        while (end.key().filter(key -> key != Digit.POUND).isPresent()) {
            tooLong = digits.length() == most;
            if (!tooLong) {
                digits.append(end.key().orElseThrow().symbol());
            }
            end = ask(List.of(), NEXT_DIGIT_WAIT);
        }
        return new Entry(digits.toString(), end.isHungUp(), tooLong);
    }

    /**
     * What somebody entered.
     *
     * @param digits keys in the order pressed; empty if none
     * @param isHungUp whether the caller is gone
     * @param isTooLong whether there were more keys than anybody asked for
     */
    record Entry(String digits, boolean isHungUp, boolean isTooLong) {

        /** Whether the star key came first: the wish to get out of here. */
        boolean isStar() {
            return digits.startsWith("*");
        }

        /** What stands between the stars. */
        List<String> parts() {
            return List.of(digits.split("\\*+"));
        }

        /** Without the digits: they may be a PIN. */
        @Override
        public String toString() {
            return "Entry[" + digits.length() + " digits" + (isHungUp ? ", hung up]" : "]");
        }
    }

    static List<Prompt> named(String... names) {
        return Stream.of(names).map(Prompt::named).toList();
    }

    @SafeVarargs
    static List<Prompt> join(List<Prompt>... parts) {
        List<Prompt> all = new ArrayList<>();
        for (List<Prompt> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
