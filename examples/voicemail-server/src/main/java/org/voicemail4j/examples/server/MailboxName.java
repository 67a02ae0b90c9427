package org.voicemail4j.examples.server;

import org.voicemail4j.mailbox.MailboxId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code MAILBOX[@CONTEXT]}. */
final class MailboxName implements ITypeConverter<MailboxId> {

    @Override
    public MailboxId convert(String value) {
        try {
            return MailboxId.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
