package org.voicemail4j.store.jdbc;

/** Asterisk's table in PostgreSQL, recordings as bytea. */
class PostgresqlByteaTest extends AsteriskContract {

    PostgresqlByteaTest() {
        super(Databases.POSTGRESQL, AsteriskSchemas.BYTEA);
    }
}
