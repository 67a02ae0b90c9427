package org.voicemail4j.store.jdbc;

import org.junit.jupiter.api.condition.EnabledIf;

/** Asterisk's table in MySQL, by MariaDB's driver. */
@EnabledIf(value = "org.voicemail4j.store.jdbc.Mysql#isWanted", disabledReason = Mysql.NEEDS)
class MysqlAsteriskTest extends AsteriskContract {

    MysqlAsteriskTest() {
        super(Mysql.url(), AsteriskSchemas.LEFT_OVERS);
    }
}
