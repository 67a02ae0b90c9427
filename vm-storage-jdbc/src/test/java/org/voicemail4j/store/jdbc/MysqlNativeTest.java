package org.voicemail4j.store.jdbc;

import org.junit.jupiter.api.condition.EnabledIf;

/** Our own tables in MySQL, by MariaDB's driver. */
@EnabledIf(value = "org.voicemail4j.store.jdbc.Mysql#isWanted", disabledReason = Mysql.NEEDS)
class MysqlNativeTest extends NativeContract {

    MysqlNativeTest() {
        super(Mysql.url());
    }
}
