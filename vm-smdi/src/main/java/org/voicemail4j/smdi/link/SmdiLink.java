package org.voicemail4j.smdi.link;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.smdi.SmdiPort;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.codec.LampFailure;
import org.voicemail4j.smdi.codec.Malformed;
import org.voicemail4j.smdi.codec.SmdiMessage;
import org.voicemail4j.smdi.codec.SmdiReader;

/**
 * A message-desk link: tells calls that arrive at the desk's terminals whose mailbox they are for, and switches lamps.
 *
 * <p><i>Calls.</i> What the switch says of a call waits for the call, or the call for it, and is used exactly once. A call
 * for which nothing comes in time, or that did not come from the gateway at all, is left as the network described it.
 *
 * <p><i>Lamps.</i> Commands leave paced and in order, each lamp's last state; nothing is sent twice unless the line was
 * down, after which every lamp is told again, since the switch acknowledges nothing. {@code BLK} is tried again later,
 * {@code INV} ends a station's commands until the line comes up again or {@link #audit} is called.
 *
 * <p>For many threads. Takes its port over: starts it with {@link Builder#start} and closes it with {@link #close}.
 */
public final class SmdiLink implements MwiPublisher, CallInfoResolver, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SmdiLink.class);

    private final SmdiConfig config;
    private final SmdiPort port;
    private final SmdiListener listener;
    private final CallQueue calls;
    private final LampSender lamps;
    private final LinkCounters counters = new LinkCounters();
    private final LineNoise noise;
    private final SmdiReader reader = new SmdiReader(new FromSwitch());

    private SmdiLink(Builder builder, Clock clock) {
        this.config = builder.config;
        this.port = builder.port;
        this.listener = builder.listener;
        this.noise = new LineNoise(config.name(), clock);
        this.calls = new CallQueue(config.name(), clock, config.messageExpiry());
        this.lamps = new LampSender(config.name(), port, config.pacing(), clock, this::sent);
    }

    /** Starts the description of a link over that port. */
    public static Builder over(SmdiPort port) {
        return new Builder(port);
    }

    private void start(ThreadFactory threads) {
        lamps.start(threads);
        port.start(reader::read, this::state);
    }

    private void state(SmdiPort.State state) {
        switch (state) {
            case UP -> lamps.lineUp();
            case DOWN -> {
                counters.outages.increment();
                reader.lineDown();
                lamps.lineDown();
            }
            case NOISE -> counters.noise.increment();
        }
        tell(to -> to.state(state));
    }

    /** Takes what the switch sends, on the port's thread. */
    private final class FromSwitch implements SmdiReader.Sink {

        @Override
        public void message(SmdiMessage message) {
            counters.messages.increment();
            if (message instanceof CallHistory history) {
                log.debug(
                        "{}: call at desk {} terminal {}, type {}",
                        config.name(),
                        history.desk(),
                        history.terminal(),
                        history.type());
                calls.add(history);
            } else if (message instanceof LampFailure failure) {
                lampFailed(failure);
            } else {
                noise.tell("the switch sends a lamp command; are both ends voicemail systems?", message);
            }
            tell(to -> to.received(message));
        }

        @Override
        public void malformed(Malformed what) {
            counters.malformed.increment();
            noise.tell("no message came", what);
            tell(to -> to.malformed(what));
        }

        @Override
        public void skipped(Malformed before) {
            counters.resyncs.increment();
            noise.tell("passed over before a message", before);
            tell(to -> to.malformed(before));
        }
    }

    private void lampFailed(LampFailure failure) {
        boolean invalid = failure.cause() == LampFailure.Cause.INVALID;
        (invalid ? counters.lampsInvalid : counters.lampsBlocked).increment();
        switch (lamps.refused(failure)) {
            case RETRIED -> log.info("{}: lamp {} is blocked, tried again", config.name(), failure.station());
            case GIVEN_UP -> {
                log.warn(
                        "{}: lamp {} is given up: {}. Does the station exist on the switch, with a lamp?",
                        config.name(),
                        failure.station(),
                        failure.cause());
                tell(to -> to.lampGivenUp(failure));
            }
            case UNKNOWN -> noise.tell("the switch refuses a lamp that was not sent", failure);
        }
    }

    private void sent(LampCommand command) {
        counters.lampsSent.increment();
        log.debug("{}: {}", config.name(), command);
        tell(to -> to.sent(command));
    }

    private void tell(Consumer<SmdiListener> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException | Error e) {
            log.warn("{}: its listener failed", config.name(), e);
        }
    }

    @Override
    public void publish(MailboxId mailbox, MessageSummary summary) {
        Lamp lamp = summary.messagesWaiting() ? Lamp.ON : Lamp.OFF;
        Optional<String> station = config.lampOf(mailbox);
        if (station.isPresent() && !lamps.want(station.get(), lamp)) {
            log.debug("{}: {} has no lamp on the switch (station {})", config.name(), mailbox, station.get());
        }
    }

    /** Tells the switch every lamp again, those it refused included. */
    public void audit() {
        lamps.tellAllAgain();
    }

    /**
     * What the switch said of a call, which is then used up: Asterisk's {@code SMDI_MSG_RETRIEVE}. Waits for it.
     *
     * @param value the number in that field ({@link SearchKey}); leading zeros of a terminal or desk do not matter
     * @param patience how long; while the line is down nobody waits
     */
    public Optional<CallHistory> retrieve(SearchKey key, String value, Duration patience) {
        return calls.take(key, value, patience(patience));
    }

    /** Waits at most {@link SmdiConfig#patience}. */
    @Override
    public CallInfo resolve(CallInfo info) {
        return SmdiLinks.resolve(List.of(this), info);
    }

    /** Asks for a call, if it names anything by which it is found. */
    Optional<Question> ask(CallInfo info, CompletableFuture<DeskCall> answer) {
        return searchValue(info)
                .map(value ->
                        new Question(config, calls, value, patience(config.patience()), counters.unmatched, answer));
    }

    /** Whether a call waits now. */
    boolean isAsked() {
        return calls.waiting() > 0;
    }

    /** While the line is down nobody waits. */
    private Duration patience(Duration patience) {
        return lamps.isUp() ? patience : Duration.ZERO;
    }

    private Optional<String> searchValue(CallInfo info) {
        return config.searchKey() == SearchKey.FORWARDING_STATION
                ? info.line().or(() -> info.redirecting().number())
                : info.line();
    }

    /** What this link has done so far. */
    public SmdiStatistics statistics() {
        return new SmdiStatistics(
                lamps.isUp(),
                counters.messages.sum(),
                counters.malformed.sum(),
                counters.resyncs.sum(),
                counters.noise.sum(),
                counters.outages.sum(),
                calls.unused(),
                counters.unmatched.sum(),
                counters.lampsSent.sum(),
                counters.lampsBlocked.sum(),
                counters.lampsInvalid.sum(),
                calls.size(),
                lamps.backlog(),
                lamps.backlogAge());
    }

    /** Ends the link and its port. Lamps that were not told yet are told after the next start. */
    @Override
    public void close() {
        lamps.close();
        port.close();
        log.info("{}: closed; {}", config.name(), statistics());
    }

    @Override
    public String toString() {
        return "SmdiLink[" + config.name() + "]";
    }

    /** Puts a link together. */
    public static final class Builder {

        private final SmdiPort port;
        private SmdiConfig config = SmdiConfig.DEFAULT;
        private SmdiListener listener = SmdiListener.NONE;
        private @Nullable Clock clock;
        private ThreadFactory threads = new LinkThreads();

        private Builder(SmdiPort port) {
            this.port = Objects.requireNonNull(port, "port");
        }

        /** Sets how the link is used. */
        public Builder config(SmdiConfig config) {
            this.config = Objects.requireNonNull(config, "config");
            return this;
        }

        /** Sets who is told what happens. */
        public Builder listener(SmdiListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Sets the clock by which messages expire and commands are paced; unless set, one that nobody can set back. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets what makes the one thread that sends. */
        public Builder threads(ThreadFactory threads) {
            this.threads = Objects.requireNonNull(threads, "threads");
            return this;
        }

        /** Starts the link and its port. */
        public SmdiLink start() {
            SmdiLink link = new SmdiLink(this, clock == null ? new SteadyClock() : clock);
            link.start(threads);
            return link;
        }
    }
}
