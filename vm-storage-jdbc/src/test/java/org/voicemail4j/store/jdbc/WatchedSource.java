package org.voicemail4j.store.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that lets something happen just before a statement that begins in some way, once. */
final class WatchedSource {

    private final DataSource real;
    private final AtomicReference<@Nullable Watch> watch = new AtomicReference<>();

    WatchedSource(DataSource real) {
        this.real = real;
    }

    private record Watch(String beginning, Runnable before) {}

    void before(String beginning, Runnable before) {
        watch.set(new Watch(beginning, before));
    }

    DataSource source() {
        return proxy(DataSource.class, real);
    }

    private <T> T proxy(Class<T> type, T of) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> {
                    Watch due = watch.get();
                    if (method.getName().equals("prepareStatement")
                            && due != null
                            && values[0].toString().startsWith(due.beginning())
                            && watch.compareAndSet(due, null)) {
                        due.before().run();
                    }
                    try {
                        Object result = method.invoke(of, values);
                        return result instanceof Connection connection ? proxy(Connection.class, connection) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
