package org.voicemail4j.sip;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.media.MediaSessionFactory;

/**
 * What every call uses of its endpoint.
 *
 * @param config settings
 * @param messages makes what is sent
 * @param router says whose mailbox a call is for
 * @param media opens sound
 * @param calls calls in progress
 * @param outbound sends their requests
 * @param threads run the calls' steps
 * @param timers start steps later
 * @param taker whom calls are given to
 */
record CallServices(
        SipConfig config,
        SipMessages messages,
        CallRouter router,
        MediaSessionFactory media,
        CallTable calls,
        Outbound outbound,
        Executor threads,
        ScheduledExecutorService timers,
        Consumer<IncomingCall> taker) {}
