package org.voicemail4j.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A phone's key that sends a ringing call, or one that is held, to its owner's voicemail at once: header {@code
 * X-Digium-Call-Feature: feature_send_to_vm} or the reason {@code send_to_vm} of a Diversion, as Asterisk's
 * res_pjsip_send_to_voicemail passes them on. Whatever number was dialled then, the call is for leaving a message.
 */
final class SendToVoicemail {

    static final String HEADER = "X-Digium-Call-Feature";
    private static final String FEATURE = "feature_send_to_vm";
    private static final String REASON = "send_to_vm";

    private SendToVoicemail() {}

    /** Whether a request of a peer that is believed asks for that. */
    static boolean isAsked(CallHeaders headers) {
        Stream<String> reasons = headers.addresses(Diversion.NAME).stream()
                .flatMap(entry -> entry.parameter("reason").stream())
                .filter(reason -> is(reason, REASON));
        Optional<String> feature = headers.header(HEADER).filter(value -> is(value, FEATURE));
        return feature.isPresent() || reasons.findAny().isPresent();
    }

    private static boolean is(String text, String wanted) {
        return text.strip().toLowerCase(Locale.ROOT).equals(wanted);
    }
}
