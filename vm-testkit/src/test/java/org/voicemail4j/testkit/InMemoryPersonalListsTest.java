package org.voicemail4j.testkit;

import org.voicemail4j.mailbox.PersonalLists;

class InMemoryPersonalListsTest implements PersonalListsContract {

    private final PersonalLists lists = new InMemoryPersonalLists();

    @Override
    public PersonalLists lists() {
        return lists;
    }
}
