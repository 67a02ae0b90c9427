package org.voicemail4j.examples.server.simulate;

import java.util.Optional;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.mailbox.MailboxId;

/** Which call does what, by the number called: as the server has it. */
final class Dialled {

    private static final String OWN = "*97";
    private static final String ASK = "*98";
    private static final String BY_NAME = "*411";

    private Dialled() {}

    /**
     * What a call is for.
     *
     * @param caller the own number, if it is known
     * @return empty if nothing has that number
     */
    static Optional<CallPurpose> purpose(String number, String context, String caller) {
        if (number.equals(OWN)) {
            return Optional.of(new CallPurpose.Retrieval(MailboxId.of(context, caller)));
        }
        if (number.equals(BY_NAME)) {
            return Optional.of(new CallPurpose.NameSearch(DirectoryOptions.USUAL));
        }
        if (number.startsWith(ASK)) {
            String mailbox = number.substring(ASK.length());
            return mailbox.isEmpty()
                    ? Optional.of(CallPurpose.retrieval())
                    : MailboxId.of(context, mailbox).map(CallPurpose::retrieval);
        }
        return MailboxId.of(context, number).map(CallPurpose::deposit);
    }
}
