package org.voicemail4j.store.jdbc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.conf.ConfWarning;
import org.voicemail4j.mailbox.MailboxId;

/**
 * Logs what is doubtful in the rows of a table, each once however often the row is read, and so many and no more: a table
 * that is wrong in every row shall fill neither the log nor the memory. For many threads.
 */
final class SubscriberDoubts {

    static final int MOST = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(SubscriberDoubts.class);

    private final SubscriberTable table;
    private final int most;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    SubscriberDoubts(SubscriberTable table, int most) {
        this.table = table;
        this.most = most;
    }

    /** {@code column tz of 1000@default in table voicemail}. */
    String place(String column, MailboxId mailbox) {
        return "column " + table.column(column) + " of " + mailbox + " in table " + table.name();
    }

    void say(ConfWarning doubt) {
        say(doubt.toString());
    }

    void say(String place, String doubt) {
        say(place + ": " + doubt);
    }

    /** Says that a column is no option. */
    void foreign(String column) {
        say("column " + column + " in table " + table.name(), "no option is called so; it is passed over in all rows");
    }

    private void say(String text) {
        if (said.size() < most) {
            if (said.add(text)) {
                LOG.warn("{}", text);
            }
        } else if (!said.contains(text) && said.size() == most && said.add("")) {
            LOG.warn("table {}: more than {} doubts; no more are logged before the next start", table.name(), most);
        }
    }

    /** How many are remembered. */
    int size() {
        return said.size();
    }
}
