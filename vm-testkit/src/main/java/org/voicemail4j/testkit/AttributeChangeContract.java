package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;

/**
 * How a message store changes a message's category and attributes, if its medium can rewrite them. Part of {@link
 * MessageStoreContract}.
 */
public interface AttributeChangeContract extends StoreUnderTest {

    @Test
    default void categoryAndAttributesCanBeSetChangedAndTakenAway() {
        Envelope envelope = envelope().toBuilder()
                .attribute("x-first", "one")
                .attribute("x-second", "two")
                .build();
        MessageId id = leave(ALICE, envelope, Duration.ofSeconds(2)).id();
        Envelope changed = store().change(
                        ALICE,
                        id,
                        before -> before.toBuilder()
                                .category("sales; \u00e9 = x")
                                .without("x-first")
                                .attribute("x-second", "2; two")
                                .attribute("x-third", "> three")
                                .build())
                .orElseThrow()
                .envelope();
        store().move(ALICE, id, Folder.WORK, 9);
        Envelope stored = store().find(ALICE, id).orElseThrow().envelope();
        assertThat(stored).isEqualTo(changed);
        assertThat(stored.category()).isEqualTo("sales; \u00e9 = x");
        assertThat(stored.attribute("x-first")).isEmpty();
        assertThat(stored.attribute("x-second")).contains("2; two");
        assertThat(stored.attribute("x-third")).contains("> three");
    }

    /** Whatever text, again and again. */
    @Test
    default void changesOfHostileTextAreKept() {
        MessageId id = leave(ALICE).id();
        for (long seed = 0; seed < 20; seed++) {
            Envelope wanted = Envelopes.random(seed);
            store().change(ALICE, id, before -> {
                Envelope.Builder after = before.toBuilder().category(wanted.category());
                wanted.attributes().forEach(after::attribute);
                return after.build();
            });
            Envelope stored = store().find(ALICE, id).orElseThrow().envelope();
            assertThat(stored.category()).isEqualTo(wanted.category());
            assertThat(stored.attributes()).containsAllEntriesOf(wanted.attributes());
            assertThat(stored.caller()).isEqualTo(envelope().caller());
        }
    }
}
