package org.voicemail4j.store;

import java.util.Objects;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;

/**
 * Says of a message that was recorded elsewhere what it must be where it is brought.
 *
 * @param key by which the delivery is recognised when it is tried again
 * @param id the id it has
 * @param folder where it shall lie
 */
public record Delivery(DeliveryKey key, MessageId id, Folder folder) {
    public Delivery {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(folder, "folder");
    }
}
