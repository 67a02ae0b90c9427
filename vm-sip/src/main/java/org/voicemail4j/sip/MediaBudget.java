package org.voicemail4j.sip;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.MediaSessionFactory;
import org.voicemail4j.media.PayloadFormat;

/**
 * Opens sound as long as a budget lasts, of which a call takes so much as its codec costs until its sound is closed. The
 * cost is set by whoever runs the server, and does not move with the load of the machine. A call that changes to a dearer
 * codec keeps its sound, even beyond the budget; new ones wait until that is made up for. For many threads.
 */
final class MediaBudget implements MediaSessionFactory {

    private final MediaSessionFactory media;
    private final int units;
    private final ToIntFunction<String> costs;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * @param units what all calls together may cost
     * @param costs of an encoding by its name, such as {@code PCMU}
     */
    MediaBudget(MediaSessionFactory media, int units, ToIntFunction<String> costs) {
        this.media = media;
        this.units = units;
        this.costs = costs;
    }

    @Override
    public Optional<MediaLeg> answer(MediaOffer offer) {
        return media.answer(offer).map(leg -> within(leg, leg.answer().formats()));
    }

    @Override
    public MediaLeg offer() {
        MediaLeg leg = media.offer();
        return within(leg, leg.offer().formats());
    }

    private MediaLeg within(MediaLeg leg, List<PayloadFormat> formats) {
        int cost = cost(formats);
        if (taken.addAndGet(cost) > units) {
            taken.addAndGet(-cost);
            leg.close();
            throw new MediaException("the budget of " + units + " for sound is spent");
        }
        return new Leg(leg, cost);
    }

    private int cost(List<PayloadFormat> formats) {
        return formats.stream()
                .map(PayloadFormat::encodingName)
                .filter(name -> !name.equalsIgnoreCase(PayloadFormat.TELEPHONE_EVENT))
                .findFirst()
                .map(name -> Math.max(0, costs.applyAsInt(name)))
                .orElse(0);
    }

    int taken() {
        return taken.get();
    }

    private final class Leg implements MediaLeg {

        private final MediaLeg leg;
        private int cost;
        private boolean closed;

        private Leg(MediaLeg leg, int cost) {
            this.leg = Objects.requireNonNull(leg, "leg");
            this.cost = cost;
        }

        /** Costs that from now on; nothing once it is closed. */
        private synchronized void costs(int now) {
            int due = closed ? 0 : now;
            taken.addAndGet(due - cost);
            cost = due;
        }

        private synchronized void isOver() {
            closed = true;
            costs(0);
        }

        @Override
        public MediaSession session() {
            return leg.session();
        }

        @Override
        public MediaAnswer answer() {
            return leg.answer();
        }

        @Override
        public MediaOffer offer() {
            return leg.offer();
        }

        @Override
        public boolean accept(MediaAnswer answer) {
            boolean accepted = leg.accept(answer);
            if (accepted) {
                costs(cost(answer.formats()));
            }
            return accepted;
        }

        @Override
        public Optional<MediaAnswer> reoffer(MediaOffer offer) {
            Optional<MediaAnswer> answer = leg.reoffer(offer);
            answer.ifPresent(given -> costs(cost(given.formats())));
            return answer;
        }

        @Override
        public void answered() {
            leg.answered();
        }

        @Override
        public void press(Digit digit) {
            leg.press(digit);
        }

        @Override
        public void hangUp() {
            leg.hangUp();
        }

        @Override
        public void close() {
            leg.close();
            isOver();
        }
    }
}
