package com.example.hotel;

import org.voicemail4j.store.MessageStore;
import org.voicemail4j.testkit.MessageStoreContract;

/** The hotel's store does what voicemail4j asks of every store. */
class RoomMessagesTest implements MessageStoreContract {

    private final RoomMessages messages = new RoomMessages();

    @Override
    public MessageStore store() {
        return messages;
    }
}
