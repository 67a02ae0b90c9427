package org.voicemail4j.sip;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The notices that are on their way to lamps, so many at once and no more. One that is not answered for a second holds its
 * place no longer: phones that have gone answer never, and those that are there would wait half a minute for each of them.
 * Of those, too, there are only so many at once. Used by one thread.
 */
final class LampFlights {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final int most;
    private final int mostSlow;
    private final StackClock clock;
    private final Queue<Flight> flights = new ArrayDeque<>();
    private int inFlight;
    private int slow;

    /** One notice. */
    static final class Flight {
        private final long since;
        private boolean slow;
        private boolean over;

        private Flight(long since) {
            this.since = since;
        }
    }

    /**
     * @param most how many hold a place
     * @param mostSlow how many more may be on their way, without an answer for long
     */
    LampFlights(int most, int mostSlow, StackClock clock) {
        this.most = most;
        this.mostSlow = mostSlow;
        this.clock = clock;
    }

    /** Whether there is a place. */
    boolean isRoom() {
        for (Flight first = flights.peek(); first != null && isLeft(first); first = flights.peek()) {
            flights.remove();
        }
        return inFlight < most;
    }

    /** Whether that one holds its place no longer. */
    private boolean isLeft(Flight flight) {
        if (!flight.over && slow < mostSlow && clock.nanos() - flight.since >= PATIENCE.toNanos()) {
            flight.slow = true;
            slow++;
            inFlight--;
        }
        return flight.over || flight.slow;
    }

    /** One goes. */
    Flight begin() {
        Flight flight = new Flight(clock.nanos());
        flights.add(flight);
        inFlight++;
        return flight;
    }

    /** It has been answered, or is given up. */
    void end(Flight flight) {
        flight.over = true;
        if (flight.slow) {
            slow--;
        } else {
            inFlight--;
        }
    }
}
