package org.voicemail4j.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;

/**
 * What stands behind a mailbox's number: {@code password,full name,e-mail|e-mail,pager,option=value|option=value}. Fields
 * at the end may be missing; commas after the fourth belong to the options.
 *
 * @param place where the line stands
 * @param fields at least one, at most five
 */
record MailboxLine(Place place, List<String> fields) {

    private static final int FIELDS = 5;
    private static final int LONGEST_PIN = 80;
    /** Another option, it seems, within the value of one. */
    private static final Pattern PARTED_BY_COMMA = Pattern.compile("=[^=]*,\\s*[a-z]+\\s*=", Pattern.CASE_INSENSITIVE);

    static MailboxLine parse(ConfEntry entry) {
        List<String> fields =
                Stream.of(entry.value().split(",", FIELDS)).map(String::strip).toList();
        return new MailboxLine(entry.place(), fields);
    }

    private String field(int index) {
        return index < fields.size() ? fields.get(index) : "";
    }

    /** The fifth field as it stands, or empty. */
    String optionText() {
        return field(4);
    }

    /** The options of the fifth field by their names in lower case. */
    Map<String, ConfEntry> options(Warnings warnings) {
        List<ConfEntry> entries = new ArrayList<>();
        for (String option : optionText().split("\\|")) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? "" : option.substring(0, equals).strip();
            if (PARTED_BY_COMMA.matcher(option).find()) {
                warnings.add(
                        place, "options are parted by '|'; what stands behind a comma belongs to the one before it");
            }
            if (!name.isEmpty()) {
                entries.add(new ConfEntry(name, option.substring(equals + 1).strip(), place, false));
            } else if (!option.isBlank()) {
                warnings.add(place, "an option is written name=value; one without '=' is passed over");
            }
        }
        return Options.byName(entries, warnings);
    }

    Subscriber subscriber(MailboxId mailbox, MailboxPolicy policy, Warnings warnings) {
        Subscriber.Builder subscriber =
                Subscriber.of(mailbox).fullName(field(1)).emails(emails()).policy(policy);
        subscriber
                .aliases(values("alias").toList())
                .listed(values("hidefromdir").noneMatch(Options::isYes));
        if (!field(3).isEmpty()) {
            subscriber.pager(field(3));
        }
        readPassword(mailbox, subscriber, warnings);
        return subscriber.build();
    }

    /** The values of an option that may stand there more than once. */
    private Stream<String> values(String option) {
        return Stream.of(optionText().split("\\|"))
                .map(text -> text.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].strip().equalsIgnoreCase(option))
                .map(pair -> pair[1].strip())
                .filter(value -> !value.isEmpty());
    }

    private List<String> emails() {
        return Stream.of(field(2).split("\\|"))
                .map(String::strip)
                .filter(email -> !email.isEmpty())
                .toList();
    }

    private void readPassword(MailboxId mailbox, Subscriber.Builder subscriber, Warnings warnings) {
        String password = field(0);
        boolean fixed = password.startsWith("-");
        String pin = fixed ? password.substring(1) : password;
        if (pin.isEmpty()) {
            return;
        }
        if (pin.length() > LONGEST_PIN) {
            throw place.error("the password of " + mailbox + " has " + pin.length() + " characters; at most "
                    + LONGEST_PIN + " are expected");
        }
        if (!pin.matches("[0-9A-D]+")) {
            warnings.add(place, "the password of " + mailbox + " cannot be entered by keys 0 to 9; nobody can log in");
        }
        if (fixed) {
            subscriber.fixedPin(Pin.clear(pin));
        } else {
            subscriber.pin(Pin.clear(pin));
        }
    }
}
