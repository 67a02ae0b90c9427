package org.voicemail4j.examples.server;

import java.util.Optional;

/**
 * In which database whoever is not in the file of mailboxes is looked for.
 *
 * @param url its address, which may hold a password
 * @param table the name of Asterisk's realtime table; empty for our own
 */
record SubscriberName(String url, Optional<String> table) {

    /** Not the address. */
    @Override
    public String toString() {
        return table.map(name -> "table " + name).orElse("table vm_subscriber");
    }
}
