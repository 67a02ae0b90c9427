package org.voicemail4j.examples.asterisk.line;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a TCP address and hands each connection on, by one thread, whatever goes wrong with some of them. For many
 * threads.
 */
public final class TcpListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
    private static final int BACKLOG = 64;
    private static final long PAUSE_MILLIS = 100;

    private final ServerSocket listening;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread accepting;

    /** Who takes connections. */
    @FunctionalInterface
    public interface Taker {

        /**
         * Takes one, and does not block.
         *
         * @throws IOException if nothing came of it; the connection has been closed then
         */
        void take(Socket connection) throws IOException;
    }

    /**
     * Listens, and takes no connections yet.
     *
     * @param address where; port 0 takes a free one
     * @throws IOException if it cannot be had
     */
    public TcpListener(InetSocketAddress address) throws IOException {
        listening = new ServerSocket();
        try {
            listening.setReuseAddress(true);
            listening.bind(address, BACKLOG);
        } catch (IOException | RuntimeException e) {
            listening.close();
            throw e;
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /**
     * Takes connections from now on.
     *
     * @param threads makes the one thread
     * @throws IllegalStateException if it does so already
     */
    public synchronized void start(ThreadFactory threads, Taker taker) {
        if (accepting != null) {
            throw new IllegalStateException("takes connections already");
        }
        accepting = threads.newThread(() -> accept(taker));
        accepting.start();
    }

    private void accept(Taker taker) {
        while (!isClosed()) {
            try {
                taker.take(listening.accept());
            } catch (IOException | RuntimeException | OutOfMemoryError e) { // the last: no more threads
                if (isClosedAfterPause()) {
                    return;
                }
                LOG.warn("a connection could not be taken", e);
            }
        }
    }

    /** Where there are no more files or threads, there are none a moment later either. */
    private boolean isClosedAfterPause() {
        try {
            return closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Whether {@link #close} has been called. */
    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Takes no more connections; those taken before stay. Closing twice is harmless. */
    @Override
    public void close() {
        closed.countDown();
        try {
            listening.close();
        } catch (IOException e) {
            LOG.debug("{}", e.toString());
        }
    }
}
