package org.voicemail4j.examples.server.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * One call of a {@link Phone}, from INVITE to BYE (RFC 3261 §13, §15). What the script does (talk, press, wait) blocks
 * until it is done; what the other side does is taken in by the phone's own threads meanwhile.
 */
public final class PhoneCall implements AutoCloseable {

    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration GIVE_UP = Duration.ofSeconds(16);
    /** After which a caller begins to talk: no human does sooner, and a busy server records by then. */
    private static final Duration AFTER_A_BEEP = Duration.ofMillis(250);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Phone phone;
    private final Dialog dialog;
    private final SoundLine sound;
    private final CompletableFuture<SipText> ringing = new CompletableFuture<>();
    private final CompletableFuture<SipText> answered = new CompletableFuture<>();
    private final CompletableFuture<SipText> byeAnswered = new CompletableFuture<>();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    PhoneCall(Phone phone, InetSocketAddress server, String dialled) {
        this.phone = phone;
        this.dialog = new Dialog(phone.number(), phone.address(), server, dialled, phone.random());
        this.sound = new SoundLine(phone.address().getAddress());
    }

    String id() {
        return dialog.callId();
    }

    void dial() {
        SipText answer = sendUntil(dialog.invite(offer()), answered);
        if (answer.status() >= 300) {
            throw new PhoneException("the call to " + dialog.target() + " was refused: " + answer.startLine());
        }
        sound.start(MediaLine.of(answer), phone.random());
    }

    /** Where the other side wants its sound. */
    public InetSocketAddress soundGoesTo() {
        return MediaLine.of(answered.join());
    }

    private String offer() {
        return MediaLine.offer(phone.address().getAddress(), sound.port());
    }

    /** Says something; returns when all of it has been sent. */
    public void say(short[] samples) {
        await(sound.send(new Talk(samples)), Duration.ofMinutes(5));
    }

    /** Presses keys one after the other; returns when all of them have been sent. */
    public void press(String keys) {
        keys.chars().forEach(key -> await(sound.send(new Keystroke((char) key)), Duration.ofSeconds(5)));
    }

    /** Waits until something is heard. */
    public void awaitSound(Duration most) {
        long since = System.nanoTime();
        if (!waitUntil(() -> sound.ear().lastSoundNanos() - since > 0, most)) {
            throw new PhoneException("nothing was heard for " + most.toSeconds() + " s");
        }
    }

    /** Waits until nothing has been heard for that long. */
    public void awaitQuiet(Duration quiet, Duration most) {
        long since = System.nanoTime();
        if (!waitUntil(() -> isQuiet(quiet, since), most)) {
            throw new PhoneException("it did not get quiet within " + most.toSeconds() + " s");
        }
    }

    private boolean isQuiet(Duration quiet, long since) {
        return System.nanoTime() - Math.max(since, sound.ear().lastSoundNanos()) > quiet.toNanos();
    }

    /** Waits until a beep has sounded and is over. */
    public void awaitBeep(Duration most) {
        Beep beep = new Beep();
        if (!waitUntil(() -> beep.isOver(heard(), isQuiet(AFTER_A_BEEP, 0)), most)) {
            throw new PhoneException("no beep was heard for " + most.toSeconds() + " s");
        }
    }

    /**
     * Waits until something has been heard from beginning to end.
     *
     * @param said at least half a second of sound
     * @return whether it was heard in time
     */
    public boolean awaitSaid(short[] said, Duration most) {
        int[] place = {-1, 0};
        return waitUntil(
                () -> {
                    short[] heard = heard();
                    if (place[0] < 0) {
                        place[0] = SoundMatch.place(said, heard, place[1]);
                        place[1] = SoundMatch.searched(heard.length);
                    }
                    return place[0] >= 0 && heard.length >= place[0] + said.length;
                },
                most);
    }

    /** Everything heard so far: samples of 16 bit at 8 kHz. */
    public short[] heard() {
        return sound.ear().heard();
    }

    /** Packets of sound received so far. */
    public int packetsHeard() {
        return sound.ear().packets();
    }

    /** Hangs up, and waits until the other side has seen it. */
    public void hangUp() {
        if (!isOver()) {
            sendUntil(dialog.request("BYE"), byeAnswered);
            ended.complete(true);
        }
        close();
    }

    /**
     * Waits until the other side hangs up.
     *
     * @throws PhoneException if it does not
     */
    public void awaitHangUp(Duration most) {
        await(ended, most);
        close();
    }

    /** Whether either side has hung up. */
    public boolean isOver() {
        return ended.isDone();
    }

    private SipText sendUntil(SipText request, CompletableFuture<SipText> response) {
        Duration wait = FIRST_RETRY;
        for (Duration waited = Duration.ZERO; waited.compareTo(GIVE_UP) < 0; waited = waited.plus(wait)) {
            if (!ringing.isDone() || response != answered) {
                phone.send(request, dialog.server());
            }
            try {
                return response.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                wait = wait.multipliedBy(2);
            } catch (ExecutionException e) {
                throw new PhoneException("the call broke down", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PhoneException("interrupted", e);
            }
        }
        throw new PhoneException("no answer to " + request.startLine());
    }

    /** Takes what arrived for this call; called by the phone's reading thread. */
    void take(SipText message, InetSocketAddress from) {
        if (message.isResponse()) {
            takeResponse(message);
        } else {
            takeRequest(message, from);
        }
    }

    private void takeResponse(SipText response) {
        boolean provisional = response.status() < 200;
        switch (response.sequenceMethod()) {
            case "INVITE" -> {
                if (provisional) {
                    ringing.complete(response);
                } else {
                    phone.send(dialog.acknowledge(response), dialog.server());
                    answered.complete(response);
                }
            }
            case "BYE" -> {
                if (!provisional) {
                    byeAnswered.complete(response);
                }
            }
            default -> {}
        }
    }

    private void takeRequest(SipText request, InetSocketAddress from) {
        switch (request.method()) {
            case "ACK" -> {}
            case "INVITE", "UPDATE" -> {
                String session = request.body().isEmpty() && !request.method().equals("INVITE") ? "" : offer();
                phone.send(request.response("200 OK", dialog.tag(), dialog.contactAndType(session), session), from);
            }
            default -> {
                phone.send(request.response("200 OK", dialog.tag(), new ArrayList<>(), ""), from);
                if (request.method().equals("BYE")) {
                    ended.complete(true);
                }
            }
        }
    }

    private <T> void await(CompletableFuture<T> event, Duration most) {
        try {
            event.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new PhoneException("waited " + most.toSeconds() + " s in vain", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PhoneException("interrupted", e);
        }
    }

    private interface Condition {
        boolean holds();
    }

    private boolean waitUntil(Condition condition, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.holds()) {
            if (isOver() || System.nanoTime() - end > 0) {
                return condition.holds();
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return true;
    }

    /** Drops the line; hangs up properly first if the call is up. */
    @Override
    public void close() {
        if (answered.isDone() && !isOver() && answered.join().status() < 300) {
            ended.complete(true);
            phone.send(dialog.request("BYE"), dialog.server());
        }
        sound.close();
        phone.forget(this);
    }
}
