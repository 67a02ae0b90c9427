package org.voicemail4j.store.jdbc;

/** Asterisk's table in MariaDB. */
class MariadbAsteriskTest extends AsteriskContract {

    MariadbAsteriskTest() {
        super(Databases.MARIADB, AsteriskSchemas.LEFT_OVERS);
    }
}
