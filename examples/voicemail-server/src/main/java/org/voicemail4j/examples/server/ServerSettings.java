package org.voicemail4j.examples.server;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.voicemail4j.sip.SipConfig;

/**
 * What a {@link Server} is told on the command line.
 *
 * @param sip where to listen for SIP, such as {@code udp:127.0.0.1:5060}; at least one
 * @param advertisedHost the address that peers are told to send to, if it is not the one listened on
 * @param rtpPorts UDP ports for sound, two for each call
 * @param store where messages are
 * @param mailboxes voicemail.conf
 * @param proxy where NOTIFY goes, such as {@code sip:192.0.2.1:5060}
 * @param sounds folder of prompts to use instead of our own
 * @param language in which callers are spoken to, unless voicemail.conf says otherwise
 * @param trusted networks whose X-Voicemail headers are believed
 * @param maxCalls most calls at once
 * @param moreSip sets what else there is to say of SIP
 * @param mail the file that says how mail leaves
 * @param http how operators and programs are answered, if they are
 */
record ServerSettings(
        List<String> sip,
        Optional<String> advertisedHost,
        PortRange rtpPorts,
        StoreName store,
        Path mailboxes,
        Optional<String> proxy,
        Optional<Path> sounds,
        Locale language,
        List<String> trusted,
        int maxCalls,
        UnaryOperator<SipConfig.Builder> moreSip,
        Optional<Path> mail,
        Optional<HttpSettings> http) {

    /** Most calls at once unless something else is said. */
    static final int USUAL_CALLS = 200;

    /** UDP ports for sound unless something else is said. */
    static final PortRange USUAL_PORTS = new PortRange(20_000, 29_999);

    ServerSettings {
        sip = List.copyOf(sip);
        trusted = List.copyOf(trusted);
    }

    /** The same, with nobody answered over HTTP. */
    ServerSettings(
            List<String> sip,
            Optional<String> advertisedHost,
            PortRange rtpPorts,
            StoreName store,
            Path mailboxes,
            Optional<String> proxy,
            Optional<Path> sounds,
            Locale language,
            List<String> trusted,
            int maxCalls,
            UnaryOperator<SipConfig.Builder> moreSip,
            Optional<Path> mail) {
        this(
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
                mail,
                Optional.empty());
    }

    /** On any free ports of this machine alone. */
    static ServerSettings onLoopback(Path spool, Path mailboxes) {
        return new ServerSettings(
                List.of("udp:127.0.0.1:0"),
                Optional.empty(),
                USUAL_PORTS,
                StoreName.files(spool),
                mailboxes,
                Optional.empty(),
                Optional.empty(),
                Locale.ENGLISH,
                List.of(),
                USUAL_CALLS,
                UnaryOperator.identity(),
                Optional.empty());
    }

    ServerSettings withProxy(InetSocketAddress address) {
        String uri = "sip:" + address.getAddress().getHostAddress() + ":" + address.getPort();
        return new ServerSettings(
                sip,
                advertisedHost,
                rtpPorts,
                store,
                mailboxes,
                Optional.of(uri),
                sounds,
                language,
                trusted,
                maxCalls,
                moreSip,
                mail,
                http);
    }

    ServerSettings withMail(Path file) {
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
                Optional.of(file),
                http);
    }

    ServerSettings withHttp(HttpSettings answers) {
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
                mail,
                Optional.of(answers));
    }
}
