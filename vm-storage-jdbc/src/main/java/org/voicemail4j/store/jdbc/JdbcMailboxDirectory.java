package org.voicemail4j.store.jdbc;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.conf.MailboxOptions;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.store.jdbc.SubscriberTable.Extent;
import org.voicemail4j.store.jdbc.SubscriberTable.Place;

/**
 * Mailboxes in a table: in Asterisk's realtime family {@code voicemail}, one row for each and a column for each option
 * that somebody wanted, or in ours. Looked up at each use by one statement, so that a change holds from the next call on.
 * PINs may be in clear or hashed ({@link Pin#encoded}) in either; ours has them hashed when it is filled by {@link #put}, and
 * what others put there in clear is hashed when it is first entered right.
 * What is doubtful in a row is logged once, with table, column and mailbox. Lists are read page by page, and no connection
 * is held in between. For many threads.
 */
public final class JdbcMailboxDirectory implements MailboxDirectory {

    private static final int MOST_ROWS = 4_000;
    private static final int MOST_NAMES = 50_000;

    private final Transactions transactions;
    private final SubscriberTable table;
    private final SubscriberDoubts doubts;
    private final Supplier<Around> around;

    /** What holds for mailboxes beside their own rows. */
    private record Around(MailboxOptions options, boolean searchesContexts) {

        static Around of(VoicemailConf conf) {
            return new Around(
                    MailboxOptions.beside(conf),
                    conf.general("searchcontexts").filter(MailboxOptions::isYes).isPresent());
        }
    }

    private JdbcMailboxDirectory(DataSource source, SubscriberTable table, Supplier<Around> around) {
        this.transactions = new Transactions(source);
        this.table = table;
        this.doubts = new SubscriberDoubts(table, SubscriberDoubts.MOST);
        this.around = around;
    }

    /**
     * The mailboxes of Asterisk's realtime table.
     *
     * @param table its name, {@code voicemail} most often: letters, digits and _
     * @param base what holds where no column says anything
     */
    public static JdbcMailboxDirectory realtime(DataSource source, String table, MailboxPolicy base) {
        return new JdbcMailboxDirectory(source, SubscriberTable.realtime(table), fixed(base));
    }

    /**
     * The same beside a voicemail.conf, whose options hold where no column says anything: those of the mailbox's context,
     * else those for all. Its zones are known, and its {@code searchcontexts} holds.
     *
     * @param conf gives what was read last
     */
    public static JdbcMailboxDirectory realtime(DataSource source, String table, Supplier<VoicemailConf> conf) {
        return new JdbcMailboxDirectory(source, SubscriberTable.realtime(table), () -> Around.of(conf.get()));
    }

    /**
     * The mailboxes of our own table, which is made or upgraded.
     *
     * @param base what holds where a mailbox's settings say nothing
     */
    public static JdbcMailboxDirectory on(DataSource source, MailboxPolicy base) {
        JdbcSchema.of(source).upgrade();
        return new JdbcMailboxDirectory(source, SubscriberTable.OURS, fixed(base));
    }

    /**
     * The same beside a voicemail.conf, as {@link #realtime(DataSource, String, Supplier)}.
     *
     * @param conf gives what was read last
     */
    public static JdbcMailboxDirectory on(DataSource source, Supplier<VoicemailConf> conf) {
        JdbcSchema.of(source).upgrade();
        return new JdbcMailboxDirectory(source, SubscriberTable.OURS, () -> Around.of(conf.get()));
    }

    private static Supplier<Around> fixed(MailboxPolicy base) {
        Around around = new Around(MailboxOptions.over(base), false);
        return () -> around;
    }

    /**
     * Puts a mailbox into our own table or replaces it there; a PIN in clear is hashed. Its aliases, and whether it is
     * found by name, are those of the subscriber.
     *
     * @param settings its other options by their names in voicemail.conf
     * @param random source of salt; give a {@link java.security.SecureRandom}
     * @throws ConfException if a setting cannot be used
     * @throws IllegalArgumentException if a setting or an alias has a {@code |} in it
     * @throws IllegalStateException if this is a directory of Asterisk's table
     */
    public void put(Subscriber subscriber, Map<String, String> settings, RandomGenerator random) {
        if (!table.isOurs()) {
            throw new IllegalStateException("Asterisk's table is only read");
        }
        MailboxId id = subscriber.mailbox();
        around.get().options().policy(id, settings, option -> doubts.place("options", id), doubt -> {});
        String options = SubscriberSettings.of(subscriber, settings);
        String pin = subscriber
                .configuredPin()
                .map(known -> known.clearDigits()
                        .map(digits -> Pin.hash(digits, random))
                        .orElse(known))
                .map(Pin::encoded)
                .orElse("");
        transactions.change("put the subscriber", id, connection -> {
            Rows.update(
                    connection,
                    "delete from vm_subscriber where context = ? and box_number = ?",
                    id.context(),
                    id.number());
            return Rows.update(
                    connection,
                    "insert into vm_subscriber (context, box_number, full_name, emails, pager, pin, pin_fixed,"
                            + " settings) values (?, ?, ?, ?, ?, ?, ?, ?)",
                    id.context(),
                    id.number(),
                    subscriber.fullName(),
                    String.join("|", subscriber.emails()),
                    subscriber.pager().orElse(""),
                    pin,
                    subscriber.pinFixed() ? 1 : 0,
                    options);
        });
    }

