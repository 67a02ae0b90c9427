package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.voicemail4j.mwi.SubscriptionStore;
import org.voicemail4j.sip.MwiConfig;
import org.voicemail4j.sip.SipConfig;

/**
 * What a {@link Server} is told on the command line.
 *
 * @param sip where to listen for SIP, such as {@code udp:127.0.0.1:5060}; at least one
 * @param advertisedHost the address that peers are told to send to, if it is not the one listened on
 * @param rtpPorts UDP ports for sound, two for each call
 * @param store where messages are
 * @param mailboxes voicemail.conf, and perhaps a table
 * @param proxy where NOTIFY goes, such as {@code sip:192.0.2.1:5060}
 * @param sounds folder of prompts to use instead of our own
 * @param language in which callers are spoken to, unless voicemail.conf says otherwise
 * @param trusted networks whose X-Voicemail headers are believed
 * @param maxCalls most calls at once
 * @param moreSip sets what else there is to say of SIP
 * @param lamps sets what else there is to say of phones that subscribe, and of a presence server
 * @param mail the file that says how mail leaves
 * @param http how operators and programs are answered, if they are
 * @param wideband whether callers who have G.722 are spoken to in that
 */
record ServerSettings(
        List<String> sip,
        Optional<String> advertisedHost,
        PortRange rtpPorts,
        StoreName store,
        MailboxSources mailboxes,
        Optional<String> proxy,
        Optional<Path> sounds,
        Locale language,
        List<String> trusted,
        int maxCalls,
        UnaryOperator<SipConfig.Builder> moreSip,
        UnaryOperator<MwiConfig.Builder> lamps,
        Optional<Path> mail,
        Optional<HttpSettings> http,
        boolean wideband) {

    /** Most calls at once unless something else is said. */
    static final int USUAL_CALLS = 200;

    /** UDP ports for sound unless something else is said. */
    static final PortRange USUAL_PORTS = new PortRange(20_000, 29_999);

    ServerSettings {
        sip = List.copyOf(sip);
        trusted = List.copyOf(trusted);
    }

    /**
     * Settings for a server with those addresses, messages and mailboxes, and for all else what a server alone on its machine
     * needs.
     */
    static Builder of(List<String> sip, StoreName store, Path mailboxes) {
        return new Builder(sip, store, mailboxes);
    }

    /** How phones that subscribe are dealt with. */
    MwiConfig mwi(SubscriptionStore subscriptions) {
        return lamps.apply(MwiConfig.builder().store(subscriptions)).build();
    }

    /** Puts settings together. Used by one thread. */
    static final class Builder {

        private final List<String> sip;
        private final StoreName store;
        private MailboxSources mailboxes;
        private Optional<String> advertisedHost = Optional.empty();
        private PortRange rtpPorts = USUAL_PORTS;
        private Optional<String> proxy = Optional.empty();
        private Optional<Path> sounds = Optional.empty();
        private Locale language = Locale.ENGLISH;
        private List<String> trusted = List.of();
        private int maxCalls = USUAL_CALLS;
        private UnaryOperator<SipConfig.Builder> moreSip = UnaryOperator.identity();
        private UnaryOperator<MwiConfig.Builder> lamps = UnaryOperator.identity();
        private Optional<Path> mail = Optional.empty();
        private Optional<HttpSettings> http = Optional.empty();
        private boolean wideband;

        private Builder(List<String> sip, StoreName store, Path mailboxes) {
            this.sip = sip;
            this.store = store;
            this.mailboxes = MailboxSources.in(mailboxes);
        }

        Builder mailboxes(MailboxSources sources) {
            mailboxes = sources;
            return this;
        }

        Builder advertisedHost(Optional<String> host) {
            advertisedHost = host;
            return this;
        }

        Builder rtpPorts(PortRange ports) {
            rtpPorts = ports;
            return this;
        }

        Builder proxy(String uri) {
            proxy = Optional.of(uri);
            return this;
        }

        Builder sounds(Optional<Path> folder) {
            sounds = folder;
            return this;
        }

        Builder language(Locale spoken) {
            language = spoken;
            return this;
        }

        Builder trusted(List<String> networks) {
            trusted = networks;
            return this;
        }

        Builder maxCalls(int most) {
            maxCalls = most;
            return this;
        }

        Builder moreSip(UnaryOperator<SipConfig.Builder> more) {
            moreSip = more;
            return this;
        }

        Builder lamps(UnaryOperator<MwiConfig.Builder> more) {
            lamps = more;
            return this;
        }

        Builder mail(Optional<Path> file) {
            mail = file;
            return this;
        }

        Builder http(Optional<HttpSettings> answers) {
            http = answers;
            return this;
        }

        Builder wideband(boolean preferred) {
            wideband = preferred;
            return this;
        }

        ServerSettings build() {
            return new ServerSettings(
                    sip,
                    advertisedHost,
                    rtpPorts,
                    store,
                    mailboxes,
                    proxy,
                    sounds,
                    language,
                    trusted,
                    maxCalls,
                    moreSip,
                    lamps,
                    mail,
                    http,
                    wideband);
        }
    }
}
