package org.voicemail4j.service;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.flow.CallFlows;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxFinder;

/** Takes calls in: counts them, gives each a thread and its flow, and sees that each one ends. */
final class CallDesk {

    private static final Logger log = LoggerFactory.getLogger(CallDesk.class);
    private static final Duration TIME_TO_END = Duration.ofSeconds(10);

    private final Executor executor;
    private final VoicemailConfig config;
    private final CallInfoResolver resolver;
    private final MailboxFinder mailboxes;
    private final CallFlows flows;
    private final Set<IncomingCall> present = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int calls;
    private long taken;
    private long refused;
    private boolean draining;

    CallDesk(
            Executor executor,
            VoicemailConfig config,
            CallInfoResolver resolver,
            MailboxFinder mailboxes,
            CallFlows flows) {
        this.executor = executor;
        this.config = config;
        this.resolver = resolver;
        this.mailboxes = mailboxes;
        this.flows = flows;
    }

    void take(IncomingCall call) {
        if (!enter(call)) {
            call.reject(CallRefusal.overloaded(config.retryAfter()));
            return;
        }
        try {
            executor.execute(() -> run(call));
        } catch (RejectedExecutionException | OutOfMemoryError e) { // the latter: the system gives no more threads
            log.warn("{}: no thread for it, refused", call.info().callId(), e);
            notTaken(call);
            call.reject(CallRefusal.overloaded(config.retryAfter()));
        }
    }

    private void run(IncomingCall call) {
        try {
            CallOutcome outcome = converse(call, resolver.resolve(call.info()));
            log.debug("{}: {}", call.info().callId(), outcome);
        } catch (RuntimeException e) {
            log.warn(
                    "{}: the call failed and was ended; what was recorded is kept",
                    call.info().callId(),
                    e);
        } finally {
            try {
                call.hangUp();
            } finally {
                leave(call);
            }
        }
    }

    private CallOutcome converse(IncomingCall call, CallInfo info) {
        if (info.purpose() instanceof CallPurpose.Retrieval retrieval) {
            return flows.retrieval(call, info, retrieval);
        }
        if (info.purpose() instanceof CallPurpose.DepositAnywhere anywhere) {
            return flows.depositAnywhere(call, info, anywhere.options());
        }
        if (info.purpose() instanceof CallPurpose.NameSearch search) {
            return flows.directory(call, info, search.options());
        }
        CallPurpose.Deposit deposit = (CallPurpose.Deposit) info.purpose();
        Optional<Mailbox> mailbox = mailboxes.find(deposit.mailbox());
        if (mailbox.isEmpty()) {
            call.reject(CallRefusal.UNKNOWN_MAILBOX);
            return new CallOutcome.Refused(CallRefusal.UNKNOWN_MAILBOX);
        }
        return flows.deposit(call, info, mailbox.get());
    }

    int calls() {
        return counts().now();
    }

    CallCounts counts() {
        lock.lock();
        try {
            return new CallCounts(calls, taken, refused, draining);
        } finally {
            lock.unlock();
        }
    }

    private boolean enter(IncomingCall call) {
        lock.lock();
        try {
            if (draining || calls >= config.maxCalls() || !present.add(call)) {
                refused++;
                return false;
            }
            calls++;
            taken++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void notTaken(IncomingCall call) {
        lock.lock();
        try {
            taken--;
            refused++;
        } finally {
            lock.unlock();
        }
        leave(call);
    }

    private void leave(IncomingCall call) {
        lock.lock();
        try {
            present.remove(call);
            calls--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses calls from now on, waits, hangs up the rest, and waits a little for them to store what they have. */
    boolean drain(Duration patience) {
        lock.lock();
        try {
            draining = true;
        } finally {
            lock.unlock();
        }
        if (awaitNoCalls(patience)) {
            return true;
        }
        present.forEach(IncomingCall::hangUp);
        boolean ended = awaitNoCalls(TIME_TO_END);
        if (!ended) {
            log.warn(
                    "{} calls have not ended within {}; what they recorded is delivered at the next start",
                    calls(),
                    TIME_TO_END);
        }
        return ended;
    }

    private boolean awaitNoCalls(Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (calls > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return calls == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