    /** In our own table, where the row has that PIN still; Asterisk must be able to read its own. */
    @Override
    public void hashPin(MailboxId id, Pin clear, RandomGenerator random) {
        Optional<String> digits = clear.clearDigits();
        if (table.isOurs() && digits.isPresent()) {
            String hash = Pin.hash(digits.get(), random).encoded();
            transactions.change("hash the PIN", id, connection -> {
                int hashed = 0;
                for (String mark : List.of("", SubscriberRow.FIXED)) {
                    hashed += Rows.update(
                            connection,
                            "update vm_subscriber set pin = ? where context = ? and box_number = ? and trim(pin) = ?",
                            mark + hash,
                            id.context(),
                            id.number(),
                            mark + digits.get());
                }
                return hashed;
            });
        }
    }

    @Override
    public Optional<Subscriber> find(MailboxId id) {
        return row(id).map(row ->
                row.subscriber(row.id().orElseThrow(), around.get().options(), doubts));
    }

    /**
     * The options that a mailbox's row has, as they are written, by their names in lower case. Whoever acts on an option
     * that no {@link MailboxPolicy} has, such as those of e-mail, asks here before asking the file.
     *
     * @return empty if it has none, or is not here
     */
    public Map<String, String> options(MailboxId id) {
        return row(id).map(SubscriberRow::options)
                .map(Collections::unmodifiableMap)
                .orElse(Map.of());
    }

    private Optional<SubscriberRow> row(MailboxId id) {
        Optional<SubscriberRow> named = read(id, connection -> table.named(connection, id)).stream()
                .filter(row -> row.id().filter(id::equals).isPresent())
                .findFirst();
        boolean goesOn = named.isEmpty()
                && id.context().equals(MailboxId.DEFAULT_CONTEXT)
                && around.get().searchesContexts();
        return goesOn ? numbered(id) : named;
    }

    /** The first by the names of contexts, since a table has no other order. */
    private Optional<SubscriberRow> numbered(MailboxId id) {
        return read(id, connection -> table.numbered(connection, id.number())).stream()
                .filter(row -> row.id()
                        .filter(other -> other.number().equals(id.number()))
                        .isPresent())
                .min((one, other) -> one.id().orElseThrow().compareTo(other.id().orElseThrow()));
    }

    private List<SubscriberRow> read(MailboxId id, Transactions.Work<List<SubscriberRow>> work) {
        return transactions.read("find the subscriber", id, work);
    }

    @Override
    public Stream<Subscriber> list() {
        return subscribers(rows(Place.BEGIN, Extent.ROWS, MOST_ROWS));
    }

    @Override
    public Stream<Subscriber> list(String context) {
        return subscribers(SubscriberPages.of(
                (after, most) -> page(connection -> table.pageOfContext(connection, after, most, Extent.ROWS)),
                new Place(context, ""),
                MOST_ROWS));
    }

    @Override
    public Stream<MailboxId> ids() {
        return named(rows(Place.BEGIN, Extent.NAMES, MOST_NAMES)).map(NamedRow::id);
    }

    @Override
    public Stream<MailboxId> idsAfter(MailboxId id) {
        return named(rows(Place.after(id), Extent.NAMES, MOST_NAMES)).map(NamedRow::id);
    }

    private Stream<SubscriberRow> rows(Place after, Extent extent, int most) {
        return SubscriberPages.of(
                (place, size) -> page(connection -> table.page(connection, place, size, extent)), after, most);
    }

    private List<SubscriberRow> page(Transactions.Work<List<SubscriberRow>> work) {
        return transactions.read("list the subscribers", "table " + table.name(), work);
    }

    private record NamedRow(MailboxId id, SubscriberRow row) {}

    /** Each mailbox once: a table without a key may have it twice, one row after the other. */
    private Stream<NamedRow> named(Stream<SubscriberRow> rows) {
        MailboxId[] last = new MailboxId[1];
        return rows.flatMap(row -> {
            Optional<MailboxId> id = row.id();
            if (id.isEmpty()) {
                doubts.say("table " + table.name(), "a row names no mailbox; it is passed over");
            }
            return id.filter(known -> !known.equals(last[0])).stream().map(known -> {
                last[0] = known;
                return new NamedRow(known, row);
            });
        });
    }

    private Stream<Subscriber> subscribers(Stream<SubscriberRow> rows) {
        MailboxOptions options = around.get().options();
        return named(rows).flatMap(named -> listed(named, options).stream());
    }

    /** One bad row shall not hide the others from a list. */
    private Optional<Subscriber> listed(NamedRow named, MailboxOptions options) {
        try {
            return Optional.of(named.row().subscriber(named.id(), options, doubts));
        } catch (ConfException e) {
            doubts.say(named.id().toString(), "is passed over in lists: " + e.getMessage());
            return Optional.empty();
        }
    }
}
