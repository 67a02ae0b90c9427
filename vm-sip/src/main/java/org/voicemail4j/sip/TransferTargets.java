package org.voicemail4j.sip;

import java.util.Optional;
import java.util.regex.Pattern;
import org.voicemail4j.call.OutgoingCall;

/**
 * Where a call may be sent on, as SIP URIs. A target of the operator's own configuration is a URI as it is or a number
 * at the peer; a number that somebody entered means something only in a numbering plan that the configuration names, and
 * without one it goes nowhere.
 */
final class TransferTargets {

    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9+*#._-]{1,64}");
    private static final Pattern URI = Pattern.compile("(?i)(sips?|tel):[A-Za-z0-9+*.%_@:;=\\[\\]-]{1,250}");

    private final SipConfig config;
    private final CallDialog dialog;

    TransferTargets(SipConfig config, CallDialog dialog) {
        this.config = config;
        this.dialog = dialog;
    }

    /** A URI as it is, or a number at the peer's host; empty if it is neither. */
    Optional<String> transfer(String target) {
        if (URI.matcher(target).matches()) {
            return Optional.of(target);
        }
        return NUMBER.matcher(target).matches() ? atPeer(target) : Optional.empty();
    }

    private Optional<String> atPeer(String number) {
        return dialog.remoteTarget()
                .map(peer -> "sip:" + inUri(number) + '@' + Hosts.inUri(peer.host())
                        + (peer.port() > 0 ? ":" + peer.port() : ""));
    }

    /** A number in its plan; empty if there is no such plan. */
    Optional<String> connect(OutgoingCall call) {
        return Optional.ofNullable(config.numberingPlans().get(call.plan()))
                .map(pattern -> pattern.replace("{number}", inUri(call.number())))
                .filter(uri -> URI.matcher(uri).matches());
    }

    /** On whose behalf (RFC 3892): the owner's number, here. */
    String owner(OutgoingCall call) {
        return "sip:" + inUri(call.owner().number()) + '@' + dialog.localHost();
    }

    private static String inUri(String number) {
        return number.replace("#", "%23");
    }
}
