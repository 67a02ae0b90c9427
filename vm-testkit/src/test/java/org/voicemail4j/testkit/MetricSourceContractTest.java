package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.metric.Metric;
import org.voicemail4j.metric.MetricSource;
import org.voicemail4j.service.EventMetrics;
import org.voicemail4j.service.VoicemailEvent;

/** The contract passes on the events' metrics and on a counter of its own, and catches what it is there to catch. */
class MetricSourceContractTest {

    /** What the events of a service are counted by. */
    @Nested
    class OfEvents implements MetricSourceContract {

        private final EventMetrics metrics = new EventMetrics();

        @Override
        public MetricSource source() {
            return metrics;
        }

        @Override
        public void happens() {
            metrics.on(new VoicemailEvent.LoggedIn(MailboxId.parse("1000")));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aSourceThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultySource.class, fault)).contains(fault.caughtBy + "()");
    }

    @Test
    void aSoundSourcePasses() {
        assertThat(ContractRun.failedTests(FaultySource.class, Fault.NONE)).isEmpty();
    }

    /** What a source may get wrong. */
    enum Fault {
        NONE(""),
        SAYS_NOTHING("itHasSomethingToSay"),
        NAMES_TWO_ALIKE("eachNameStandsForOneThing"),
        REPEATS_A_SERIES("eachSeriesStandsOnce"),
        MIXES_LABELS("eachSeriesStandsOnce"),
        EXPLAINS_NOTHING("eachIsExplained"),
        COUNTS_BACKWARDS("countersAreFiniteAndOnlyGrow"),
        DIVIDES_BY_NOTHING("countersAreFiniteAndOnlyGrow"),
        LENDS_ITS_LIST("whatWasToldDoesNotChange"),
        FAILS_WHILE_ASKED("manyMayAskWhileThingsHappen");

        private final String caughtBy;

        Fault(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    /** Not run by itself: the contract on a source with a fault. */
    @ExtendWith(FaultySource.Parameter.class)
    static final class FaultySource implements MetricSourceContract, MetricSource {

        private final Fault fault;
        private final Thread first = Thread.currentThread();
        private final List<Metric> lent = new ArrayList<>();
        private int count = 100;

        FaultySource(Fault fault) {
            this.fault = fault;
        }

        @Override
        public MetricSource source() {
            return this;
        }

        @Override
        public synchronized void happens() {
            count += fault == Fault.COUNTS_BACKWARDS ? -1 : 1;
            lent.clear();
        }

        @Override
        public synchronized List<Metric> metrics() {
            if (fault == Fault.FAILS_WHILE_ASKED && Thread.currentThread() != first) {
                throw new VoicemailException("planted: busy");
            }
            List<Metric> metrics = fault == Fault.LENDS_ITS_LIST ? lent : new ArrayList<>();
            if (fault == Fault.SAYS_NOTHING) {
                return metrics;
            }
            double value = fault == Fault.DIVIDES_BY_NOTHING ? count / 0.0 : count;
            String help = fault == Fault.EXPLAINS_NOTHING ? " " : "Things.";
            metrics.add(Metric.counter("things_total", help, value));
            if (fault == Fault.NAMES_TWO_ALIKE) {
                metrics.add(Metric.counter("things_total", help, value));
            }
            metrics.add(new Metric("some", Metric.Kind.GAUGE, help, samples()));
            return metrics;
        }

        private List<Metric.Sample> samples() {
            Map<String, String> other = new LinkedHashMap<>();
            other.put(fault == Fault.MIXES_LABELS ? "other" : "kind", fault == Fault.REPEATS_A_SERIES ? "a" : "\"b\\");
            return List.of(new Metric.Sample(Map.of("kind", "a"), count), new Metric.Sample(other, -1));
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
