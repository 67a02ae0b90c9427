package org.voicemail4j.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Sensitivity;
import org.voicemail4j.message.Urgency;

/**
 * An envelope as columns: milliseconds since 1970, names and numbers, and one text of {@code key=value} lines. Keys with
 * an exclamation mark, which no attribute can have, are ours.
 */
final class EnvelopeColumns {

    static final String NAMES = "received_ms, caller_name, caller_number, redirecting_name, redirecting_number,"
            + " category, call_id, attributes, urgent";

    private static final String PRIVATE = "!private=";
    private static final String HEARD_BY = "!heardby=";

    private EnvelopeColumns() {}

    /** The values in the order of {@link #NAMES}. */
    static @Nullable Object[] values(Envelope envelope) {
        return new @Nullable Object[] {
            envelope.received().toEpochMilli(),
            envelope.caller().name().orElse(null),
            envelope.caller().number().orElse(null),
            envelope.redirecting().name().orElse(null),
            envelope.redirecting().number().orElse(null),
            envelope.category(),
            envelope.callId(),
            attributes(envelope),
            envelope.urgency() == Urgency.URGENT ? 1 : 0
        };
    }

    static String attributes(Envelope envelope) {
        StringBuilder text = new StringBuilder();
        if (envelope.sensitivity() == Sensitivity.PRIVATE) {
            text.append(PRIVATE).append('\n');
        }
        envelope.heardBy().forEach(owner -> text.append(HEARD_BY).append(owner).append('\n'));
        envelope.attributes()
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }

    static void readAttributes(@Nullable String text, Envelope.Builder into) {
        if (text != null) {
            text.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> readLine(line, into));
        }
    }

    private static void readLine(String line, Envelope.Builder into) {
        int equals = line.indexOf('=');
        if (line.equals(PRIVATE)) {
            into.sensitivity(Sensitivity.PRIVATE);
        } else if (line.startsWith(HEARD_BY)) {
            into.heardBy(line.substring(HEARD_BY.length()));
        } else {
            into.attribute(line.substring(0, equals), line.substring(equals + 1));
        }
    }

    static Envelope read(ResultSet row) throws SQLException {
        Envelope.Builder envelope = Envelope.received(Instant.ofEpochMilli(row.getLong("received_ms")))
                .caller(party(row, "caller"))
                .redirecting(party(row, "redirecting"))
                .category(row.getString("category"))
                .callId(row.getString("call_id"))
                .urgency(row.getInt("urgent") == 1 ? Urgency.URGENT : Urgency.NORMAL);
        readAttributes(row.getString("attributes"), envelope);
        return envelope.build();
    }

    static Party party(ResultSet row, String who) throws SQLException {
        return new Party(
                Optional.ofNullable(row.getString(who + "_name")), Optional.ofNullable(row.getString(who + "_number")));
    }

    /** The envelope as it is read again: with milliseconds. */
    static Envelope kept(Envelope envelope) {
        return receivedAt(envelope, envelope.received().truncatedTo(ChronoUnit.MILLIS));
    }

    static Envelope receivedAt(Envelope envelope, Instant received) {
        Envelope.Builder kept = Envelope.received(received)
                .caller(envelope.caller())
                .redirecting(envelope.redirecting())
                .category(envelope.category())
                .callId(envelope.callId())
                .urgency(envelope.urgency())
                .sensitivity(envelope.sensitivity());
        envelope.heardBy().forEach(kept::heardBy);
        envelope.attributes().forEach(kept::attribute);
        return kept.build();
    }
}
