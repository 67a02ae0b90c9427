package org.voicemail4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Whoever wraps a store loses nothing of it, whatever the interface gets in time. */
class ForwardingMessageStoreTest {

    @Test
    void eachMethodIsHandedOn() throws NoSuchMethodException {
        for (Method method : MessageStore.class.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                Method forwarded = ForwardingMessageStore.class.getMethod(method.getName(), method.getParameterTypes());
                assertThat(forwarded.getDeclaringClass())
                        .as(method + " with " + Arrays.toString(method.getParameterTypes()))
                        .isEqualTo(ForwardingMessageStore.class);
            }
        }
    }
}
