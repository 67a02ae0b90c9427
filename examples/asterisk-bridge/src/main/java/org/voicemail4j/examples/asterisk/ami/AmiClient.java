package org.voicemail4j.examples.asterisk.ami;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to the manager port of an Asterisk, logged in. Used by one thread at a time; closed by any. */
final class AmiClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AmiClient.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Events that nobody asked for may come in between; an Asterisk that sends nothing else is left. */
    private static final int MOST_EVENTS = 1000;

    private final AmiWire wire;
    private long number;

    private AmiClient(AmiWire wire) {
        this.wire = wire;
    }

    /**
     * Connects, and logs in by a challenge; an Asterisk that gives none is sent the secret.
     *
     * @throws IOException if there is nobody, or it does not want us
     */
    static AmiClient connect(InetSocketAddress asterisk, AmiAccount account) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(asterisk.getHostString(), asterisk.getPort()), (int) PATIENCE.toMillis());
            AmiWire wire = new AmiWire(socket, System::nanoTime);
            if (wire.banner(PATIENCE).isEmpty()) {
                throw new IOException("no greeting within " + PATIENCE);
            }
            AmiClient client = new AmiClient(wire);
            client.logIn(account);
            return client;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void logIn(AmiAccount account) throws IOException {
        AmiMessage challenge = ask(AmiMessage.action("Challenge").with("AuthType", "MD5"));
        AmiMessage login =
                AmiMessage.action("Login").with("Username", account.username()).with("Events", "off");
        AmiMessage answer = challenge.get("Challenge").isEmpty()
                ? ask(login.with("Secret", account.secret()))
                : ask(login.with("AuthType", "MD5")
                        .with("Key", AmiWire.key(challenge.get("Challenge"), account.secret())));
        if (!answer.get("Response").equals("Success")) {
            throw new IOException(account + " may not log in: " + answer.get("Message"));
        }
    }

    /**
     * Asks for something and waits for the response, whatever events come meanwhile.
     *
     * @throws IOException if none comes
     */
    AmiMessage ask(AmiMessage action) throws IOException {
        String id = "vm4j-" + ++number;
        wire.write(action.with("ActionID", id));
        long end = wire.after(PATIENCE);
        for (int i = 0; i < MOST_EVENTS; i++) {
            Optional<AmiMessage> message = wire.poll(wire.left(end));
            if (message.isEmpty()) {
                throw new IOException("no response within " + PATIENCE);
            }
            if (!message.get().get("Response").isEmpty()
                    && message.get().get("ActionID").equals(id)) {
                return message.get();
            }
        }
        throw new IOException("no response among " + MOST_EVENTS + " messages");
    }

    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException e) {
            LOG.debug("{}", e.toString());
        }
    }
}
