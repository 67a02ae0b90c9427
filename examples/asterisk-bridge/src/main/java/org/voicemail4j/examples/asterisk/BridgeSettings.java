package org.voicemail4j.examples.asterisk;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.examples.asterisk.ami.AmiAccount;

/**
 * What an {@link AsteriskBridge} is told.
 *
 * @param spool where messages are: Asterisk's own spool of voicemail, or one of ours
 * @param mailboxes voicemail.conf
 * @param agi where to listen for AGI
 * @param peers whose AGI is answered beside that of this machine
 * @param sounds the folder that we and Asterisk share
 * @param soundsOfAsterisk what Asterisk calls it
 * @param prompts a folder of sounds for prompts that Asterisk lacks; ours are English
 * @param asterisk its manager port and our account there, for lamps
 * @param managers where our own manager port listens, and who may log in there
 * @param maxCalls most calls at once
 */
record BridgeSettings(
        Path spool,
        Path mailboxes,
        InetSocketAddress agi,
        Set<InetAddress> peers,
        Path sounds,
        String soundsOfAsterisk,
        Optional<Path> prompts,
        Optional<AsterisksPort> asterisk,
        Optional<OwnPort> managers,
        int maxCalls) {

    BridgeSettings {
        peers = Set.copyOf(peers);
    }

    /**
     * An Asterisk's manager port.
     *
     * @param account who we are there
     */
    record AsterisksPort(InetSocketAddress address, AmiAccount account) {}

    /**
     * Our own manager port.
     *
     * @param accounts who may log in
     */
    record OwnPort(InetSocketAddress address, List<AmiAccount> accounts) {
        OwnPort {
            accounts = List.copyOf(accounts);
        }
    }
}
