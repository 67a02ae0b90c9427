package org.voicemail4j.examples.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.examples.server.http.Problem;
import org.voicemail4j.examples.server.http.Request;
import org.voicemail4j.mail.speech.Transcripts;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Sensitivity;
import org.voicemail4j.message.Urgency;

/** A message as programs see it, and its version: what of it may change, as a digest. */
final class MessageView {

    private static final int TAG_DIGITS = 32;

    private MessageView() {}

    static Map<String, Object> json(Message message) {
        Envelope envelope = message.envelope();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", message.id().value());
        json.put("folder", message.folder().title());
        json.put("received", envelope.received().toString());
        json.put("durationMillis", message.length().toMillis());
        json.put("urgent", envelope.urgency() == Urgency.URGENT);
        json.put("private", envelope.sensitivity() == Sensitivity.PRIVATE);
        json.put("caller", party(envelope.caller()));
        json.put("redirecting", party(envelope.redirecting()));
        json.put("category", envelope.category());
        json.put("callId", envelope.callId());
        json.put("heardBy", envelope.heardBy());
        Transcripts.keptWith(envelope).ifPresent(text -> json.put("transcript", text));
        json.put("version", tag(message.folder().title(), envelope));
        return json;
    }

    private static Map<String, Object> party(Party party) {
        Map<String, Object> json = new LinkedHashMap<>();
        party.name().ifPresent(name -> json.put("name", name));
        party.number().ifPresent(number -> json.put("number", number));
        return json;
    }

    static String entityTag(Message message) {
        return '"' + tag(message.folder().title(), message.envelope()) + '"';
    }

    private static String tag(String folder, Envelope envelope) {
        String state = folder
                + '\n'
                + envelope.urgency()
                + '\n'
                + envelope.sensitivity()
                + '\n'
                + envelope.category()
                + '\n'
                + envelope.heardBy()
                + '\n'
                + envelope.attributes();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(state.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, TAG_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /**
     * Sees that a message is still what whoever asks has seen (RFC 9110 §13.1.1).
     *
     * @throws Problem 412 if it is not
     */
    static void checkUnchanged(Request request, Message message) {
        Optional<String> wanted = request.header("If-Match").map(String::strip);
        if (wanted.isPresent() && !names(wanted.get(), entityTag(message))) {
            throw new Problem(412, "the message has changed since");
        }
    }

    /** Whether whoever asks has it already. */
    static boolean isKnown(Request request, Message message) {
        return request.header("If-None-Match")
                .filter(known -> names(known.strip(), entityTag(message)))
                .isPresent();
    }

    private static boolean names(String list, String tag) {
        if (list.equals("*")) {
            return true;
        }
        for (String one : list.split(",", -1)) {
            if (one.strip().equals(tag)) {
                return true;
            }
        }
        return false;
    }
}
