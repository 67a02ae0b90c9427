package org.voicemail4j.examples.asterisk.ami;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.MailboxId;

/** The manager port of an Asterisk with res_mwi_external_ami: takes logins and MWIUpdate, and remembers counts. */
final class SimulatedAmi implements AutoCloseable {

    static final AmiAccount ACCOUNT = new AmiAccount("lamps", "s3cret");

    /** New and old messages by mailbox. */
    final Map<MailboxId, List<Integer>> counts = new ConcurrentHashMap<>();

    final List<String> actions = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Object gate = new Object();
    private final ServerSocket listening;
    private boolean stalled;
    volatile boolean knowsChallenges = true;

    SimulatedAmi() throws IOException {
        this(0);
    }

    SimulatedAmi(int port) throws IOException {
        listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        thread(this::accept);
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "simulated-ami");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.add(socket);
                thread(() -> converse(socket));
            }
        } catch (IOException e) {
            dropConnections();
        }
    }

    private void converse(Socket socket) {
        try (AmiWire wire = new AmiWire(socket, System::nanoTime)) {
            wire.write("Asterisk Call Manager/7.0.3\r\n");
            boolean loggedIn = false;
            while (true) {
                Optional<AmiMessage> action = wire.poll(Duration.ofMinutes(1));
                if (action.isEmpty()) {
                    return;
                }
                awaitResumed();
                actions.add(action.get().get("Action"));
                AmiMessage answer = answer(action.get(), loggedIn);
                loggedIn |= action.get().get("Action").equals("Login")
                        && answer.get("Response").equals("Success");
                wire.write(AmiMessage.event("PeerStatus").with("Peer", "PJSIP/alice"));
                wire.write(answer.with("ActionID", action.get().get("ActionID")));
            }
        } catch (IOException e) {
            connections.remove(socket);
        }
    }

    private AmiMessage answer(AmiMessage action, boolean loggedIn) {
        AmiMessage success = AmiMessage.response("Success");
        AmiMessage error = AmiMessage.response("Error");
        return switch (action.get("Action")) {
            case "Challenge" -> knowsChallenges ? success.with("Challenge", "123456789") : error;
            case "Login" -> mayLogIn(action) ? success : error.with("Message", "Authentication failed");
            case "Ping" -> success.with("Ping", "Pong");
            case "MWIUpdate" -> loggedIn ? updated(action) : error.with("Message", "Permission denied");
            default -> error.with("Message", "Invalid/unknown command");
        };
    }

    private boolean mayLogIn(AmiMessage action) {
        boolean proven = knowsChallenges
                ? action.get("Key").equals(AmiWire.key("123456789", ACCOUNT.secret()))
                : action.get("Secret").equals(ACCOUNT.secret());
        return proven && action.get("Username").equals(ACCOUNT.username());
    }

    private AmiMessage updated(AmiMessage action) {
        counts.put(
                MailboxId.parse(action.get("Mailbox")),
                List.of(Integer.parseInt(action.get("NewMessages")), Integer.parseInt(action.get("OldMessages"))));
        return AmiMessage.response("Success");
    }

    private void awaitResumed() {
        synchronized (gate) {
            while (stalled) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    void stall() {
        synchronized (gate) {
            stalled = true;
        }
    }

    void resume() {
        synchronized (gate) {
            stalled = false;
            gate.notifyAll();
        }
    }

    @Nullable
    List<Integer> counts(MailboxId mailbox) {
        return counts.get(mailbox);
    }

    void dropConnections() {
        for (Socket socket : new ArrayList<>(connections)) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        resume();
        listening.close();
        dropConnections();
    }
}
