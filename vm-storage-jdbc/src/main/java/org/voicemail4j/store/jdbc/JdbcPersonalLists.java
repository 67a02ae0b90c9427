package org.voicemail4j.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PersonalLists;
import org.voicemail4j.store.StoreException;

/** Owners' lists of recipients in a table of ours that all nodes share: a row for each list. For many threads. */
public final class JdbcPersonalLists implements PersonalLists {

    private static final String OF_MAILBOX = " where context = ? and box_number = ?";
    private static final String SELECT = "select list_number, members from vm_list" + OF_MAILBOX;
    private static final String INTO = "into vm_list (context, box_number, list_number, members)";
    private static final String SEPARATOR = " ";

    private final Transactions transactions;
    private final String upsert;

    /**
     * Opens the lists; their table is made or upgraded.
     *
     * @throws StoreException if the database cannot be reached or its tables cannot be used
     */
    public JdbcPersonalLists(DataSource source) {
        JdbcSchema.of(source).upgrade();
        this.transactions = Transactions.durable(source);
        this.upsert = upsert(transactions.read("recognise the database", "lists", Dialect::of));
    }

    private static String upsert(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL ->
                "insert " + INTO + " values (?, ?, ?, ?) on conflict (context, box_number, list_number) do"
                        + " update set members = excluded.members";
            case MARIADB -> "replace " + INTO + " values (?, ?, ?, ?)";
            case H2 -> "merge " + INTO + " key (context, box_number, list_number) values (?, ?, ?, ?)";
        };
    }

    @Override
    public Optional<DistributionList> find(MailboxId owner, int number) {
        return transactions
                .read(
                        "read a list",
                        owner,
                        connection -> Rows.first(
                                connection,
                                SELECT + " and list_number = ?",
                                Row::read,
                                owner.context(),
                                owner.number(),
                                number))
                .map(row -> row.list(owner));
    }

    @Override
    public List<DistributionList> all(MailboxId owner) {
        List<Row> rows = transactions.read(
                "read the lists",
                owner,
                connection -> Rows.all(
                        connection, SELECT + " order by list_number", Row::read, owner.context(), owner.number()));
        return rows.stream().map(row -> row.list(owner)).toList();
    }

    @Override
    public void put(MailboxId owner, DistributionList list) {
        String members = list.members().stream().map(MailboxId::toString).collect(Collectors.joining(SEPARATOR));
        transactions.change(
                "keep a list",
                owner,
                connection -> Rows.update(connection, upsert, owner.context(), owner.number(), list.number(), members));
    }

    @Override
    public boolean delete(MailboxId owner, int number) {
        return transactions.change(
                        "delete a list",
                        owner,
                        connection -> Rows.update(
                                connection,
                                "delete from vm_list" + OF_MAILBOX + " and list_number = ?",
                                owner.context(),
                                owner.number(),
                                number))
                > 0;
    }

    private record Row(int number, String members) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(row.getInt(1), row.getString(2));
        }

        DistributionList list(MailboxId owner) {
            try {
                return new DistributionList(
                        number,
                        Stream.of(members.split(SEPARATOR, -1))
                                .map(MailboxId::parse)
                                .toList());
            } catch (IllegalArgumentException e) {
                throw new StoreException("vm_list.members of list " + number + " of " + owner + " is no list", e);
            }
        }
    }
}
