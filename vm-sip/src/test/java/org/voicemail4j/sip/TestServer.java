package org.voicemail4j.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.call.OutgoingCall;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;

/**
 * An endpoint with media that makes no sound, and flows that play until the caller is gone. Mailboxes that begin with 4
 * do not exist, 5 hang up as soon as they are answered, 6 never decide, 7 are overloaded, 8 throw, 2 are sent on to
 * 2000 and 3 connected with 0123 in the plan "national".
 */
final class TestServer implements AutoCloseable {

    private static final OutgoingCall DIALLED = new OutgoingCall("0123", MailboxId.parse("3000"), "national");

    final FakeMedia media;
    final SipEndpoint endpoint;
    final BlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();
    final BlockingQueue<IncomingCall> talking = new LinkedBlockingQueue<>();
    final BlockingQueue<PlayEnd> ends = new LinkedBlockingQueue<>();
    final BlockingQueue<Boolean> taken = new LinkedBlockingQueue<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ExecutorService flows = Executors.newCachedThreadPool();

    TestServer(UnaryOperator<SipConfig.Builder> settings) {
        this(settings, 64, "127.0.0.1");
    }

    TestServer(UnaryOperator<SipConfig.Builder> settings, int unackedTicks, String host) {
        SipConfig.Builder builder = SipConfig.builder();
        for (SipConfig.Transport transport : List.of(SipConfig.Transport.UDP, SipConfig.Transport.TCP)) {
            builder.listen(new SipConfig.ListenPoint(transport, host, 0));
        }
        media = new FakeMedia(host);
        endpoint = new SipEndpoint(settings.apply(builder).build(), media, unackedTicks);
        endpoint.start(this::take, mailbox -> Optional.of(new MessageSummary(new MessageCounts(2, 1, 3, 0))));
    }

    int port(SipConfig.Transport transport) {
        return endpoint.boundAddresses().stream()
                .filter(point -> point.transport() == transport)
                .findFirst()
                .orElseThrow()
                .port();
    }

    private void take(IncomingCall call) {
        calls.add(call);
        String number = call.info().purpose() instanceof CallPurpose.Deposit deposit
                ? deposit.mailbox().number()
                : "0";
        switch (number.charAt(0)) {
            case '2' -> start(call, session -> taken.add(call.control().transfer("2000")));
            case '3' -> start(call, session -> taken.add(call.control().connect(DIALLED)));
            case '4' -> call.reject(CallRefusal.UNKNOWN_MAILBOX);
            case '5' -> start(call, session -> {});
            case '6' -> {}
            case '7' -> call.reject(CallRefusal.overloaded(Duration.ofSeconds(7)));
            case '8' -> throw new IllegalStateException("planted");
            default -> start(call, session -> ends.add(session.play(List.of(), Set.of())));
        }
    }

    private void start(IncomingCall call, Consumer<MediaSession> flow) {
        flows.execute(() -> {
            try {
                MediaSession session = call.accept();
                talking.add(call);
                flow.accept(session);
            } catch (RuntimeException | Error e) {
                failures.add(e);
            } finally {
                call.hangUp();
            }
        });
    }

    IncomingCall nextCall() throws InterruptedException {
        IncomingCall call = calls.poll(20, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no call");
        }
        return call;
    }

    /** The next call that has been answered and confirmed. */
    IncomingCall nextTalk() throws InterruptedException {
        IncomingCall call = talking.poll(20, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("nobody talks");
        }
        return call;
    }

    /** Waits until no call has sound any more. */
    void awaitSilence() throws InterruptedException {
        for (FakeMedia.Leg leg : media.legs) {
            if (!leg.gone.await(45, TimeUnit.SECONDS)) {
                throw new AssertionError("a media leg was never closed");
            }
        }
    }

    @Override
    public void close() {
        endpoint.close();
        flows.shutdown();
    }
}
