package org.voicemail4j.examples.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampFailure.Cause;

/** Which lamp commands a switch refuses, and how often. For many threads. */
final class Refusals {

    static final String EVERY_STATION = "*";

    private final Map<String, Rule> rules = new HashMap<>();

    private record Rule(Cause cause, int times) {}

    synchronized void refuse(String station, Cause cause, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("so often: " + times);
        }
        rules.put(station, new Rule(cause, times));
    }

    synchronized void obey(String station) {
        rules.remove(station);
    }

    /** Why that command is refused; empty if it is obeyed. */
    synchronized Optional<Cause> answer(LampCommand command) {
        String station = rules.containsKey(command.station()) ? command.station() : EVERY_STATION;
        Rule rule = rules.get(station);
        if (rule == null) {
            return Optional.empty();
        }
        if (rule.times() == 1) {
            rules.remove(station);
        } else if (rule.times() < Integer.MAX_VALUE) {
            rules.put(station, new Rule(rule.cause(), rule.times() - 1));
        }
        return Optional.of(rule.cause());
    }
}
