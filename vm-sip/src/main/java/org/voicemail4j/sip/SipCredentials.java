package org.voicemail4j.sip;

import java.util.Optional;

/**
 * Knows what users of digest authentication have to prove. Implemented by integrators over their own user base; for many
 * threads at once. May block: it is asked in a thread that other calls do not wait for, only for users whose request was
 * challenged before, and never more often than the failed attempts of one source are let through.
 */
@FunctionalInterface
public interface SipCredentials {

    /**
     * The secret of a user.
     *
     * @param user as the request names it, unchecked: any text of up to 128 characters
     * @param realm for which the user is known, see {@link SipAuthentication}
     * @return empty if there is no such user, which its asker is not told apart from a wrong password
     */
    Optional<SipSecret> find(String user, String realm);
}
