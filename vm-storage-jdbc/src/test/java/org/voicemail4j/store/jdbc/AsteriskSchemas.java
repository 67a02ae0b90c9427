package org.voicemail4j.store.jdbc;

/** The shapes in which Asterisk's table is met. */
final class AsteriskSchemas {

    /** As the newest of Asterisk's own scripts make it. */
    static final String BYTEA = """
            create table voicemessages (
                dir varchar(255) not null, msgnum integer not null, context varchar(80), callerid varchar(80),
                origtime integer, duration integer, recording bytea, flag varchar(30), category varchar(30),
                mailboxuser varchar(30), mailboxcontext varchar(30), msg_id varchar(40),
                constraint voicemessages_dir_msgnum primary key (dir, msgnum))""";

    /** Large objects, times as texts, the column that older versions fill. */
    static final String LARGE_OBJECT = """
            create table voicemessages (
                dir varchar(255) not null, msgnum integer not null, context varchar(80), macrocontext varchar(80),
                callerid varchar(80), origtime varchar(40), duration varchar(20), recording lo, flag varchar(30),
                category varchar(30), mailboxuser varchar(30), mailboxcontext varchar(30), msg_id varchar(40),
                primary key (dir, msgnum))""";

    /** The same for MySQL. */
    static final String LONGBLOB = """
            create table voicemessages (
                dir varchar(255) not null, msgnum integer not null, context varchar(80), callerid varchar(80),
                origtime integer, duration integer, recording longblob, flag varchar(30), category varchar(30),
                mailboxuser varchar(30), mailboxcontext varchar(30), msg_id varchar(40),
                primary key (dir, msgnum))""";

    /** The same with columns that nobody fills any more. */
    static final String LEFT_OVERS = LONGBLOB.replace(
            "msg_id varchar(40),", "msg_id varchar(40), macrocontext varchar(80), label varchar(30), `read` bool,");

    private AsteriskSchemas() {}
}
