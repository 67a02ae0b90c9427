package org.voicemail4j.say;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.Party;

/** English, in the order of words that Asterisk's prompts are made for. */
final class English implements SpokenLanguage {

    static final English GRAMMAR = new English();

    private static final String DEFAULT_TIME = "'vm-received' q 'digits/at' IMp";

    private English() {}

    @Override
    public List<Prompt> number(int number) {
        return new EnglishNumbers().cardinal(number).prompts();
    }

    @Override
    public List<Prompt> ordinal(int rank) {
        return new EnglishNumbers().ordinal(rank).prompts();
    }

    @Override
    public List<Prompt> spelled(String text) {
        return Spelling.of(text);
    }

    @Override
    public List<Prompt> folder(Folder folder) {
        return named("vm-" + folder.title(), "vm-messages");
    }

    @Override
    public List<Prompt> counts(MessageCounts counts) {
        List<Prompt> said = new ArrayList<>(named("vm-youhave"));
        int plainNew = counts.newMessages() - counts.newUrgent();
        int last = add(said, counts.newUrgent(), "vm-Urgent", 0);
        last = add(said, plainNew, "vm-INBOX", last);
        last = add(said, counts.oldMessages(), "vm-Old", last);
        said.addAll(last == 0 ? named("vm-no", "vm-messages") : named(last == 1 ? "vm-message" : "vm-messages"));
        return List.copyOf(said);
    }

    /** Adds one kind of message if there is any of it; returns the count that was said last. */
    private int add(List<Prompt> said, int count, String kind, int before) {
        if (count == 0) {
            return before;
        }
        if (before > 0) {
            said.addAll(named("vm-and"));
        }
        said.addAll(number(count));
        said.addAll(named(kind));
        return count;
    }

    @Override
    public List<Prompt> nothingIn(Folder folder) {
        List<Prompt> said = new ArrayList<>(named("vm-youhave", "vm-no"));
        said.addAll(folder(folder));
        return List.copyOf(said);
    }

    @Override
    public List<Prompt> position(Message message, int index, int size) {
        boolean first = index == 0;
        boolean last = index > 0 && index == size - 1;
        List<Prompt> said = new ArrayList<>();
        if (first || last) {
            said.addAll(named(first ? "vm-first" : "vm-last"));
        }
        if (message.isUrgent()) {
            said.addAll(named("vm-Urgent"));
        }
        said.addAll(named("vm-message"));
        if (!first && !last) {
            said.addAll(number(index + 1));
        }
        return List.copyOf(said);
    }

    @Override
    public List<Prompt> saved(int number, Folder folder) {
        List<Prompt> said = new ArrayList<>(named("vm-message"));
        said.addAll(number(number));
        said.addAll(named("vm-savedto"));
        said.addAll(folder(folder));
        return List.copyOf(said);
    }

    @Override
    public List<Prompt> time(ZonedDateTime when, Instant now, String format) {
        return new EnglishTime(when, now).say(format.isBlank() ? DEFAULT_TIME : format);
    }

    @Override
    public List<Prompt> length(Duration length) {
        long minutes = length.toMinutes();
        List<Prompt> said = new ArrayList<>(named("vm-duration"));
        if (minutes == 0) {
            said.addAll(amount(length.toSeconds(), "second", "seconds"));
        } else {
            said.addAll(amount(minutes, "minute", "vm-minutes"));
        }
        return List.copyOf(said);
    }

    private List<Prompt> amount(long count, String one, String many) {
        List<Prompt> said = new ArrayList<>(number((int) Math.min(count, Integer.MAX_VALUE)));
        said.addAll(named(count == 1 ? one : many));
        return said;
    }

    @Override
    public List<Prompt> caller(Party caller) {
        List<Prompt> number = spelled(caller.number().orElse("").replaceAll("[-(). /]", ""));
        if (number.isEmpty()) {
            return named("vm-unknown-caller");
        }
        return after("vm-from-phonenumber", number);
    }

    @Override
    public List<Prompt> from(Prompt name) {
        return after("vm-from", List.of(name));
    }

    @Override
    public List<Prompt> fromExtension(String number) {
        return after("vm-from-extension", spelled(number));
    }

    private static List<Prompt> after(String name, List<Prompt> prompts) {
        List<Prompt> said = new ArrayList<>(named(name));
        said.addAll(prompts);
        return List.copyOf(said);
    }

    private static List<Prompt> named(String... names) {
        List<Prompt> prompts = new ArrayList<>(names.length);
        for (String name : names) {
            prompts.add(Prompt.named(name));
        }
        return List.copyOf(prompts);
    }
}
