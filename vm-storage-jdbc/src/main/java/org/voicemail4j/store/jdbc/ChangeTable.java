package org.voicemail4j.store.jdbc;

import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;

/**
 * A table with a row for each change, read by {@link ChangeLog}.
 *
 * @param name of the table; its key is {@code change_id}, which the database gives
 * @param columns two of text that say whose change it was
 * @param sweptId the row of {@code vm_change_swept} that counts what was deleted
 * @param naming whose change two such texts tell of; nobody's if they name no mailbox
 */
record ChangeTable(String name, String columns, int sweptId, Naming naming) {

    /** Changes in our own tables. */
    static final ChangeTable OURS = new ChangeTable("vm_change", "context, box_number", 1, MailboxId::of);

    /** Makes a mailbox's name of what a row says. */
    interface Naming {
        Optional<MailboxId> mailbox(String first, String second);
    }

    /** Changes in Asterisk's table, written by {@link AsteriskTriggers}. */
    static ChangeTable asterisks(AsteriskDirs dirs) {
        return new ChangeTable("vm_dir_change", "dir, ''", 2, (dir, nothing) -> dirs.mailbox(dir));
    }

    /** Asks for the rows behind a number. The row that ends with 1 tells how many have been deleted. */
    String look() {
        return "select change_id, " + columns + ", 0 from " + name + " where change_id > ?"
                + " union all select rows_deleted, '', '', 1 from vm_change_swept where swept_id = " + sweptId;
    }
}
