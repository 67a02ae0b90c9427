package org.voicemail4j.store.jdbc;

/** Our own tables in Postgresql. */
class PostgresqlNativeTest extends NativeContract {

    PostgresqlNativeTest() {
        super(Databases.POSTGRESQL);
    }
}
