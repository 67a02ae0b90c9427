package org.voicemail4j.store.jdbc;

/** Our own tables in Mariadb. */
class MariadbNativeTest extends NativeContract {

    MariadbNativeTest() {
        super(Databases.MARIADB);
    }
}
