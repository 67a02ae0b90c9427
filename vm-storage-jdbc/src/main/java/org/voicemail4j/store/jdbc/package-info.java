/** Messages, greetings, mailboxes and PINs as rows of a database: PostgreSQL, MariaDB, MySQL or H2. */
@NullMarked
package org.voicemail4j.store.jdbc;

import org.jspecify.annotations.NullMarked;
