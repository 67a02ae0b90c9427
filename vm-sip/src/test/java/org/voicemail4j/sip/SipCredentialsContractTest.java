package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The contract, kept by the simplest credentials, and broken by such as integrators might write. */
class SipCredentialsContractTest implements SipCredentialsContract {

    @Override
    public SipCredentials credentials() {
        return (user, realm) -> isAlice(user, realm) ? secret(password()) : Optional.empty();
    }

    private boolean isAlice(String user, String realm) {
        return user.equals(user()) && realm.equals(realm());
    }

    private static Optional<SipSecret> secret(String password) {
        return Optional.of(SipSecret.password(password));
    }

    private static void breaks(SipCredentials faulty, Consumer<SipCredentialsContract> test) {
        ThrowingCallable run = () -> test.accept(() -> faulty);
        assertThatThrownBy(run).isInstanceOfAny(AssertionError.class, IllegalStateException.class);
    }

    @Test
    void whoKnowsNobodyIsFound() {
        breaks((user, realm) -> Optional.empty(), SipCredentialsContract::aUserIsKnownByWhatTheyHaveToProve);
        breaks((user, realm) -> Optional.empty(), SipCredentialsContract::manyMayAskAtOnce);
    }

    @Test
    void whoKnowsAnotherPasswordIsFound() {
        breaks(
                (user, realm) -> isAlice(user, realm) ? secret("S3cret") : Optional.empty(),
                SipCredentialsContract::aUserIsKnownByWhatTheyHaveToProve);
    }

    @Test
    void whoMindsNoRealmIsFound() {
        breaks(
                (user, realm) -> user.equals(user()) ? secret(password()) : Optional.empty(),
                SipCredentialsContract::theyAreUnknownInAnotherRealm);
    }

    @Test
    void whoComparesLooselyIsFound() {
        breaks(
                (user, realm) -> user.strip().startsWith(user()) ? secret(password()) : Optional.empty(),
                SipCredentialsContract::nobodyIsTakenForSomebodyElse);
    }

    @Test
    void whoFailsOnAStrangeNameIsFound() {
        breaks(
                (user, realm) -> {
                    if (user.contains("'")) {
                        throw new IllegalStateException("planted: not a name");
                    }
                    return Optional.empty();
                },
                SipCredentialsContract::anyTextIsTakenForAName);
        breaks(
                (user, realm) -> user.equals("%") ? secret(password()) : Optional.empty(),
                SipCredentialsContract::anyTextIsTakenForAName);
    }

    @Test
    void whoShowsPasswordsIsFound() {
        SipCredentials talkative = new SipCredentials() {
            @Override
            public Optional<SipSecret> find(String user, String realm) {
                return secret(password());
            }

            @Override
            public String toString() {
                return user() + ':' + password();
            }
        };
        breaks(talkative, SipCredentialsContract::noTextFormShowsThePassword);
    }
}
