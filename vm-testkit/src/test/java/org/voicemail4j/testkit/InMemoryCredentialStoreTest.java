package org.voicemail4j.testkit;

import org.voicemail4j.mailbox.CredentialStore;

class InMemoryCredentialStoreTest implements CredentialStoreContract, PinHistoryContract, PinAgeContract {

    private final CredentialStore credentials = new InMemoryCredentialStore();

    @Override
    public CredentialStore credentials() {
        return credentials;
    }
}
