package org.voicemail4j.examples.server;

import org.voicemail4j.mailbox.MailboxId;

/** A URI in which the number and the context of a mailbox are put for {@code {number}} and {@code {context}}. */
final class UriPattern {

    private static final String SIP = "(?i)sips?:[^\\s<>\"{}]{1,250}";
    private static final String ANY = "(?i)[a-z][a-z0-9+.-]{0,30}:[^\\s<>\"{}]{1,250}";
    private static final MailboxId EXAMPLE = new MailboxId(MailboxId.DEFAULT_CONTEXT, "1000");

    private UriPattern() {}

    /** A {@code sip:} or {@code sips:} URI. @throws UsageException if it is none */
    static String sip(String option, String text) {
        return checked(option, text, SIP, "a sip: URI");
    }

    /** One of any kind. @throws UsageException if it is none */
    static String any(String option, String text) {
        return checked(option, text, ANY, "a URI");
    }

    private static String checked(String option, String text, String form, String wanted) {
        String filled = text.replace("{number}", EXAMPLE.number()).replace("{context}", EXAMPLE.context());
        if (!filled.matches(form)) {
            throw new UsageException(
                    option + ": '" + text + "' is not " + wanted + ", such as sip:{number}@example.net");
        }
        return text;
    }
}
