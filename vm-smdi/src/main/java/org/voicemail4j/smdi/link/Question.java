package org.voicemail4j.smdi.link;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.smdi.codec.CallHistory;

/** A call of which one link may come to know something; whether it does is its answer's affair. */
final class Question {

    private static final Logger log = LoggerFactory.getLogger(Question.class);

    private final SmdiConfig config;
    private final CallQueue calls;
    private final String value;
    private final Duration patience;
    private final LongAdder unmatched;
    private final CallQueue.Waiter waiter;

    /** Asks, and has the answer completed by what the switch says of the call that has this value. */
    Question(
            SmdiConfig config,
            CallQueue calls,
            String value,
            Duration patience,
            LongAdder unmatched,
            CompletableFuture<DeskCall> answer) {
        this.config = config;
        this.calls = calls;
        this.value = value;
        this.patience = patience;
        this.unmatched = unmatched;
        this.waiter = calls.begin(config.searchKey(), value, history -> answer.complete(call(history)));
    }

    private DeskCall call(CallHistory history) {
        return new DeskCall(config, history);
    }

    /** How long an answer may take. */
    Duration patience() {
        return patience;
    }

    void unanswered(CallInfo info) {
        unmatched.increment();
        log.warn(
                "{}: the switch said nothing of call {} at '{}' in time; answered as the network says",
                config.name(),
                info.callId(),
                value);
    }

    /** No answer is wanted any more. */
    void end() {
        calls.end(waiter);
    }
}
