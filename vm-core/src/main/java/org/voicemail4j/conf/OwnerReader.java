package org.voicemail4j.conf;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.GreetingSchedule;
import org.voicemail4j.mailbox.GreetingSchedule.Absence;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.NumberPattern;
import org.voicemail4j.mailbox.OpeningHours;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.PinRules;
import org.voicemail4j.message.Folder;

/** Reads which PINs owners may set, when which of their greetings is heard, and how long their messages are kept. */
final class OwnerReader {

    private static final int MOST_DAYS = 36_500;
    private static final int MOST_LAMPS = 16;
    private static final int LONGEST_DAYS = 36_500;
    private static final String LAMP = "(?i)sips?:[^\\s<>\"]{1,240}";
    private static final int MOST_OWNERS = 32;
    private static final int MOST_CALLERS = 64;

    private final Options options;
    private final MailboxPolicy base;

    OwnerReader(Options options, MailboxPolicy base) {
        this.options = options;
        this.base = base;
    }

    void read(MailboxPolicy.Builder policy) {
        policy.pinRules(pinRules())
                .greetingSchedule(schedule())
                .retention(retention())
                .owners(owners())
                .lamps(options.find("lamp").map(OwnerReader::lamps).orElse(base.lamps()));
    }

    /** {@code sip:1000@example.net&sip:1000-desk@example.net}; empty for none. */
    private static List<String> lamps(ConfEntry entry) {
        List<String> lamps = Stream.of(entry.value().split("&"))
                .map(String::strip)
                .filter(uri -> !uri.isEmpty())
                .toList();
        if (lamps.size() > MOST_LAMPS || lamps.stream().anyMatch(uri -> !uri.matches(LAMP))) {
            throw entry.unexpected(
                    "at most 16 addresses of lamps like sip:{number}@example.net&sip:1000@desk.example.net");
        }
        return lamps;
    }

    private PinRules pinRules() {
        PinRules rules = base.pinRules();
        return new PinRules(
                options.number("minpassword", 0, 80, rules.shortest()),
                !options.isYes("trivialpassword", !rules.refusesTrivial()),
                options.number("passwordhistory", 0, 10, rules.remembered()),
                options.isYes("forcepassword", rules.mustBeOwn()),
                Duration.ofDays(options.number(
                        "pinmaxage", 0, LONGEST_DAYS, (int) rules.lifetime().toDays())));
    }

    private GreetingSchedule schedule() {
        GreetingSchedule schedule = base.greetingSchedule();
        return new GreetingSchedule(
                period("tempgreet", schedule.temporary()),
                options.find("openhours").map(OwnerReader::hours).orElse(schedule.hours()),
                options.find("specialcallers").map(OwnerReader::callers).orElse(schedule.specialCallers()),
                options.find("absence").map(OwnerReader::absence).orElse(schedule.absence()),
                period("absence", schedule.absent()));
    }

    private GreetingPeriod period(String name, GreetingPeriod usual) {
        return new GreetingPeriod(
                time(name + "from").or(usual::from), time(name + "until").or(usual::until));
    }

    /** {@code _1XXX&5551234}; empty for nobody. */
    private static List<NumberPattern> callers(ConfEntry entry) {
        try {
            List<NumberPattern> callers = Stream.of(entry.value().split("[,&]"))
                    .map(String::strip)
                    .filter(pattern -> !pattern.isEmpty())
                    .limit(MOST_CALLERS + 1)
                    .map(NumberPattern::of)
                    .toList();
            if (callers.size() <= MOST_CALLERS) {
                return callers;
            }
        } catch (IllegalArgumentException e) {
            throw entry.unexpected("numbers or patterns like 5551234&_1XXX");
        }
        throw entry.unexpected("at most 64 numbers or patterns");
    }

    private static Absence absence(ConfEntry entry) {
        return switch (entry.value().strip().toLowerCase(Locale.ROOT)) {
            case "no" -> Absence.UNUSED;
            case "greeting" -> Absence.GREETING_ONLY;
            case "messages" -> Absence.TAKES_MESSAGES;
            default -> throw entry.unexpected("no, greeting or messages");
        };
    }

    /** {@code 2026-12-24} or {@code 2026-12-24T12:00}. */
    private Optional<LocalDateTime> time(String name) {
        return options.find(name).map(entry -> {
            try {
                return entry.value().indexOf('T') < 0
                        ? LocalDate.parse(entry.value()).atStartOfDay()
                        : LocalDateTime.parse(entry.value());
            } catch (DateTimeParseException e) {
                throw entry.unexpected("a time like 2026-12-24 or 2026-12-24T12:00");
            }
        });
    }

    private static OpeningHours hours(ConfEntry entry) {
        try {
            return OpeningHours.parse(entry.value());
        } catch (IllegalArgumentException e) {
            throw entry.unexpected("hours like mon-fri 09:00-17:30&sat 10:00-12:00&not 12-25");
        }
    }

    /** {@code Deleted:30&Old:90}, in days. */
    private Map<Folder, Duration> retention() {
        return options.find("expire").map(OwnerReader::retention).orElse(base.retention());
    }

    private static Map<Folder, Duration> retention(ConfEntry entry) {
        Map<Folder, Duration> retention = new EnumMap<>(Folder.class);
        for (String part : entry.value().split("[,&]")) {
            int colon = part.indexOf(':');
            Optional<Folder> folder = colon < 0 ? Optional.empty() : Folder.titled(part.substring(0, colon));
            String days = colon < 0 ? "" : part.substring(colon + 1).strip();
            boolean isNumber = days.matches("[0-9]{1,5}");
            int number = isNumber ? Integer.parseInt(days) : 0;
            if (folder.isEmpty() || number < 1 || number > MOST_DAYS) {
                throw entry.unexpected("folders and days like Deleted:30&Old:90");
            }
            retention.put(folder.get(), Duration.ofDays(number));
        }
        return retention;
    }

    /** {@code anna:4711&bert:0815}: names and PINs. */
    private Map<String, Pin> owners() {
        return options.find("owners").map(OwnerReader::owners).orElse(base.owners());
    }

    private static Map<String, Pin> owners(ConfEntry entry) {
        Map<String, Pin> owners = new LinkedHashMap<>();
        for (String part : entry.value().split("[,&]")) {
            if (!part.strip().matches("[A-Za-z0-9._+-]{1,64}:[0-9]{1,80}") || owners.size() == MOST_OWNERS) {
                throw entry.wrong("owners are at most 32 names with PINs, like anna:4711&bert:0815");
            }
            String name = part.strip().split(":")[0];
            String pin = part.strip().split(":")[1];
            boolean isSomebodys = owners.values().stream().anyMatch(other -> other.matches(pin));
            if (owners.containsKey(name) || isSomebodys) {
                throw entry.wrong("each owner needs a name and a PIN of his own; " + name + " has not");
            }
            owners.put(name, Pin.clear(pin));
        }
        return owners;
    }
}
