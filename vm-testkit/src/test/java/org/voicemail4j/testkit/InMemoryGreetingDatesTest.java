package org.voicemail4j.testkit;

import org.voicemail4j.mailbox.GreetingDates;

class InMemoryGreetingDatesTest implements GreetingDatesContract {

    private final GreetingDates dates = new InMemoryGreetingDates();

    @Override
    public GreetingDates dates() {
        return dates;
    }
}
