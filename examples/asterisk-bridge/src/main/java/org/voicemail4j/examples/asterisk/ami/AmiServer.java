package org.voicemail4j.examples.asterisk.ami;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.examples.asterisk.line.LineThreads;
import org.voicemail4j.examples.asterisk.line.TcpListener;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.service.VoicemailService;

/**
 * A manager port that answers the voicemail actions of an Asterisk's out of our mailboxes, for programs that speak the manager
 * protocol: MailboxStatus, MailboxCount, VoicemailUsersList, VoicemailUserStatus, VoicemailBoxSummary, VoicemailMove,
 * VoicemailRemove, VoicemailForward and VoicemailRefresh, and Challenge, Login, Events, Ping and Logoff around them. Who has
 * logged in gets an event {@code MessageWaiting} for each change, unless events are off.
 *
 * <p>Whoever logs in may do everything. So give it an address that only its programs reach; nothing is encrypted. There are
 * at most {@value #MOST_CONNECTIONS} connections at once. For many threads.
 */
public final class AmiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AmiServer.class);
    private static final int MOST_CONNECTIONS = 20;

    private final List<AmiAccount> accounts;
    private final ThreadFactory threads;
    private final RandomGenerator random = new SecureRandom();
    private final TcpListener listener;
    private final Set<AmiSession> sessions = ConcurrentHashMap.newKeySet();

    /** As {@link #AmiServer(InetSocketAddress, List, ThreadFactory)}, with daemon threads. */
    public AmiServer(InetSocketAddress listen, List<AmiAccount> accounts) {
        this(listen, accounts, LineThreads.daemons("ami"));
    }

    /**
     * Listens, and answers nobody yet.
     *
     * @param listen where; port 0 takes a free one
     * @param accounts who may log in
     * @param threads makes one thread that accepts, and two for each connection
     * @throws VoicemailException if the address cannot be had
     */
    public AmiServer(InetSocketAddress listen, List<AmiAccount> accounts, ThreadFactory threads) {
        this.accounts = List.copyOf(accounts);
        this.threads = threads;
        try {
            listener = new TcpListener(listen);
        } catch (IOException e) {
            throw new VoicemailException("cannot listen for managers on " + listen, e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Tells whoever is logged in of changes: to be given to the service beside what switches lamps. */
    public MwiPublisher mwi() {
        return (mailbox, summary) -> {
            AmiMessage event = AmiMessage.event("MessageWaiting")
                    .with("Privilege", "call,all")
                    .with("Mailbox", mailbox.number() + '@' + mailbox.context())
                    .with("Waiting", summary.messagesWaiting() ? 1 : 0)
                    .with("New", summary.voice().newMessages())
                    .with("Old", summary.voice().oldMessages());
            sessions.forEach(session -> session.event(event));
        };
    }

    /**
     * Answers from now on.
     *
     * @throws IllegalStateException if it does so already
     */
    public void start(VoicemailService service, MailboxDirectory directory) {
        VoicemailActions actions = new VoicemailActions(service, directory);
        listener.start(threads, socket -> take(socket, actions));
    }

    private void take(Socket socket, VoicemailActions actions) throws IOException {
        if (sessions.size() >= MOST_CONNECTIONS) {
            LOG.warn("{} is not answered: one too many", socket.getRemoteSocketAddress());
            socket.close();
            return;
        }
        AmiSession session = session(socket, actions);
        sessions.add(session);
        try {
            threads.newThread(session::write).start();
            threads.newThread(() -> {
                        session.read();
                        sessions.remove(session);
                    })
                    .start();
        } catch (RuntimeException | OutOfMemoryError e) {
            sessions.remove(session);
            session.close();
            throw e;
        }
        if (listener.isClosed()) {
            session.close();
        }
    }

    private AmiSession session(Socket socket, VoicemailActions actions) throws IOException {
        try {
            return new AmiSession(socket, accounts, actions, random, System::nanoTime);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Hangs up on everybody. Closing twice is harmless. */
    @Override
    public void close() {
        listener.close();
        sessions.forEach(AmiSession::close);
    }
}
