package org.voicemail4j.mailbox;

/** Which of the owner's greetings. */
public enum GreetingKind {
    /** The owner's name, spoken; Asterisk's {@code greet}. */
    NAME("greet"),
    /** Heard when the owner does not answer; Asterisk's {@code unavail}. */
    UNAVAILABLE("unavail"),
    /** Heard when the owner is on another call; Asterisk's {@code busy}. */
    BUSY("busy"),
    /** Replaces the unavailable and the busy greeting while it exists; Asterisk's {@code temp}. */
    TEMPORARY("temp"),
    /** Replaces the unavailable and the busy greeting outside of the owner's hours; Asterisk has none. */
    CLOSED("closed"),
    /** Heard by callers whom {@link GreetingSchedule#specialCallers} names, before all but {@link #ABSENCE}; Asterisk has none. */
    SPECIAL("special"),
    /** Heard by everybody while the owner is away for long, as {@link GreetingSchedule#absence} says; Asterisk has none. */
    ABSENCE("absence");

    private final String fileName;

    GreetingKind(String fileName) {
        this.fileName = fileName;
    }

    /** Whether it is heard from when until when somebody says. */
    public boolean hasDates() {
        return this == TEMPORARY || this == ABSENCE;
    }

    /** The name in Asterisk's spool, without extension. */
    public String fileName() {
        return fileName;
    }
}
