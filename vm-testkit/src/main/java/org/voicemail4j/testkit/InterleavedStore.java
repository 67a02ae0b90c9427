package org.voicemail4j.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;

/** A store before each of whose operations another task may go on. */
final class InterleavedStore {

    private InterleavedStore() {}

    static MessageStore of(MessageStore store, Interleaving interleaving) {
        return proxy(MessageStore.class, store, interleaving);
    }

    private static <T> T proxy(Class<T> type, T object, Interleaving interleaving) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            interleaving.point();
            return around(invoke(object, method, arguments), interleaving);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invoke(Object object, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(object, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static @Nullable Object around(@Nullable Object result, Interleaving interleaving) {
        if (result instanceof DepositStart.Opened opened) {
            return new DepositStart.Opened(proxy(Deposit.class, opened.deposit(), interleaving));
        }
        return result instanceof GreetingRecording greeting
                ? proxy(GreetingRecording.class, greeting, interleaving)
                : result;
    }
}
