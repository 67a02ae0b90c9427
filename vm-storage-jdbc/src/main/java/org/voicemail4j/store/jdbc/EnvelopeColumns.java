package org.voicemail4j.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Sensitivity;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.StoreException;

/** An envelope as columns: milliseconds since 1970, names and numbers, and one text of {@code key=value} lines. */
final class EnvelopeColumns {

    static final String NAMES = "received_ms, caller_name, caller_number, redirecting_name, redirecting_number,"
            + " call_id, category, attributes, urgent, sensitivity, heard_by";

    private EnvelopeColumns() {}

    /** The values in the order of {@link #NAMES}. */
    static @Nullable Object[] values(Envelope envelope) {
        return new @Nullable Object[] {
            envelope.received().toEpochMilli(),
            envelope.caller().name().orElse(null),
            envelope.caller().number().orElse(null),
            envelope.redirecting().name().orElse(null),
            envelope.redirecting().number().orElse(null),
            envelope.callId(),
            envelope.category(),
            attributes(envelope),
            envelope.urgency() == Urgency.URGENT ? 1 : 0,
            envelope.sensitivity().name(),
            String.join(" ", envelope.heardBy())
        };
    }

    /** As many question marks as there are {@link #NAMES}. */
    static final String MARKS = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

    /** What a change may change, in an update. */
    static final String CHANGES = "category = ?, attributes = ?, urgent = ?, sensitivity = ?, heard_by = ?";

    /** The values for {@link #CHANGES}. */
    static @Nullable Object[] changes(Envelope envelope) {
        return Arrays.copyOfRange(values(envelope), 6, 11);
    }

    static String attributes(Envelope envelope) {
        StringBuilder text = new StringBuilder();
        envelope.attributes()
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
        return text.toString();
    }

    static void readAttributes(@Nullable String text, Envelope.Builder into) {
        if (text != null) {
            text.lines().filter(line -> line.indexOf('=') > 0).forEach(line -> {
                int equals = line.indexOf('=');
                into.attribute(line.substring(0, equals), line.substring(equals + 1));
            });
        }
    }

    static Envelope read(ResultSet row) throws SQLException {
        Envelope.Builder envelope = Envelope.received(Instant.ofEpochMilli(row.getLong("received_ms")))
                .caller(party(row, "caller"))
                .redirecting(party(row, "redirecting"))
                .category(text(row, "category"))
                .callId(text(row, "call_id"))
                .urgency(row.getInt("urgent") == 1 ? Urgency.URGENT : Urgency.NORMAL)
                .sensitivity(sensitivity(row));
        owners(text(row, "heard_by")).forEach(envelope::heardBy);
        readAttributes(row.getString("attributes"), envelope);
        return envelope.build();
    }

    /** An altered table may have NULL where ours has none. */
    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static Sensitivity sensitivity(ResultSet row) throws SQLException {
        String name = text(row, "sensitivity");
        try {
            return Sensitivity.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "column sensitivity of table " + table(row) + " holds '" + name + "', which is none", e);
        }
    }

    private static String table(ResultSet row) throws SQLException {
        String name = row.getMetaData().getTableName(1).toLowerCase(Locale.ROOT);
        return name.isEmpty() ? "vm_message" : name;
    }

    private static List<String> owners(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    static Party party(ResultSet row, String who) throws SQLException {
        return new Party(
                Optional.ofNullable(row.getString(who + "_name")), Optional.ofNullable(row.getString(who + "_number")));
    }

    /** The envelope as it is read again: with milliseconds. */
    static Envelope kept(Envelope envelope) {
        return receivedAt(envelope, envelope.received().truncatedTo(ChronoUnit.MILLIS));
    }

    private static Envelope receivedAt(Envelope envelope, Instant received) {
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
