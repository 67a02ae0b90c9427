package org.voicemail4j.examples.server.bench;

import java.util.List;

/**
 * What became of a load's calls, as their callers saw it.
 *
 * @param calls how many were placed
 * @param failures why some did not end as they should, one line each
 * @param callSeconds the sum of their lengths, from answer to end
 * @param heard packets of the server's that came
 * @param missed packets of the server's that did not, by sequence number
 * @param gaps how unevenly they came
 * @param generatorLateMillis how late the generator itself was at most; what is less is its own doing
 */
public record Outcome(
        int calls,
        List<String> failures,
        double callSeconds,
        long heard,
        long missed,
        Gaps gaps,
        double generatorLateMillis) {

    static Outcome of(List<LoadCall> calls, Gaps gaps, long latestNanos) {
        return new Outcome(
                calls.size(),
                calls.stream()
                        .map(LoadCall::failure)
                        .filter(why -> !why.isEmpty())
                        .toList(),
                calls.stream().mapToDouble(LoadCall::seconds).sum(),
                calls.stream().mapToLong(LoadCall::packetsHeard).sum(),
                calls.stream().mapToLong(LoadCall::missed).sum(),
                gaps,
                latestNanos / 1e6);
    }
}
