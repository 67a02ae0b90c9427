package org.voicemail4j.media.rtp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.RecordingLimits;

/** What a call's flow does with its sound, on a thread of its own. */
final class CallFlow {

    static final RecordingLimits UNTIL_POUND =
            new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND));

    private CallFlow() {}

    /** Begins something, and returns when it waits for the call or is over. */
    static <T> CompletableFuture<T> flow(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        Phone.await(() -> thread.getState() == Thread.State.WAITING || result.isDone());
        return result;
    }

    /** Amplitude of a tone in a part of sound that is whole periods long. */
    static double tone(short[] sound, int from, int count, int rateHz, int frequency) {
        double sine = 0;
        double cosine = 0;
        for (int i = from; i < from + count; i++) {
            double turn = 2 * Math.PI * ((long) frequency * i % rateHz) / rateHz;
            sine += sound[i] * Math.sin(turn);
            cosine += sound[i] * Math.cos(turn);
        }
        return 2 * Math.hypot(sine, cosine) / count;
    }
}
