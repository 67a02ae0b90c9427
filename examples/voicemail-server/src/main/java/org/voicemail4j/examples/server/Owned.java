package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Function;
import javax.sql.DataSource;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.PersonalLists;
import org.voicemail4j.store.fs.FileCredentialStore;
import org.voicemail4j.store.fs.FileGreetingDates;
import org.voicemail4j.store.fs.FilePersonalLists;
import org.voicemail4j.store.jdbc.JdbcCredentialStore;
import org.voicemail4j.store.jdbc.JdbcGreetingDates;
import org.voicemail4j.store.jdbc.JdbcPersonalLists;

/**
 * What owners have set themselves, beside their messages.
 *
 * @param credentials PINs that owners have set, and failed logins
 * @param lists owners' own lists of recipients
 * @param dates from when until when their greetings are heard
 */
record Owned(CredentialStore credentials, PersonalLists lists, GreetingDates dates) {

    /**
     * In the files of a spool.
     *
     * @param opened closes them in the end
     * @param pins opens those of a spool
     */
    static Owned in(Path spool, Opened opened, Function<Path, FileCredentialStore> pins) {
        return new Owned(
                opened.add(pins.apply(spool)),
                opened.add(FilePersonalLists.in(spool)),
                opened.add(FileGreetingDates.in(spool)));
    }

    /** In the tables of a database. */
    static Owned in(DataSource database) {
        return new Owned(
                new JdbcCredentialStore(database, new SecureRandom()),
                new JdbcPersonalLists(database),
                new JdbcGreetingDates(database));
    }
}
