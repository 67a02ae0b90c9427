package org.voicemail4j.store.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.conf.MailboxOptions;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.store.jdbc.SubscriberTable.Place;

/**
 * One row of a table of mailboxes.
 *
 * @param place its context and number as they are
 * @param values the columns that have something in them, by their names in lower case, without blanks around
 */
record SubscriberRow(Place place, Map<String, String> values) {

    /** Before a PIN that its owner cannot change. */
    static final String FIXED = "-";

    private static final String OPTIONS = "options";
    private static final int LONGEST_PIN = 80;
    /** Columns that are no options. */
    private static final Set<String> NO_OPTIONS = Set.of(
            "uniqueid",
            "context",
            "mailbox",
            "password",
            "vmsecret",
            "secret",
            "pinfixed",
            "fullname",
            "email",
            "pager",
            "stamp",
            OPTIONS);

    static SubscriberRow read(ResultSet row) throws SQLException {
        ResultSetMetaData data = row.getMetaData();
        Map<String, String> values = new LinkedHashMap<>();
        for (int column = 1; column <= data.getColumnCount(); column++) {
            String value = row.getString(column);
            if (value != null && !value.isBlank()) {
                values.put(data.getColumnLabel(column).toLowerCase(Locale.ROOT), value.strip());
            }
        }
        return new SubscriberRow(new Place(text(row, "context"), text(row, "mailbox")), values);
    }

    /** Reads where it is, and nothing else. */
    static SubscriberRow readName(ResultSet row) throws SQLException {
        return new SubscriberRow(new Place(text(row, "context"), text(row, "mailbox")), Map.of());
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    /** Whose it is; empty if that is no mailbox. Blanks behind it are those of a column of fixed width. */
    Optional<MailboxId> id() {
        return MailboxId.of(place.context().stripTrailing(), place.number().stripTrailing());
    }

    /** Options in columns of their own, and behind them those of the column {@code options}: {@code name=value|...}. */
    Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!NO_OPTIONS.contains(name)) {
                options.put(name, value);
            }
        });
        listed().forEach(option -> options.put(option[0].strip().toLowerCase(Locale.ROOT), option[1].strip()));
        return options;
    }

    private Stream<String[]> listed() {
        return Arrays.stream(values.getOrDefault(OPTIONS, "").split("\\|", -1))
                .map(option -> option.split("=", 2))
                .filter(option -> option.length == 2 && !option[0].isBlank());
    }

    /** In which column an option stands. */
    private String column(String option) {
        boolean isListed = listed().anyMatch(one -> one[0].strip().equalsIgnoreCase(option));
        return isListed || !values.containsKey(option) ? OPTIONS : option;
    }

    /** The values of an option that may stand there more than once. */
    private Stream<String> all(String option) {
        Stream<String> inColumn = Stream.ofNullable(values.get(option));
        Stream<String> inList = listed().filter(one -> one[0].strip().equalsIgnoreCase(option))
                .map(one -> one[1].strip())
                .filter(value -> !value.isEmpty());
        return Stream.concat(inColumn, inList).distinct();
    }

    /**
     * What the row says.
     *
     * @throws ConfException that names table, column and mailbox, if a value cannot be used
     */
    Subscriber subscriber(MailboxId id, MailboxOptions options, SubscriberDoubts doubts) {
        Subscriber.Builder subscriber = Subscriber.of(id)
                .fullName(values.getOrDefault("fullname", ""))
                .emails(emails())
                .aliases(all("alias").toList())
                .listed(all("hidefromdir").noneMatch(MailboxOptions::isYes))
                .policy(options.policy(id, known(doubts), option -> doubts.place(column(option), id), doubts::say));
        Optional.ofNullable(values.get("pager")).ifPresent(subscriber::pager);
        readPin(id, subscriber, doubts);
        return subscriber.build();
    }

    /** A column that is no option is of concern once, not for each of a million mailboxes. */
    private Map<String, String> known(SubscriberDoubts doubts) {
        Map<String, String> known = options();
        known.keySet().removeIf(name -> {
            boolean isForeign = values.containsKey(name) && !MailboxOptions.isKnown(name);
            if (isForeign) {
                doubts.foreign(name);
            }
            return isForeign;
        });
        return known;
    }

    private List<String> emails() {
        return Arrays.stream(values.getOrDefault("email", "").split("\\|", -1))
                .map(String::strip)
                .filter(email -> !email.isEmpty())
                .toList();
    }

    private void readPin(MailboxId id, Subscriber.Builder subscriber, SubscriberDoubts doubts) {
        Optional<String> column = Stream.of("vmsecret", "password", "secret")
                .filter(values::containsKey)
                .findFirst();
        String password = column.map(values::get).orElse("");
        boolean fixed = password.startsWith(FIXED) || "1".equals(values.get("pinfixed"));
        String secret = password.startsWith(FIXED) ? password.substring(1) : password;
        if (secret.isEmpty()) {
            return;
        }
        String place = doubts.place(column.orElse(""), id);
        Optional<Pin> hashed = Pin.parse(secret);
        if (secret.length() > LONGEST_PIN && hashed.isEmpty()) {
            throw new ConfException(place, 0, "the password has " + secret.length() + " characters");
        }
        if (hashed.isEmpty() && !secret.matches("[0-9A-D]+")) {
            doubts.say(place, "the password cannot be entered by keys 0 to 9; nobody can log in");
        }
        Pin pin = hashed.orElseGet(() -> Pin.clear(secret));
        if (fixed) {
            subscriber.fixedPin(pin);
        } else {
            subscriber.pin(pin);
        }
    }
}
