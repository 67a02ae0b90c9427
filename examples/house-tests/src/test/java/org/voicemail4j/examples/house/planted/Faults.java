package org.voicemail4j.examples.house.planted;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** One class per fault, and beside some the form that is right. */
@SuppressWarnings({"unused", "JavaUtilDate"})
final class Faults {
    private Faults() {}

    static final class InstantNow {
        Instant instant = Instant.now();
    }

    static final class InstantNowAsReference {
        Supplier<Instant> instant = Instant::now;
    }

    static final class TodayInAZone {
        LocalDate today = LocalDate.now(ZoneId.of("UTC"));
    }

    static final class NewDate {
        Date date = new Date();
    }

    static final class CurrentTimeMillis {
        long millis = System.currentTimeMillis();
    }

    static final class NowOfAClock {
        ZonedDateTime now(Clock clock) {
            return ZonedDateTime.now(clock);
        }
    }

    static final class ClockChoice {
        Clock clock = Clock.systemUTC();
    }

    static final class NanoTime {
        long nanos = System.nanoTime();
    }

    static final class SystemNanoClock {
        long nanos() {
            return System.nanoTime();
        }
    }

    static final class Builder {
        Clock clock = Clock.systemUTC();
    }

    static final class ThreadSleep {
        void rest() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class UnitSleep {
        void rest() throws InterruptedException {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    static final class Property {
        String home = System.getProperty("user.home");
    }

    static final class Variable {
        String path = System.getenv("PATH");
    }

    static final class NewThread {
        Thread thread = new Thread(() -> {});
    }

    static final class ThreadAsReference {
        Function<Runnable, Thread> maker = Thread::new;
    }

    static final class OwnThread extends Thread {}

    static final class Pool {
        ExecutorService pool = Executors.newCachedThreadPool();
    }

    static final class PoolWithFactory {
        ExecutorService pool = Executors.newCachedThreadPool(new DaemonThreads()::make);
    }

    static final class DaemonThreads {
        Thread make(Runnable work) {
            return new Thread(work);
        }
    }

    static final class Counter {
        static int count;
    }

    static final class Constant {
        static final int COUNT = 1;
    }

    static final class CallManager {}

    static final class UsesSql {
        DataSource source;
        java.sql.Connection connection;
    }
}
