package org.voicemail4j.say;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.Party;

/**
 * The sentences of every language but English. Words that must agree are recorded together ("new messages" for each
 * form of the plural, "last urgent message"), so that no language has to put adjectives where another has them; what is
 * left to a language are the {@link Rules} of its numbers and times.
 */
final class Grammar implements SpokenLanguage {

    private final Rules rules;
    private final Numbers numbers;

    Grammar(Rules rules) {
        this.rules = rules;
        this.numbers = new Numbers(rules);
    }

    @Override
    public List<Prompt> number(int number) {
        return prompts(Numbers.digits(numbers.cardinal(number, Gender.NONE)));
    }

    @Override
    public List<Prompt> ordinal(int rank) {
        return prompts(Numbers.digits(numbers.ordinal(rank)));
    }

    @Override
    public List<Prompt> spelled(String text) {
        return Spelling.of(text);
    }

    @Override
    public List<Prompt> folder(Folder folder) {
        return prompts(List.of(title(folder)));
    }

    private static String title(Folder folder) {
        return "vm-folder-" + folder.title();
    }

    @Override
    public List<Prompt> counts(MessageCounts counts) {
        if (counts.newMessages() + counts.oldMessages() == 0) {
            return prompts(rules.noMessages());
        }
        List<String> said = new ArrayList<>(List.of("vm-youhave"));
        add(said, counts.newUrgent(), "vm-Urgent");
        add(said, counts.newMessages() - counts.newUrgent(), "vm-INBOX");
        add(said, counts.oldMessages(), "vm-Old");
        return prompts(said);
    }

    private void add(List<String> said, int count, String kind) {
        if (count == 0) {
            return;
        }
        if (said.size() > 1) {
            said.add("vm-and");
        }
        said.addAll(counted(count, rules.message(), kind));
    }

    private List<String> counted(int count, Gender gender, String word) {
        List<String> said = new ArrayList<>(Numbers.digits(numbers.cardinal(count, gender)));
        said.add(rules.plural(count).of(word));
        return said;
    }

    @Override
    public List<Prompt> nothingIn(Folder folder) {
        return prompts(List.of(title(folder), "vm-none"));
    }

    @Override
    public List<Prompt> position(Message message, int index, int size) {
        String kind = message.isUrgent() ? "urgent-message" : "message";
        if (index == 0) {
            return prompts(List.of("vm-first-" + kind));
        }
        if (index == size - 1) {
            return prompts(List.of("vm-last-" + kind));
        }
        return numbered("vm-" + kind, index + 1);
    }

    private List<Prompt> numbered(String name, int number) {
        List<String> said = new ArrayList<>(List.of(name));
        said.addAll(Numbers.digits(numbers.cardinal(number, Gender.NONE)));
        return prompts(said);
    }

    @Override
    public List<Prompt> saved(int number, Folder folder) {
        return join(numbered("vm-message", number), prompts(List.of("vm-savedto", title(folder))));
    }

    @Override
    public List<Prompt> time(ZonedDateTime when, Instant now, String format) {
        return prompts(new TimeFormat(rules, when, now).say(format.isBlank() ? rules.usualTime() : format));
    }

    @Override
    public List<Prompt> date(LocalDate day) {
        ZonedDateTime midnight = day.atStartOfDay(ZoneOffset.UTC);
        return time(midnight, midnight.toInstant(), rules.days().beyond());
    }

    @Override
    public List<Prompt> length(Duration length) {
        long minutes = length.toMinutes();
        List<String> amount = minutes == 0
                ? counted((int) length.toSeconds(), rules.second(), "second")
                : counted((int) Math.min(minutes, Integer.MAX_VALUE), rules.minute(), "minute");
        return join(prompts(List.of("vm-duration")), prompts(amount));
    }

    @Override
    public List<Prompt> caller(Party caller) {
        List<Prompt> number = spelled(caller.number().orElse("").replaceAll("[-(). /]", ""));
        return number.isEmpty()
                ? prompts(List.of("vm-unknown-caller"))
                : join(prompts(List.of("vm-from-phonenumber")), number);
    }

    @Override
    public List<Prompt> from(Prompt name) {
        return join(prompts(List.of("vm-from")), List.of(name));
    }

    @Override
    public List<Prompt> fromExtension(String number) {
        return join(prompts(List.of("vm-from-extension")), spelled(number));
    }

    private static List<Prompt> prompts(List<String> names) {
        return names.stream().map(Prompt::named).toList();
    }

    private static List<Prompt> join(List<Prompt> first, List<Prompt> second) {
        List<Prompt> said = new ArrayList<>(first);
        said.addAll(second);
        return List.copyOf(said);
    }
}
