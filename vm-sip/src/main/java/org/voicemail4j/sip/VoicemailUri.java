package org.voicemail4j.sip;

import java.util.Optional;

/** What a Request-URI says by the parameters of RFC 4458: whose mailbox ({@code target}) and why ({@code cause}). */
final class VoicemailUri {

    private VoicemailUri() {}

    static Retargeting read(SipUri requestUri) {
        Optional<String> target = requestUri.parameter("target").filter(text -> !text.isEmpty());
        return new Retargeting(
                target.flatMap(VoicemailUri::user),
                target.flatMap(NameAddr::parse),
                requestUri.parameter("cause").flatMap(Retargeting::ofCause));
    }

    /** The target is a URI; some senders write the bare number. */
    private static Optional<String> user(String target) {
        Optional<SipUri> uri = SipUri.parse(target);
        if (uri.isPresent()) {
            return uri.map(SipUri::user).filter(text -> !text.isEmpty());
        }
        int at = target.indexOf('@');
        return Optional.of(at < 0 ? target : target.substring(0, at));
    }
}
