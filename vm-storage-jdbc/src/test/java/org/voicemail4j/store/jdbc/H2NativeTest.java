package org.voicemail4j.store.jdbc;

/** Our own tables in H2. */
class H2NativeTest extends NativeContract {

    H2NativeTest() {
        super(Databases.H2);
    }
}
