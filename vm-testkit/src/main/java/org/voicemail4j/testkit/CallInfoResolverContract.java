package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.call.CallPurpose;

/** What every {@link CallInfoResolver} must do; used like {@link MessageStoreContract}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface CallInfoResolverContract {

    /** The resolver under test, the same one throughout a test. */
    CallInfoResolver resolver();

    /** Lets whom it asks know of a call, whose purpose is {@link #knownPurpose}, and describes that call as it arrives. */
    CallInfo knownCall();

    /** What the resolver learns of {@link #knownCall}. */
    CallPurpose knownPurpose();

    /** A call of which nobody knows more than the network. */
    CallInfo unknownCall();

    /** Keeps the resolver from asking anybody, as a pulled cable does. */
    void cutOff();

    @Test
    default void whatIsKnownOfACallIsTold() {
        assertThat(resolver().resolve(knownCall()).purpose()).isEqualTo(knownPurpose());
    }

    @Test
    default void theCallKeepsItsNameAndItsLine() {
        CallInfo call = knownCall();
        CallInfo resolved = resolver().resolve(call);
        assertThat(resolved.callId()).isEqualTo(call.callId());
        assertThat(resolved.line()).isEqualTo(call.line());
        assertThat(resolved.context()).isEqualTo(call.context());
    }

    @Test
    default void anUnknownCallStaysAsItIs() {
        CallInfo call = unknownCall();
        assertThat(resolver().resolve(call)).isSameAs(call);
    }

    @Test
    default void aResolverThatCanAskNobodyLeavesCallsAsTheyAre() {
        cutOff();
        CallInfo call = unknownCall();
        assertThat(resolver().resolve(call)).isSameAs(call);
    }

    @Test
    default void eachCallIsToldItsOwn() {
        assertThat(resolver().resolve(knownCall()).purpose()).isEqualTo(knownPurpose());
        CallInfo call = unknownCall();
        assertThat(resolver().resolve(call)).isSameAs(call);
        assertThat(resolver().resolve(knownCall()).purpose()).isEqualTo(knownPurpose());
    }
}
