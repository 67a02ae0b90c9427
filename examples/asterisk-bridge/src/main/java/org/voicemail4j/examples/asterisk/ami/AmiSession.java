package org.voicemail4j.examples.asterisk.ami;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to our manager port: one thread reads and answers, another one writes. */
final class AmiSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AmiSession.class);
    private static final String BANNER = "Asterisk Call Manager/7.0.3\r\n";
    private static final String END = "";
    private static final Duration TIME_TO_LOG_IN = Duration.ofSeconds(30);
    private static final Duration TIME_FOR_THE_LAST_ANSWERS = Duration.ofSeconds(5);
    private static final Duration TURN = Duration.ofMinutes(1);
    private static final int MOST_FAILURES = 3;
    private static final int MOST_WAITING = 1000;

    private final Socket socket;
    private final AmiWire wire;
    private final List<AmiAccount> accounts;
    private final VoicemailActions actions;
    private final RandomGenerator random;
    private final long endOfLogIn;
    private final CountDownLatch written = new CountDownLatch(1);
    private final BlockingQueue<String> outgoing = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean wantsEvents;
    private boolean loggedIn;
    private boolean leaving;
    private String challenge = "";
    private int failures;

    AmiSession(
            Socket socket,
            List<AmiAccount> accounts,
            VoicemailActions actions,
            RandomGenerator random,
            LongSupplier nanoTime)
            throws IOException {
        this.socket = socket;
        this.wire = new AmiWire(socket, nanoTime);
        this.endOfLogIn = wire.after(TIME_TO_LOG_IN);
        this.accounts = accounts;
        this.actions = actions;
        this.random = random;
    }

    /** Writes what is to be written until the end. */
    void write() {
        try {
            wire.write(BANNER);
            for (String text = outgoing.take(); !text.equals(END); text = outgoing.take()) {
                wire.write(text);
            }
        } catch (IOException e) {
            LOG.debug("{}: {}", socket.getRemoteSocketAddress(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
            written.countDown();
        }
    }

    /** Reads and answers until the end, and waits for that of {@link #write}: who does not read the last answers is left. */
    void read() {
        try {
            while (!leaving) {
                Optional<AmiMessage> action = wire.poll(loggedIn ? TURN : wire.left(endOfLogIn));
                if (action.isPresent()) {
                    answer(action.get());
                } else if (!loggedIn) {
                    throw new IOException("no login within " + TIME_TO_LOG_IN);
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("{}: {}", socket.getRemoteSocketAddress(), e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wantsEvents = false;
        if (!outgoing.offer(END)) {
            close();
        }
        awaitWritten();
    }

    private void awaitWritten() {
        try {
            if (!written.await(TIME_FOR_THE_LAST_ANSWERS.toSeconds(), TimeUnit.SECONDS)) {
                LOG.debug("{} does not read its last answers", socket.getRemoteSocketAddress());
                close();
                written.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    /** Tells of something, if that is wanted; who does not read is hung up on. */
    void event(AmiMessage event) {
        if (wantsEvents && !outgoing.offer(event.encoded())) {
            LOG.warn("{} does not read its events and is hung up on", socket.getRemoteSocketAddress());
            close();
        }
    }

    private void answer(AmiMessage action) throws IOException, InterruptedException {
        for (AmiMessage message : answers(action)) {
            String text = message.withGiven("ActionID", action.get("ActionID")).encoded();
            if (!outgoing.offer(text, TIME_TO_LOG_IN.toSeconds(), TimeUnit.SECONDS)) {
                close();
                throw new IOException("answers are not read");
            }
        }
    }

    private List<AmiMessage> answers(AmiMessage action) {
        String name = action.get("Action").toLowerCase(java.util.Locale.ROOT);
        return switch (name) {
            case "challenge" -> List.of(challenged(action));
            case "login" -> List.of(logIn(action));
            case "logoff" -> {
                leaving = true;
                yield List.of(AmiMessage.response("Goodbye").with("Message", "Thanks for all the fish."));
            }
            default -> loggedIn ? allowed(name, action) : List.of(error("Permission denied"));
        };
    }

    private List<AmiMessage> allowed(String name, AmiMessage action) {
        return switch (name) {
            case "ping" -> List.of(AmiMessage.response("Success").with("Ping", "Pong"));
            case "events" -> {
                wantsEvents = !isOff(action.get("EventMask"));
                yield List.of(AmiMessage.response("Success").with("Events", wantsEvents ? "On" : "Off"));
            }
            default -> actions.run(name, action);
        };
    }

    private static boolean isOff(String mask) {
        return mask.equalsIgnoreCase("off") || mask.equalsIgnoreCase("no");
    }

    private AmiMessage challenged(AmiMessage action) {
        if (!action.get("AuthType").equalsIgnoreCase("MD5")) {
            return error("Must specify AuthType");
        }
        challenge = String.valueOf(random.nextLong(100_000_000L, 1_000_000_000_000L));
        return AmiMessage.response("Success").with("Challenge", challenge);
    }

    private AmiMessage logIn(AmiMessage action) {
        boolean proven = accounts.stream()
                .filter(account -> account.username().equals(action.get("Username")))
                .anyMatch(account -> proves(action, account));
        challenge = "";
        if (!proven) {
            failures++;
            leaving = failures >= MOST_FAILURES;
            LOG.warn("{}: a manager could not log in", socket.getRemoteSocketAddress());
            return error("Authentication failed");
        }
        loggedIn = true;
        wantsEvents = !isOff(action.get("Events"));
        return AmiMessage.response("Success").with("Message", "Authentication accepted");
    }

    /** By the answer to a challenge, which is good once, or by the secret itself. */
    private boolean proves(AmiMessage action, AmiAccount account) {
        if (action.get("AuthType").equalsIgnoreCase("MD5")) {
            return !challenge.isEmpty() && same(action.get("Key"), AmiWire.key(challenge, account.secret()));
        }
        return same(action.get("Secret"), account.secret());
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    static AmiMessage error(String message) {
        return AmiMessage.response("Error").with("Message", message);
    }

    @Override
    public void close() {
        wantsEvents = false;
        try {
            wire.close();
        } catch (IOException e) {
            LOG.debug("{}", e.toString());
        }
        outgoing.offer(END);
    }
}
