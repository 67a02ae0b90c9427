package org.voicemail4j.media.rtp;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the kernel once for all calls of a loop which of them have been sent reports: each has one in seconds, and to look
 * into each port ten times a second would cost a twentieth of all the loop does. For the loop's thread.
 */
final class ReportWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ReportWatch.class);
    private static final Consumer<SelectionKey> CAME = key -> ((UdpPort) key.attachment()).something();

    private @Nullable Selector selector;
    private boolean broken;

    /**
     * Has a port told when something comes; one that cannot be is looked into by itself. It is let go at the first {@link
     * #look} after it was closed.
     */
    void watch(DatagramPort port) {
        Selector open = opened();
        if (open != null) {
            try {
                port.watchedBy(open);
            } catch (IOException | RuntimeException e) {
                LOG.debug("port {} is looked into by itself", port.number(), e);
            }
        }
    }

    private @Nullable Selector opened() {
        if (selector == null && !broken) {
            try {
                selector = Selector.open();
            } catch (IOException e) {
                giveUp(e);
            }
        }
        return selector;
    }

    void look() {
        Selector open = selector;
        if (open != null) {
            try {
                open.selectNow(CAME);
            } catch (IOException e) {
                giveUp(e);
            }
        }
    }

    /** Ports that nobody watches are looked into one by one. */
    private void giveUp(IOException failure) {
        LOG.warn("reports are looked for in each port", failure);
        broken = true;
        close();
    }

    void close() {
        Selector open = selector;
        selector = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("a selector did not close", e);
            }
        }
    }
}
