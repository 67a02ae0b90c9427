package org.voicemail4j.sip;

import java.util.Optional;
import java.util.regex.Pattern;
import org.voicemail4j.call.OutgoingCall;

/**
 * Where a call may be sent on, as SIP URIs. A target of the operator's own configuration is a URI as it is or a number in
 * the network that the call came from; a number that somebody entered means something only in a numbering plan that the
 * configuration names, and without one it goes nowhere.
 *
 * <p>Where that network is the configuration says, or its first proxy is it. Else it is the domain of To, which behind a
 * proxy is the network's own; Contact is the caller's phone then, which cannot put anybody through. A peer that calls us
 * by our own address is asked to find the number itself.
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

    /**
     * Refuses what can be no pattern of URIs.
     *
     * @throws IllegalArgumentException if so
     */
    static String withNumber(String pattern) {
        if (!pattern.matches("(?i)(sips?|tel):.*\\{number}.*")) {
            throw new IllegalArgumentException("not a URI with {number}: '" + pattern + "'");
        }
        return pattern;
    }

    /** A URI as it is, or a number in the network; empty if it is neither. */
    Optional<String> transfer(String target) {
        if (URI.matcher(target).matches()) {
            return Optional.of(target);
        }
        return NUMBER.matcher(target).matches() ? inNetwork(inUri(target)) : Optional.empty();
    }

    private Optional<String> inNetwork(String number) {
        return config.transferTarget()
                .map(pattern -> pattern.replace("{number}", number))
                .or(() -> domain().or(dialog::remoteTarget)
                        .filter(place -> !place.host().isEmpty())
                        .map(place -> place.of(number)));
    }

    /** The network's, as the call's To says it. */
    private Optional<SipUri> domain() {
        CallHeaders invite = new CallHeaders(dialog.invite());
        return invite.address("To")
                .flatMap(NameAddr::sipUri)
                .filter(to -> Hosts.isHost(to.host()))
                .filter(to -> !isOurs(to.host(), invite));
    }

    /** One of our addresses; also a name that the peer itself called us by, if there is no proxy between that did. */
    private boolean isOurs(String host, CallHeaders invite) {
        return host.equalsIgnoreCase(Hosts.withoutBrackets(dialog.localHost()))
                || config.advertisedHost().filter(host::equalsIgnoreCase).isPresent()
                || config.listenPoints().stream().anyMatch(point -> host.equalsIgnoreCase(point.host()))
                || !dialog.isRouted()
                        && invite.requestUri()
                                .filter(uri -> host.equalsIgnoreCase(uri.host()))
                                .isPresent();
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
